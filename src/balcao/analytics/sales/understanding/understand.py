"""The whole of it: from headings and a sample of rows to which column plays which role, why, and what is not sure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from balcao.analytics.sales.understanding.candidates import Candidate
from balcao.analytics.sales.understanding.cell_words import names_currency, said, says_only
from balcao.analytics.sales.understanding.contents import Contents, tidy
from balcao.analytics.sales.understanding.days import kept_appointments, told_with_the_money
from balcao.analytics.sales.understanding.decimal_marks import comma_language, decimal_mark, settle_marks
from balcao.analytics.sales.understanding.evidence import why
from balcao.analytics.sales.understanding.flows import (
    are_two_sides,
    more_that_came_in,
    settle_by_balance,
    settle_flows,
)
from balcao.analytics.sales.understanding.headings import Meaning, meaning_of
from balcao.analytics.sales.understanding.kind_of_table import KindOfTable, kind_of
from balcao.analytics.sales.understanding.layout_of_sheet import days_across, items_across
from balcao.analytics.sales.understanding.line_money import (
    settle_discounts,
    settle_prices,
    settle_rates,
    settle_taxes_of_fees,
)
from balcao.analytics.sales.understanding.money import CLOSE, Money, weigh_money
from balcao.analytics.sales.understanding.number_cells import is_rate, share_of
from balcao.analytics.sales.understanding.orders import look_at_orders
from balcao.analytics.sales.understanding.plain_rates import in_hundredths
from balcao.analytics.sales.understanding.relations import by_place
from balcao.analytics.sales.understanding.roles import assign_roles
from balcao.analytics.sales.understanding.rows_of_orders import rows_of_moments, rows_of_orders
from balcao.analytics.sales.understanding.settled_by_sums import (
    another_sum_of_money,
    settle_balances_moved,
    settle_bases,
    settle_givers,
    settle_payouts,
)
from balcao.analytics.sales.understanding.takings import settle_charges, settle_purchases, settle_what_is_due
from balcao.analytics.sales.understanding.taxes_within import settle_taxes_within
from balcao.analytics.sales.understanding.understood import Understanding
from balcao.analytics.sales.understanding.unexplained import unexplained
from balcao.analytics.sales.understanding.words import cutter_for, without_labels

TOTALS_STAND_IN = 3
"""Columns in which the word for a row of totals is looked for."""


_TOTAL = frozenset({"total"})


BESIDE_WAYS = frozenset({"orders", "covers", "average", "sequence", "weather", "weekday", "note"})
"""Meanings of numbers that stand beside a day's takings and are no money."""


MOSTLY_STAYS = 0.5
"""The middle rate above which a column tells what is paid and not what is given."""


ALL_RATES = 0.9
"""The share of cells from which a column of discounts is one of rates."""


SPEAKS = 0.25
"""The share of headings with known words from which a table speaks to us."""


