"""Whether a discount that is told has been taken off a column of money or must be."""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from balcao.analytics.sales.understanding.candidates import Candidate
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.lexicon import fold
from balcao.analytics.sales.understanding.relations import FEWEST, HOLDS, Relation, by_place

OWN = frozenset({"outlet", "supplier", "staff"})
"""Concepts of who gave a discount that mean the shop."""
AFTER_DISCOUNT = re.compile(
    r"折|实付|實付|实收|實收|실결제|優惠後|优惠后|割引|値引|할인|\bdisc|\bdescont|\bdto|rabat|remis|scont|korting|indirim|diskon|giam|ลด"
)
"""Folded words of a discount in a heading of money."""
SOME_STAY = 0.2
"""The share of lines without a discount from which what is less on the others is so for a discount, not for a tax."""
MOST_DISCOUNTS = 6
"""Columns of discounts that are tried as parts of another."""


def weigh_discounts(candidates: Sequence[Candidate], columns: Sequence[Contents], meanings: Mapping[int, Meaning],
                     roles: Mapping[int, str], made: Sequence[Relation], parts: Mapping[int, str]) -> None:  # fmt: skip
    """A line's money that is quantity × price to the cent is before a discount beside it, unless a dearer price shows it was taken."""
    known = by_place(columns)
    discounts = [p for p, r in parts.items() if r == "discount" and np.any(np.nan_to_num(known[p].numbers))]
    for relation in made:
        candidate = next((c for c in candidates if c.place == relation.target), None)
        if (
            candidate is None
            or len(relation.parts) > 1
            or relation.share < HOLDS
            or _is_what_was_left(relation, meanings)
        ):
            continue
        after = any(r.target == other.place and len(r.parts) > 1 for r in made for other in candidates)
        for place in discounts:
            told = ("discount", place)
            if (
                after
                or told in candidate.less
                or not _before(known, relation, place)
                or _taken(columns, relation, place)
            ):
                continue
            candidate.less.append(told)
            candidate.score -= 0.05


def _is_what_was_left(made: Relation, meanings: Mapping[int, Meaning]) -> bool:
    """Whether the price of a product says that it is the one after the discount."""
    price = meanings[made.parts[0]]
    return "price" in price.concepts and bool({"net", "after"} & price.concepts or price.discount == "with")


def settle_subtotals(candidates: Sequence[Candidate], columns: Sequence[Contents], meanings: Mapping[int, Meaning],
                      relations: Sequence[Relation], parts: Mapping[int, str]) -> None:  # fmt: skip
    """A discount comes off a subtotal once, and only if there is one such column and no relation says that it was taken."""
    known = by_place(columns)
    discounts = [p for p, r in parts.items() if r == "discount" and np.any(np.nan_to_num(known[p].numbers))]
    for candidate in candidates:
        candidate.less = list(dict.fromkeys(candidate.less))
        off = [p for role, p in candidate.less if role == "discount"]
        if "subtotal" not in meanings[candidate.place].concepts or not off:
            continue
        taken = any(
            r.kind == "product" and r.target == candidate.place and len(r.parts) > 1 and r.share >= HOLDS
            for r in relations
        )
        taken = taken or any(
            r.kind == "product" and r.target == candidate.place and len(r.parts) == 1 and r.share >= HOLDS
            and any(_taken(columns, r, place) for place in off)
            for r in relations
        )  # fmt: skip
        after = any(
            r.kind == "sum" and r.target == candidate.place and set(r.parts) & set(discounts) for r in relations
        ) or _makes_a_total(candidate.place, discounts, relations)
        whole = [
            r
            for r in relations
            if r.kind == "product" and r.target == candidate.place and r.share >= HOLDS and len(r.parts) == 1
        ]
        stays = any(not _before(known, r, off[0]) or _is_what_was_left(r, meanings) for r in whole)
        others = [part for part in candidate.less if part[0] != "discount"]
        keep = not taken and not after and not stays and (len(discounts) == 1 or len(off) > 1)
        candidate.less = (
            [*others, *(("discount", place) for place in (discounts if len(discounts) == 1 else off))]
            if keep
            else others
        )


