"""Which of several columns of money is the sale: what headings promise, and how the columns fit together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from balcao.analytics.sales.understanding.candidates import Candidate, weigh_candidate
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.discounts import (
    beside_the_shops_own,
    net_prices_of,
    of_the_platform,
    prefer_what_is_left,
    settle_subtotals,
    sums_of_discounts,
    take_off_what_the_shop_gave,
    weigh_discounts,
    weigh_what_was_paid,
)
from balcao.analytics.sales.understanding.fitting import MOST_PIECES, MOSTLY_NUMBERS, score
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.line_money import money_of_lines, repeats
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
    sums,
)
from balcao.analytics.sales.understanding.takings import before_fees, paid_less, weigh_net_of_costs, weigh_net_of_fees

CLOSE = 0.2
"""The difference in score below which two candidates are too close to choose without asking."""


FEW_PIECES = 20
"""A column of items whose middle number is larger is money, if its heading can mean both."""
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
    dearer: frozenset[int] = frozenset()
    """Prices that less a discount are another one."""
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
    for c in found:
        if roles[c.place] == "void" and np.any(np.nan_to_num(c.numbers)):
            roles[c.place] = "refund"  # what was cancelled of the day's takings is taken off them alike
    parts = {
        c.place: r
        for c in found
        if (r := roles[c.place]) in ("discount", "refund", "fee", "tax", "tip", "shipping", "surcharge", "subsidy")
    }
    for place in sums_of_discounts(found, parts):
        parts.pop(place)
        roles[place] = "rate"  # said in its parts
    for place in beside_the_shops_own(found, parts, meanings):
        parts[place] = roles[place] = "subsidy"
    counts = [c.place for c in found if score("quantity", c, meanings[c.place], speaks) > 0.1 and c.marked < 0.2]
    prices = [c.place for c in found if roles[c.place] in ("amount", "unit_price")]
    totals = [*amounts, *(c.place for c in found if roles[c.place] in ("payout", "income", "unit_price", "profit"))]
    totals += [
        c.place for c in found if roles[c.place] == "stock" and "money" in meanings[c.place].concepts
    ]  # what was sent out
    made = products(found, counts, prices, amounts, [p for p, r in parts.items() if r == "discount"],
                    [c.place for c in found if roles[c.place] == "rate"])  # fmt: skip
    made = [m for m in made if promised_product(m, meanings, by_place(found))]
    told = ("amount", "gross", "payout", "income", "expense", "quantity", "unit_price", "balance", "receipt", "sequence", "profit", "cost",
            "covers", "orders", "stock", "line_id", "item_code", "contact", "tendered", "change", "points", "tender")  # fmt: skip
    others = [
        c.place for c in found if not meanings[c.place].roles or (roles[c.place] not in told and c.place not in parts)
    ]
    relations = [*made, *sums(found, [t for t in totals if t not in others], parts, others)]
    for place in of_the_platform(relations, parts):
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
        relations += paid_less("spent", found, tenders, amounts, [p for p, r in roles.items() if r == "expense"])
        relations += paid_less("sum", found, tenders, amounts, [p for p, r in parts.items() if r == "refund"])
    lines = money_of_lines(found, columns, meanings, counts)
    candidates = [
        weigh_candidate(c, meanings, roles, relations, score("amount", c, meanings[c.place], speaks))
        for c in found
        if roles[c.place] in ("amount", "payout") or meanings[c.place].roles.get("amount", 0) >= 0.4
    ]
    for candidate in candidates:
        candidate.less = [
            (role, p) for role, p in candidate.less
            if role != "surcharge" or _is_the_shops(by_place(found)[p], candidate.place, relations, roles)
        ]  # fmt: skip
        if candidate.place in lines:
            candidate.score, candidate.line = candidate.score + 0.55, True
    _weigh_by_refunds(candidates, relations, by_place(found), meanings, parts)
    before_fees(candidates, relations, by_place(found), roles, LEAST)
    weigh_discounts(candidates, found, meanings, roles, made, parts)
    settle_subtotals(candidates, found, meanings, relations, parts)
    prefer_what_is_left(candidates, found, made, meanings, roles)
    weigh_what_was_paid(candidates, found, meanings, roles, parts)
    weigh_net_of_fees(candidates, meanings, roles, parts)
    weigh_net_of_costs(candidates, by_place(found), roles)
    take_off_what_the_shop_gave(candidates, relations, meanings, roles, parts)
    for relation in relations:
        if relation.kind == "spent":
            for candidate in candidates:
                if candidate.place == relation.target:  # what was spent out of the till was sold all the same
                    candidate.less.append(("refund", relation.parts[0]))
    for candidate in candidates:
        if not candidate.product and _counts_things(by_place(found)[candidate.place], found, roles, meanings):
            candidate.score -= 0.6
    repeated = {c.place for c in candidates if repeats(by_place(found)[c.place], orders)}
    certain = len(orders) >= 2 or any(c.score >= 0.5 and "line" in meanings[c.place].concepts for c in candidates)
    repeated = {p for p in repeated if certain or meanings[p].whole}
    if any(c.place not in repeated and c.score >= 0.5 for c in candidates):
        for candidate in candidates:
            candidate.score -= 0.5 if candidate.place in repeated else 0.0
    candidates = sorted((c for c in candidates if c.score > 0), key=lambda c: (-c.score, c.place))
    net_prices, dearer = net_prices_of(found, meanings, roles, counts, parts)
    best_product = next((m for m in made if m.share >= HOLDS), None)
    return Money(candidates, relations, best_product, running[0] if running else None, tenders,
                 frozenset(p for p, r in roles.items() if r in ("balance", "stock", "covers", "points", "sequence")),
                 net_prices, dearer, _discounts(found, meanings, roles, counts, parts))  # fmt: skip


def _is_the_shops(surcharge: Contents, place: int, relations: Sequence[Relation], roles: Mapping[int, str]) -> bool:
    """Whether what customers paid beside their goods is the shop's: it is not taken, and where what is paid out follows from the goods, it is in it."""
    paid_out = [
        r for r in relations
        if r.kind == "sum" and r.base == place and any(roles[p] == "fee" and p not in r.contrary for p in r.parts)
    ]  # fmt: skip
    return bool(np.nansum(surcharge.numbers) > 0) and all(surcharge.place in r.parts for r in paid_out)


