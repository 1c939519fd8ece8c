"""The statistics against exact fractions, a published table, and formulas worked out by hand."""

from fractions import Fraction
from math import comb, sqrt

import numpy as np
import pytest

from balcao.analytics.diagnosis.finding import Finding, Value
from balcao.analytics.diagnosis.statistics import (
    binomial_lower_tail,
    binomial_tail,
    discoveries,
    interval,
    monthly,
    resamples,
    together_tail,
)


def exactly(k: int, n: int, p: Fraction) -> float:
    """P(X >= k), as a sum of fractions."""
    return float(sum(comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(max(0, k), n + 1)))


@pytest.mark.parametrize("p", [Fraction(1, 50), Fraction(1, 4), Fraction(1, 2), Fraction(9, 10)])
@pytest.mark.parametrize("n", [1, 2, 7, 30])
def test_tails_of_the_binomial_are_exact(n, p):
    for k in range(-1, n + 2):
        assert binomial_tail(k, n, float(p)) == pytest.approx(exactly(k, n, p), rel=1e-9, abs=1e-15), k
        below = 1 - exactly(k + 1, n, p) if k >= 0 else 0.0
        assert binomial_lower_tail(k, n, float(p)) == pytest.approx(below, rel=1e-9, abs=1e-12), k


def test_what_is_certain_or_impossible_is_so():
    assert [binomial_tail(0, 5, 0.0), binomial_tail(1, 5, 0.0), binomial_tail(6, 5, 0.5)] == [1.0, 0.0, 0.0]
    assert [binomial_tail(5, 5, 1.0), binomial_tail(6, 5, 1.0), binomial_tail(-3, 5, 0.3)] == [1.0, 0.0, 1.0]
    assert binomial_tail(5, 5, 1.5) == 1.0 and binomial_tail(1, 5, -0.5) == 0.0


def test_a_tail_far_out_is_small_and_neither_zero_nor_wrong():
    p = Fraction(1, 100)
    assert binomial_tail(60, 1000, 0.01) == pytest.approx(exactly(60, 1000, p), rel=1e-9)
    assert binomial_tail(5000, 5000, 0.01) == 0.0  # beyond what a number can hold


@pytest.mark.parametrize("total, first, second", [(10, 4, 5), (20, 3, 12), (30, 15, 15), (12, 12, 5), (40, 2, 30)])
def test_two_sets_that_meet_more_than_by_chance_have_fishers_tail(total, first, second):
    for both in range(max(0, first + second - total), min(first, second) + 1):
        ways = sum(comb(first, j) * comb(total - first, second - j) for j in range(both, min(first, second) + 1))
        exact = ways / comb(total, second) if both * total > first * second else 1.0  # no more than expected: no news
        assert together_tail(both, first, second, total) == pytest.approx(exact, rel=1e-9), both


PUBLISHED = [
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1.0,
]
"""The fifteen tests of Benjamini and Hochberg (1995), table 1: at a rate of 5 % the first four hold."""


def test_which_tests_hold_is_as_published_in_whatever_order_they_come():
    assert list(discoveries(np.array(PUBLISHED), 0.05)) == [True] * 4 + [False] * 11
    mixed = np.random.default_rng(1).permutation(15)
    assert set(np.flatnonzero(discoveries(np.array(PUBLISHED)[mixed], 0.05))) == set(np.flatnonzero(mixed < 4))


@pytest.mark.parametrize("p_values, hold", [
    ([], []), ([0.1], [True]), ([0.11], [False]), ([0.06, 0.07], [True, True]), ([0.2, 0.04], [False, True]),
    ([0.05, 0.2], [True, False]), ([0.051, 0.2], [False, False]),
])  # fmt: skip
def test_one_in_ten_of_what_is_said_may_be_wrong(p_values, hold):
    assert list(discoveries(np.array(p_values, dtype=float))) == hold


@pytest.mark.parametrize("days", [1, 5, 7, 8, 30, 365])
def test_days_are_drawn_in_whole_weeks_that_there_were_and_always_the_same(days):
    drawn = resamples(days)
    assert drawn.shape == (500, days) and drawn.min() == 0 and drawn.max() == days - 1
    for begin in range(0, days, 7):
        week = drawn[:, begin : begin + 7]
        assert (np.diff(week, axis=1) == 1).all()
    resamples.cache_clear()
    assert (resamples(days) == drawn).all()
    if days > 8:
        starts = np.bincount(drawn[:, 0], minlength=days - 6)
        assert len(starts) == days - 6 and (starts > 0).mean() > 0.6, "every week may be drawn, the last one too"


@pytest.mark.parametrize("days, wider", [
    (7, sqrt(2) * 1.66), (14, sqrt(2) * 1.66), (21, sqrt(3 / 2) * 1.33), (70, sqrt(10 / 9) * (1 + 0.66 / 9)),
])  # fmt: skip
def test_an_interval_is_the_percentiles_widened_for_few_weeks(days, wider):
    """b weeks: sqrt(b / (b - 1)) and 1 + 0.66 / (b - 1), for 0.66 = (1.2816² + 1) / 4; never for fewer than two."""
    found = interval(1000.0, np.linspace(950, 1050, 1001), days)
    assert found.low == pytest.approx(1000 - 40 * wider) and found.high == pytest.approx(1000 + 40 * wider)
    assert found.mid == 1000.0


def test_an_interval_holds_its_middle_and_claims_nothing_below_zero():
    over, under = interval(100.0, np.full(9, 120.0), 70), interval(100.0, np.full(9, 80.0), 70)
    assert over.low == 100.0 < over.high and under.high == 100.0 > under.low
    assert interval(10.0, np.linspace(-500, 500, 11), 70).low == 0.0
    lost = interval(-5.0, np.full(9, -5.0), 70)
    assert (lost.low, lost.mid, lost.high) == (0.0, 0.0, 0.0)


def test_money_of_a_month_is_that_of_30_4_days():
    found = monthly(np.full(70, 10.0), 0.5)
    assert [found.low, found.mid, found.high] == pytest.approx([152.0, 152.0, 152.0])
    assert monthly(np.full(70, 10.0)).mid == pytest.approx(304.0)
    uneven = monthly(np.array([0.0, 0, 0, 0, 0, 70, 70] * 10))
    assert uneven.mid == pytest.approx(20 * 30.4) and uneven.low <= uneven.mid <= uneven.high


@pytest.mark.parametrize("low, mid, high, said", [
    (70, 100, 130, "high"), (69, 100, 130, "medium"), (30, 100, 170, "medium"), (29, 100, 170, "low"),
    (0, 100, 101, "low"), (1, 2, 3, "medium"), (0, 0, 0, "low"), (-1, -1, -1, "low"), (1, 1, 1, "high"),
])  # fmt: skip
def test_how_sure_a_value_is_follows_from_its_width(low, mid, high, said):
    """Within ±30 % of its middle it is clear, within ±70 % likely, else worth watching; so is what may be nothing."""
    assert Value(low, mid, high).confidence == said


def test_findings_are_ranked_by_what_they_are_surely_worth_then_how_sure_then_the_middle():
    def finding(name, confidence, *value):
        return Finding(name, "", {}, Value(*value) if value else None, confidence, ())

    ranked = [
        finding("most", "low", 50, 60, 70), finding("clear", "high", 10, 11, 12), finding("likely", "medium", 10, 90, 99),
        finding("more", "low", 10, 20, 30), finding("less", "low", 10, 15, 30), finding("worthless", "high"),
        finding("watch", "low"),
    ]  # fmt: skip
    assert sorted(ranked[4:] + ranked[:4], key=lambda one: one.rank) == ranked