def _makes_a_total(place: int, discounts: Sequence[int], relations: Sequence[Relation]) -> bool:
    """Whether a subtotal makes up a total on all rows with parts none of which is a discount: then none lies between them."""
    sums = [r for r in relations if r.kind == "sum" and r.base == place]
    return any(r.share == 1 for r in sums) and not any(set(r.parts) & set(discounts) for r in sums)


def _before(known: Mapping[int, Contents], relation: Relation, discount: int) -> bool:
    """Whether the money is quantity × price on the very rows that have a discount."""
    value = known[relation.base].numbers * known[relation.parts[0]].numbers
    amount = known[relation.target].numbers
    told = (np.nan_to_num(known[discount].numbers) != 0) & ~np.isnan(value) & ~np.isnan(amount)
    return (
        bool(told.any())
        and float(np.mean(np.abs(value[told] - amount[told]) <= 0.011 + 0.002 * np.abs(amount[told]))) >= HOLDS
    )


def _taken(columns: Sequence[Contents], relation: Relation, discount: int) -> bool:
    """Whether another, dearer price less this discount gives the same money, so that the discount has been taken already."""
    known = by_place(columns)
    less = np.abs(np.nan_to_num(known[discount].numbers))
    quantity, amount = known[relation.base].numbers, known[relation.target].numbers
    for column in columns:
        if column.place in (relation.target, relation.base, discount, relation.parts[0]):
            continue
        for value in (
            quantity * column.numbers - less,
            quantity * (column.numbers - less),
        ):  # of the line, or of a piece
            both = ~np.isnan(value) & ~np.isnan(amount)
            near = np.abs(value[both] - amount[both]) <= 0.011 + 0.002 * np.abs(amount[both])
            if both.sum() >= FEWEST and float(np.mean(near)) >= HOLDS:
                return True
    return False


def net_prices_of(columns: Sequence[Contents], meanings: Mapping[int, Meaning], roles: Mapping[int, str], counts: Sequence[int],
                  parts: Mapping[int, str]) -> tuple[dict[int, int], frozenset[int]]:  # fmt: skip
    """Prices that are another, dearer price less a discount (of the piece or of the line), each with that discount; and the dearer."""
    known = by_place(columns)
    prices = [c.place for c in columns if roles[c.place] == "unit_price"]
    called = [c.place for c in columns if c.place not in prices and "price" in meanings[c.place].concepts]
    found: dict[int, int] = {}
    dearer: set[int] = set()
    for low in [*prices, *called]:
        for high in prices:
            for discount in (p for p, r in parts.items() if r == "discount"):
                less = np.abs(np.nan_to_num(known[discount].numbers))
                gap = known[high].numbers - known[low].numbers
                for off in (gap, *(gap * known[quantity].numbers for quantity in counts)):
                    both = ~np.isnan(off)
                    same = np.abs(off - less) <= 0.011
                    if low != high and np.any(less) and both.sum() >= FEWEST and float(np.mean(same[both])) >= HOLDS:
                        found.setdefault(low, discount)
                        dearer.add(high)
    return found, frozenset(dearer - found.keys())


def sums_of_discounts(columns: Sequence[Contents], parts: Mapping[int, str]) -> list[int]:
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


def beside_the_shops_own(
    columns: Sequence[Contents], parts: Mapping[int, str], meanings: Mapping[int, Meaning]
) -> list[int]:
    """Where a platform tells which discounts were the shop's own, the others were not, unless they tell the same again."""
    sizes = {c.place: np.abs(np.nan_to_num(c.numbers)) for c in columns if parts.get(c.place) == "discount"}
    own = [p for p in sizes if OWN & meanings[p].concepts]
    if not own or "subsidy" not in parts.values():
        return []
    if any({"platform", "channel"} & meanings[p].concepts for p, role in parts.items() if role == "subsidy"):
        own += [
            p for p in sizes if "item" in meanings[p].concepts
        ]  # the platform's is named; goods are the shop's to discount
    return [p for p in sizes if p not in own and not any(np.all(sizes[p] == sizes[o]) for o in own)]


