"""The best assignment of roles to columns, and what follows once it stands."""

from collections.abc import Mapping, Sequence

import numpy as np

from balcao.analytics.sales.understanding.assignment import assign
from balcao.analytics.sales.understanding.cancelled_money import take_cancelled_money
from balcao.analytics.sales.understanding.cell_words import says_only
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.fitting import MONEY, PAYMENTS, ROLES, TYPES, score
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.lexicon import fold
from balcao.analytics.sales.understanding.money import LEAST, Money
from balcao.analytics.sales.understanding.receipt_column import settle_receipt

LATE = ("refund", "status", "type", "currency")
"""Roles of columns that may be empty for thousands of rows."""


MOST_KINDS, ALL_KINDS = 12, 0.8
"""Different texts of a column up to which, and the share of its cells from which, it says what kind of entry a row is."""
NAMES = ("outlet", "staff", "customer", "item", "variant")
"""Roles of columns whose texts are names and say nothing of states."""
_CROSSED_OUT = frozenset({"cancelled", "void"})
MOST_CROSSED_OUT = 0.3
"""The share of rows up to which such words cross rows out."""
LEAST_SCORE = 0.22
"""What a column must be worth to play a role."""


def assign_roles(columns: Sequence[Contents], meanings: Mapping[int, Meaning], money: Money, speaks: bool,
            fixed: Mapping[str, Sequence[int]], dropped: frozenset[str]) -> dict[str, list[int]]:  # fmt: skip
    amounts = {c.place: c.score for c in money.candidates}
    table = np.zeros((len(ROLES), len(columns)))
    taken = {p: role for role, places in fixed.items() for p in places[:1]}
    counted = any(score("quantity", c, meanings[c.place], speaks) >= 0.5 for c in columns)
    before = set() if counted else money.dearer
    best = next((c for c in money.candidates if c.place not in taken and c.place not in money.not_money | before), None)
    if best and "amount" not in fixed and "amount" not in dropped and best.score >= LEAST:
        others = max(
            score(role, columns[best.place], meanings[best.place], speaks) for role in ROLES if role not in MONEY
        )
        promised = meanings[best.place].roles
        charged = any(  # what a service takes its fee of is no price of a piece
            r.kind == "sum" and r.base == best.place and any(meanings[p].best == "fee" for p in r.parts)
            for r in money.relations
        )
        priced = best.score <= promised.get("unit_price", 0.0) and not best.product and not (charged and not counted)
        booked = promised.get("income", 0.0) > promised.get("amount", 0.0)
        if best.score > others and not priced and not booked:
            taken[best.place] = "amount"
    for r, role in enumerate(ROLES):
        if role in dropped and role not in fixed:
            continue
        for column in columns:
            n = column.place
            if n in taken:
                table[r, n] = 5.0 if taken[n] == _as_sold_at(role) or taken[n] == role else 0.0
                continue
            if role in fixed or (role == "sold_at" and "date" in fixed):
                continue
            worth = max(amounts.get(n, 0.0), 0.0) if role == "amount" else score(role, column, meanings[n], speaks)
            if n in money.not_money and role in ("amount", "gross"):
                worth = 0.0
            if role == "amount" and n in (money.net_prices if counted else money.dearer):
                worth *= 0.3  # of two prices the one that was asked stays the price where pieces are counted, else it is the sale
            table[r, n] = worth if worth >= (LEAST if role == "amount" else LEAST_SCORE) else 0.0
    if money.product and "quantity" not in fixed:
        table[ROLES.index("quantity"), money.product.base] += 0.3
        if table[ROLES.index("unit_price"), money.product.parts[0]] or not meanings[money.product.parts[0]].roles:
            table[ROLES.index("unit_price"), money.product.parts[0]] += 0.5
    for place in money.net_prices:
        table[ROLES.index("unit_price"), place] *= 1.15  # of two prices the one that was asked
    chosen = assign(table)
    roles: dict[str, list[int]] = {}
    for r, role in enumerate(ROLES):
        if chosen[r] >= 0:
            next_best = [
                int(n)
                for n in np.argsort(-table[r], kind="stable")
                if table[r, n] > 0 and n != chosen[r] and int(n) not in taken
            ]
            roles[role] = [chosen[r], *next_best]
    if "sold_at" not in roles and {"amount", "fee"} <= roles.keys() and not {"sold_at", "date"} & {*fixed, *dropped}:
        paid_out = [
            c.place for c in columns if c.dates >= 0.9 and "later" in meanings[c.place].concepts and c.fill > 0.9
        ]
        if len(paid_out) == 1:  # a statement may tell only when it was settled
            roles["sold_at"] = paid_out
    if (
        "sold_at" not in roles
        and "receipt" in roles
        and {"amount", "unit_price"} & roles.keys()
        and not {"sold_at", "date"} & {*fixed, *dropped}
    ):
        stays = [c.place for c in columns if c.dates >= 0.9 and meanings[c.place].concepts == {"later"}]
        if len(stays) == 2:  # a guest comes and goes
            roles["sold_at"] = stays[:1]
    served = bool({"staff", "customer", "payment_method", "time"} & roles.keys())
    if (
        served
        and not {"receipt", "item", "quantity"} & roles.keys()
        and not {"receipt", "line_id"} & {*fixed, *dropped}
    ):
        numbered = [p for p in roles.get("line_id", [])[:1] if columns[p].fill > 0.9 and not columns[p].sequence]
        if numbered:  # where no items are told each row is a sale
            roles["receipt"] = numbered
    if "amount" not in roles and "gross" in roles and "discount" not in roles:
        roles["amount"] = roles.pop("gross")
    if "income" in roles and "amount" in roles and "income" not in fixed and "amount" not in fixed:
        if amounts.get(roles["amount"][0], 0.0) >= 0.75:
            roles.pop("income")
            roles.pop("expense", None)
        else:
            roles.pop("amount")
    for role in LATE:  # empty so far, but what they say when they speak decides
        late = [c.place for c in columns if not c.filled and meanings[c.place].roles.get(role, 0) >= 0.8]
        if role not in roles and late and role not in dropped:
            roles[role] = late[:1]
    void = [
        c.place
        for c in columns
        if meanings[c.place].roles.get("void", 0) >= 0.8 and c.numbers_share > 0.9 and np.any(c.numbers > 0)
    ]
    if "amount" in roles and "refund" not in roles and "refund" not in dropped and void:
        take_cancelled_money(roles, columns, meanings, money, void)
    return _tidy_roles(roles, columns, meanings, fixed, dropped, money)


