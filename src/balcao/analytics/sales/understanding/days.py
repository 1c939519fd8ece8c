"""Which of two days that headings promise alike is the sale's: the one that is told just where money is."""

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
