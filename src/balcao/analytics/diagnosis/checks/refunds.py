"""Where do refunds and voids gather? Exact binomial funnel by staff and hour; repeated amounts; late-night runs."""

from balcao.analytics.diagnosis.checks.funnel import Outlier, outliers
from balcao.analytics.diagnosis.finding import Chart, Finding
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import monthly
from balcao.analytics.sales.schema import quote

LEAST_REPEATS = 5
CAUTION = 0.5
"""Half of the excess is thought to be avoidable."""


def check(shop: Shop) -> Finding | None:
    """Value: half of the refund money of the group above what the others' rate would give."""
    groups = tuple(g for g, need in (("staff", "staff"), ("hour", "clock")) if need in shop.has)
    shop.con.execute(
        f"""CREATE OR REPLACE TEMP VIEW returned AS SELECT day, receipt, local_at,
        CASE WHEN kind = 'refund' THEN -amount ELSE 0 END::DOUBLE AS money, kind <> 'sale' AS event,
        {"staff" if "staff" in shop.has else "NULL::VARCHAR"} AS staff, hour(local_at) AS hour FROM lines"""
    )
    if not groups or shop.one("SELECT count(*) FROM returned WHERE event")[0] < LEAST_REPEATS:
        return None
    found = outliers(shop, "returned", groups)
    if not found:
        return None
    worst = found[0]
    money = shop.daily(
        f"SELECT day, sum(money) FROM returned WHERE event AND {worst.by}::VARCHAR = {quote(str(worst.group))} GROUP BY 1"
    )
    value = monthly(money, worst.excess * CAUTION)
    if value.low <= 0:
        return None
    return Finding(
        "refunds",
        f"by_{worst.by}",
        {"group": worst.group, "rate": worst.rate, "rest": worst.rest, "events": worst.events},
        value,
        value.confidence,
        ("controls.refunds",),
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
            "repeated_amounts": _repeated(shop),
            "late_runs": _late_runs(shop) if "clock" in shop.has else [],
            "assumption": "half of the refunds above the others' rate can be avoided",
        },
        Chart("bars", _rows(shop, worst), "share", "hour" if worst.by == "hour" else "text"),
    )


def _repeated(shop: Shop) -> list[dict[str, object]]:
    """Amounts refunded again and again by the same person (or at all)."""
    rows = shop.con.execute(
        "SELECT coalesce(staff, ''), money / $minor, count(*)::INT AS n FROM returned WHERE event AND money > 0"
        " GROUP BY 1, 2 HAVING n >= $least ORDER BY n DESC, 1, 2 LIMIT 5",
        {"minor": shop.minor, "least": LEAST_REPEATS},
    ).fetchall()
    return [{"staff": staff, "amount": amount, "times": times} for staff, amount, times in rows]


def _late_runs(shop: Shop) -> list[dict[str, object]]:
    """Days with three and more refunds in the last hour before closing."""
    rows = shop.con.execute(
        """WITH close AS (SELECT day, max(local_at) AS at FROM returned GROUP BY day)
        SELECT day::VARCHAR, count(*)::INT AS n FROM returned JOIN close USING (day)
        WHERE event AND local_at >= close.at - INTERVAL 1 HOUR GROUP BY 1 HAVING n >= 3 ORDER BY n DESC, 1 LIMIT 5"""
    ).fetchall()
    return [{"day": day, "refunds": n} for day, n in rows]


def _rows(shop: Shop, worst: Outlier) -> list[dict[str, object]]:
    rows = shop.con.execute(
        f"""SELECT {worst.by}::VARCHAR, (count(DISTINCT receipt) FILTER (event) / count(DISTINCT receipt))::DOUBLE AS rate,
        count(DISTINCT receipt) AS n FROM returned WHERE {worst.by} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"""
    ).fetchall()
    shown = [r for r in rows if r[2] >= 20 or r[0] == worst.group][:8]
    return [{"x": name, "y": rate, "mark": name == worst.group} for name, rate, _ in shown]
