"""A column that could be the sale, and what its heading and its relations say for or against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from balcao.analytics.sales.schema import Evidence
from balcao.analytics.sales.understanding.contents import Contents
from balcao.analytics.sales.understanding.headings import Meaning
from balcao.analytics.sales.understanding.relations import HOLDS, Relation


@dataclass
class Candidate:
    """A column that could be the sale; `less` are columns to take off it (role, place) before it is what was sold."""

    place: int
    score: float
    evidence: list[Evidence] = field(default_factory=list)
    less: list[tuple[str, int]] = field(default_factory=list)
    product: bool = False
    line: bool = False


def weigh_candidate(column: Contents, meanings: Mapping[int, Meaning], roles: Mapping[int, str], relations: Sequence[Relation],
               promised: float) -> Candidate:  # fmt: skip
    place, meaning = column.place, meanings[column.place]
    found = Candidate(place, promised)
    if meaning.concepts:
        found.evidence.append(Evidence("heading", {"words": column.heading}))
    found.evidence.append(Evidence("money", {"share": column.numbers_share}))
    if roles[place] == "payout":
        found.score -= 0.5
    if meaning.discount == "with":
        found.score += 0.12
    if meaning.discount == "without":
        found.score -= 0.15
    if meaning.refunds == "with":
        found.score -= 0.2
    if meaning.tax == "without":
        found.score += 0.05
    if "subtotal" in meaning.concepts and meaning.discount is None:
        found.less += [("discount", p) for p, r in roles.items() if r == "discount"][
            :1
        ]  # a subtotal is before the discount
    if meaning.converted:
        found.score += 0.3
    if "item" in meaning.concepts or "line" in meaning.concepts:
        found.score += 0.04
    values = column.numbers[~np.isnan(column.numbers)]
    if not np.any(values):
        found.score *= 0.2
    elif not np.any(values > 0):
        found.score *= 0.3
    elif np.mean(values == 0) > 0.6 and not np.any(values[values != 0] > 0):
        found.score *= 0.4
    if column.fill < 0.5:
        found.score *= 0.4 + column.fill
    weighed: set[tuple[str, ...]] = set()
    for relation in relations:
        _weigh(found, relation, roles, weighed)
    if ("after discount",) in weighed:  # what lies between it and another column is somebody else's discount
        found.less = [part for part in found.less if part[0] != "discount"]
    return found


def _once(weighed: set[tuple[str, ...]], *key: str) -> bool:
    if key in weighed:
        return False
    weighed.add(key)
    return True


def _weigh(found: Candidate, relation: Relation, roles: Mapping[int, str], weighed: set[tuple[str, ...]]) -> None:
    """What a relation says for or against a candidate."""
    place = found.place
    if relation.kind == "product" and relation.share < HOLDS:
        return
    if relation.kind == "product" and relation.target == place and _once(weighed, "product"):
        found.score += 0.3
        found.product = True
        if len(relation.parts) == 1:
            found.evidence.append(
                Evidence("product", {"share": relation.share, "quantity": relation.base, "price": relation.parts[0]})
            )
    elif relation.kind == "product" and place in relation.parts[:1] and _once(weighed, "price"):
        found.score -= 0.45
    elif relation.kind == "product" and place == relation.base:
        found.score -= 0.4
    elif relation.kind == "across" and relation.target == place and _once(weighed, "across"):
        found.score += 0.25
        found.evidence.append(Evidence("sum", {"share": relation.share, "a": relation.base, "b": relation.parts[-1]}))
    elif relation.kind == "components":
        if relation.target == place and _once(weighed, "components"):
            found.score += 0.25
            found.evidence.append(
                Evidence("sum", {"share": relation.share, "a": relation.base, "b": relation.parts[0]})
            )
        elif place in (relation.base, *relation.parts) and _once(weighed, "component"):
            found.score -= 0.25
    elif relation.kind in ("paid", "given"):
        if relation.target == place and _once(weighed, "paid"):
            found.score += 0.25
        elif relation.base == place and _once(weighed, "part paid"):
            found.score -= 0.35
    elif relation.kind == "balance" and relation.target == place:
        found.score -= 0.8
    elif relation.kind == "sum":
        _weigh_sum(found, relation, roles, weighed)


def _weigh_sum(found: Candidate, relation: Relation, roles: Mapping[int, str], weighed: set[tuple[str, ...]]) -> None:
    parts: dict[str, list[int]] = {}
    for p in relation.parts:
        role = roles[p] if p not in relation.contrary else "surcharge" if roles[p] == "fee" else "fee"
        parts.setdefault(role, []).append(p)
    if found.place == relation.target:
        if len(relation.parts) == 1 and _once(weighed, "follows"):
            found.evidence.append(
                Evidence("difference" if set(parts) <= {"discount", "refund", "fee"} else "sum",
                         {"share": relation.share, "a": relation.base, "b": relation.parts[0]})
            )  # fmt: skip
        if "discount" in parts and _once(weighed, "after discount"):
            found.score += 0.15
        if "fee" in parts and _once(weighed, "after fees"):
            found.score -= 0.75
        if "refund" in parts and _once(weighed, "after refunds"):
            found.score -= 0.3
        if "refund" in parts and _once(weighed, "refunds taken"):
            found.less += [("refund", p) for p in parts["refund"]]
        if "subsidy" in parts and _once(weighed, "after subsidies"):  # what the platform paid belongs to the sale
            found.less += [("subsidy", p) for p in parts["subsidy"]]
            found.score -= 0.2
        for role in ("tax", "tip"):
            if role in parts and _once(weighed, f"with {role}"):
                found.less += [(role, p) for p in parts[role]]
                found.score -= 0.03 if role == "tax" else 0.2
        if "shipping" in parts and _once(weighed, "with shipping"):
            found.score -= 0.05
        if "shipping" in parts and "subsidy" in parts and _once(weighed, "customers paid"):
            found.score -= 0.3
    elif found.place == relation.base:
        if "discount" in parts and _once(weighed, "before discount"):
            found.less += [("discount", p) for p in parts["discount"]]
            found.score -= 0.12
        if "subsidy" in parts and _once(weighed, "before subsidies"):
            found.score += 0.15
        if "fee" in parts and _once(weighed, "before fees"):
            found.score += 0.2
        if "surcharge" in parts and {"fee", "subsidy"} & parts.keys() and _once(weighed, "with surcharges"):
            own = [p for p in parts["surcharge"] if roles[p] == "surcharge" and p not in relation.contrary]
            found.less += [("surcharge", p) for p in own]  # what is asked for the box is the shop's as the dish is
        if "refund" in parts and _once(weighed, "before refunds"):
            found.score += 0.1
        if "tax" in parts and "fee" in parts and _once(weighed, "tax apart"):
            found.score -= 0.2  # there is a total with the tax in it, to which discounts and refunds belong
        elif "tax" in parts and _once(weighed, "before tax"):
            found.score += 0.08
        if "tip" in parts and _once(weighed, "before tips"):
            found.score += 0.12
