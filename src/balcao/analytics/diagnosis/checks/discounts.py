"""Where do discounts leak? Discounted receipts by staff, hour and item against the shop's own rate."""

from balcao.analytics.diagnosis.checks.funnel import outliers
from balcao.analytics.diagnosis.finding import Chart, Finding
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import monthly
from balcao.analytics.sales.schema import quote

LEAST_SHARE = 0.001
CAUTION = 0.5
"""Half of the excess is thought to be avoidable."""


def check(shop: Shop) -> Finding | None:
    """Value: half of the discount money of the group above what the others' rate would give."""
    groups = tuple(g for g, need in (("staff", "staff"), ("hour", "clock"), ("item", "item")) if need in shop.has)
    name, join = ("items.name", "LEFT JOIN items USING (item_key)") if "item" in shop.has else ("NULL::VARCHAR", "")
    shop.con.execute(
        f"""CREATE OR REPLACE TEMP VIEW discounted AS SELECT day, receipt, coalesce(discount, 0)::DOUBLE AS money,
        coalesce(discount, 0) > 0 AS event, {"staff" if "staff" in shop.has else "NULL::VARCHAR"} AS staff,
        hour(local_at) AS hour, {name} AS item FROM lines {join} WHERE kind = 'sale'"""
    )
    share = shop.one("SELECT count(*) FILTER (event) / count(*) FROM discounted")[0]
    if share == 0 or share > 0.8:
        return None
    found = outliers(shop, "discounted", groups)
    if not found:
        return None
    worst = found[0]
    column = worst.by
    money = shop.daily(
        f"SELECT day, sum(money) FROM discounted WHERE event AND {column}::VARCHAR = {quote(str(worst.group))} GROUP BY 1"
    )
    value = monthly(money, worst.excess * CAUTION)
    if value.low <= 0 or value.mid < LEAST_SHARE * monthly(shop.revenue).mid:
        return None
    return Finding(
        "discounts",
        f"by_{column}",
        {"group": worst.group, "rate": worst.rate, "rest": worst.rest},
        value,
        value.confidence,
        ("controls.discounts",),
        {
            "groups": [
                {
                    "by": o.by,
                    "group": o.group,
                    "receipts": o.receipts,
                    "rate": round(o.rate, 4),
                    "others": round(o.rest, 4),
                }
                for o in found[:8]
            ],
            "assumption": "half of the discounts above the others' rate can be avoided",
        },
        Chart("bars", _rows(shop, column, worst.group), "share", "hour" if worst.by == "hour" else "text"),
    )


def _rows(shop: Shop, by: str, group: str) -> list[dict[str, object]]:
    rows = shop.con.execute(
        f"""SELECT {by}::VARCHAR, (count(DISTINCT receipt) FILTER (event) / count(DISTINCT receipt))::DOUBLE AS rate,
        count(DISTINCT receipt) AS n FROM discounted WHERE {by} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"""
    ).fetchall()
    shown = [r for r in rows if r[2] >= 20 or r[0] == group][:8]
    return [{"x": name, "y": rate, "mark": name == group} for name, rate, _ in shown]
