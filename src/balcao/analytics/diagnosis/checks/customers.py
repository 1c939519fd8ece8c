"""Do people come back? Repeat rate, days between visits, and the share of sales from returning customers."""

from balcao.analytics.diagnosis.finding import Chart, Finding, NotEnough
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import MONTH, binomial_lower_tail, monthly

LEAST_CUSTOMERS = 100
FAIR_CHANCE = 60
"""Days a customer must have had to come back."""
FEW = 0.30
DOUBT = 0.02
MORE = 0.10
"""One in ten one-time customers, asked back, is thought to come once more."""


def check(shop: Shop) -> Finding | NotEnough | None:
    """Value: one more visit from a tenth of the customers who came once, times the margin of a usual visit."""
    shop.con.execute(
        f"""CREATE OR REPLACE TEMP TABLE known AS SELECT customer, count(DISTINCT day) AS visits, min(day) AS first,
        max(day) AS last, sum({shop.measure})::DOUBLE AS money FROM lines WHERE kind = 'sale' AND customer IS NOT NULL GROUP BY 1"""
    )
    limit = f"DATE '{shop.last}' - {FAIR_CHANCE}"
    customers, repeated = shop.one(f"SELECT count(*), count(*) FILTER (visits > 1) FROM known WHERE first <= {limit}")
    if customers < LEAST_CUSTOMERS:
        return NotEnough("customers", "few_customers", {"customers": int(customers), "least": LEAST_CUSTOMERS})
    rate = repeated / customers
    if rate >= FEW or binomial_lower_tail(int(repeated), int(customers), FEW) > DOUBT:
        return None
    gap, returning, total = shop.one(
        "SELECT median((last - first) / (visits - 1)) FILTER (visits > 1), sum(money) FILTER (visits > 1), sum(money) FROM known"
    )
    value = None
    if "amount" in shop.has:
        once = shop.daily("SELECT first, sum(money) FROM known WHERE visits = 1 GROUP BY 1")
        value = monthly(once, shop.margin * MORE)
    return Finding(
        "customers",
        "few_return",
        {"rate": rate, "customers": int(customers), "gap": round(gap)},
        value,
        "medium" if value and value.confidence == "high" else value.confidence if value else "medium",
        ("customers.loyalty",),
        {
            "customers": int(customers),
            "repeat_rate": round(rate, 4),
            "days_between_visits": round(gap, 1),
            "share_from_returning": round(returning / total, 4) if total else None,
            "new_a_month": round(customers / max(1, shop.days - FAIR_CHANCE) * MONTH, 1),
            "assumption": "one in ten one-time customers comes once more",
        },
        Chart("bars", _rows(shop), "count"),
    )


def _rows(shop: Shop) -> list[dict[str, object]]:
    rows = shop.con.execute(
        "SELECT least(visits, 6)::INT AS v, count(*)::DOUBLE FROM known GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return [{"x": f"{v}+" if v == 6 else str(v), "y": n, "mark": v == 1} for v, n in rows]