def _speaks_of_other_money(currency: Contents, chosen: Contents, columns: Sequence[Contents]) -> bool:
    """Whether a column of currencies shares a word with the heading of other money, as *Presentment Currency*, and none with the sale's."""
    words = set(fold(currency.heading).split())
    others = [
        set(fold(c.heading).split()) for c in columns
        if c.place != chosen.place and c.numbers_share > 0.5 and (c.decimals > 0.5 or c.marked > 0.5)
    ]  # fmt: skip
    return any(words & other for other in others) and not words & set(fold(chosen.heading).split())


def _voids_before_constants(
    states: Sequence[int], columns: Sequence[Contents], meanings: Mapping[int, Meaning]
) -> list[int]:
    """Columns of states, those that tell what was cancelled before those that are the same on all rows."""
    same = [p for p in states if columns[p].distinct == 1 and columns[p].fill == 1]
    voids = [p for p in states if "void" in meanings[p].concepts and p not in same]
    first = next((n for n, p in enumerate(states) if p in same), len(states))
    moved = [p for p in states[first:] if p in voids]
    return [*states[:first], *moved, *(p for p in states[first:] if p not in moved)]


def _says_whatever(meaning: Meaning) -> bool:
    """Whether a heading is of notes, or of whether it was paid: an invoice, a delivery or a membership may be cancelled and the sale stand."""
    paid = meaning.concepts & {"payment", "income"} and meaning.concepts <= {"payment", "income", "before", "total"}
    return bool(meaning.concepts) and (meaning.concepts <= {"note", "describe"} or bool(paid))


def _where_rows_are_crossed_out(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], holders: set[int]
) -> list[int]:
    """Columns of something else in which a few cells say nothing but that the row was cancelled, as people write it where there is room."""
    return [
        c.place for c in columns
        if c.place not in holders and c.numbers_share < 0.5 and c.dates < 0.5 and _says_whatever(meanings[c.place])
        and 0 < sum(n for text, n in c.counts.items() if says_only(text, _CROSSED_OUT)) <= MOST_CROSSED_OUT * len(c.texts)
    ]  # fmt: skip


def _as_sold_at(role: str) -> str:
    return "date" if role == "sold_at" else role


