"""Whether a discount that is told by bare numbers is in hundredths or in money: what a line's tax, or its order's total, shows."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning

Numbers = npt.NDArray[np.float64]

FEWEST = 2
"""Lines with a discount, or orders that hold one, that show it."""
HOLDS = 0.9
"""The share of them on which it must hold, and hold one way only."""
CENT = 0.011
SLACK = 0.002
"""Of a rate of tax, for what was rounded to the cent."""


def in_hundredths(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[str, Sequence[int]]
) -> int | None:
    """The column of a discount without marks that is in hundredths of quantity × price, as taxes or orders' totals show; else None.

    Where they show that it is money, or show nothing, it is taken for money.
    """
    places = [roles.get(role, [None])[0] for role in ("quantity", "unit_price", "discount")]
    if None in places:
        return None
    quantity, price, off = (np.nan_to_num(columns[p].numbers) for p in places if p is not None)
    off, whole = np.abs(off), quantity * price
    if not np.any(off) or np.any(off > 100):
        return None
    bases = (whole * (1 - off / 100), whole - off)
    taxes = [np.abs(np.nan_to_num(columns[p].numbers)) for p in roles.get("tax", [])[:1]]
    for tax in taxes:
        shown = [_one_rate(base, tax, off) for base in bases]
        if shown[0] != shown[1]:
            return places[2] if shown[0] else None
    order = roles.get("receipt", [None])[0]
    if order is None:
        return None
    for column in columns:
        if column.place in places or column.numbers_share < HOLDS or {"tax", "id"} & meanings[column.place].concepts:
            continue
        for more in (np.zeros_like(off), *taxes):
            shown = [_makes_up(base + more, column.numbers, columns[order].texts, off) for base in bases]
            if shown[0] != shown[1]:
                return places[2] if shown[0] else None
    return None


def _one_rate(base: Numbers, tax: Numbers, off: Numbers) -> bool:
    """Whether the tax of lines with a discount is at the rates that lines have without one; or at one rate, where all have one."""
    told = (base > 0) & (tax > 0)
    cut = told & (off > 0)
    if cut.sum() < FEWEST:
        return False
    plain = told & (off == 0)
    known = tax[plain] / base[plain] if plain.sum() >= FEWEST else np.array([np.median(tax[cut] / base[cut])])
    gap = np.abs(tax[cut][:, None] - base[cut][:, None] * known[None, :]) - CENT
    return float(np.mean((gap <= SLACK * tax[cut][:, None]).any(axis=1))) >= HOLDS


def _makes_up(lines: Numbers, totals: Numbers, orders: Sequence[str], off: Numbers) -> bool:
    """Whether the lines of orders that hold a discount come to what a column tells of the order on each line, or on its first."""
    sums: dict[str, float] = {}
    told: dict[str, float] = {}
    held = set()
    for order, line, total, cut in zip(orders, lines, totals, off, strict=True):
        sums[order] = sums.get(order, 0.0) + line
        if not np.isnan(total):
            told.setdefault(order, total)
        if cut:
            held.add(order)
    shown = [abs(sums[order] - told[order]) <= 2 * CENT for order in held & told.keys()]
    return len(shown) >= FEWEST and float(np.mean(shown)) >= HOLDS
