"""What headings about days and times mean: which moment of the sale it is, and how likely."""


def of_moments(said: frozenset[str], order: list[str]) -> dict[str, float]:
    timed = said & {"date", "time", "moment", "period", "zone"}
    if "zone" in said:
        return {"zone": 1.0}
    if not timed:
        events = said & {"created", "closed", "later"}
        if events and said <= {"created", "closed", "later", "payment", "order", "customer"}:
            return {"sold_at": {"created": 0.7, "closed": 0.6, "later": 0.2}[sorted(events)[0]]}
        return {}
    if said & {"times", "count", "money", "total", "subtotal", "gross", "net"} or (
        "id" in said and "moment" not in said and "date" not in said
    ):
        return {}
    if (
        "rate" in said
        or "fee" in said
        or "state" in said
        or (timed == {"period"} and said & {"sale", "fee", "tax", "refund", "discount"})
    ):
        return {}
    worth = 0.9
    if said & {"later", "payout", "customer", "contact", "stock", "supplier", "refund", "void", "tax"}:
        worth = 0.3
    elif "closed" in said:
        worth = 0.72
    elif "payment" in said:
        worth = 0.75
    elif "bank" in said:
        worth = 0.6
    elif "sale" in said:
        worth = 1.0
    elif "created" in said:
        worth = 0.96
    elif "order" in said:
        worth = 0.97
    elif "period" in said and len(timed) == 1:
        worth = 0.6
    elif "table" in said or "staff" in said:
        worth = 0.5
    if worth == 0.3:
        return {"sold_at": 0.3, "later": 0.5}
    if said & {"moment"} or {"date", "time"} <= said:
        return {"sold_at": worth}
    if "time" in said:
        return {"time": worth, "sold_at": worth * 0.9}
    return {"date": worth, "sold_at": worth * 0.98} | ({"amount": 0.5} if "sale" in said else {})
