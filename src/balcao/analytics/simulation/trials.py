"""Whether the checks find what was planted, value it rightly, and leave clean shops in peace."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from balcao.analytics.diagnosis.engine import diagnose
from balcao.analytics.diagnosis.finding import Value
from balcao.analytics.economies import Figure, economy
from balcao.analytics.simulation.books import Books, as_sale_lines, books, recipe
from balcao.analytics.simulation.kinds import KINDS
from balcao.analytics.simulation.problems import PROBLEMS

PLACE = replace(economy("MO"), wage=Figure(35.0, 35.0, "hour", "made up", 2026), tariffs={})
"""Macao with a wage of its own: a trial must not change when a law does."""
DAYS = 182
KINDS_TRIED = {"quiet_hours": ("cafe", "bakery")}
"""Kinds of shop in which a problem can be planted, where not in all: a single visit to the restaurant or the gift shop pays
for more than an hour, so an hour that loses there has hardly any visit and cannot be told from a closed one."""


@dataclass(frozen=True)
class Trial:
    """One made-up shop with one problem: its true value a month and the value found, None if it was not found."""

    check: str
    seed: int
    truth: float
    found: Value | None

    @property
    def inside(self) -> bool:
        """Whether the truth lies in the interval found."""
        return self.found is not None and self.found.low <= self.truth <= self.found.high


def planted(check: str, seed: int) -> Trial:
    """Plant a check's problem in a shop and diagnose it; the kind of shop goes round with the seed."""
    kinds = KINDS_TRIED.get(check, tuple(KINDS))
    made = recipe(kinds[seed % len(kinds)], PLACE, DAYS, 1000 + seed)
    filled, truth = PROBLEMS[check](made)
    return Trial(check, seed, truth, _findings(filled).get(check))


def invented(seed: int) -> set[str]:
    """The checks that find something in a shop without problems.

    Planning is judged on a shop with standing orders: where what sells varies by chance alone, planning by weekday
    does save something, so an ordinary shop is no clean one for it.
    """
    kind = tuple(KINDS)[seed % len(KINDS)]
    ordinary = _findings(books(recipe(kind, PLACE, DAYS, 5000 + seed))).keys() - {"planning"}
    steady = _findings(books(recipe(kind, PLACE, DAYS, 5000 + seed, steady=True))).keys() & {"planning"}
    return set(ordinary | steady)


def _findings(filled: Books) -> dict[str, Value | None]:
    with TemporaryDirectory() as work:
        diagnosis = diagnose(as_sale_lines(filled, Path(work)), PLACE)
    return {finding.check: finding.value for finding in diagnosis.findings}