def _tidy_roles(roles: dict[str, list[int]], columns: Sequence[Contents], meanings: Mapping[int, Meaning],
                fixed: Mapping[str, Sequence[int]], dropped: frozenset[str], money: Money) -> dict[str, list[int]]:  # fmt: skip
    """What follows once the best assignment stands: a date with its clock needs no time; the time is that of the same event."""
    moments = roles.get("sold_at", [])
    roles["sold_at"] = moments = [
        p for p in moments if columns[p].dates > 0 or p in fixed.get("sold_at", ())
    ] or moments
    if not moments:
        roles.pop("sold_at")
    if moments and columns[moments[0]].clocked and "time" not in fixed:
        roles.pop("time", None)
    elif moments and len(roles.get("time", [])) > 1 and "time" not in fixed:
        event = meanings[moments[0]].concepts - {"date", "time", "moment"}
        roles["time"].sort(key=lambda p: (-len(event & meanings[p].concepts) + len((meanings[p].concepts - {"time"}) - event),
                                          abs(p - moments[0])))  # fmt: skip
    singles = ("item", "quantity", "unit_price", "amount", "gross", "discount", "tax", "tip", "fee", "cost", "refund", "income", "expense",
               "payment_method", "channel", "staff", "customer", "outlet", "variant", "category", "currency", "direction", "line_id", "zone", "type")  # fmt: skip
    holders = {places[0] for places in roles.values()}
    chosen = roles.get("amount", [None])[0]
    if chosen is not None and "quantity" in roles and "amount" not in fixed:
        best = meanings[chosen].best
        candidate = next((c for c in money.candidates if c.place == chosen), None)
        weak = candidate is not None and not candidate.product and not candidate.line
        if weak and best == "unit_price" and ("unit_price" in roles or chosen not in list(roles.get("unit_price", []))):
            roles.pop("amount")
            priced = roles.setdefault("unit_price", [chosen])
            if "unit_price" not in fixed and meanings[chosen].roles["unit_price"] > meanings[priced[0]].roles.get(
                "unit_price", 1.0
            ):
                roles["unit_price"] = [chosen, *(p for p in priced if p != chosen)]
        elif weak and candidate and candidate.score < 0.5 and "unit_price" in roles:
            roles.pop("amount")
    if chosen is not None and chosen in list(roles.get("amount", [])[:1]) and meanings[chosen].converted:
        for role in ("currency", "refund", "fee", "tax", "discount", "tip"):
            beside = [
                p for p, m in meanings.items() if m.converted and m.roles.get(role, 0) >= 0.8 and columns[p].filled
            ]
            if beside and role not in fixed:
                roles[role] = beside
            elif role == "currency" and role not in fixed:
                roles.pop(role, None)
    if len(roles.get("currency", [])) > 1 and chosen is not None and "currency" not in fixed:
        roles["currency"].sort(key=lambda p: _speaks_of_other_money(columns[p], columns[chosen], columns))
    for role in singles:
        if role in roles:
            roles[role] = [roles[role][0], *(p for p in roles[role][1:] if p not in holders)]
    if "receipt" in roles:
        roles["receipt"] = [roles["receipt"][0], *(p for p in roles["receipt"][1:] if p not in holders)]
        if "receipt" not in fixed:
            settle_receipt(roles, columns, meanings)
    if "type" not in fixed and not any(columns[p].words(*TYPES) for p in roles.get("type", [])[:1]):
        kinds = [
            c.place
            for c in columns
            if (c.place not in holders or c.place in roles.get("category", [])[:1])
            and meanings[c.place].best in ("category", "receipt")
            and c.numbers_share < 0.5
            and 1 < c.distinct <= MOST_KINDS
            and c.words(*TYPES) >= ALL_KINDS
            and 0 < c.words("sale") < c.words(*TYPES)
        ]
        if kinds:  # whatever it is called, it says what kind of entry a row is
            roles["type"] = kinds[:1]
            if roles.get("category", [])[:1] == kinds[:1] and "category" not in fixed:
                roles.pop("category")
    unpaid = [p for p in roles.get("payment_method", [])[:1] if not columns[p].only(*PAYMENTS)]  # *Paid?*: yes or no
    crossed = _where_rows_are_crossed_out(columns, meanings, holders - {*unpaid})
    if crossed and "status" not in {*fixed, *dropped}:
        roles["status"] = [*roles.get("status", []), *(p for p in crossed if p not in roles.get("status", []))]
    if "status" in roles:
        names = {roles[role][0] for role in NAMES if role in roles}  # CN is a branch where branches are told
        roles["status"] = [roles["status"][0], *(p for p in roles["status"][1:] if p not in names)]
        more = [
            p
            for p, m in meanings.items()
            if m.roles.get("status", 0) >= 0.5 and p not in roles["status"] and p not in holders
        ]
        roles["status"] += more
        if "status" not in fixed:  # what is the same on all rows tells none from another
            roles["status"] = _voids_before_constants(roles["status"], columns, meanings)
    return roles
