"""Orders of several rows: what stands on their first row only, and which money is the whole order's."""

from collections.abc import Mapping, Sequence

import numpy as np

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.fitting import score
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.money import repeats
from balcao.analytics.sales.understanding.understood import Understanding

BESIDE = ("discount", "tip", "tax", "fee", "refund")
"""Roles of money beside the amount, which an export may tell once an order."""


def rows_of_orders(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], fixed: Mapping[str, Sequence[int]], speaks: bool
) -> list[list[int]]:
    """The rows of each order that has several, by the column that most looks like an order's number."""
    place = next(iter(fixed.get("receipt", ())), None)
    if place is None:
        worth = {
            c.place: score("receipt", c, meanings[c.place], speaks)
            for c in columns
            if c.filled and not c.unique and c.fill > 0.6
        }
        place = max(worth, key=lambda p: worth[p], default=None)
        if place is None or worth[place] < 0.5:
            return []
    groups: dict[str, list[int]] = {}
    for row, text in enumerate(columns[place].texts):
        if text:
            groups.setdefault(text, []).append(row)
    return [rows for rows in groups.values() if len(rows) > 1]


def look_at_orders(found: Understanding, several: Sequence[Sequence[int]], fixed: Mapping[str, Sequence[int]]) -> None:
    """Whether cells of an order stand on its first row only, and whether its amount repeats on every line."""
    if "receipt" not in found.roles or not several:
        return
    orderly = ("status", "currency", "payment_method", "customer", "amount", "tax", "refund", "sold_at")
    for role in orderly:
        for place in found.roles.get(role, [])[:1]:
            texts = found.columns[place].texts
            if all(texts[rows[0]] and not any(texts[r] for r in rows[1:]) for rows in several):
                found.first_rows = True
    found.order_cells = _cells_of_orders(found, several)
    if found.amount and (found.amount.product or found.amount.line) and "amount" not in fixed:
        known = {place for role, place in found.amount.less if role == "discount"}
        found.amount.less += [  # money of lines cannot hold what is given on the whole order
            ("discount", p) for p in found.money.discounts if p in found.order_cells and p not in known
        ]
    if found.amount is None:
        _gross_of_orders(found, several, fixed)
        return
    column = found.columns[found.amount.place]
    found.order_heads = _heads_sum_up(column, found, several)
    if found.order_heads:
        return
    on_first = all(column.texts[rows[0]] and not any(column.texts[r] for r in rows[1:]) for rows in several)
    if on_first and {"quantity", "unit_price"} <= found.roles.keys() and "amount" not in fixed:
        found.order_total, found.amount = found.amount.place, None  # the lines have money of their own
        found.roles.pop("amount")
        _goods_of_orders(found, several, fixed)
        return
    if found.amount.product or found.amount.line:
        return
    values = found.columns[found.amount.place].numbers
    same = [rows for rows in several if np.all(values[list(rows)] == values[rows[0]]) and values[rows[0]] != 0]
    if not same or not repeats(found.columns[found.amount.place], several):
        return
    differ = 0
    for role in ("quantity", "unit_price", "item", "payment_method"):
        for place in found.roles.get(role, [])[:1]:
            texts = found.columns[place].texts
            differ += sum(len({texts[r] for r in rows}) > 1 for rows in same)
    meaning = found.meanings[found.amount.place]
    told = meaning.whole or "payment" in meaning.concepts or "total" in meaning.concepts
    amounts = {float(values[rows[0]]) for rows in same}
    quantities = found.roles.get("quantity", [None])[0]
    counted = quantities is not None and any(
        len({found.columns[quantities].texts[r] for r in rows}) > 1 for rows in same
    )
    strong = meaning.whole or (
        told and (counted or (len(same) >= 4 and len(amounts) >= 3) or _lines_make_up(found, several))
    )
    once = bool(differ) and strong and "item" not in meaning.concepts and "line" not in meaning.concepts
    if once and {"quantity", "unit_price"} <= found.roles.keys() and "amount" not in fixed:
        found.order_total, found.amount = (
            found.amount.place,
            None,
        )  # each line has its own; the order's is spread over them
        found.roles.pop("amount")
        _goods_of_orders(found, several, fixed)
        return
    found.once = once


