"""Which of several days is the sale's: the one that is told just where money is, or that of an appointment that was kept."""

from collections.abc import Mapping, Sequence

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning

ALIKE = 0.05
"""How much less a heading may promise."""


def told_with_the_money(
    roles: Mapping[str, Sequence[int]], columns: Sequence[Contents], meanings: Mapping[int, Meaning]
) -> list[int]:
    """The columns of days, best first: instead of those that are filled where nothing was sold, one that is blank just there."""
    days, money = list(roles.get("sold_at", [])), roles.get("amount", [None])[0]
    if not days or money is None or columns[money].fill in (0, 1):
        return days

    def told(place: int) -> list[bool]:
        return [bool(text) for text in columns[place].texts]

    def promised(place: int) -> float:
        return max(meanings[place].roles.get(role, 0.0) for role in ("sold_at", "date"))

    if told(days[0]) == told(money):
        return days
    just = [p for p in days[1:] if promised(p) >= promised(days[0]) - ALIKE and told(p) == told(money)]
    return just or days


def kept_appointments(
    roles: Mapping[str, Sequence[int]], columns: Sequence[Contents], meanings: Mapping[int, Meaning]
) -> list[int]:
    """The columns of days, best first: before the moment at which a service was booked, the day of it, with a time beside.

    The staff who serve are named, nothing is sent, and no day is before its booking.
    """
    days = list(roles.get("sold_at", []))
    sends = any({"shipping", "channel", "table"} & m.concepts and columns[p].filled for p, m in meanings.items())
    if (
        not days
        or "staff" not in roles
        or sends
        or not columns[days[0]].clocked
        or "created" not in meanings[days[0]].concepts
    ):
        return days
    at = {
        c.place for c in columns
        if meanings[c.place].concepts == {"date", "later"} and c.dates > 0.9 and not c.clocked and c.fill >= columns[days[0]].fill
    }  # fmt: skip
    beside = [
        p for p in at
        if p + 1 < len(columns) and meanings[p + 1].concepts == {"time"} and columns[p + 1].clocks > 0.9 and columns[p + 1].dates < 0.5
    ]  # fmt: skip
    return [*beside, *days] if len(beside) == 1 else days
