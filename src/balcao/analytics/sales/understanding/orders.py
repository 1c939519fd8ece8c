"""Orders of several rows: what stands on their first row only, and which money is the whole order's."""

from collections.abc import Mapping, Sequence

import numpy as np

from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.line_money import repeats
from balcao.analytics.sales.understanding.understood import Understanding

LEAST_SUMS = 3
"""Orders of three rows and more, with different sums, that show what an order's first row is."""
MOST_SUMMED, MOST_TOTALS = 200, 8
"""Orders, and columns of totals and of postage, that are tried together."""
LEAST_ORDERS = 3
"""Orders on whose lines a sum repeats that show that it is the order's."""
ADDED = ("shipping", "tip", "surcharge", "fee", "tax")
"""Roles of money that an order's total may hold on top of its goods."""
FEWEST_ALIKE = 8
"""Orders of different pieces whose rows all have the same money, from which it is the order's whatever it is called."""
BESIDE = ("discount", "tip", "tax", "fee", "refund")
"""Roles of money beside the amount, which an export may tell once an order."""


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
        for relation in found.money.relations:  # taken on the line itself
            if relation.kind == "product" and relation.target == found.amount.place:
                known |= set(relation.parts[1:])
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
    shown = (
        (counted and (len(same) > 1 or _dearer_alone(found, several, same)))
        or (len(same) >= 4 and len(amounts) >= 3)
        or _lines_make_up(found, several)
    )
    related = {
        p
        for r in found.money.relations
        if r.kind == "sum" and found.amount.place in (r.base, r.target)
        for p in (r.base, r.target)
    }
    made_up = any(found.meanings[p].whole for p in related)  # from a total of orders that their lines make up
    plain = counted and len(same) >= FEWEST_ALIKE and len(amounts) >= LEAST_ORDERS  # so many alike are no chance
    strong = meaning.whole or made_up or (told and shown) or plain
    once = bool(differ) and strong and "item" not in meaning.concepts and "line" not in meaning.concepts
    if once and {"quantity", "unit_price"} <= found.roles.keys() and "amount" not in fixed:
        found.order_total, found.amount = found.amount.place, None  # each line has its own, and shares the order's
        found.roles.pop("amount")
        _goods_of_orders(found, several, fixed)
        return
    found.once = once
    numbered = not found.columns[
        found.roles["receipt"][0]
    ].unique  # else the rows below an order's first are its own lines
    found.repeats = (
        numbered
        and bool(differ)
        and not once
        and (counted or len(same) > 1)
        and not {"item", "line"} & meaning.concepts
    )


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
    sums = {float(values[rows[0]]) for rows in told if np.count_nonzero(values[rows]) > 2}
    typed = len(told) > 1 and len(sums) > 0 and _typed_heads(found, told)
    return blank or typed or len(sums) >= LEAST_SUMS or (len(sums) > 1 and _called_otherwise(found, told))


def _called_otherwise(found: Understanding, told: Sequence[Sequence[int]]) -> bool:
    """Whether a column calls all first rows alike and no row below them so."""
    for column in found.columns:
        heads = {column.texts[rows[0]] for rows in told}
        if len(heads) == 1 and "" not in heads and heads.isdisjoint(column.texts[r] for rows in told for r in rows[1:]):
            return True
    return False


def _typed_heads(found: Understanding, told: Sequence[Sequence[int]]) -> bool:
    """Whether the type of all first rows is a part of what those below are called, as *Sale* of *Sale Line*."""
    for place in found.roles.get("type", [])[:1]:
        texts = found.columns[place].texts
        heads, below = {texts[rows[0]] for rows in told}, {texts[r] for rows in told for r in rows[1:]}
        head = next(iter(heads))
        return len(heads) == 1 and bool(head) and head not in below and any(head in text for text in below)
    return False


def _goods_of_orders(
    found: Understanding, several: Sequence[Sequence[int]], fixed: Mapping[str, Sequence[int]]
) -> None:
    """What an order's goods came to, where its total holds postage too: the total from which it follows, less discounts."""
    _gross_of_orders(found, several, fixed)
    found.total_refunded = _total_refunded(found, several)
    if found.total_refunded:
        return
    bases = [r.base for r in found.money.relations if r.kind == "sum" and r.target == found.order_total]
    found.order_base = next(
        (c for c in found.money.candidates if c.place in bases and repeats(found.columns[c.place], several)), None
    )


