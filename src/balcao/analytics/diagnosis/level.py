"""The level of sales: adjusted for weekday and holidays, its slope, and where it shifted."""

import math

import numpy as np

from balcao.analytics.diagnosis.shop import Shop
from balcao.analytics.diagnosis.statistics import Array

SHORTEST = 21
"""Days between two shifts of the level."""
PENALTY = 4.0
"""Times the logarithm of the length times the noise: larger finds fewer shifts."""


def adjusted_sales(shop: Shop) -> Array:
    """Daily sales divided by the weekday's usual share; nan on holidays and days closed. Shape (days,)."""
    sales = np.where(shop.revenue > 0, shop.revenue, np.nan)
    for day in shop.economy.holidays_between(shop.first, shop.last):
        sales[(day - shop.first).days] = np.nan
    overall = np.nanmedian(sales) if np.isfinite(sales).any() else 1.0
    weekday = shop.weekday.astype(int)
    for number in range(7):
        own = sales[weekday == number]
        if np.isfinite(own).sum() >= 4:
            sales[weekday == number] = own / (np.nanmedian(own) / overall)
    return sales


def weekly_slope(adjusted: Array) -> float:
    """Relative change a week: the median of slopes between all pairs of weeks (Theil 1950, Sen 1968)."""
    weeks = len(adjusted) // 7
    means = np.array([np.nanmean(w) if np.isfinite(w).any() else np.nan for w in adjusted[-weeks * 7 :].reshape(-1, 7)])
    known = np.flatnonzero(np.isfinite(means) & (means > 0))
    if len(known) < 4:
        return 0.0
    first, second = np.triu_indices(len(known), 1)
    steps = np.log(means[known[second]] / means[known[first]]) / (known[second] - known[first])
    return float(np.median(steps))


def level_shifts(adjusted: Array) -> list[int]:
    """Days on which the level changed: PELT with squared error on logarithms (Killick et al. 2012).

    The noise is taken from weekly means, so that good and bad weeks are not mistaken for shifts.
    """
    known = np.flatnonzero(np.isfinite(adjusted) & (np.nan_to_num(adjusted) > 0))
    count = len(known)
    if count < 3 * SHORTEST:
        return []
    values = np.log(adjusted[known])
    weeks = values[: count // 7 * 7].reshape(-1, 7).mean(axis=1)
    noise = max(float(np.median(np.abs(np.diff(weeks)))) / 0.954, 1e-6) ** 2 * 7
    sums, squares = np.concatenate([[0], values.cumsum()]), np.concatenate([[0], (values**2).cumsum()])
    penalty = PENALTY * math.log(count) * noise
    best = np.full(count + 1, np.inf)
    best[0] = -penalty
    previous = np.zeros(count + 1, dtype=int)
    starts = np.array([0])
    for end in range(SHORTEST, count + 1):
        length = end - starts
        total = sums[end] - sums[starts]
        cost = best[starts] + squares[end] - squares[starts] - total**2 / length + penalty
        pick = int(np.argmin(cost))
        best[end], previous[end] = cost[pick], starts[pick]
        keep = starts[cost - penalty <= best[end]]
        newest = end - SHORTEST + 1
        starts = np.append(keep, newest) if newest >= SHORTEST else keep
    found = []
    end = count
    while end > 0:
        end = int(previous[end])
        if end > 0:
            found.append(int(known[end]))
    return sorted(found)
