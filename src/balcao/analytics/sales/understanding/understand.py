"""The whole of it: from headings and a sample of rows to which column plays which role, why, and what is not sure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from balcao.analytics.sales.schema import Evidence, Understood
from balcao.analytics.sales.understanding.assignment import assign
from balcao.analytics.sales.understanding.contents import Contents, tidy
from balcao.analytics.sales.understanding.fitting import CHANNELS, MONEY, PAYMENTS, ROLES, STATES, score
from balcao.analytics.sales.understanding.headings import Meaning, meaning_of
from balcao.analytics.sales.understanding.kind_of_table import KindOfTable, kind_of
from balcao.analytics.sales.understanding.layout_of_sheet import Sheet, days_across, items_across
from balcao.analytics.sales.understanding.money import CLOSE, LEAST, Candidate, Money, by_place, repeats, weigh_money
from balcao.analytics.sales.understanding.words import Cutter, cutter_for, names_currency, said, says_only

TOTALS_STAND_IN = 3
"""Columns in which the word for a row of totals is looked for."""
_TOTAL = frozenset({"total"})
LATE = ("refund", "status", "type", "currency")
"""Roles of columns that may be empty for thousands of rows."""
LEAST_SCORE = 0.22
"""What a column must be worth to play a role."""
SPEAKS = 0.25
"""The share of headings with known words from which a table speaks to us."""
DECIMAL_COMMA = ("pt", "es", "fr", "de", "it", "id", "tr", "nl", "pl", "vi")
"""Languages in which most places write decimals with a comma."""


@dataclass
class Understanding:
    """What a table is understood as.

    `roles`: of each role the columns that could play it, best first. `money`: how its columns of money relate. `amount`: the
    column chosen. `marks`: the decimal mark of columns that could be read both ways. `once`: the amount stands on every line of
    an order and counts once; `first_rows`: order-level cells stand on an order's first row only.
    """

    columns: list[Contents]
    meanings: dict[int, Meaning]
    roles: dict[str, list[int]]
    kind: KindOfTable
    money: Money
    amount: Candidate | None = None
    sheet: Sheet | None = None
    marks: dict[int, str] = field(default_factory=dict)
    decimal_comma: bool | None = None
    once: bool = False
    first_rows: bool = False
    order_total: int | None = None
    refund_once: bool = False
    price_is_net: bool = False
    understood: list[Understood] = field(default_factory=list)
    close: list[Candidate] = field(default_factory=list)
    languages: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()


def understand(headings: Sequence[str], rows: Sequence[Sequence[str | None]], header_found: bool, comma_likely: bool,
               fixed: Mapping[str, Sequence[int]], dropped: frozenset[str]) -> Understanding:  # fmt: skip
    """Understand a table from its headings and sample rows.

    `fixed` are columns whose role somebody or a known source says; `dropped` are roles that this source does not have.
    `comma_likely`: whether the economy writes decimals with a comma.
    """
    cutter = cutter_for(headings if header_found else [])
    meanings = {
        n: meaning_of(cutter.words(h), names_currency(h)) if header_found else Meaning() for n, h in enumerate(headings)
    }
    columns = [
        Contents(
            n,
            h,
            [tidy(row[n]) if n < len(row) else "" for row in rows],
            _could_be_date(meanings[n]),
            bool({"time", "moment"} & meanings[n].concepts) or not header_found,
        )
        for n, h in enumerate(headings)
    ]
    spoken = frozenset(language for language, weight in cutter.weights.items() if weight >= 0.85)
    for column in columns:
        column.languages = spoken
    if header_found and not any(c.dates > 0.5 for c in columns):  # then any cell that is a date will do
        for column in columns:
            if not meanings[column.place].roles:
                column.promises_date = True
                column.__dict__.pop("dates", None)
                column.__dict__.pop("clocks", None)
    decimal_comma = _decimal_mark(columns)
    likely = comma_likely if not cutter.weights else _comma_language(cutter, comma_likely)
    marks = _settle_marks(columns, meanings, decimal_comma, likely)
    speaks = header_found and sum(bool(m.roles) for m in meanings.values()) >= SPEAKS * len(headings)
    sheet = days_across(headings, columns) if header_found and not fixed else None
    _leave_out(columns, meanings)
    orders = _orders(columns, meanings, fixed, speaks)
    money = weigh_money(columns, meanings, speaks, orders)
    roles = _assign(columns, meanings, money, speaks, fixed, dropped)
    if sheet is None and header_found and not {"amount", "quantity"} & fixed.keys():
        sheet = items_across(columns, meanings, [p for p in roles.get("sold_at", []) if columns[p].dates >= 0.5])
    found = Understanding(columns, meanings, roles, KindOfTable("sale lines"), money, marks=marks, decimal_comma=decimal_comma,
                          languages=spoken)  # fmt: skip
    found.sheet = sheet
    _choose_amount(found, fixed)
    found.kind = KindOfTable(sheet.kind) if sheet else kind_of(columns, meanings, roles, money)
    _look_at_orders(found, orders, fixed)
    found.price_is_net = _price_is_net(found)
    found.understood = [_why(found, role, fixed) for role in roles if roles[role]]
    return found


def _could_be_date(meaning: Meaning) -> bool:
    return bool({"sold_at", "date", "time", "later"} & meaning.roles.keys()) or bool(
        {"date", "time", "moment", "created", "closed", "later", "period"} & meaning.concepts
    )


def _comma_language(cutter: Cutter, comma_likely: bool) -> bool:
    """Whether the table's own language writes decimals with a comma; the economy decides where that is open."""
    best = max(cutter.weights, key=lambda language: cutter.weights[language])
    if best == "en" or (best not in DECIMAL_COMMA and best in ("zh", "ja", "ko", "th")):
        return comma_likely
    return best in DECIMAL_COMMA


