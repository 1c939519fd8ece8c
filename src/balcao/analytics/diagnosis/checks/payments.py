"""What does being paid cost, and how much is still cash? Fees by method, from the export or the economy's tariffs."""

import numpy as np

from balcao.analytics.diagnosis.finding import Chart, Finding, NotEnough
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import monthly
from balcao.analytics.sales.schema import quote

IN_USE = 0.05
"""The share of non-cash sales from which a method is one that customers already use."""
MUCH_CASH = 0.5
DEAR = 0.003
"""Points of the amount by which a method must be dearer."""
CAUTION = 0.5
"""Half of the dearer payments are thought to move."""
LEFT_OUT = ("cash", "voucher", "mixed", "delivery")
EXPORT = "export"
"""The source of a fee that the shop's own export shows."""


def check(shop: Shop) -> Finding | NotEnough | None:
    """Value: half of the fees above the cheapest electronic method that the same customers already use.

    A method whose fee neither the export nor a tariff shows is left out. Where a tariff is a range, the dearer method counts
    with its low end and the cheaper with its high one.
    """
    rows = shop.con.execute(
        """SELECT payment_method, sum(amount)::DOUBLE, sum(fee)::DOUBLE, sum(amount) FILTER (fee IS NOT NULL)::DOUBLE
        FROM lines WHERE kind = 'sale' AND payment_method IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"""
    ).fetchall()
    revenue = {str(m): float(a or 0) for m, a, _, _ in rows if (a or 0) > 0}
    total = sum(revenue.values())
    if not total:
        return None
    paid = {str(m): fee / with_fee for m, _, fee, with_fee in rows if fee and with_fee}
    tariffs = shop.economy.tariffs
    low = {m: paid[m] if m in paid else tariffs[m].low for m in revenue if m in paid or m in tariffs}
    high = {m: paid[m] if m in paid else tariffs[m].high for m in low}
    electronic = {m: a for m, a in revenue.items() if m not in LEFT_OUT}
    least = IN_USE * sum(electronic.values())
    used = {m for m, a in electronic.items() if a >= least}
    unknown = [m for m in electronic if m not in low]
    evidence: dict[str, object] = {
        "mix": {m: round(a / total, 4) for m, a in revenue.items()},
        "fee_rates": {m: round(low[m], 4) if low[m] == high[m] else [low[m], high[m]] for m in low},
        "fees_from": {m: EXPORT if m in paid else tariffs[m].as_evidence() for m in low},
        "fees_unknown": unknown,
        "cash_trend": _cash_trend(shop),
        "assumption": "half of the dearer payments can move to the cheapest method already in use; methods whose fee is"
        " unknown are left out",
    }
    chart = Chart("bars", [{"x": m, "y": a, "mark": False} for m, a in list(revenue.items())[:7]], "money", "method")
    if known := sorted(used & low.keys()):
        cheapest = min(known, key=lambda m: (high[m], low[m]))
        dear = {m: low[m] - high[cheapest] for m in electronic if m in low and low[m] - high[cheapest] >= DEAR}
        if dear:
            cases = " ".join(f"WHEN {quote(str(m))} THEN {extra}" for m, extra in dear.items())
            money = shop.daily(
                f"SELECT day, sum(amount * CASE payment_method {cases} ELSE 0 END)::DOUBLE FROM lines WHERE kind = 'sale' GROUP BY 1"
            )
            value = monthly(money, CAUTION)
            if value.low > 0.0005 * monthly(shop.revenue).mid:
                most = max(dear, key=lambda m: dear[m] * revenue[m])
                rows_ = [{"x": m, "y": (low[m] + high[m]) / 2, "mark": m in dear} for m in electronic if m in low][:7]
                return Finding(
                    "payments", "fees",
                    {"method": most, "rate": low[most], "cheapest": cheapest, "cheapest_rate": high[cheapest],
                     "source": EXPORT if most in paid else tariffs[most].cited,
                     "cheapest_source": EXPORT if cheapest in paid else tariffs[cheapest].cited,
                     "unknown": len(unknown), "cash": revenue.get("cash", 0) / total},
                    value, value.confidence if dear.keys() | {cheapest} <= paid.keys() else "medium", ("payments.fees",), evidence,
                    Chart("bars", rows_, "share", "method"),
                )  # fmt: skip
    cash = revenue.get("cash", 0.0) / total
    if cash > MUCH_CASH:
        return Finding("payments", "cash", {"cash": cash}, None, "high", ("payments.accept",), evidence, chart)
    if len(used) > 1 and len(used & low.keys()) < 2:
        return NotEnough("payments", "no_fees")
    return None


def _cash_trend(shop: Shop) -> float | None:
    """Change of the cash share, second half of the period against the first; null with under 8 weeks."""
    if shop.days < 56:
        return None
    cash = shop.daily(
        "SELECT day, sum(amount)::DOUBLE FROM lines WHERE kind = 'sale' AND payment_method = 'cash' GROUP BY 1"
    )
    known = shop.daily(
        "SELECT day, sum(amount)::DOUBLE FROM lines WHERE kind = 'sale' AND payment_method IS NOT NULL GROUP BY 1"
    )
    half = shop.days // 2
    first, second = known[:half].sum(), known[half:].sum()
    if not first or not second:
        return None
    return round(float(np.round(cash[half:].sum() / second - cash[:half].sum() / first, 4)), 4)