def _total_refunded(found: Understanding, several: Sequence[Sequence[int]]) -> bool:
    """Whether whole orders that were refunded were so with postage and tax: the total and not the goods, and never more than it."""
    places = [found.roles.get(role, [None])[0] for role in ("refund", "quantity", "unit_price")]
    if found.order_total is None or any(place is None for place in places):
        return False
    back, quantity, price = (np.abs(np.nan_to_num(found.columns[p].numbers)) for p in places if p is not None)
    total = np.abs(np.nan_to_num(found.columns[found.order_total].numbers))
    below = {row for rows in several for row in rows[1:]}
    of_several = {rows[0]: list(rows) for rows in several}
    heads = [row for row in range(len(back)) if back[row] and row not in below]
    goods = np.array([(quantity * price)[of_several.get(row, [row])].sum() for row in heads])
    given = back[heads]
    whole = np.abs(given - total[heads]) <= 0.011
    less = np.abs(given - goods) <= 0.011
    return bool(np.sum(whole & ~less) > np.sum(less & ~whole) and np.all(given <= total[heads] + 0.011))


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
        or _shown_by_totals(found, p, several)
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
    if (
        once
        and lines
        and all(np.allclose(np.abs(values[rows]), np.abs(np.nan_to_num(lines[0].numbers[rows]))) for rows in told)
    ):
        return False  # each line was wholly given back
    least = LEAST_ORDERS - bool({"outlet", "supplier", "staff"} & meaning.concepts)  # a seller's voucher
    several_told = len(differ) >= least and len({values[rows[0]] for rows in several}) > 1
    return meaning.whole or several_told or (once and bool(differ))


def _shown_by_totals(found: Understanding, place: int, several: Sequence[Sequence[int]]) -> bool:
    """Whether orders' totals are the sum of their lines less this once, with postage, tip or service or without; not less it on every line."""
    priced = found.amount is None or repeats(found.columns[found.amount.place], several)
    own = ("quantity", "unit_price") if priced else ("amount",)
    lines = [found.roles[role][0] for role in own if found.roles.get(role)]
    off = np.abs(np.nan_to_num(found.columns[place].numbers))
    told = [list(rows) for rows in several if off[rows[0]]][:MOST_SUMMED]
    if not told or not repeats(found.columns[place], several) or len(lines) < len(own):
        return False
    values = [np.nan_to_num(found.columns[p].numbers) for p in lines]
    value = values[0] * values[1] if priced else values[0]
    goods = np.array([value[rows].sum() - off[rows[0]] for rows in told])
    firsts = [rows[0] for rows in told]
    numbers = [c for c in found.columns if c.numbers_share > 0.5]
    added = [
        np.nan_to_num(c.numbers[firsts]) for c in numbers
        if any(found.meanings[c.place].roles.get(role, 0) >= 0.5 for role in ADDED) and repeats(c, several)
    ][:MOST_TOTALS]  # fmt: skip
    nothing = np.zeros(len(goods))
    totals = [
        c.numbers[firsts] for c in numbers
        if found.meanings[c.place].roles.get("amount", 0) >= 0.5 and c.place not in lines and repeats(c, several)
    ]  # fmt: skip
    return any(
        np.all(np.abs(goods + more - total) <= 0.011)
        for total in totals[:MOST_TOTALS] for more in [nothing, *added, sum(added, nothing)]
    )  # fmt: skip


def _dearer_alone(found: Understanding, several: Sequence[Sequence[int]], same: Sequence[Sequence[int]]) -> bool:
    """Whether what an item costs where it is an order's only line shows that what repeats on lines is not theirs."""
    items, counts = (found.roles.get(role, [None])[0] for role in ("item", "quantity"))
    if items is None or counts is None or found.amount is None:
        return False
    texts, quantity = found.columns[items].texts, found.columns[counts].numbers
    values, within = found.columns[found.amount.place].numbers, {row for rows in several for row in rows}
    prices = {
        texts[r]: values[r] / quantity[r] for r in range(len(texts)) if r not in within and texts[r] and quantity[r] > 0
    }
    known = [(values[r], prices[texts[r]] * quantity[r]) for rows in same for r in rows if texts[r] in prices]
    return any(abs(told - alone) > 0.01 * abs(told) for told, alone in known)


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
