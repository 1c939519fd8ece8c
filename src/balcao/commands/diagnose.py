"""`balcao diagnose`: from a shop's export to what it says about the business."""

import gc
import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from balcao.analytics.economies import Economy, EconomyFileError, codes, economy
from balcao.analytics.report.languages import LANGUAGES
from balcao.analytics.sales.reading import read
from balcao.analytics.sales.schema import AMOUNT_OF, COUNTS_AS, KINDS, ROLES, NotSalesError, Overrules
from balcao.analytics.sales.understanding.contents import tidy

REFUSED = 2
"""The exit code when there is no diagnosis."""


def add_to(commands: Any) -> None:
    """Describe the command and its options."""
    parser: ArgumentParser = commands.add_parser(
        "diagnose", help="read a sales export and say what it says about the business"
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="CSV, TSV, XLSX, XLS, ODS, JSON lines or Parquet, also gzip'd or zipped"
    )
    parser.add_argument("--economy", default="MO", metavar="CODE", help="where the shop is (default MO)")
    parser.add_argument(
        "--economy-file",
        type=Path,
        metavar="TOML",
        help="facts of that economy to enter or overrule (docs/operating.md)",
    )
    parser.add_argument("--currency", metavar="CODE", help="the currency of the amounts, if the file does not say")
    parser.add_argument("--language", choices=list(LANGUAGES), default="en")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--html", type=Path, metavar="OUT", help="write the report as one HTML file")
    parser.add_argument("--pdf", type=Path, metavar="OUT", help="write the report as PDF")
    parser.add_argument(
        "--rejects", type=Path, metavar="OUT", help="write the rows that were not used, with the reason"
    )
    parser.add_argument("--lines", type=Path, metavar="OUT", help="write the sale lines as Parquet")
    parser.add_argument("--date-order", choices=["dmy", "mdy", "ymd"], help="how dates read, if we got it wrong")
    parser.add_argument("--zone", metavar="NAME", help="the time zone of the shop, such as Asia/Macau")
    parser.add_argument(
        "--column", action="append", default=[], metavar="ROLE=HEADING", help="what a column is, if we got it wrong"
    )
    parser.add_argument(
        "--kind", metavar="KIND", help="what kind of table it is, such as cash-book, if we got it wrong"
    )
    parser.add_argument(
        "--rows",
        action="append",
        default=[],
        metavar="TEXT=sale|refund|out",
        help="what rows of a type or a state count as, if we got it wrong",
    )
    parser.add_argument(
        "--amount-of", choices=AMOUNT_OF, help="whose the money is that is the same on all rows of an order"
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Diagnose a file; every refusal is one sentence on standard error."""
    gc.disable()  # a fifth of a small file's time goes into looking for garbage that a process this short does not make
    try:
        with TemporaryDirectory(prefix="balcao-") as work:
            return _diagnose(options, Path(work))
    except NotSalesError as refusal:
        return _refuse(options.language, refusal.code, refusal.facts)
    except Exception as error:  # the last line of defence before an owner: a sentence, never a traceback
        if str(error) == "Query interrupted":  # what DuckDB makes of Ctrl-C
            raise KeyboardInterrupt from error
        if os.environ.get("BALCAO_DEBUG"):
            raise
        return _refuse(options.language, "unexpected", {})
    finally:
        gc.enable()


def _refuse(language: str, code: str, facts: Mapping[str, object]) -> int:
    from balcao.analytics.report.texts import Catalogue

    sentence = Catalogue(language, "", 2).refusal(code, facts)
    print(("\r\033[K" if sys.stderr.isatty() else "") + sentence, file=sys.stderr)
    return REFUSED


_LATER = (
    "numpy.ma", "holidays.countries", "balcao.analytics.diagnosis.engine", "balcao.analytics.report.as_json",
    "balcao.analytics.report.as_text",
)  # fmt: skip
"""Modules that are needed once the file is read."""


def _load(language: str) -> None:
    """Load what comes after the reading; Python has time for it while DuckDB reads the file."""
    for module in _LATER:
        import_module(module)
    import_module("balcao.analytics.report.texts").Catalogue(language, "", 2)


def _diagnose(options: Namespace, work: Path) -> int:
    place = _economy(options.economy, options.economy_file)
    overrules = Overrules(
        _columns(options.column), options.date_order, options.currency, options.zone, _kind(options.kind),
        _rows(options.rows), options.amount_of,
    )  # fmt: skip
    tell = _progress(options.language)
    started = time.perf_counter()
    loading = Thread(target=_load, args=(options.language,))
    loading.start()
    try:
        lines = read(options.file, place, work, overrules, tell)
        for text in overrules.rows.keys() - lines.reading.rows_told.keys():
            raise NotSalesError("rows_not_there", text=text)
        read_seconds = time.perf_counter() - started
    finally:
        loading.join()

    from balcao.analytics.diagnosis.engine import diagnose
    from balcao.analytics.report.as_json import as_json
    from balcao.analytics.report.as_text import as_text
    from balcao.analytics.report.report import write_report
    from balcao.analytics.report.texts import Catalogue

    diagnosis = diagnose(lines, place, lambda check: tell("checking", check))
    reading, name = lines.reading, options.file.name
    words = Catalogue(options.language, reading.currency, reading.minor_digits)
    if options.html or options.pdf:
        tell("report")
        report = write_report(name, reading, diagnosis, words, charts=True)
        if options.html:
            from balcao.analytics.report.as_html import as_html

            _save(options.html, as_html(report).encode())
        if options.pdf:
            from balcao.analytics.report.as_pdf import as_pdf

            _save(options.pdf, as_pdf(report))
    if options.rejects:
        _save(options.rejects, lines.rejects.read_bytes() if lines.rejects else b"")
    if options.lines:
        _save(options.lines, lines.lines.read_bytes())
    tell("")
    if options.json:
        print(json.dumps(as_json(name, reading, diagnosis, words, read_seconds), ensure_ascii=False))
        return 0
    print(as_text(write_report(name, reading, diagnosis, words, charts=False)), end="")
    return 0


def _economy(code: str, own: Path | None) -> Economy:
    try:
        return economy(code, own)
    except KeyError:
        raise NotSalesError("unknown_economy", economy=code, known=", ".join(codes())) from None
    except EconomyFileError as error:
        raise NotSalesError("bad_economy_file", name=error.name, why=error.why) from None


def _columns(given: Sequence[str]) -> dict[str, str]:
    columns = {}
    for pair in given:
        role, equals, heading = pair.partition("=")
        if not equals or role not in ROLES:
            raise NotSalesError("unknown_role", role=role, known=", ".join(ROLES))
        columns[role] = heading
    return columns


def _rows(given: Sequence[str]) -> dict[str, str]:
    rows = {}
    for pair in given:
        text, _, counts_as = pair.rpartition("=")
        if not text or counts_as not in COUNTS_AS:
            raise NotSalesError("unknown_rows", given=pair, known=", ".join(COUNTS_AS))
        rows[tidy(text)] = counts_as
    return rows


def _kind(given: str | None) -> str | None:
    kind = given and given.strip().lower().replace("-", " ").replace("_", " ")
    if kind and kind not in KINDS:
        raise NotSalesError("unknown_kind", kind=given, known=", ".join(KINDS))
    return kind or None


def _progress(language: str) -> Callable[..., None]:
    """Shows the step that runs, on one line of the terminal; silent where standard error is not one."""
    if not sys.stderr.isatty():
        return lambda step, check="": None
    from balcao.analytics.report.texts import Catalogue

    words = Catalogue(language, "", 2)

    def show(step: str, check: str = "") -> None:
        text = words.say(f"progress-{step}", check=words.word("check", check)) + "…" if step else ""
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)

    return show


def _save(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        half.write_bytes(content)
        os.replace(half, target)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise NotSalesError("cannot_write", name=target.name, why=error.strerror or str(error)) from error
