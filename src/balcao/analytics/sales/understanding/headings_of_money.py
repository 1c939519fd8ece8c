"""What headings about money mean: which money it is, and whether tax, discounts and refunds are in it."""

from itertools import pairwise

MONEY_WORDS = frozenset({"money", "sale", "total", "subtotal", "gross", "net", "price", "payment", "with", "without"})


def tax_of(said: frozenset[str], order: list[str]) -> str | None:
    if "tax" in said:
        if "with" in said or "gross" in said:
            return "with"
        before = _follows(order, "before", "tax") and "tax" not in order[: order.index("before")]
        if "without" in said or before or "net" in said:
            return "without"
        return "with" if _follows(order, "after", "tax") else None
    if "with" in said:
        return "with"
    return "without" if "without" in said else None


def _follows(order: list[str], first: str, second: str) -> bool:
    """Whether one concept stands right before another."""
    return any(a == first and b == second for a, b in pairwise(order))


def taken_off(what: str, said: frozenset[str], order: list[str]) -> str | None:
    if what not in said:
        return None
    if "net" in said or _follows(order, "after", what) or _follows(order, "without", what):
        return "with"
    return "without" if _follows(order, "before", what) else None


def of_money(said: frozenset[str], order: list[str]) -> dict[str, float]:
    if "rate" in said:
        if said & {"tax", "discount", "fee", "profit", "net", "gross"}:
            return {"rate": 0.9}
        if not said & {"money"}:
            return {"unit_price": 0.5, "rate": 0.45}
    for concept, worth in (("balance", 0.85), ("change", 0.9), ("tendered", 0.85), ("profit", 0.9), ("stock", 0.8)):
        if concept in said and not (concept == "balance" and said & {"sale", "order", "total"}):
            return {concept: worth}
    if "payout" in said and "before" not in said:
        return {"payout": 0.9, "amount": 0.15}
    if "cost" in said or ("purchase" in said and said & {"price", "money", "total"}):
        if "shipping" in said:
            return {"shipping": 0.9}
        return {"cost": 0.9, "shipping": 0.1}
    if "refund" in said:
        own_net = "net" in said and order.index("net") > order.index("refund") and not said & {"sale", "total", "order"}
        if said & {"after", "without"} or ("net" in said and not own_net):
            return {"amount": 0.75}
        if "fee" in said:
            return {"fee": 0.6}  # for the refund
        return {"refund": 0.9}
    if "tip" in said and "without" not in said and "before" not in said:
        return {"tip": 0.95}
    if said == {"discount", "tax"} and order[-1] == "tax":  # that of the discount
        return {"tax": 0.9}
    if "discount" in said and taken_off("discount", said, order) is None and not said & {"after", "before"}:
        if "shipping" in said:
            return {"shipping": 0.5}
        own = said & {"outlet", "supplier", "staff"}
        if (
            said & {"platform", "channel", "tender"} and not own
        ):  # what a platform gives its customers is no less for the shop
            return {"subsidy": 0.9}
        return {"discount": 0.96 if own or "staff" in said else 0.93}
    if "fee" in said and not said & {"after", "net", "without", "before", "gross"}:
        return {"shipping": 0.9} if "shipping" in said else {"fee": 0.9}
    if "fee" in said and said & {"after", "net", "without"}:
        return {"payout": 0.8, "amount": 0.3}
    if "tax" in said and tax_of(said, order) is None:
        if (
            said & {"net", "sale", "price", "money", "total", "payment", "order", "rate"}
            or len(said) == 1
            or said <= {"tax", "currency", "kind", "with"}
        ):
            return {"tax": 0.93}
        return {"tax": 0.8}
    if "surcharge" in said:
        return {"surcharge": 0.85}
    if "shipping" in said and not said & {"state", "kind", "name"} and not _holds_shipping(said, order):
        return {"shipping": 0.85, "channel": 0.3}
    return _sale_money(said, order)


def _holds_shipping(said: frozenset[str], order: list[str]) -> bool:
    """Whether money is told with or without postage, and is none itself: *postage with tax* is, *total with postage* is not."""
    held = [order.index(word) for word in ("with", "without") if word in said]
    return bool(held) and (
        min(held) < order.index("shipping") or bool(said & {"total", "subtotal", "sale", "price", "order", "item"})
    )


def _sale_money(said: frozenset[str], order: list[str]) -> dict[str, float]:
    """Money that could be the sale itself."""
    if "income" in said and not said & {"item"}:
        return {"income": 0.9, "amount": 0.7}
    if "expense" in said:
        return {"expense": 0.6, "amount": 0.6} if "total" in said else {"expense": 0.9}
    if "converted" in said and said & (MONEY_WORDS | {"refund"}):
        return {"amount": 0.7}
    if "price" in said or ("unit" in said and said & (MONEY_WORDS | {"cost"})):
        if "total" in said or "subtotal" in said or "line" in said:
            return {"amount": 0.85, "unit_price": 0.3}
        worth = 0.95 if "unit" in said else 0.85
        if "before" in said and "discount" not in said:  # of two prices it is not the one that was asked
            worth = 0.7
        return {"unit_price": worth, "amount": 0.4 if "unit" not in said else 0.05}
    if "subtotal" in said:
        return {"amount": 0.72, "gross": 0.45}
    if "gross" in said:
        return {"gross": 0.85, "amount": 0.7}
    if "net" in said:
        return {"amount": 0.9, "payout": 0.1}
    if "sale" in said and said & {"category", "variant", "describe", "name", "note", "staff", "unit"}:
        return {}
    if {"sale", "item"} <= said and not said & {"money", "total", "price", "with", "without"}:
        return {"amount": 0.62, "quantity": 0.6, "item": 0.6}
    if "sale" in said and said & {"total", "money", "with", "without", "before", "after", "item"}:
        return {"amount": 0.92, "quantity": 0.1}
    if "sale" in said:
        return {"amount": 0.85, "quantity": 0.2, "receipt": 0.2}
    if "total" in said:
        if said & {"item", "order", "money", "payment", "with", "without", "after", "line"} or said == {"total"}:
            return {"amount": 0.86, "quantity": 0.2}
        return {"amount": 0.7, "quantity": 0.3}
    if "money" in said:
        if "payment" in said:
            return {"amount": 0.68}
        return {"amount": 0.78}
    if said & {"with", "without"}:
        return {"amount": 0.75}
    if said == {"before"}:  # list price
        return {"unit_price": 0.5}
    if "payment" in said:
        return {"payment_method": 0.8, "amount": 0.5, "tendered": 0.3, "type": 0.1, "status": 0.2}
    return {}
