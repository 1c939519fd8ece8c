"""Why a column plays its role, and what spoke for the one that came next."""

from collections.abc import Mapping, Sequence

from balcao.analytics.sales.schema import Evidence, Understood
from balcao.analytics.sales.understanding.fitting import CHANNELS, PAYMENTS, STATES, score
from balcao.analytics.sales.understanding.understood import Understanding


def why(found: Understanding, role: str, fixed: Mapping[str, Sequence[int]]) -> Understood:
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
