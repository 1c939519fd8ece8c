"""Which of several columns of money is the sale: what headings promise, and how the columns fit together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from balcao.analytics.sales.understanding.candidates import Candidate, weigh_candidate
from balcao.analytics.sales.understanding.contents import Contents, Numbers
from balcao.analytics.sales.understanding.discounts import net_prices_of, settle_subtotals, weigh_discounts
from balcao.analytics.sales.understanding.fitting import score
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.relations import (
    HOLDS,
    Relation,
    across,
    by_place,
    components,
    differences,
    numeric,
    products,
    running_balance,
    several_of,
    sums,
)

CLOSE = 0.2
"""The difference in score below which two candidates are too close to choose without asking."""


MOST_DISCOUNTS = 6
"""Columns of discounts that are tried as parts of another."""


LEAST = 0.3
"""The score below which a column is not taken for the sale."""


@dataclass
class Money:
    """What was found out about the columns of money. `candidates` best first; `relations` all that hold."""

    candidates: list[Candidate]
    relations: list[Relation]
    product: Relation | None = None
    balance: Relation | None = None
    tenders: list[int] = field(default_factory=list)
    not_money: frozenset[int] = frozenset()
    net_prices: Mapping[int, int] = field(default_factory=dict)
    discounts: tuple[int, ...] = ()
    """Columns of discounts that the shop itself gave."""


def weigh_money(
    columns: Sequence[Contents], meanings: Mapping[int, Meaning], speaks: bool, orders: Sequence[Sequence[int]]
) -> Money:
    """Find the columns that could be the sale, best first, with the evidence for each.

    `orders` are the rows of each order that has several; what repeats on all rows of an order is the order's, not the line's.
    """
    found = numeric(columns, meanings)
    roles = {c.place: _money_role(c, meanings[c.place], speaks) for c in found}
    amounts = [c.place for c in found if roles[c.place] == "amount"]
    parts = {
        c.place: r
        for c in found
        if (r := roles[c.place]) in ("discount", "refund", "fee", "tax", "tip", "shipping", "surcharge", "subsidy")
    }
    for place in _sums_of_discounts(found, parts):
        parts.pop(place)
        roles[place] = "rate"  # said in its parts
    counts = [c.place for c in found if score("quantity", c, meanings[c.place], speaks) > 0.1 and c.marked < 0.2]
    prices = [c.place for c in found if roles[c.place] in ("amount", "unit_price")]
    totals = [*amounts, *(c.place for c in found if roles[c.place] in ("payout", "income", "unit_price", "profit"))]
    made = products(found, counts, prices, amounts, [p for p, r in parts.items() if r == "discount"],
                    [c.place for c in found if roles[c.place] == "rate"])  # fmt: skip
    made = [m for m in made if promised_product(m, meanings, by_place(found))]
    told = ("amount", "gross", "payout", "income", "expense", "quantity", "unit_price", "balance", "receipt", "sequence", "profit", "cost",
            "covers", "orders", "stock", "line_id", "item_code", "contact", "tendered", "change", "points", "tender")  # fmt: skip
    others = [
        c.place for c in found if not meanings[c.place].roles or (roles[c.place] not in told and c.place not in parts)
    ]
    relations = [*made, *sums(found, [t for t in totals if t not in others], parts, others)]
    for place in _of_the_platform(relations, parts):
        parts[place] = roles[place] = "subsidy"
    tenders = [c.place for c in found if roles[c.place] in ("tender", "points") and np.any(np.nan_to_num(c.numbers))]
    if together := across(found, tenders, amounts):
        relations.append(together)
        tenders = [together.base, *together.parts]
    balances = [c.place for c in found if roles[c.place] == "balance"]
    payments = [c.place for c in found if "payment" in meanings[c.place].concepts or roles[c.place] == "tendered"]
    relations += components(found, [c.place for c in found if roles[c.place] in ("amount", "unit_price")], amounts)
    whole = [*amounts, *(c.place for c in found if roles[c.place] == "unit_price")]
    relations += differences(found, payments, balances, whole, "paid", 1)
    relations += differences(
        found, payments, [c.place for c in found if roles[c.place] == "change"], whole, "given", -1
    )
    flows = [c.place for c in found if roles[c.place] in ("amount", "income", "expense")]
    running = running_balance(
        found, [c.place for c in found if roles[c.place] in ("balance", "amount", "cumulative")], flows
    )
    relations += running
    if tenders:
        relations += _less_refunds(found, tenders, amounts, [p for p, r in parts.items() if r == "refund"])
    lines = _money_of_lines(found, columns, meanings, counts)
    candidates = [
        weigh_candidate(c, meanings, roles, relations, score("amount", c, meanings[c.place], speaks))
        for c in found
        if roles[c.place] in ("amount", "payout") or meanings[c.place].roles.get("amount", 0) >= 0.4
    ]
    for candidate in candidates:
        if candidate.place in lines:
            candidate.score, candidate.line = candidate.score + 0.55, True
    _before_fees(candidates, relations, by_place(found), roles)
    weigh_discounts(candidates, found, roles, made, parts)
    settle_subtotals(candidates, found, meanings, relations, parts)
    _weigh_net_of_fees(candidates, meanings, roles, parts)
    _take_off_what_the_shop_gave(candidates, relations, meanings, roles, parts)
    for candidate in candidates:  # whole numbers beside prices with decimals count things
        column = by_place(found)[candidate.place]
        priced = [
            c
            for c in found
            if roles[c.place] in ("unit_price", "amount", "payout") and c.decimals > 0.5 and c.place != candidate.place
        ]
        if (
            priced
            and column.whole == 1
            and not column.marked
            and not column.decimals
            and not candidate.product
            and not {"money", "price", "payment"} & meanings[candidate.place].concepts
        ):
            candidate.score -= 0.6
    repeated = {c.place for c in candidates if repeats(by_place(found)[c.place], orders)}
    certain = len(orders) >= 2
    repeated = {p for p in repeated if certain or meanings[p].whole}
    if any(c.place not in repeated and c.score >= 0.5 for c in candidates):
        for candidate in candidates:
            candidate.score -= 0.5 if candidate.place in repeated else 0.0
    candidates = sorted((c for c in candidates if c.score > 0), key=lambda c: (-c.score, c.place))
    best_product = next((m for m in made if m.share >= HOLDS), None)
    return Money(candidates, relations, best_product, running[0] if running else None, tenders,
                 frozenset(p for p, r in roles.items() if r in ("balance", "stock", "covers", "points", "sequence")),
                 net_prices_of(found, roles, counts, parts), tuple(p for p, r in parts.items() if r == "discount"))  # fmt: skip


def _sums_of_discounts(columns: Sequence[Contents], parts: Mapping[int, str]) -> list[int]:
    """Discounts that only sum up others: who gave how much stands beside them."""
    sizes = {
        c.place: np.abs(np.nan_to_num(c.numbers)) for c in columns if parts.get(c.place) in ("discount", "subsidy")
    }
    sizes = {place: size for place, size in sizes.items() if np.any(size)}
    found: list[int] = []
    for place in (p for p in sizes if parts[p] == "discount"):
        others = [p for p in sizes if p != place and p not in found][:MOST_DISCOUNTS]
        made = (sum(sizes[p] for p in chosen) for n in (1, 2, 3) for chosen in combinations(others, n))
        if any(np.all(np.abs(sizes[place] - total) <= 0.011) for total in made):
            found.append(place)
    return found


def _of_the_platform(relations: Sequence[Relation], parts: Mapping[int, str]) -> set[int]:
    """Discounts that lessen what customers pay, but not what the platform pays out: it gave them itself."""

    def discounts(relation: Relation) -> set[int]:
        return {p for p in relation.parts if parts.get(p) == "discount"}

    sums_of = [r for r in relations if r.kind == "sum"]
    paid_out = [r for r in sums_of if any(parts.get(p) == "fee" and p not in r.contrary for p in r.parts)]
    found: set[int] = set()
    for out in paid_out:
        for paid in sums_of:
            if paid.base == out.base and paid not in paid_out and paid.target != out.target:
                found |= discounts(paid) - discounts(out)
    return found


def _before_fees(candidates: Sequence[Candidate], relations: Sequence[Relation], columns: Mapping[int, Contents],
                 roles: Mapping[int, str]) -> None:  # fmt: skip
    """What a statement of payouts starts from, before its fees, is the sale where nothing else could be."""
    if any(c.score >= LEAST for c in candidates):
        return
    for relation in relations:
        starts = next((c for c in candidates if c.place == relation.base), None)
        if relation.kind == "sum" and starts and any(roles[p] == "fee" for p in relation.parts):
            before, after = (np.nansum(np.abs(columns[p].numbers)) for p in (relation.base, relation.target))
            if before > after:
                starts.score = 0.5


def _less_refunds(
    columns: Sequence[Contents], tenders: Sequence[int], totals: Sequence[int], refunds: Sequence[int]
) -> list[Relation]:
    """Totals that are what was paid in each way, less what was refunded."""
    known = by_place(columns)
    for chosen in several_of(tenders):
        together = sum(np.nan_to_num(known[t].numbers) for t in chosen)
        for refund in refunds:
            back = np.abs(np.nan_to_num(known[refund].numbers))
            for total in totals:
                if np.any(back) and np.all(np.abs(known[total].numbers + back - together) <= 0.011):
                    return [Relation("sum", total, chosen[0], (refund,), 1.0)]
    return []


def _money_of_lines(columns: Sequence[Contents], everything: Sequence[Contents], meanings: Mapping[int, Meaning],
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


def _weigh_net_of_fees(candidates: Sequence[Candidate], meanings: Mapping[int, Meaning], roles: Mapping[int, str],
                       parts: Mapping[int, str]) -> None:  # fmt: skip
    """Net beside gross where nothing tells what lies between, in a list of payments: what the service paid out."""
    gross = [c for c in candidates if "gross" in meanings[c.place].concepts]
    items = any(m.roles.get("item", 0) >= 0.9 or m.roles.get("quantity", 0) >= 0.9 for m in meanings.values())
    if not gross or parts or items:
        return
    for candidate in candidates:
        if "net" in meanings[candidate.place].concepts and "sale" not in meanings[candidate.place].concepts:
            candidate.score -= 0.3


def _take_off_what_the_shop_gave(candidates: Sequence[Candidate], relations: Sequence[Relation], meanings: Mapping[int, Meaning],
                                 roles: Mapping[int, str], parts: Mapping[int, str]) -> None:  # fmt: skip
    """On a platform's statement whose sums nothing explains, discounts that are called the shop's are still to come off."""
    given = [p for p, role in parts.items() if role == "discount" and {"outlet", "supplier"} & meanings[p].concepts]
    if not given or "payout" not in roles.values() or "fee" not in roles.values():
        return
    explained = {place for r in relations if set(r.parts) & set(given) for place in (r.base, r.target)}
    for candidate in candidates:
        if candidate.place not in explained and not candidate.product and roles[candidate.place] != "payout":
            candidate.less += [("discount", place) for place in given]


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


def promised_product(made: Relation, meanings: Mapping[int, Meaning], columns: Mapping[int, Contents]) -> bool:
    """Whether a product is one of quantity and price: the headings allow it, or at least do not speak against it."""
    quantity, price = meanings[made.base], meanings[made.parts[0]]
    if max(quantity.roles.values(), default=0) > 0.5 and quantity.roles.get("quantity", 0) < 0.4:
        return False  # receipts times their average
    return not (
        max(price.roles.values(), default=0) > 0.5 and not {"unit_price", "amount", "gross", "rate"} & set(price.roles)
    )


def _money_role(column: Contents, meaning: Meaning, speaks: bool) -> str:
    """The meaning of a column of numbers that decides how it may relate to others."""
    if not meaning.roles:
        return (
            "amount"
            if column.percents < 0.5 and not column.sequence and (not speaks or column.marked or column.decimals > 0.5)
            else ""
        )
    best = max(meaning.roles, key=lambda role: meaning.roles[role])
    if best in ("amount", "gross"):
        return "amount"
    if best in (
        "payment_method",
        "type",
        "item",
        "receipt",
        "status",
        "category",
        "channel",
        "direction",
        "customer",
    ) and (column.decimals > 0.5 or column.marked > 0.5 or meaning.roles.get("amount", 0) >= 0.3):
        return "amount"
    if best == "unit_price" and meaning.roles.get("amount", 0) > 0.35:
        return "unit_price"
    return best