def _heads_sum_up(column: Contents, found: Understanding, several: Sequence[Sequence[int]]) -> bool:
    """Whether the first row of each order sums up the rows below it: two equal lines alone show nothing."""
    values = np.nan_to_num(column.numbers)
    told = [list(rows) for rows in several if np.count_nonzero(values[list(rows)]) > 1]
    if len(told) == 0 or any(abs(values[rows[0]] - values[rows[1:]].sum()) > 0.011 for rows in told):
        return False
    items = found.roles.get("item", [None])[0]
    blank = items is not None and all(
        not found.columns[items].texts[rows[0]] and all(found.columns[items].texts[r] for r in rows[1:])
        for rows in told
    )
    return blank or (len(told) > 1 and any(np.count_nonzero(values[rows]) > 2 for rows in told))


def _goods_of_orders(
    found: Understanding, several: Sequence[Sequence[int]], fixed: Mapping[str, Sequence[int]]
) -> None:
    """What an order's goods came to, where its total holds postage too: the total from which it follows, less discounts."""
    _gross_of_orders(found, several, fixed)
    bases = [r.base for r in found.money.relations if r.kind == "sum" and r.target == found.order_total]
    found.order_base = next(
        (c for c in found.money.candidates if c.place in bases and repeats(found.columns[c.place], several)), None
    )


def _gross_of_orders(
    found: Understanding, several: Sequence[Sequence[int]], fixed: Mapping[str, Sequence[int]]
) -> None:
    """A total before discounts that stands once an order says nothing of its lines, which have money of their own."""
    gross = found.roles.get("gross", [None])[0]
    if (
        gross is not None
        and "gross" not in fixed
        and {"quantity", "unit_price"} <= found.roles.keys()
        and repeats(found.columns[gross], several)
    ):
        found.roles.pop("gross")


def _cells_of_orders(found: Understanding, several: Sequence[Sequence[int]]) -> frozenset[int]:
    """Columns of discounts, tips, taxes, fees and refunds that say the same on each line of an order, or stand on its first only."""
    places = {found.roles[role][0] for role in BESIDE if found.roles.get(role)}
    places |= {*found.money.discounts, *(place for _, place in (found.amount.less if found.amount else ()))}
    lines = [found.roles[role][0] for role in ("amount", "quantity", "unit_price") if found.roles.get(role)]
    refunds = found.roles.get("refund", [])[:1]
    return frozenset(
        p for p in places
        if _is_of_orders(found.columns[p], found.meanings[p], several, [found.columns[n] for n in lines], p in refunds)
    )  # fmt: skip


def _is_of_orders(column: Contents, meaning: Meaning, several: Sequence[Sequence[int]], lines: Sequence[Contents],
                  once: bool) -> bool:  # fmt: skip
    """Whether a column of money speaks of whole orders; `once`: one order that has it on all its different lines shows it."""
    values = np.nan_to_num(column.numbers)
    told = [list(rows) for rows in several if np.any(values[list(rows)])]
    if not told or {"item", "line"} & meaning.concepts or not repeats(column, several):
        return False
    if all(not column.texts[row] for rows in told for row in rows[1:]):
        return True
    differ = [rows for rows in told if any(len({c.texts[r] for r in rows}) > 1 for c in lines)]
    several_told = len(differ) > 1 and len({values[rows[0]] for rows in told}) > 1
    return meaning.whole or several_told or (once and bool(differ))


def _lines_make_up(found: Understanding, several: Sequence[Sequence[int]]) -> bool:
    """Whether the lines of orders (quantity × price) make up what repeats on them, up to one rate of tax."""
    places = [found.roles.get(role, [None])[0] for role in ("quantity", "unit_price")]
    if found.amount is None or None in places:
        return False
    quantity, price = (found.columns[p].numbers for p in places if p is not None)
    value, total = quantity * price, found.columns[found.amount.place].numbers
    within = {row for rows in several for row in rows}
    alone = [
        total[r] / value[r]
        for r in range(len(total))
        if r not in within and value[r] and not np.isnan(total[r] / value[r])
    ]
    rate = float(np.median(alone)) if alone else 1.0
    sums = [(np.nansum(value[list(rows)]) * rate, total[rows[0]]) for rows in several if not np.isnan(total[rows[0]])]
    return bool(sums) and all(abs(a - b) <= 0.01 * abs(b) for a, b in sums)
