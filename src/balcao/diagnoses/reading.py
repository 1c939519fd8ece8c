"""What is done with files of sales in a process of its own (`balcao.apart`): no table of the site is touched here.

Each function takes `note`, which tells how far the work is.
"""

import hashlib
import hmac
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from balcao.analytics.diagnosis.engine import CHECKS, diagnose
from balcao.analytics.economies import Economy
from balcao.analytics.sales import history, reading
from balcao.analytics.sales.schema import Overrules, Reading, SaleLines
from balcao.apart import Apart
from balcao.diagnoses.telling import Told, tell_everywhere

Note = Callable[[str, float], None]
STEPS = {"opening": 0.05, "staging": 0.1, "understanding": 0.25, "writing": 0.4}
"""How far the work is at each step of reading a file."""

_own = threading.local()


def apart() -> Apart:
    """The process of this thread: it reads the files of the store where that is a folder, and writes in one of its own in the folder of work."""
    if not hasattr(_own, "process"):
        from django.conf import settings

        reads = [] if "://" in settings.FILES else [Path(settings.FILES)]
        _own.process = Apart(reads=reads, work=settings.HOME / "work")
    process: Apart = _own.process
    return process


def pseudonym(key: str, name: str) -> str:
    """What stands for a person's name in stored sale lines: HMAC-SHA256 with the business's own key, 128 bits of it.

    A business whose key is from before has 64 bits, as its earlier lines do: one person keeps one pseudonym.
    """
    return hmac.new(key.encode(), name.encode(), hashlib.sha256).hexdigest()[: len(key) // 2]


def read_file(file: Path, economy: Economy, folder: Path, overrules: Overrules, note: Note) -> SaleLines:
    """An export as sale lines; raises NotSalesError."""
    return reading.read(file, economy, folder, overrules, lambda step: note(step, STEPS[step]))


@dataclass(frozen=True)
class Stored:
    """A file's lines as they are kept, with names of staff by their pseudonyms, and what is told of them."""

    lines: Path
    staff: dict[str, str]
    told: Told


def tell_file(
    name: str, lines: SaleLines, hash_key: str, economy: Economy, folders: Sequence[Path], work: Path, note: Note
) -> Stored:
    """Put pseudonyms for names, diagnose, and tell it in every language."""
    stored, named = work / "stored.parquet", work / "named.parquet"
    staff = history.pseudonymise(lines.lines, stored, lambda name: pseudonym(hash_key, name))
    history.merge([stored], named, staff)
    told_by = SaleLines(named, lines.rejects, lines.reading, lines.has)
    checks = list(CHECKS)
    diagnosis = diagnose(told_by, economy, lambda check: note(check, 0.5 + 0.3 * checks.index(check) / len(checks)))
    note("report", 0.85)
    return Stored(stored, staff, tell_everywhere(name, lines.reading, diagnosis, folders))


def compare_file(earlier: Sequence[Path], stored: Path, note: Note) -> tuple[history.Overlap, tuple[int, date, date]]:
    """How a file stands to those before it; and how many lines it has, with the first and last day."""
    return history.compare(earlier, stored), history.period(stored)


@dataclass(frozen=True)
class Period:
    """The diagnosis of a history over a period; `before` are the totals of as many days before it, if they can be compared."""

    first: date
    last: date
    lines: int
    totals: dict[str, int]
    before: dict[str, object] | None
    told: Told


def tell_history(
    name: str, files: Sequence[Path], names: Mapping[str, str], asked: tuple[date | None, date | None],
    shared: tuple[Reading, frozenset[str]], economy: Economy, folders: Sequence[Path], work: Path, note: Note,
) -> Period | None:  # fmt: skip
    """Diagnose files of lines together; None if there were no sales in the period."""
    target = work / "history.parquet"
    if not files or not history.merge(files, target, names, *asked):
        return None
    _, first, last = history.period(target)
    diagnosis = diagnose(SaleLines(target, None, *shared), economy)
    before = _before(files, work, asked[0], asked[1] or last)
    told = tell_everywhere(name, shared[0], diagnosis, folders)
    return Period(first, last, diagnosis.totals.lines, history.totals(target), before, told)


def _before(files: Sequence[Path], work: Path, start: date | None, end: date) -> dict[str, object] | None:
    """Totals of as many days before the period, if there were sales on enough of them to compare."""
    if start is None:
        return None
    days = (end - start).days + 1
    target = work / "before.parquet"
    if not history.merge(files, target, None, start - timedelta(days), start - timedelta(1)):
        return None
    _, earlier_first, earlier_last = history.period(target)
    return {**history.totals(target), "first": str(earlier_first), "last": str(earlier_last)}
