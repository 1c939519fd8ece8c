"""What a heading means, from the concepts that its words say. One set of rules for all languages.

Besides the roles of `schema.ROLES`, a column can mean something that is no role but must not be taken for one: these are the
names in `OTHER`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from balcao.analytics.sales.understanding.headings_of_moments import of_moments
from balcao.analytics.sales.understanding.headings_of_money import MONEY_WORDS, of_money, taken_off, tax_of
from balcao.analytics.sales.understanding.words import Word

OTHER = (
    "balance", "profit", "payout", "shipping", "surcharge", "stock", "change", "tendered", "points", "average", "cumulative",
    "target", "previous", "covers", "orders", "rate", "later", "contact", "note", "supplier", "hours", "salary", "item_code",
    "unit", "tender", "sequence", "weekday", "weather", "exchange", "table", "void", "adjustment", "subsidy",
)  # fmt: skip
"""Meanings that are no role of a sale line."""


Rule = Callable[[frozenset[str], list[str]], dict[str, float]]


@dataclass(frozen=True)
class Meaning:
    """What a heading can mean: meanings with how well they fit (0 to 1), and what it says of money.

    `tax`, `discount` and `refunds`: "with" or "without" (money with tax in it; money after discount or refunds is "with" it
    taken off). `whole`: the heading speaks of a whole order. `words` are the concepts, for telling why.
    """

    roles: Mapping[str, float] = field(default_factory=dict)
    concepts: frozenset[str] = frozenset()
    tax: str | None = None
    discount: str | None = None
    refunds: str | None = None
    whole: bool = False
    converted: bool = False

    @property
    def best(self) -> str:
        """The likeliest role, "" if the heading means none."""
        return max(self.roles, key=lambda role: self.roles[role], default="")


def meaning_of(words: list[Word], marked: bool = False) -> Meaning:
    """The meaning of a heading that was cut into words. `marked`: it names a currency, so its numbers are money."""
    order = [w.concept for w in words if w.concept != "stop"]
    if "discount" not in order:  # elsewhere the name of a platform says nothing of the column
        order = [concept for concept in order if concept != "platform"]
    if marked:
        order = ["money" if concept in ("count", "times") else concept for concept in order]
        if set(order) <= {"item", "category", "variant", "line"}:  # what was taken for them
            order.append("money")
    said = frozenset(order)
    if not said:
        return Meaning()
    sure = min((w.sure for w in words if w.concept != "stop"), default=1.0)
    roles = {role: worth * sure for role, worth in _roles(said, order).items()}
    return Meaning(
        roles,
        said,
        tax=tax_of(said, order),
        discount=taken_off("discount", said, order),
        refunds=taken_off("refund", said, order),
        whole="order" in said and "item" not in said and "line" not in said,
        converted="converted" in said,
    )


def _roles(said: frozenset[str], order: list[str]) -> dict[str, float]:
    rules: tuple[Rule, ...] = (_not_asked, of_moments, _ways, _people, _ids, _counts, of_money, _names)
    if {"order", "id"} <= said and not said & {"date", "time", "state", "kind"}:
        rules = (_ids, *rules)
    for rule in rules:
        found = rule(said, order)
        if found:
            return found
    return {}


def _not_asked(said: frozenset[str], order: list[str]) -> dict[str, float]:
    """What is never wanted, whatever else the heading says."""
    if said & {"date", "time", "moment"}:
        return {}
    for concept in ("weather", "points", "hours", "salary", "exchange", "target", "previous", "average", "cumulative"):
        if concept in said:
            return {concept: 0.9}
    if "weekday" in said and not said & {"money", "sale"}:
        return {"weekday": 0.9}
    if {"contact", "supplier"} <= said:
        return {"supplier": 0.9}
    if "contact" in said:
        if "customer" in said and not said & {"money"}:
            return {"customer": 0.4, "contact": 0.5}
        if not said & {"channel", "money", "total", "sale"}:
            return {"contact": 0.8}
    if "yours" in said:
        return {"amount": 0.6}
    if "note" in said and not said & {"money", "order"}:
        return {"note": 0.7, "item": 0.55} if order[0] == "item" else {"note": 0.8}
    if "bank" in said and not said & {"payment"}:
        return {"balance": 0.3, "note": 0.3}
    return {}


def _ways(said: frozenset[str], order: list[str]) -> dict[str, float]:
    """States, kinds, directions and ways of paying."""
    if "void" in said and said & {"money", "total", "count", "times"}:
        return {"void": 0.8}
    if "void" in said and not said & {"sale", "staff", "id"}:
        return {"void": 0.8, "status": 0.5}
    if "direction" in said or ({"income", "expense"} <= said):
        return {"direction": 1.0, "type": 0.6}
    if "state" in said:
        if said & {"contact", "customer"} and "order" not in said:
            return {"note": 0.5}
        if said & {"payout", "stock", "item"}:
            return {"status": 0.25}
        return {"status": 0.97 if said & {"order", "payment", "sale"} else 0.9}
    if "kind" in said:
        if "payment" in said or "tender" in said:
            return {"payment_method": 1.0}
        if "channel" in said or "shipping" in said:
            return {"channel": 0.9}
        if said & {"order", "sale", "refund", "line"}:
            return {"type": 0.9, "channel": 0.5, "payment_method": 0.2}
        if said & {"income", "expense"}:
            return {"direction": 0.9, "type": 0.6}
        if said & {"item", "category", "variant"}:
            return {"category": 0.6, "variant": 0.4}
        if said & {"tax", "discount", "customer", "price", "money", "currency", "stock"}:
            return {"note": 0.5}
        return {"type": 0.8, "payment_method": 0.5, "channel": 0.5, "category": 0.4, "direction": 0.5}
    if "channel" in said and not said & {
        "money",
        "fee",
        "total",
        "id",
        "sale",
        "price",
        "net",
        "gross",
        "subtotal",
        "payout",
        "discount",
        "tax",
    }:
        return {"channel": 0.9, "outlet": 0.2}
    if (
        "currency" in said
        and not said & (MONEY_WORDS - {"payment"})
        and not said & {"tax", "discount", "fee", "tip", "refund"}
    ):
        return {"currency": 1.0}
    if "tender" in said and not said & {
        "id",
        "name",
        "note",
        "state",
        "kind",
        "item",
        "fee",
        "discount",
        "tax",
        "tip",
        "refund",
        "balance",
        "change",
    }:
        return {"tender": 0.8, "payment_method": 0.5}
    return {}


def _people(said: frozenset[str], order: list[str]) -> dict[str, float]:
    money = said & {"money", "price", "total", "fee", "discount", "tax", "payment", "refund", "count", "times", "sale", "shipping",
                    "net", "gross", "subtotal", "payout", "income", "expense", "balance"}  # fmt: skip
    if "supplier" in said:
        return {"supplier": 0.95}
    if order[-1] == "staff" and {"staff", "item"} == said:
        return {"staff": 0.9}
    if said == {"staff", "sale"}:
        return {"note": 0.6}  # who took the proceeds, or how many served
    if money:
        return {}
    if "covers" in said:
        return {"covers": 0.9}
    if "table" in said:
        return {"table": 0.8}
    if "customer" in said and "staff" not in said:
        if said & {"kind", "note", "category"}:
            return {"note": 0.5}
        if "order" in said and "id" in said:
            return {"receipt": 0.7}
        return {"customer": 0.95 if "id" not in said else 0.8}
    if "staff" in said and "item" not in said:
        return {"staff": 0.9 if "id" not in said else 0.6}
    if "outlet" in said and "item" not in said:
        if said & {"income", "expense"}:
            return {}
        return {"outlet": 0.9 if "id" not in said else 0.6}
    if "device" in said:
        return {"outlet": 0.35}
    return {}


def _ids(said: frozenset[str], order: list[str]) -> dict[str, float]:
    if "code" in said and not said & MONEY_WORDS:
        return {"item_code": 0.85}
    if "series" in said and "id" not in said:
        return {"note": 0.5, "receipt": 0.3}
    if "id" not in said and "line" not in said:
        return {}
    if "staff" in said and "order" in said:  # who sold it, or what they sold
        return {"receipt": 0.7, "staff": 0.55}
    if not {"order", "id"} <= said and said & {
        "money",
        "subtotal",
        "discount",
        "fee",
        "price",
        "net",
        "gross",
        "total",
    }:
        return {}
    if said & {"tax", "bank", "exchange"} and not said & {"order", "line"}:
        return {"contact": 0.5}
    if "line" in said and "tax" not in said:
        return {"line_id": 0.7, "sequence": 0.5, "item": 0.2} if "item" not in said else {"line_id": 0.5, "item": 0.4}
    if "refund" in said:
        return {"note": 0.5}
    if said & {"item", "variant", "category", "brand", "stock"}:
        return {"item_code": 0.8, "item": 0.3}
    if said & {"payout", "shipping", "device", "later"} and "order" not in said:
        return {"note": 0.6}
    if "order" in said or "sale" in said:
        return {"receipt": 0.97}
    if "payment" in said:
        return {"receipt": 0.62}
    if "times" in said:
        return {}
    return {"receipt": 0.6, "sequence": 0.4, "line_id": 0.3, "item_code": 0.2}


def _counts(said: frozenset[str], order: list[str]) -> dict[str, float]:
    if said & {"money", "price", "tax", "discount", "fee", "tip", "shipping"}:
        return {}
    if "stock" in said:
        return {"stock": 0.9}
    if "count" in said or "times" in said:
        if said & {"order", "covers", "customer", "payment", "line", "table", "staff", "outlet"} and "item" not in said:
            return {"orders": 0.85, "quantity": 0.15}
        if "refund" in said:
            return {"orders": 0.6}
        if "times" in said and "count" not in said and "item" not in said and "sale" not in said:
            return {"orders": 0.6, "quantity": 0.2, "sequence": 0.3}
        return {"quantity": 0.95}
    return {}


def _names(said: frozenset[str], order: list[str]) -> dict[str, float]:
    if "unit" in said:
        return {"unit": 0.8, "unit_price": 0.45}
    if "item" in said:
        if "category" in said:
            return {"category": 0.85, "item": 0.4}
        if "variant" in said:
            return {"variant": 0.8, "item": 0.3}
        return {"item": 0.95, "quantity": 0.45, "amount": 0.2}
    if "category" in said:
        return {"category": 0.9, "item": 0.3}
    if "variant" in said:
        return {"variant": 0.9}
    if "brand" in said:
        return {"note": 0.6, "category": 0.2}
    if "describe" in said:
        return {"item": 0.6, "note": 0.2}
    if "name" in said:
        return {"item": 0.5, "customer": 0.45}
    if "order" in said:
        return {"receipt": 0.85, "amount": 0.3, "quantity": 0.15}
    if "purchase" in said:
        return {"cost": 0.3}
    return {}