def _decimal_mark(columns: Sequence[Contents]) -> bool | None:
    """Whether decimals of this file have a comma, from all cells that show it; None if none does."""
    comma = point = 0
    for column in columns:
        for text, parsed in column.parsed.items():
            if parsed.own_mark and column.dates < 0.5:
                if parsed.own_mark == ",":
                    comma += column.counts[text]
                else:
                    point += column.counts[text]
            elif column.thousands and parsed.separators and column.dates < 0.5:
                point += column.counts[text] * ("," in parsed.separators)
                comma += column.counts[text] * ("." in parsed.separators)
    if max(comma, point) == 0:
        return None
    return comma > point


def _settle_marks(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], decimal_comma: bool | None, likely: bool
) -> dict[int, str]:
    """The decimal mark of columns all of whose groups have three digits: thousands in money, unless the file says otherwise."""
    marks = {}
    for column in columns:
        separator = column.ambiguous
        if separator is None or column.dates > 0.5:
            continue
        other = "," if separator == "." else "."
        counted = "count" in meanings[column.place].concepts
        if column.thousands:
            mark = other
        elif decimal_comma is not None:
            mark = "," if decimal_comma else "."
            if mark == separator and not counted and not _all_threes_decimal(column):
                mark = other if column.distinct > 2 else mark
        elif counted:
            mark = "," if likely else "."
        else:
            mark = other
        marks[column.place] = mark
        column.mark = mark
    return marks


def _all_threes_decimal(column: Contents) -> bool:
    """Whether every cell carries three digits behind the mark, as programs that print three decimals do."""
    return all(p.separators for p in column.parsed.values())


def _assign(columns: Sequence[Contents], meanings: Mapping[int, Meaning], money: Money, speaks: bool,
            fixed: Mapping[str, Sequence[int]], dropped: frozenset[str]) -> dict[str, list[int]]:  # fmt: skip
    amounts = {c.place: c.score for c in money.candidates}
    table = np.zeros((len(ROLES), len(columns)))
    taken = {p: role for role, places in fixed.items() for p in places[:1]}
    best = next((c for c in money.candidates if c.place not in taken and c.place not in money.not_money), None)
    if best and "amount" not in fixed and "amount" not in dropped and best.score >= LEAST:
        others = max(
            score(role, columns[best.place], meanings[best.place], speaks) for role in ROLES if role not in MONEY
        )
        promised = meanings[best.place].roles
        priced = best.score <= promised.get("unit_price", 0.0) and not best.product
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
            table[r, n] = worth if worth >= (LEAST if role == "amount" else LEAST_SCORE) else 0.0
    if money.product and "quantity" not in fixed:
        table[ROLES.index("quantity"), money.product.base] += 0.3
        if table[ROLES.index("unit_price"), money.product.parts[0]] or not meanings[money.product.parts[0]].roles:
            table[ROLES.index("unit_price"), money.product.parts[0]] += 0.5
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
    return _tidy_roles(roles, columns, meanings, fixed, money)


