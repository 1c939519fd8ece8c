"""Columns of prices that are the line's money, whatever their heading says: they grow with the quantity, or are taxed as a whole."""

from collections.abc import Mapping, Sequence

import numpy as np

from balcao.analytics.sales.understanding.contents import Contents, Numbers
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.relations import by_place


def money_of_lines(columns: Sequence[Contents], everything: Sequence[Contents], meanings: Mapping[int, Meaning],
                    counts: Sequence[int]) -> frozenset[int]:  # fmt: skip
    """Columns of prices that grow with the quantity of the same item: the line's money, whatever their heading says."""
    taxes = [c for c in columns if meanings[c.place].roles.get("tax", 0) >= 0.8 and np.any(np.nan_to_num(c.numbers))]
    items = [
        c for c in meanings if meanings[c].roles.get("item", 0) >= 0.9 or meanings[c].roles.get("item_code", 0) >= 0.8
    ]
    known = by_place(columns)
    texts = [by_place(everything)[i].texts for i in items]
    found = set()
    for place in counts:
        if meanings[place].roles.get("quantity", 0) < 0.8:
            continue
        quantity = known[place].numbers
        for column in columns:
            if column.place == place or "price" not in meanings[column.place].concepts:
                continue
            found_of = [_grows(names, quantity, column.numbers) for names in texts]
            taxed = any(_taxed_as_a_whole(tax.numbers, column.numbers, quantity) for tax in taxes)
            if taxed or any(grows >= 2 and grows > 3 * stays for grows, stays in found_of):
                found.add(column.place)
    return frozenset(found)


def _taxed_as_a_whole(tax: Numbers, money: Numbers, quantity: Numbers) -> bool:
    """Whether the tax is one rate of this column on lines of one piece and of several: then it is the line's money, not a price."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = tax / money
    told = np.isfinite(rate) & (tax != 0) & (money > 1) & (quantity > 0)
    one, many = told & (quantity == 1), told & (quantity > 1)
    if one.sum() < 2 or many.sum() < 2:
        return False
    middle = float(np.median(rate[told]))
    return bool(np.all(np.abs(rate[told] - middle) <= 0.05 * middle)) and 0.01 < middle < 0.4


def _grows(texts: Sequence[str], quantity: Numbers, money: Numbers) -> tuple[int, int]:
    """How many times an item's money grows with its quantity, and how many times it stays."""
    first: dict[str, int] = {}
    grows = stays = 0
    for row, text in enumerate(texts):
        if not text or np.isnan(quantity[row]) or np.isnan(money[row]) or quantity[row] <= 0:
            continue
        before = first.setdefault(text, row)
        if quantity[row] == quantity[before]:
            continue
        each, other = money[row] / quantity[row], money[before] / quantity[before]
        grows += abs(each - other) <= 0.011 + 0.002 * abs(other) and money[row] != money[before]
        stays += abs(money[row] - money[before]) <= 0.011
    return grows, stays