def understand(headings: Sequence[str], rows: Sequence[Sequence[str | None]], header_found: bool, comma_likely: bool,
               fixed: Mapping[str, Sequence[int]], dropped: frozenset[str]) -> Understanding:  # fmt: skip
    """Understand a table from its headings and sample rows.

    `fixed` are columns whose role somebody or a known source says; `dropped` are roles that this source does not have.
    `comma_likely`: whether the economy writes decimals with a comma.
    """
    cutter = cutter_for(headings if header_found else [])
    meanings = {
        n: meaning_of(cutter.words(h), names_currency(h)) if header_found else Meaning()
        for n, h in enumerate(without_labels(headings))
    }
    dated = {place for role in ("sold_at", "date", "time") for place in fixed.get(role, ())}
    columns = [
        Contents(
            n,
            h,
            [tidy(row[n]) if n < len(row) else "" for row in rows],
            _could_be_date(meanings[n]) or n in dated,
            bool({"time", "moment"} & meanings[n].concepts) or not header_found,
            meanings[n].roles.get("receipt", 0) >= 0.5 or meanings[n].roles.get("line_id", 0) >= 0.5,
        )
        for n, h in enumerate(headings)
    ]
    for column in columns:
        column.languages = cutter.spoken
    if header_found and not any(c.dates > 0.5 for c in columns):  # then any cell that is a date will do
        for column in columns:
            if not meanings[column.place].roles:
                column.promises_date = True
                column.__dict__.pop("dates", None)
                column.__dict__.pop("clocks", None)
    decimal_comma = decimal_mark(columns, meanings)
    likely = comma_likely if not cutter.weights else comma_language(cutter, comma_likely)
    marks = settle_marks(columns, meanings, decimal_comma, likely)
    if header_found:
        settle_flows(columns, meanings)
    speaks = header_found and sum(bool(m.roles) for m in meanings.values()) >= SPEAKS * len(headings)
    sheet = days_across(headings, columns) if header_found and not fixed else None
    _leave_out(columns, meanings)
    settle_by_balance(columns, meanings)
    orders = rows_of_orders(columns, meanings, fixed, speaks)
    settle_prices(columns, meanings, orders or rows_of_moments(columns, meanings), bool(orders))
    settle_givers(columns, meanings)
    settle_discounts(columns, meanings)
    settle_payouts(columns, meanings)
    settle_balances_moved(columns, meanings)
    settle_bases(columns, meanings)
    settle_taxes_of_fees(columns, meanings)
    settle_taxes_within(columns, meanings)
    settle_purchases(columns, meanings)
    settle_charges(columns, meanings)
    settle_what_is_due(columns, meanings)
    settle_rates(columns, meanings)
    money = weigh_money(columns, meanings, speaks, orders)
    roles = assign_roles(columns, meanings, money, speaks, fixed, dropped)
    if "sold_at" in roles and not {"sold_at", "date"} & fixed.keys():
        roles["sold_at"] = told_with_the_money(roles, columns, meanings)
        roles["sold_at"] = kept_appointments(roles, columns, meanings)
    if sheet is None and header_found and not {"amount", "quantity"} & fixed.keys():
        sheet = items_across(columns, meanings, [p for p in roles.get("sold_at", []) if columns[p].dates >= 0.5])
    found = Understanding(columns, meanings, roles, KindOfTable("sale lines"), money, marks=marks, decimal_comma=decimal_comma,
                          languages=cutter.spoken)  # fmt: skip
    found.sheet = sheet
    if "unit_price" not in fixed and another_sum_of_money(columns, meanings, roles):
        roles.pop("unit_price")
    _choose_amount(found, fixed)
    if "receipt" not in fixed and _tells_days(columns, roles, money):
        roles.pop("receipt", None)
    found.kind = KindOfTable(sheet.kind) if sheet else kind_of(columns, meanings, roles, money)
    look_at_orders(found, orders, fixed)
    found.ways = _ways_across(found)
    found.price_is_net = _price_is_net(found)
    found.two_sides = are_two_sides(columns, roles)
    if found.two_sides:
        found.kind = KindOfTable("sale lines")
    found.returned = _returned(found)
    found.rate = _rate_to_take_off(found)
    if found.rate is None and not {"amount", "gross"} & roles.keys() and not found.price_is_net:
        found.rate = in_hundredths(columns, meanings, roles)
        found.rate_plain = found.rate is not None
        if found.rate_plain:  # it is no money, of a line or of an order
            del roles["discount"]
            money.discounts = tuple(place for place in money.discounts if place != found.rate)
            found.order_cells -= {found.rate or 0}
    elif found.rate is not None:
        told = [share_of(text) for text in found.columns[found.rate].texts if is_rate(text) and "折" not in text]
        found.rate_stays = bool(told) and float(np.median(told)) > MOSTLY_STAYS
    found.added = more_that_came_in(columns, meanings, roles) if found.kind.kind == "cash book" else ()
    if found.amount and not found.sheet and "amount" not in fixed:
        found.loose = unexplained(columns, meanings, roles, money, found.amount.place)
    found.understood = [why(found, role, fixed) for role in roles if roles[role]]
    return found


def _could_be_date(meaning: Meaning) -> bool:
    return bool({"sold_at", "date", "time", "later"} & meaning.roles.keys()) or bool(
        {"date", "time", "moment", "created", "closed", "later", "period"} & meaning.concepts
    )


def _tells_days(columns: Sequence[Contents], roles: Mapping[str, Sequence[int]], money: Money) -> bool:
    """Whether each row is a day's takings by way of paying, so that a number beside them is the report's, or how many receipts there were."""
    place, day = next(iter(roles.get("amount", [])), None), next(iter(roles.get("sold_at", [])), None)
    if place is None or day is None or {"item", "customer", "time", "staff", "line_id"} & roles.keys():
        return False
    days = [text for text in columns[day].texts if text]
    across = any(r.kind == "across" and r.target == place and r.parts for r in money.relations)
    return across and not columns[day].clocked and len(days) == len(set(days)) > 2


def _choose_amount(found: Understanding, fixed: Mapping[str, Sequence[int]]) -> None:
    """The column of the sale, what is taken off it, and the candidates that come close."""
    chosen = found.roles.get("amount", [None])[0]
    if chosen is None:
        return
    candidates = found.money.candidates
    found.amount = next((c for c in candidates if c.place == chosen), Candidate(chosen, 1.0))
    if "amount" in fixed:
        found.amount = replace(found.amount, less=[])
        return
    numbers = by_place(found.columns)
    mine = np.nansum(numbers[chosen].numbers)
    holders = {
        places[0] for role, places in found.roles.items()
        if role != "amount" and found.meanings[places[0]].roles.get(role, 0) >= found.meanings[places[0]].roles.get("amount", 0)
    }  # fmt: skip
    for other in candidates:
        if other.place == chosen or found.amount.score - other.score > CLOSE:
            continue
        if other.place in holders or _related(found.money, chosen, other.place):
            continue
        gap = np.abs(np.nan_to_num(numbers[other.place].numbers) - np.nan_to_num(numbers[chosen].numbers))
        if float(np.mean(gap > 0.011)) > 0.02 and np.nansum(gap) > 0.005 * abs(mine):
            found.close.append(other)


