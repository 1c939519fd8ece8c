"""Are sales really growing or shrinking? Eight weeks against eight, or against the same weeks a year ago."""

import numpy as np

from balcao.analytics.diagnosis.finding import Chart, Confidence, Finding, NotEnough, Value
from balcao.analytics.diagnosis.level import adjusted_sales, level_shifts, weekly_slope
from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import MONTH, Array, interval, resamples

WEEKS = 8
ALIKE = 2
"""Neighbouring weeks resemble each other: so many count as one when the interval is widened."""
YEAR = 364
SHOWN = 62
"""Weeks in the chart: a year and what it is compared with."""
LEAST_CHANGE = 0.10
"""A smaller change within 16 weeks may be nothing but the season."""
LEAST_YEARLY = 0.06
"""A smaller change against a year ago is not worth an owner's minute."""
DOUBT = 0.01
"""The share of resamples that may point the other way."""
CAUTION = 0.5
"""Half of what was lost is thought to be winnable again."""


def check(shop: Shop) -> Finding | NotEnough | None:
    """Compare weekday- and holiday-adjusted daily sales; the value of a fall is half of the margin lost."""
    span = WEEKS * 7
    if shop.days < 2 * span:
        return NotEnough("trend", "few_weeks", {"weeks": shop.days // 7, "least": 2 * WEEKS})
    adjusted = adjusted_sales(shop)
    yearly = shop.days >= YEAR + span
    now = adjusted[-span:]
    before = adjusted[shop.days - YEAR - span : shop.days - YEAR] if yearly else adjusted[-2 * span : -span]
    if min(np.isfinite(now).sum(), np.isfinite(before).sum()) < span / 3:
        return None
    change = float(np.nanmean(now) / np.nanmean(before) - 1)
    changes = _changes(now, before)
    against = float((changes >= 0).mean() if change < 0 else (changes <= 0).mean())
    slope = weekly_slope(adjusted[-2 * span :])
    least = LEAST_YEARLY if yearly else LEAST_CHANGE
    if abs(change) < least or against > DOUBT or (not yearly and np.sign(slope) != np.sign(change)):
        return None
    sold = shop.revenue[-YEAR - span : -YEAR] if yearly else shop.revenue[-2 * span : -span]
    value = _value(shop, change, changes, float(sold.mean())) if change < 0 and "amount" in shop.has else None
    low, high = np.percentile(changes, (10, 90))
    confidence: Confidence = "high" if yearly and low * high > 0 and abs(change) > 0.1 else "medium"
    return Finding(
        "trend",
        ("down" if change < 0 else "up") + ("_year" if yearly else "_weeks"),
        {"percent": abs(change)},
        value,
        confidence,
        ("demand.growth",) if change < 0 else ("demand.staffing",),
        {
            "change": round(change, 4),
            "change_low": round(float(low), 4),
            "change_high": round(float(high), 4),
            "compared_with": "the same 8 weeks a year ago" if yearly else "the 8 weeks before",
            "slope_per_week": round(slope, 4),
            "level_shifts": [shop.dates[n].isoformat() for n in level_shifts(adjusted)],
            "assumption": "half of the lost margin can be won back",
            "margin_share": round(shop.margin, 3),
        },
        Chart("line", _weeks(shop), "money" if "amount" in shop.has else "count", "date"),
    )


def _changes(now: Array, before: Array) -> Array:
    """Bootstrap estimates of the relative change, the two spans resampled apart."""
    index = resamples(len(now))
    top = np.nanmean(now[index], axis=1)
    bottom = np.nanmean(before[np.roll(index, 1, axis=0)], axis=1)
    return np.asarray(top / bottom - 1)


def _value(shop: Shop, change: float, changes: Array, sold: float) -> Value:
    """Half of the margin lost a month; `sold` is what was sold on a day before."""
    month = sold * MONTH * shop.margin * CAUTION
    return interval(-change * month, -changes * month, WEEKS * 7 // ALIKE)


def _weeks(shop: Shop) -> list[dict[str, object]]:
    """Net sales of each full week of the last SHOWN, the last eight marked."""
    weeks = min(shop.days // 7, SHOWN)
    totals = shop.revenue[shop.days - weeks * 7 :].reshape(-1, 7).sum(axis=1)
    first = shop.days - weeks * 7
    return [
        {"x": shop.dates[first + 7 * n].isoformat(), "y": float(total), "mark": n >= weeks - WEEKS}
        for n, total in enumerate(totals)
    ]