def weigh_what_was_paid(candidates: Sequence[Candidate], columns: Sequence[Contents], meanings: Mapping[int, Meaning],
                        roles: Mapping[int, str], parts: Mapping[int, str]) -> None:  # fmt: skip
    """What customers paid is no sale where it is the price less the shop's own discounts, or less still: the rest somebody else gave."""
    known = by_place(columns)
    own = [p for p, r in parts.items() if r == "discount" and OWN & meanings[p].concepts]
    given = sum(np.abs(np.nan_to_num(known[p].numbers)) for p in own)
    for candidate in candidates:
        if not own or "payment" not in meanings[candidate.place].concepts:
            continue
        paid = known[candidate.place].numbers
        for price in (c for c in columns if roles[c.place] == "unit_price" and c.place != candidate.place):
            rest = price.numbers - given - paid
            rest = rest[~np.isnan(rest)]
            same = np.abs(rest) <= 0.011
            if len(rest) and np.all(rest >= -0.011) and 0.5 <= same.mean() < 1:
                candidate.score -= 0.3


def prefer_what_is_left(candidates: Sequence[Candidate], columns: Sequence[Contents], made: Sequence[Relation],
                        meanings: Mapping[int, Meaning], roles: Mapping[int, str]) -> None:  # fmt: skip
    """What a heading calls discounted, and is quantity × price on some lines and less on the others, is the line after its discount.

    So it is beside any money of which it is never more, where nobody took a fee and no platform gave a part.
    """
    known = by_place(columns)
    whole = {r.target for r in made if len(r.parts) == 1 and r.share >= HOLDS}
    if not {"fee", "payout", "subsidy", "refund", "balance", "tax"} & set(roles.values()):
        whole |= {c.place for c in candidates if not AFTER_DISCOUNT.search(fold(known[c.place].heading))}
    for candidate in candidates:
        said = known[candidate.place].heading
        if (
            candidate.place in whole
            or "payout" in meanings[candidate.place].concepts
            or not AFTER_DISCOUNT.search(fold(said))
        ):
            continue  # what is only called net may be without a tax or a fee
        for place in whole:
            off = np.abs(known[place].numbers) - np.abs(known[candidate.place].numbers)
            off = off[~np.isnan(off)]
            if len(off) and np.all(off >= -0.011) and SOME_STAY <= np.mean(off <= 0.011) < 1:
                candidate.score += 0.3
                break


def told_once(columns: Sequence[Contents], places: Sequence[int]) -> list[int]:
    """Discounts without those that are another one, or a part of it, told again: never more than that one, on any row."""
    sizes = {p: np.abs(np.nan_to_num(columns[p].numbers)) for p in places}
    again = {
        p for n, p in enumerate(places) for m, other in enumerate(places)
        if p != other and np.all(sizes[p] <= sizes[other] + 0.005) and (np.any(sizes[p] < sizes[other]) or n > m)
    }  # fmt: skip
    return [p for p in places if p not in again]


def of_the_platform(relations: Sequence[Relation], parts: Mapping[int, str]) -> set[int]:
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


def take_off_what_the_shop_gave(candidates: Sequence[Candidate], relations: Sequence[Relation], meanings: Mapping[int, Meaning],
                                 roles: Mapping[int, str], parts: Mapping[int, str]) -> None:  # fmt: skip
    """On a platform's statement whose sums nothing explains, discounts that are called the shop's are still to come off."""
    given = [p for p, role in parts.items() if role == "discount" and OWN & meanings[p].concepts]
    if not given or "payout" not in roles.values() or "fee" not in roles.values():
        return
    explained = {place for r in relations if set(r.parts) & set(given) for place in (r.base, r.target)}
    for candidate in candidates:
        if candidate.place not in explained and not candidate.product and roles[candidate.place] != "payout":
            candidate.less += [("discount", place) for place in given]