def _related(money: Money, one: int, other: int) -> bool:
    """Whether a relation explains how two columns differ, so that there is nothing to ask.

    That one is the other and a fee does not: customers may have paid it, or the shop.
    """
    return any({one, other} <= {r.target, r.base, *r.parts} and set(r.parts) != r.contrary for r in money.relations)


def _leave_out(columns: Sequence[Contents], meanings: Mapping[int, Meaning]) -> None:
    """Numbers of rows that were cancelled or failed, and of rows of totals, are no evidence of how columns fit."""
    gone: set[int] = set()
    for column in columns:
        if meanings[column.place].roles.get("status", 0) >= 0.5:
            states = {t for t in column.counts if said(t, column.languages) & {"cancelled", "failed", "void"}}
            if column.filled and sum(column.counts[t] for t in states) <= 0.5 * column.filled:
                gone |= {row for row, text in enumerate(column.texts) if text in states}
    for column in columns[:TOTALS_STAND_IN]:
        totals = {row for row, text in enumerate(column.texts) if text and says_only(text.strip(" :："), _TOTAL)}
        if len(totals) <= 0.5 * column.filled:  # what stands on most rows sums up nothing
            gone |= totals
    if gone:
        for column in columns:
            column.left_out = frozenset(gone)


def _ways_across(found: Understanding) -> tuple[int, ...]:
    """The ways of paying of a table whose only money they are: each row came to their sum."""
    others = {"amount", "gross", "unit_price", "income", "quantity", "refund", "fee", "item", "category", "customer"}
    if found.sheet or others & found.roles.keys():
        return ()
    numbers = [
        c for c in found.columns
        if c.filled and c.numbers_share > 0.9 and c.dates < 0.5 and not c.sequence
        and found.meanings[c.place].best not in BESIDE_WAYS and c.place not in {p for ps in found.roles.values() for p in ps[:1]}
    ]  # fmt: skip
    ways = tuple(c.place for c in numbers if "tender" in found.meanings[c.place].roles)
    if any({"count", "times", "later", "order"} & found.meanings[p].concepts for p in ways):
        return ()
    cash = sum("cash" in said(found.columns[p].heading, found.languages) for p in ways)
    counted = cash > 1  # before and after, or expected and found
    return ways if len(ways) > 1 and len(ways) == len(numbers) and not counted else ()


def _price_is_net(found: Understanding) -> bool:
    """Whether the price is what was really asked, so that a discount beside it must not be taken off again."""
    place = found.roles.get("unit_price", [None])[0]
    if place is None:
        return False
    discount = found.roles.get("discount", [None])[0]
    if place in found.money.net_prices and discount is not None:
        return found.money.net_prices[place] == discount
    return found.meanings[place].discount == "with" or place in found.money.net_prices


def _rate_to_take_off(found: Understanding) -> int | None:
    """The column whose cells say *10%* or *9折*, where the line is quantity × price and no column tells what was left of it."""
    if (
        {"amount", "gross"} & found.roles.keys()
        or not {"quantity", "unit_price"} <= found.roles.keys()
        or found.price_is_net
    ):
        return None
    places = [
        c.place for c in found.columns
        if "discount" in found.meanings[c.place].concepts and "tax" not in found.meanings[c.place].concepts
        and c.filled and sum(n for text, n in c.counts.items() if is_rate(text)) >= ALL_RATES * c.filled
    ]  # fmt: skip
    return places[0] if len(places) == 1 else None


def _returned(found: Understanding) -> int | None:
    """The column of how many pieces of a line came back, where the line's money is still that of all that were sold."""
    counts = [
        c for c in found.columns
        if {"refund", "count"} <= found.meanings[c.place].concepts and c.numbers_share > 0.9 and np.any(np.nan_to_num(c.numbers) != 0)
    ]  # fmt: skip
    places = [found.roles.get(role, [None])[0] for role in ("quantity", "unit_price", "amount")]
    if len(counts) != 1 or places[0] is None or places[1] is None or "refund" in found.roles:
        return None
    quantity, price = (np.nan_to_num(found.columns[p].numbers) for p in places[:2] if p is not None)
    back = np.abs(np.nan_to_num(counts[0].numbers))
    told = back > 0
    if np.any(back[told] > quantity[told]):
        return None
    if places[2] is None:
        return counts[0].place
    amount = np.nan_to_num(found.columns[places[2]].numbers)
    if np.any(amount < 0):  # what came back has rows of its own
        return None
    less = [np.abs(np.nan_to_num(found.columns[p].numbers)) for p in found.money.discounts]
    whole = [quantity * price, *(quantity * price - off for off in less)]
    return counts[0].place if any(np.all(np.abs(value - amount)[told] <= 0.011) for value in whole) else None
