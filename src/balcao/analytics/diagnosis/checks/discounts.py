"""Where do discounts leak? Discounted receipts by staff, hour and item against the shop's own rate."""

from balcao.analytics.diagnosis.checks.funnel import evidence, outliers, rates, visits_by
from balcao.analytics.diagnosis.finding import Finding
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import monthly
from balcao.analytics.sales.schema import quote

LEAST_SHARE = 0.001
EVERYBODY = 0.8
"""The share of receipts with a discount above which discounts are the price list."""
CAUTION = 0.5
"""Half of the excess is thought to be avoidable."""

_ITEMS = "JOIN items ON items.id = sold.item"
_BY_ITEM = f"""SELECT items.name, count(*), count(*) FILTER (event) FROM (SELECT item, receipt, bool_or(discount > 0) AS event
FROM sold WHERE NOT refund AND item IS NOT NULL GROUP BY ALL) sold {_ITEMS} GROUP BY 1 ORDER BY 1"""


def check(shop: Shop) -> Finding | None:
    """Value: half of the discount money of the group above what the others' rate would give."""
    share = shop.one("SELECT count(*) FILTER (discounted) / count(*) FROM visits")[0]
    if share == 0 or share > EVERYBODY:
        return None
    counts = visits_by("discounted", shop) | ({"item": _BY_ITEM} if "item" in shop.has else {})
    found = outliers(shop, counts)
    if not found:
        return None
    worst = found[0]
    group = "items.name" if worst.by == "item" else worst.by
    money = shop.daily(
        f"SELECT day, sum(discount)::DOUBLE FROM sold {_ITEMS if worst.by == 'item' else ''}"
        f" WHERE NOT refund AND {group}::VARCHAR = {quote(worst.group)} GROUP BY 1"
    )
    value = monthly(money, worst.excess * CAUTION)
    if value.low <= 0 or value.mid < LEAST_SHARE * monthly(shop.revenue).mid:
        return None
    return Finding(
        "discounts",
        f"by_{worst.by}",
        {"group": worst.group, "rate": worst.rate, "rest": worst.rest},
        value,
        value.confidence,
        ("controls.discounts",),
        {"groups": evidence(found), "assumption": "half of the discounts above the others' rate can be avoided"},
        rates(shop, counts, worst),
    )
