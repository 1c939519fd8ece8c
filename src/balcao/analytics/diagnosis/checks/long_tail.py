"""How many items would nobody miss? The items that together bring at most 2 % of revenue."""

from balcao.analytics.diagnosis.finding import Chart, Finding, NotEnough, Value
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import MONTH, monthly

TAIL = 0.02
POPULAR = 0.70
"""Of an equal share of units: what so many buy is missed, however cheap it is."""
LEAST_ITEMS = 5
LEAST_SHARE = 0.15
"""Of all items: a shorter tail is no burden."""
MINUTES = (5.0, 10.0, 15.0)
"""A week and item, at least, likely and at most: counting, ordering, preparing and throwing away."""


def check(shop: Shop) -> Finding | NotEnough | None:
    """Value: ten minutes (5 to 15) of the wage floor a week and item, less the margin of receipts that hold nothing else."""
    if not shop.local_money:
        return NotEnough("long_tail", "other_currency", {"currency": shop.currency})
    floor = shop.economy.wage
    if floor is None:
        return NotEnough("long_tail", "no_wage_floor")
    if not shop.items:  # what was sold was given back
        return None
    usual = sum(i.units for i in shop.items) / len(shop.items)
    old = sorted((i for i in shop.settled if i.units < POPULAR * usual), key=lambda i: i.revenue)
    total = sum(i.revenue for i in shop.items)
    tail, together = [], 0.0
    for item in old:
        if together + item.revenue > TAIL * total:
            break
        together += max(item.revenue, 0)
        tail.append(item)
    if len(tail) < LEAST_ITEMS or len(tail) < LEAST_SHARE * len(shop.items):
        return None
    ids = ", ".join(str(i.id) for i in tail)
    alone = shop.daily(
        f"""SELECT day, sum(amount)::DOUBLE FROM (
        SELECT receipt, min(day) AS day, sum(amount) AS amount, bool_and(item IN ({ids})) AS only_tail
        FROM sold WHERE receipt IN (SELECT receipt FROM sold WHERE item IN ({ids})) GROUP BY receipt)
        WHERE only_tail GROUP BY day"""
    )
    receipts = shop.one(
        f"""SELECT count(*) FROM (SELECT bool_and(coalesce(item IN ({ids}), false)) AS only_tail FROM sold
        WHERE receipt IN (SELECT receipt FROM sold WHERE item IN ({ids})) GROUP BY receipt) WHERE only_tail"""
    )[0]
    lost = monthly(alone, shop.margin)
    low, mid, high = (len(tail) * m / 60 * floor.an_hour * shop.minor * MONTH / 7 for m in MINUTES)
    value = Value(max(0.0, low - lost.high), max(0.0, mid - lost.mid), max(0.0, high - lost.low))
    if value.low <= 0:
        return None
    return Finding(
        "long_tail",
        "many",
        {
            "items": len(tail),
            "of": len(shop.items),
            "share": together / total,
            "receipts": int(receipts),
            "wage": floor.an_hour * shop.minor,
            "wage_source": floor.cited,
        },
        value,
        "medium" if value.confidence == "high" else value.confidence,
        ("menu.long_tail",),
        {
            "items": [i.name for i in tail[:40]],
            "share_of_revenue": round(together / total, 4),
            "receipts_with_nothing_else": int(receipts),
            "wage_an_hour": floor.an_hour,
            "wage_floor": floor.as_evidence(),
            "assumption": "each item costs five to fifteen minutes of work a week; buyers of nothing else are lost",
        },
        Chart("bars", [{"x": i.name, "y": i.revenue, "mark": True} for i in reversed(tail[-8:])], "money"),
    )
