"""What a check concludes. No words for people here: `variant` and `facts` choose and fill them in the catalogues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Confidence = Literal["high", "medium", "low"]
Names = Literal["text", "date", "hour", "weekday", "method", "channel", "daypart"]
"""What the x of a chart is, so that codes can be put in words."""
RANK: Mapping[str, int] = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Value:
    """Money a month in the currency's minor unit: an 80 % interval around `mid`."""

    low: float
    mid: float
    high: float

    @property
    def confidence(self) -> Confidence:
        """In words, from the width of the interval: clear, likely, worth watching."""
        if self.mid <= 0 or self.low <= 0:
            return "low"
        width = (self.high - self.low) / self.mid
        return "high" if width <= 0.6 else "medium" if width <= 1.4 else "low"


@dataclass(frozen=True)
class Chart:
    """Figures that prove a finding: rows of `x`, `y` and `mark` (worth a look); a heat map has `row` (weekday) and `order` too.

    `kind` says how to draw them, `unit` what y is, `names` what x is.
    """

    kind: Literal["line", "bars", "heat"]
    rows: Sequence[Mapping[str, object]]
    unit: Literal["money", "count", "share"]
    names: Names = "text"


@dataclass(frozen=True)
class Finding:
    """One conclusion: `facts` fill its sentences, `evidence` holds the figures and the cautious assumption."""

    check: str
    variant: str
    facts: Mapping[str, object]
    value: Value | None
    confidence: Confidence
    needs: tuple[str, ...]
    evidence: Mapping[str, object] = field(default_factory=dict)
    chart: Chart | None = None

    @property
    def rank(self) -> tuple[float, int, float]:
        """Sorts the most valuable first: low end of the value, then confidence."""
        low = self.value.low if self.value else 0.0
        mid = self.value.mid if self.value else 0.0
        return (-low, RANK[self.confidence], -mid)


@dataclass(frozen=True)
class NotEnough:
    """A check that could not run: `reason` is a code, `needs` what would make it possible, `facts` their figures."""

    check: str
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)
