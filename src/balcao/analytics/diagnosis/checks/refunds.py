"""Where do refunds and voids gather? Exact binomial funnel by staff and hour; repeated amounts; late-night runs."""

from balcao.analytics.diagnosis.checks.funnel import evidence, outliers, rates, visits_by
from balcao.analytics.diagnosis.finding import Finding
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import monthly
from balcao.analytics.sales.schema import quote

LEAST_REPEATS = 5
CAUTION = 0.5
"""Half of the excess is thought to be avoidable."""


def check(shop: Shop) -> Finding | None:
    """Value: half of the refund money of the group above what the others' rate would give."""
    counts = visits_by("returned", shop)
    if not counts or shop.one("SELECT count(*) FROM visits WHERE returned")[0] < LEAST_REPEATS:
        return None
    found = outliers(shop, counts)
    if not found:
        return None
    worst = found[0]
    money = shop.daily(
        f"SELECT day, -sum(amount)::DOUBLE FROM sold WHERE refund AND {worst.by}::VARCHAR = {quote(worst.group)} GROUP BY 1"
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
            "groups": evidence(found),
            "repeated_amounts": _repeated(shop),
            "late_runs": _late_runs(shop) if "clock" in shop.has else [],
            "assumption": "half of the refunds above the others' rate can be avoided",
        },
        rates(shop, counts, worst),
    )


def _repeated(shop: Shop) -> list[dict[str, object]]:
    """Amounts refunded again and again by the same person (or at all)."""
    rows = shop.con.execute(
        "SELECT coalesce(staff::VARCHAR, ''), -amount / $minor, count(*)::INT AS n FROM sold WHERE refund AND amount < 0"
        " GROUP BY 1, 2 HAVING n >= $least ORDER BY n DESC, 1, 2 LIMIT 5",
        {"minor": shop.minor, "least": LEAST_REPEATS},
    ).fetchall()
    return [{"staff": staff, "amount": amount, "times": times} for staff, amount, times in rows]


def _late_runs(shop: Shop) -> list[dict[str, object]]:
    """Days with three and more refunds in the last hour before closing."""
    rows = shop.con.execute(
        """WITH close AS (SELECT day, max(minute) AS at FROM visits GROUP BY day)
        SELECT day::VARCHAR, count(*)::INT AS n FROM visits JOIN close USING (day)
        WHERE returned AND minute >= close.at - 60 GROUP BY 1 HAVING n >= 3 ORDER BY n DESC, 1 LIMIT 5"""
    ).fetchall()
    return [{"day": day, "refunds": n} for day, n in rows]