def _discounts(columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[int, str], counts: Sequence[int],
               parts: Mapping[int, str]) -> tuple[int, ...]:  # fmt: skip
    """The columns of discounts that are money, and not how many pieces of the line were given away."""
    known = by_place(columns)

    def given_away(column: Contents) -> bool:
        pieces = np.nan_to_num(column.numbers)
        counted = np.all(pieces >= 0) and np.any(pieces) and _counts_things(column, columns, roles, meanings)
        return bool(counted) and any(np.all(pieces <= known[place].numbers) for place in counts)

    return tuple(
        c.place
        for c in columns
        if parts.get(c.place) == "discount" and c.numbers_share >= MOSTLY_NUMBERS and not given_away(c)
    )


def _counts_things(column: Contents, columns: Sequence[Contents], roles: Mapping[int, str],
                   meanings: Mapping[int, Meaning]) -> bool:  # fmt: skip
    """Whether whole numbers stand beside prices with decimals and are no larger than counts are: then they count things."""
    priced = [
        c for c in columns
        if roles[c.place] in ("unit_price", "amount", "payout") and c.decimals > 0.5 and c.place != column.place
        and "rate" not in meanings[c.place].concepts
    ]  # fmt: skip
    small = column.whole == 1 and not column.marked and not column.decimals and column.middle <= MOST_PIECES
    said = meanings[column.place].concepts
    if "item" in said and column.middle <= FEW_PIECES:  # an amount of items
        said = said - {"money"}
    return bool(priced) and small and not {"money", "price", "payment"} & said


def _weigh_by_refunds(candidates: Sequence[Candidate], relations: Sequence[Relation], columns: Mapping[int, Contents],
                      meanings: Mapping[int, Meaning], parts: Mapping[int, str]) -> None:  # fmt: skip
    """Where more was refunded of some sales than a column came to, and never more than it with its tax, this other one is the sale.

    So it is where headings tell discounts and refunds with tax: what comes off is of the same kind as what it comes off.
    """
    taxed = any(
        role in ("discount", "refund")
        and {"tax", "with"} <= meanings[p].concepts
        and np.any(np.nan_to_num(columns[p].numbers))
        for p, role in parts.items()
    )
    refunds = [np.abs(np.nan_to_num(columns[p].numbers)) for p, role in parts.items() if role == "refund"]
    tied = {p for r in relations for p in r.parts}
    untold = [
        np.abs(np.nan_to_num(columns[p].numbers)) for p, role in parts.items()
        if role == "refund" and p not in tied and "without" not in meanings[p].concepts and np.any(np.nan_to_num(columns[p].numbers))
    ]  # fmt: skip
    scores = {c.place: c for c in candidates}
    for r in relations:
        if (
            r.kind != "sum"
            or not {r.base, r.target} <= scores.keys()
            or not any(parts.get(p) == "tax" for p in r.parts)
        ):
            continue
        less, whole = (np.abs(np.nan_to_num(columns[p].numbers)) + 0.011 for p in (r.base, r.target))
        beside = any(  # what customers got back is what they had paid, unless some of it is a sale without its tax
            not any(np.abs(back - less + 0.011) <= 0.011 * (back > 0)) and not (back > less).any() for back in untold
        )
        if (
            taxed
            or beside
            or any(
                np.any((back > less) & (less > 0.02)) and np.all((back <= whole) | (whole < 0.02)) for back in refunds
            )
        ):
            scores[r.base].score -= 0.4
            scores[r.target].less = [part for part in scores[r.target].less if part[0] != "tax"]


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
    best = meaning.best
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
