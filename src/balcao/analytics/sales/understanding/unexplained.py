"""Money that nothing explains: columns that could be the sale, or a part of it, and that no sum, no price and no heading ties to what was taken."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from balcao.analytics.sales.understanding.cancelled_money import MONEY_MARK
from balcao.analytics.sales.understanding.contents import Contents, Numbers
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.money import Money
from balcao.analytics.sales.understanding.relations import close

WORTH_ASKING = 0.02
"""The share of the money taken from which on other money is worth a question."""
SOMETIMES = 0.1
"""The share of rows on which it must stand."""
SAME = 0.95
"""The share of rows on which two columns tell the same, or the one is the orders' sum of the other."""
MOST_PARTS = 6
"""Columns that are tried together as its parts, and told."""
_NOT_ASKED = frozenset({"before", "previous", "average", "unit", "weather"})
"""Concepts of a heading of other money than was asked for the sale."""
KNOWN = 0.6
"""How well a heading must mean something else than the sale for its money to need no relation."""
ELSEWHERE = frozenset(
    {
        "fee", "payout", "cost", "profit", "balance", "stock", "points", "previous", "average", "cumulative", "target", "tendered", "change",
        "exchange", "hours", "salary", "tip", "rate", "tax", "covers", "orders", "shipping", "discount", "refund", "subsidy", "surcharge",
        "adjustment", "expense", "tender", "quantity", "contact", "item_code", "receipt", "line_id", "sequence", "later", "note", "void", "weather", "weekday", "table", "unit",
    }
)  # fmt: skip
"""Meanings of money, and of numbers, that are not the sale's; what comes off the sale is settled where it is weighed."""


def unexplained(columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]], money: Money,
                chosen: int) -> list[int]:  # fmt: skip
    """Columns of money that nothing ties to the one that was taken (`chosen`), the largest first."""
    mine = next(c for c in columns if c.place == chosen)
    taken = np.nan_to_num(mine.numbers)
    tied, held = _tied(money, chosen), {places[0] for places in roles.values() if places}
    found = []
    for column in columns:
        numbers = np.nan_to_num(column.numbers)
        if column.place in tied or not _is_money(column, meanings[column.place]) or _is_price(column, meanings, roles):
            continue
        if column.place in held and column.place not in {
            p for r in ("unit_price", "income") for p in roles.get(r, [])[:1]
        }:
            continue
        size = float(np.abs(numbers).sum())
        if size < WORTH_ASKING * float(np.abs(taken).sum()) or np.mean(numbers != 0) < SOMETIMES:
            continue
        if _tells_the_same(numbers, taken) or _is_of_orders(column, mine, columns, roles):
            continue
        if "total" in meanings[chosen].concepts and np.all(np.abs(numbers) <= np.abs(taken) + 0.011):
            continue  # a part of it
        found.append((size, column.place))
    places = [place for _, place in sorted(found, reverse=True)][:MOST_PARTS]
    return [] if _make_it_up(columns, places, taken) else places


def _make_it_up(columns: Sequence[Contents], places: Sequence[int], taken: Numbers) -> bool:
    """Whether some of the columns add up to what was taken, as its parts by rate of tax or time of day do."""
    known = {c.place: np.nan_to_num(c.numbers) for c in columns if c.place in places}
    for size in range(2, len(places) + 1):
        for parts in combinations(places, size):
            if float(close(taken, np.sum([known[p] for p in parts], axis=0)).mean()) >= SAME:
                return True
    return False


def _tied(money: Money, chosen: int) -> set[int]:
    """The columns that relations tie to one, by way of others too."""
    tied = {chosen}
    for _ in money.relations:
        more = {p for r in money.relations if {r.target, r.base, *r.parts} & tied for p in (r.target, r.base, *r.parts)}
        if more <= tied:
            break
        tied |= more
    return tied


def _is_money(column: Contents, meaning: Meaning) -> bool:
    best = meaning.best
    if meaning.concepts & _NOT_ASKED or (
        not meaning.roles and not column.marked and not MONEY_MARK.search(column.heading)
    ):
        return False
    if (
        column.numbers_share < 0.9
        or column.dates > 0.5
        or column.clocks > 0.5
        or column.sequence
        or column.percents > 0.3
    ):
        return False
    if best in ELSEWHERE and meaning.roles[best] >= KNOWN:
        return False
    promised = max((meaning.roles.get(role, 0.0) for role in ("amount", "gross", "unit_price", "income")), default=0.0)
    return promised >= 0.4 or column.marked > 0.5 or column.decimals > 0.5


def _is_price(column: Contents, meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]]) -> bool:
    """Whether a column is the price of a piece, where pieces are counted."""
    priced = "unit_price" in meanings[column.place].roles or roles.get("unit_price", [None])[0] == column.place
    return priced and "quantity" in roles


def _tells_the_same(one: Numbers, other: Numbers) -> bool:
    """Whether two columns are the same money but for rounding, or the one always the same part of the other."""
    both = (one != 0) & (other != 0)
    if not both.any():
        return False
    ratio = float(np.median(one[both] / other[both]))
    return (
        float(close(one[both], ratio * other[both]).mean()) >= SAME
        and float(np.mean((one != 0) == (other != 0))) >= SAME
    )


def _is_of_orders(
    column: Contents, mine: Contents, columns: Sequence[Contents], roles: Mapping[str, Sequence[int]]
) -> bool:
    """Whether a column stays the same, or stands once, on all rows of a receipt, so that it is the whole order's."""
    place = roles.get("receipt", [None])[0]
    if place is None:
        return False
    receipts = next(c for c in columns if c.place == place).texts
    rows: dict[str, list[int]] = {}
    last = ""
    for n, text in enumerate(receipts):
        last = text or last
        rows.setdefault(last, []).append(n)
    several = [r for r in rows.values() if len(r) > 1]
    if not several:
        return False
    numbers, own = np.nan_to_num(column.numbers), np.nan_to_num(mine.numbers)
    once = [len({v for v in numbers[r] if v}) <= 1 for r in several]
    lines = [len({v for v in own[r] if v}) > 1 for r in several]
    return float(np.mean(once)) >= SAME and any(lines)
