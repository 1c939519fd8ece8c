"""`balcao diagnose`: from a shop's export to what it says about the business."""

import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from balcao.analytics.diagnosis.engine import diagnose
from balcao.analytics.economies import ECONOMIES, Economy, economy, minor_digits
from balcao.analytics.report.as_json import as_json
from balcao.analytics.report.as_text import as_text
from balcao.analytics.report.report import write_report
from balcao.analytics.report.texts import LANGUAGES, Catalogue
from balcao.analytics.sales.reading import read
from balcao.analytics.sales.schema import ROLES, NotSalesError, Overrules

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
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Diagnose a file; every refusal is one sentence on standard error."""
    catalogue = Catalogue(options.language, "MOP", 2)
    try:
        with TemporaryDirectory(prefix="balcao-") as work:
            return _diagnose(options, Path(work))
    except NotSalesError as refusal:
        return _refuse(catalogue, f"refusal-{refusal.code}", refusal.facts)
    except Exception as error:  # the last line of defence before an owner: a sentence, never a traceback
        if os.environ.get("BALCAO_DEBUG"):
            raise
        return _refuse(catalogue, "refusal-unexpected", {"kind": type(error).__name__})


def _refuse(catalogue: Catalogue, message: str, facts: dict[str, object]) -> int:
    print(catalogue.say(message, None, {name: str(fact) for name, fact in facts.items()}), file=sys.stderr)
    return REFUSED


def _diagnose(options: Namespace, work: Path) -> int:
    place = _economy(options.economy)
    overrules = Overrules(_columns(options.column), options.date_order, options.currency, options.zone)
    words = Catalogue(options.language, place.currency, minor_digits(place.currency))
    tell = _progress(words)
    started = time.perf_counter()
    lines = read(options.file, place, work, overrules, lambda step: tell(words.say(f"progress-{step}")))
    read_seconds = time.perf_counter() - started
    diagnosis = diagnose(
        lines, place, lambda check: tell(words.say("progress-checking", check=words.word("check", check)))
    )
    reading, name = lines.reading, options.file.name
    words = Catalogue(options.language, reading.currency, reading.minor_digits)
    if options.html or options.pdf:
        tell(words.say("progress-report"))
        report = write_report(name, reading, diagnosis, words, charts=True)
        if options.html:
            from balcao.analytics.report.as_html import as_html  # here, so that --json starts without it

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


def _economy(code: str) -> Economy:
    try:
        return economy(code)
    except KeyError:
        raise NotSalesError("unknown_economy", economy=code, known=", ".join(ECONOMIES)) from None


def _columns(given: Sequence[str]) -> dict[str, str]:
    columns = {}
    for pair in given:
        role, equals, heading = pair.partition("=")
        if not equals or role not in ROLES:
            raise NotSalesError("unknown_role", role=role, known=", ".join(ROLES))
        columns[role] = heading
    return columns


def _progress(words: Catalogue) -> Callable[[str], None]:
    """Shows the step that runs, on one line of the terminal; silent where standard error is not one."""
    if not sys.stderr.isatty():
        return lambda step: None
    return lambda step: print(f"\r\033[K{step}" + ("…" if step else ""), end="", file=sys.stderr, flush=True)


def _save(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        half.write_bytes(content)
        os.replace(half, target)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise NotSalesError("cannot_write", name=target.name, why=error.strerror or str(error)) from error
