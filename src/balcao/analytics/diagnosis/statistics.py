"""The few statistics that all checks share: block bootstrap over days, exact tails, many tests at once."""

import math
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from balcao.analytics.diagnosis.finding import Value

Array = NDArray[np.float64]

MONTH = 30.4
"""Days."""
BLOCK = 7
RESAMPLES = 500
COVER = (10.0, 90.0)
"""Percentiles of an 80 % interval."""
FALSE_DISCOVERIES = 0.10


@lru_cache(maxsize=8)
def resamples(days: int) -> NDArray[np.int64]:
    """Indices of RESAMPLES moving-block resamples of `days` days, shape (RESAMPLES, days); always the same ones.

    Source: Künsch (1989), blocks of a week so that weekdays stay together.
    """
    block = min(BLOCK, days)
    blocks = math.ceil(days / block)
    starts = np.random.default_rng(days).integers(0, days - block + 1, size=(RESAMPLES, blocks))
    return (starts[:, :, None] + np.arange(block)).reshape(RESAMPLES, -1)[:, :days]


def interval(mid: float, estimates: Array, days: int) -> Value:
    """The 80 % percentile interval of bootstrap estimates around `mid`; nothing below zero is claimed.

    Few blocks make percentiles too narrow: deviations are widened by sqrt(b / (b - 1)) and by Student's t over the
    normal quantile for the b blocks in `days` (t / z = 1 + (z² + 1) / 4(b - 1), first order; Fisher 1926).
    """
    degrees = max(1.0, days / BLOCK - 1)
    wider = math.sqrt((degrees + 1) / degrees) * (1 + 0.66 / degrees)
    low, high = (mid + (float(edge) - mid) * wider for edge in np.percentile(estimates, COVER))
    return Value(max(0.0, min(low, mid)), max(0.0, mid), max(0.0, high, mid))


def monthly(daily: Array, factor: float = 1.0) -> Value:
    """Money a month from money on each calendar day, times a cautious factor."""
    means = daily[resamples(len(daily))].mean(axis=1)
    return interval(float(daily.mean()) * MONTH * factor, means * MONTH * factor, len(daily))


def discoveries(p_values: Array, rate: float = FALSE_DISCOVERIES) -> NDArray[np.bool_]:
    """Which tests hold when many are made: Benjamini and Hochberg (1995)."""
    count = len(p_values)
    if count == 0:
        return np.zeros(0, dtype=bool)
    order = np.argsort(p_values)
    passed = p_values[order] <= rate * np.arange(1, count + 1) / count
    keep = np.zeros(count, dtype=bool)
    if passed.any():
        keep[order[: int(np.flatnonzero(passed)[-1]) + 1]] = True
    return keep


def _tail(log_first: float, ratio_at: Iterable[float]) -> float:
    total = term = math.exp(log_first) if log_first > -700 else 0.0
    for ratio in ratio_at:
        term *= ratio
        total += term
        if term < total * 1e-12:
            break
    return min(1.0, total)


def _choose(n: float, k: float) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def binomial_tail(k: int, n: int, p: float) -> float:
    """P(X >= k) for X ~ Binomial(n, p), exactly."""
    if k <= 0:
        return 1.0
    if p <= 0 or k > n:
        return 0.0
    if p >= 1:
        return 1.0
    if k <= n * p:
        return 1.0 - binomial_tail(n - k + 1, n, 1 - p)  # which lies above its own middle
    odds = p / (1 - p)
    first = _choose(n, k) + k * math.log(p) + (n - k) * math.log1p(-p)
    return _tail(first, ((n - j) / (j + 1) * odds for j in range(k, min(n, k + 400))))


def binomial_lower_tail(k: int, n: int, p: float) -> float:
    """P(X <= k) for X ~ Binomial(n, p), exactly."""
    return binomial_tail(n - k, n, 1 - p)


def together_tail(both: int, first: int, second: int, total: int) -> float:
    """P(overlap >= both) of two sets drawn from `total` (Fisher's exact test, one-sided): hypergeometric tail."""
    expected = first * second / total
    if both <= expected:
        return 1.0
    log_first = _choose(first, both) + _choose(total - first, second - both) - _choose(total, second)
    most = min(first, second)
    return _tail(
        log_first,
        [
            (first - j) * (second - j) / ((j + 1) * (total - first - second + j + 1))
            for j in range(both, min(most, both + 400))
        ],
    )
