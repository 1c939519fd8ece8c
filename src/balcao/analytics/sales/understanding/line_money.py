"""Which money is the line's, which the order's, and which the price of a piece, whatever headings say.

The line's money grows with the quantity, or is taxed as a whole; quantity × price over an order's lines is what the order came to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from balcao.analytics.sales.understanding.contents import Contents, Numbers
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.relations import HOLDS, LEAST_NUMBERS, by_place

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LEAST_RATE, MOST_RATE, MOST_OF_FEES = 0.03, 0.3, 0.05
"""Between which rates a tax lies, and what the taxes of fees are at most of the largest sum of money."""
MOST_TRIED, FEW_TRIED = 8, 2
"""Columns of each kind that are tried together."""
MOSTLY_ASKED = 0.5
"""The share of a price above which what is called its discount is what was asked."""
LEAST_ORDERS = 3
"""Orders that quantity × price must make up, two of them of several pieces, before it is believed."""


def repeats(column: Contents, orders: Sequence[Sequence[int]]) -> bool:
    """Whether a column of money is the same on all rows of every order that has several, or stands on the first only."""
    values = column.numbers
    told = [rows for rows in orders if np.any(np.nan_to_num(values[list(rows)]))]
    same = [
        rows
        for rows in told
        if np.all(values[list(rows)] == values[rows[0]]) or np.all(np.isnan(values[list(rows[1:])]))
    ]
    return bool(told) and len(same) == len(told)


def settle_prices(
    columns: Sequence[Contents], meanings: dict[int, Meaning], orders: Sequence[Sequence[int]], numbered: bool
) -> None:
    """Where quantity × price over the lines of each order is a total of orders, this column counts pieces and that one is the price.

    Where orders are not `numbered`, their totals are no money of the lines.
    """
    numbers = [c for c in columns if c.numbers_share >= LEAST_NUMBERS and c.filled and not c.sequence]
    counts = [c for c in numbers if meanings[c.place].roles.get("quantity", 0) >= 0.5 and not c.marked][:MOST_TRIED]
    prices = [c for c in numbers if {"price", "money"} & meanings[c.place].concepts and c not in counts][:MOST_TRIED]
    if not counts or not prices:
        return
    totals = [
        c for c in numbers
        if max(meanings[c.place].roles.get(role, 0) for role in ("amount", "gross")) >= 0.5 and repeats(c, orders)
    ][:MOST_TRIED]  # fmt: skip
    of = np.arange(len(columns[0].texts))  # each row is an order of its own, but for those that share one
    for rows in orders:
        of[list(rows)] = rows[0]
    found = _made_up(of, counts, prices, totals)
    if found is None:
        return
    of_orders = meanings[found[2]]
    meanings[found[2]] = replace(
        of_orders,
        whole=True,
        roles=of_orders.roles if numbered else {},
        concepts=of_orders.concepts - {"item", "line"},
    )
    for place, role in zip(found[:2], ("quantity", "unit_price"), strict=True):
        meanings[place] = replace(meanings[place], roles={role: 1.0})
        for other, meaning in meanings.items():
            if other != place and role in meaning.roles:
                meanings[other] = replace(meaning, roles={**meaning.roles, role: 0.8 * meaning.roles[role]})


def _made_up(
    of: Places, counts: Sequence[Contents], prices: Sequence[Contents], totals: Sequence[Contents]
) -> tuple[int, int, int] | None:
    """The first quantity, price and total that go together. `of`: the order of each row, by its first row."""
    first = np.bincount(of) > 0
    alone = {price.place: _by_order(of, price.numbers) for price in prices}
    for quantity in counts:
        for price in prices:
            made = _by_order(of, quantity.numbers * price.numbers)
            for total in totals:
                if total is not price and _make_up(made, alone[price.place], total.numbers, first):
                    return quantity.place, price.place, total.place
    return None


def _by_order(of: Places, values: Numbers) -> Numbers:
    """The sum of each order's rows, at the place of its first; NaN where a row has none."""
    sums: Numbers = np.bincount(of, weights=values).astype(np.float64)
    return sums


def _make_up(made: Numbers, prices: Numbers, total: Numbers, first: Flags) -> bool:
    """Whether what lines make is each order's total, and their prices alone are not."""
    told = first & (np.nan_to_num(total[: len(made)]) != 0) & ~np.isnan(made)
    same = np.abs(made - total[: len(made)])[told] <= 0.011
    telling = np.abs(prices - made)[told] > 0.011
    if len(same) > LEAST_ORDERS and bool(same.all()):
        return bool(telling.any())
    return len(same) >= LEAST_ORDERS and int(telling.sum()) >= 2 and float(same.mean()) >= HOLDS