def _as_sold_at(role: str) -> str:
    return "date" if role == "sold_at" else role


def _tidy_roles(roles: dict[str, list[int]], columns: Sequence[Contents], meanings: Mapping[int, Meaning],
                fixed: Mapping[str, Sequence[int]], money: Money) -> dict[str, list[int]]:  # fmt: skip
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
        best = max(meanings[chosen].roles, key=lambda r: meanings[chosen].roles[r], default="")
        candidate = next((c for c in money.candidates if c.place == chosen), None)
        weak = candidate is not None and not candidate.product and not candidate.line
        if weak and best == "unit_price" and ("unit_price" in roles or chosen not in list(roles.get("unit_price", []))):
            roles.pop("amount")
            roles.setdefault("unit_price", [chosen])
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
    for role in singles:
        if role in roles:
            roles[role] = [roles[role][0], *(p for p in roles[role][1:] if p not in holders)]
    if "receipt" in roles:
        roles["receipt"] = [roles["receipt"][0], *(p for p in roles["receipt"][1:] if p not in holders)]
        repeated = [p for p in roles["receipt"] if not columns[p].unique and columns[p].fill > 0.9]
        first = roles["receipt"][0]
        if (
            "receipt" not in fixed
            and columns[first].unique
            and repeated
            and "item" in roles
            and columns[repeated[0]].runs
        ) and meanings[repeated[0]].roles.get("receipt", 0) >= 0.6:
            roles["receipt"] = repeated + [p for p in roles["receipt"] if p not in repeated]
            roles.setdefault("line_id", [first])
    if "status" in roles:
        more = [
            p
            for p, m in meanings.items()
            if m.roles.get("status", 0) >= 0.5 and p not in roles["status"] and p not in holders
        ]
        roles["status"] += more
    return roles


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
        if abs(np.nansum(numbers[other.place].numbers) - mine) > 0.005 * abs(mine):
            found.close.append(other)


def _related(money: Money, one: int, other: int) -> bool:
    """Whether a relation explains how two columns differ, so that there is nothing to ask."""
    return any({one, other} <= {r.target, r.base, *r.parts} for r in money.relations)


def _leave_out(columns: Sequence[Contents], meanings: Mapping[int, Meaning]) -> None:
    """Numbers of rows that were cancelled or failed, and of rows of totals, are no evidence of how columns fit."""
    gone: set[int] = set()
    for column in columns:
        if meanings[column.place].roles.get("status", 0) >= 0.5:
            states = {t for t in column.counts if said(t) & {"cancelled", "failed", "void"}}
            if column.filled and sum(column.counts[t] for t in states) <= 0.5 * column.filled:
                gone |= {row for row, text in enumerate(column.texts) if text in states}
    for column in columns[:TOTALS_STAND_IN]:
        totals = {row for row, text in enumerate(column.texts) if text and says_only(text.strip(" :："), _TOTAL)}
        if len(totals) <= 0.5 * column.filled:  # what stands on most rows sums up nothing
            gone |= totals
    if gone:
        for column in columns:
            column.left_out = frozenset(gone)


