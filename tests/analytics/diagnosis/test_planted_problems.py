"""Each check finds the problem it is made for, values it rightly, and leaves clean shops in peace.

The shops come from fixed seeds. Full figures: `python -m benchmarks.planted`, kept in docs/methods/diagnosis.md.
"""

from collections import Counter

import pytest

from balcao.analytics.diagnosis.engine import CHECKS
from balcao.analytics.simulation.problems import PROBLEMS
from balcao.analytics.simulation.trials import invented, planted

SHOPS = 12
CLEAN = 40


def test_every_check_has_a_problem_to_find():
    assert PROBLEMS.keys() == CHECKS.keys()


@pytest.mark.parametrize("check", list(PROBLEMS))
def test_a_planted_problem_is_found_and_valued_within_its_interval(check):
    trials = [planted(check, seed) for seed in range(SHOPS)]
    assert sum(trial.found is not None for trial in trials) >= SHOPS - 1
    assert (
        sum(trial.inside for trial in trials) >= SHOPS // 2
    )  # of an 80 % interval; 6 of 12 or fewer has a chance of 2 %
    ratios = sorted(trial.found.mid / trial.truth for trial in trials if trial.found)
    assert 0.85 < ratios[len(ratios) // 2] < 1.15


@pytest.mark.parametrize("part", range(4))
def test_clean_shops_are_left_in_peace(part):
    found = Counter(check for seed in range(part, CLEAN, 4) for check in invented(seed))
    assert all(count <= 2 for count in found.values()), found


def test_the_same_shop_gives_the_same_findings():
    assert planted("pairs", 3) == planted("pairs", 3)
