"""Is one thing sold at several prices? What remains after variant, channel, discount and price changes are removed."""

from balcao.analytics.diagnosis.finding import Chart, Finding
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import monthly

LEAST_LINES = 20
MODE = 0.6
"""The share of a week's lines at one price for it to be *the* price; below, the thing is sold by weight or by option."""
LEAST_SHARE = 0.003
"""Of revenue: a smaller leak is a rounding."""
CAUTION = 0.5
"""Half of the lines below the price are thought to be meant."""


def check(shop: Shop) -> Finding | None:
    """Value: half of what lines below the week's usual price fell short of it."""
    kinds = [c for c in ("variant", "channel") if c in shop.has]
    keys = ", ".join(["item_key", *(f"coalesce({c}, '')" for c in kinds)])
    full = "AND coalesce(discount, 0) = 0" if "discount" in shop.has else ""
    shop.con.execute(
        f"""CREATE OR REPLACE TEMP TABLE priced AS
        WITH cells AS (
            SELECT hash({keys}) AS thing, any_value(item_key) AS item_key, day, date_trunc('week', day) AS week,
                CAST(round(amount / quantity) AS BIGINT) AS price, sum(quantity)::DOUBLE AS units, count(*) AS lines
            FROM lines WHERE kind = 'sale' AND amount > 0 AND quantity > 0 AND item_key IS NOT NULL {full}
            GROUP BY thing, day, week, price),
        weekly AS (SELECT thing, week, price, sum(lines) AS lines FROM cells GROUP BY ALL),
        usual AS (
            SELECT thing, week, arg_max(price, ROW(lines, price)) AS price, max(lines) / sum(lines) AS share FROM weekly
            GROUP BY thing, week)
        SELECT c.*, u.price AS usual, u.share FROM cells c JOIN usual u USING (thing, week)"""
    )
    shop.con.execute(
        f"""CREATE OR REPLACE TEMP TABLE below AS SELECT p.* FROM priced p
        WHERE p.price < p.usual AND p.share >= {MODE} AND NOT EXISTS (
            SELECT 1 FROM priced o WHERE o.thing = p.thing AND o.usual = p.price
            AND o.week IN (p.week - INTERVAL 7 DAY, p.week + INTERVAL 7 DAY))"""
    )
    lines, items, leak, revenue = shop.one(
        "SELECT sum(lines), count(DISTINCT item_key), sum((usual - price) * units), (SELECT sum(price * units) FROM priced) FROM below"
    )
    if lines < LEAST_LINES or leak < LEAST_SHARE * revenue:
        return None
    value = monthly(shop.daily("SELECT day, sum((usual - price) * units)::DOUBLE FROM below GROUP BY 1"), CAUTION)
    if value.low <= 0:
        return None
    worst = shop.con.execute(
        """SELECT i.name, sum((usual - price) * b.units)::DOUBLE AS leak, sum(lines)::INT, max(usual)::DOUBLE, min(price)::DOUBLE
        FROM below b JOIN items i USING (item_key) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8"""
    ).fetchall()
    return Finding(
        "prices",
        "below",
        {"lines": int(lines), "items": int(items), "example": worst[0][0], "share": leak / revenue},
        value,
        "medium" if value.confidence == "high" else value.confidence,
        ("prices.consistency",),
        {
            "items": [
                {"item": n, "lines": c, "usual": u / shop.minor, "lowest": p / shop.minor} for n, _, c, u, p in worst
            ],
            "lines_below": int(lines),
            "share_of_revenue": round(leak / revenue, 4),
            "assumption": "half of the lines below the usual price were meant",
        },
        Chart("bars", [{"x": n, "y": amount, "mark": True} for n, amount, *_ in worst], "money"),
    )