def settle_discounts(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """What is called net of a discount, but is a part of the discount itself and nothing where there is none, is the discount again.

    What is more than all money beside it on most rows is no discount, whatever its heading looks like.
    """
    _settle_asked_prices(columns, meanings)
    _settle_too_large(columns, meanings)
    sizes = {
        c.place: np.abs(np.nan_to_num(c.numbers)) for c in columns if c.numbers_share >= LEAST_NUMBERS and c.filled
    }
    given = [p for p in sizes if meanings[p].roles.get("discount", 0) >= 0.5 and np.any(sizes[p])][:MOST_TRIED]
    for place in sizes:
        if not {"discount", "net"} <= meanings[place].concepts or place in given:
            continue
        for other in given:
            same = (sizes[place] != 0) == (sizes[other] != 0)
            if np.all(same) and np.all(sizes[place] <= sizes[other] + 0.011) and np.any(sizes[other] == 0):
                meanings[place] = replace(meanings[place], roles={"discount": 0.5}, discount=None)
                break


def _settle_asked_prices(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """What is called the price of a discount, and is the price itself on some rows or most of it on the others, was asked: it is no discount."""
    prices = [
        c
        for c in columns
        if c.filled and c.numbers_share > 0.9 and "price" in meanings[c.place].concepts and not c.sequence
    ]
    for low in prices:
        if meanings[low.place].best != "discount":
            continue
        for high in prices:
            if high is low or "discount" in meanings[high.place].concepts:
                continue
            part = low.numbers / np.where(high.numbers > 0, high.numbers, np.nan)
            part = part[~np.isnan(part)]
            if (
                len(part) >= LEAST_ORDERS
                and np.all((part > 0) & (part <= 1.0001))
                and float(np.median(part)) > MOSTLY_ASKED
            ):
                meanings[low.place] = replace(
                    meanings[low.place], roles={"unit_price": 0.95, "amount": 0.3}, discount="with"
                )
                break


def _settle_too_large(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    numbers = [c for c in columns if c.numbers_share >= LEAST_NUMBERS and c.filled and not c.sequence]
    money = [
        c
        for c in numbers
        if any(meanings[c.place].roles.get(role, 0) >= 0.4 for role in ("amount", "gross", "unit_price"))
    ]
    counts = [np.nan_to_num(c.numbers) for c in numbers if meanings[c.place].roles.get("quantity", 0) >= 0.5]
    if not money:
        return
    most = np.max([np.abs(np.nan_to_num(c.numbers)) for c in money], axis=0) * np.max(
        [*counts, np.ones(len(money[0].numbers))], axis=0
    )
    for column in numbers:
        off = np.abs(np.nan_to_num(column.numbers))
        told = (off > 0) & (most > 0)
        if (
            meanings[column.place].roles.get("discount", 0) >= 0.5
            and told.sum() >= LEAST_ORDERS
            and np.all((off > most)[told])
        ):
            meanings[column.place] = replace(meanings[column.place], roles={})


def settle_taxes_of_fees(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """A tax that is one rate of a fee, and next to nothing of the sale, is no tax of the sale: it belongs to the fee."""
    sizes = {
        c.place: np.abs(np.nan_to_num(c.numbers)) for c in columns if c.numbers_share >= LEAST_NUMBERS and c.filled
    }
    fees = [p for p in sizes if meanings[p].roles.get("fee", 0) >= 0.5][:MOST_TRIED]
    largest = max((float(v.sum()) for v in sizes.values()), default=0.0)
    for place in sizes:
        if meanings[place].roles.get("tax", 0) < 0.5 or sizes[place].sum() > MOST_OF_FEES * largest:
            continue
        for fee in fees:
            told = sizes[fee] > 1
            if len(np.unique(sizes[fee][told])) < LEAST_ORDERS:
                continue
            rate = float(np.median(sizes[place][told] / sizes[fee][told]))
            if LEAST_RATE < rate < MOST_RATE and np.all(
                np.abs(sizes[place] - rate * sizes[fee]) <= 0.011 + 0.02 * sizes[place] + rate
            ):
                meanings[place] = replace(meanings[place], roles={"fee": 0.5})
                break


def settle_rates(columns: Sequence[Contents], meanings: dict[int, Meaning]) -> None:
    """A discount by which one price, or quantity × price, becomes another is a rate: 20 off a hundred, 0.2, or 8 of ten parts that stay.

    The price that it becomes is the one that was asked.
    """
    numbers = [c for c in columns if c.numbers_share >= LEAST_NUMBERS and c.filled]
    discounts = [c for c in numbers if meanings[c.place].roles.get("discount", 0) >= 0.5][:MOST_TRIED]
    prices = [
        c
        for c in numbers
        if {"price", "money", "subtotal", "total", "before"} & meanings[c.place].concepts and c not in discounts
    ][:MOST_TRIED]
    counts = [c.numbers for c in numbers if meanings[c.place].roles.get("quantity", 0) >= 0.5][:MOST_TRIED]
    products = [count * price.numbers for count in counts[:FEW_TRIED] for price in prices[: 2 * FEW_TRIED]]
    for column in discounts:
        off = column.numbers
        if not np.any(off) or np.any(np.abs(np.nan_to_num(off)) > 100):
            continue
        stays = (off / 10, off, 1 - off / 100, 1 - off)
        pairs = [(high, low) for high in prices for low in prices if high is not low]
        asked = next((
            (high, low) for high, low in pairs
            if any(_becomes(high.numbers * part, low.numbers, high.numbers) for part in stays)
        ), None)  # fmt: skip
        told = [c.numbers for c in discounts if c is not column]
        if asked or any(
            any(_becomes(whole * part, low.numbers, whole) for low in prices)
            or any(_becomes(whole * (1 - part), less, np.zeros_like(less)) for less in told)
            for whole in products for part in stays
        ):  # fmt: skip
            meanings[column.place] = replace(meanings[column.place], roles={"rate": 0.9})
        if asked and all({"price", "before"} & meanings[c.place].concepts for c in asked):
            high, low = asked
            meanings[low.place] = replace(meanings[low.place], roles={**meanings[low.place].roles, "unit_price": 1.0})
            meanings[high.place] = replace(
                meanings[high.place], roles={r: 0.6 * worth for r, worth in meanings[high.place].roles.items()}
            )


def _becomes(value: Numbers, low: Numbers, high: Numbers) -> bool:
    """Whether a price less a rate is the other one, on rows of different prices where the two differ."""
    told = ~np.isnan(value) & ~np.isnan(low) & (np.abs(high - low) > 0.011)
    different = len(np.unique(low[told])) >= LEAST_ORDERS
    return different and float(np.mean(np.abs(value[told] - low[told]) <= 0.011 + 0.002 * np.abs(low[told]))) >= HOLDS


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