def _orders(
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


def _look_at_orders(found: Understanding, several: Sequence[Sequence[int]], fixed: Mapping[str, Sequence[int]]) -> None:
    """Whether cells of an order stand on its first row only, and whether its amount repeats on every line."""
    if "receipt" not in found.roles or not several:
        return
    orderly = ("status", "currency", "payment_method", "customer", "amount", "tax", "refund", "sold_at")
    for role in orderly:
        for place in found.roles.get(role, [])[:1]:
            texts = found.columns[place].texts
            if all(texts[rows[0]] and not any(texts[r] for r in rows[1:]) for rows in several):
                found.first_rows = True
    refund = found.roles.get("refund", [None])[0]
    if refund is not None:
        back = found.columns[refund]
        told_back = [rows for rows in several if np.any(np.nan_to_num(back.numbers[list(rows)]))]
        found.refund_once = (
            bool(told_back)
            and repeats(back, several)
            and not np.all([np.isnan(back.numbers[list(rows[1:])]).all() for rows in told_back])
        )
    if found.amount is None:
        return
    column = found.columns[found.amount.place]
    on_first = all(column.texts[rows[0]] and not any(column.texts[r] for r in rows[1:]) for rows in several)
    if on_first and {"quantity", "unit_price"} <= found.roles.keys() and "amount" not in fixed:
        found.order_total, found.amount = found.amount.place, None  # the lines have money of their own
        found.roles.pop("amount")
        return
    if found.amount.product or found.amount.line:
        return
    values = found.columns[found.amount.place].numbers
    same = [rows for rows in several if np.all(values[list(rows)] == values[rows[0]]) and values[rows[0]] != 0]
    if not same or not repeats(found.columns[found.amount.place], several):
        return
    differ = 0
    for role in ("quantity", "unit_price", "item"):
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
        return
    found.once = once


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


def _price_is_net(found: Understanding) -> bool:
    """Whether the price is what was really asked, so that a discount beside it must not be taken off again."""
    place = found.roles.get("unit_price", [None])[0]
    if place is None:
        return False
    return found.meanings[place].discount == "with" or place in found.money.net_prices


def _why(found: Understanding, role: str, fixed: Mapping[str, Sequence[int]]) -> Understood:
    """The evidence for a role's column, and for the one that came next."""
    places = found.roles[role]
    first, second = places[0], next((p for p in places[1:] if p != places[0]), None)
    if role == "amount" and found.amount:
        others = [c for c in found.money.candidates if c.place != first]
        margin = min(1.0, max(0.0, found.amount.score - others[0].score)) if others and role not in fixed else 1.0
        mine_named = tuple(named(e, found) for e in found.amount.evidence)
        runner = others[0] if others else None
        return Understood(role, (found.columns[first].heading,), mine_named, round(margin, 2), found.columns[runner.place].heading if runner else None,
                          tuple(named(e, found) for e in runner.evidence) if runner else ())  # fmt: skip
    mine = score(role, found.columns[first], found.meanings[first], True)
    other = score(role, found.columns[second], found.meanings[second], True) if second is not None else 0.0
    return Understood(
        role, (found.columns[first].heading,), tuple(_evidence(role, found, first, fixed)), round(min(1.0, max(0.0, mine - other)), 2),
        found.columns[second].heading if second is not None else None,
        tuple(_evidence(role, found, second, {})) if second is not None else (),
    )  # fmt: skip


def named(evidence: Evidence, found: Understanding) -> Evidence:
    """Evidence with columns by their headings."""
    facts = {
        k: found.columns[v].heading if k in ("quantity", "price", "a", "b") and isinstance(v, int) else v
        for k, v in evidence.facts.items()
    }
    return Evidence(evidence.code, facts)


def _evidence(role: str, found: Understanding, place: int, fixed: Mapping[str, Sequence[int]]) -> list[Evidence]:
    column, meaning = found.columns[place], found.meanings[place]
    evidence = []
    if place in fixed.get(role, ()):
        evidence.append(Evidence("told"))
    if meaning.roles.get(role) or (role == "sold_at" and meaning.concepts):
        evidence.append(Evidence("heading", {"words": column.heading}))
    shares = {
        "sold_at": ("dates", column.dates), "time": ("clock", column.clocks), "quantity": ("counts", column.numbers_share),
    }  # fmt: skip
    words = {"payment_method": ("payments", PAYMENTS), "channel": ("channels", CHANNELS), "status": ("states", STATES),
             "direction": ("directions", ("income", "expense"))}  # fmt: skip
    if role in shares:
        evidence.append(Evidence(shares[role][0], {"share": shares[role][1]}))
    elif role in words and column.words(*words[role][1]) > 0:
        code, concepts = words[role]
        evidence.append(Evidence(code, {"share": column.words(*concepts), "example": column.example(*concepts)}))
    elif role == "receipt":
        evidence.append(Evidence("unique" if column.unique else "repeats"))
    elif role in ("unit_price", "discount", "tax", "tip", "fee", "cost", "refund", "income", "expense", "gross"):
        evidence.append(Evidence("money", {"share": column.numbers_share}))
    elif role in ("item", "staff", "customer", "category", "variant", "outlet") and column.texty > 0.5:
        evidence.append(Evidence("names", {"share": column.texty, "example": next(iter(column.counts), "")}))
    if not any(e.code == "heading" for e in evidence) and place not in fixed.get(role, ()):
        evidence.append(Evidence("only"))
    return evidence
