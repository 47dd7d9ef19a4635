"""Confidence over strata: a planted truth is covered, and nothing unseen is taken for harmless."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaincinv

from stuntlab.verdict import contact_interval, exceedance_interval, mean_interval

BRANCHES = np.array([0.97, 0.02, 0.01])
TOUCHES = np.array([0.02, 0.4, 0.9])
DRAWN = np.array([20_000, 2_000, 2_000])
SIMULATED = 120
TRIALS = 300


def covered(intervals, truth: float) -> float:
    return float(np.mean([interval.low <= truth <= interval.high for interval in intervals]))


@pytest.mark.parametrize("passes", [(0.3, 0.6, 0.9), (0.01, 0.1, 0.5), (0.0, 0.002, 0.02)])
def test_a_planted_exceedance_is_covered(passes: tuple[float, float, float]) -> None:
    """95 % asked; 300 trials leave ±2.5 points of luck, and Jeffreys may dip a little at rare events."""
    rng = np.random.default_rng(11)
    truth = float(BRANCHES @ (TOUCHES * passes))
    intervals = []
    for trial in range(TRIALS):
        touching = rng.binomial(DRAWN, TOUCHES)
        exceeding = rng.binomial(SIMULATED, passes)
        intervals.append(exceedance_interval(BRANCHES, DRAWN, touching, [SIMULATED] * 3, exceeding, seed=trial))
    assert covered(intervals, truth) >= 0.92
    assert np.mean([interval.high < truth for interval in intervals]) <= 0.05
    assert np.mean([interval.mean for interval in intervals]) == pytest.approx(truth, rel=0.05)


def test_a_planted_mean_risk_is_covered() -> None:
    """Injury probabilities spread like Beta(1, 9), with the mean 0.1, in every stratum."""
    rng = np.random.default_rng(12)
    truth = float(BRANCHES @ TOUCHES) * 0.1
    intervals = [
        mean_interval(
            BRANCHES, DRAWN, rng.binomial(DRAWN, TOUCHES), [rng.beta(1, 9, SIMULATED) for _ in range(3)], seed=trial
        )
        for trial in range(200)
    ]
    assert covered(intervals, truth) >= 0.90


def test_a_planted_contact_probability_is_covered() -> None:
    rng = np.random.default_rng(13)
    intervals = [contact_interval(BRANCHES, DRAWN, rng.binomial(DRAWN, TOUCHES), seed=trial) for trial in range(TRIALS)]
    assert covered(intervals, float(BRANCHES @ TOUCHES)) >= 0.92


def test_no_contact_in_many_draws_leaves_the_bound_of_jeffreys() -> None:
    """Beta(1/2, n + 1/2): the 97.5 % point is close to 2.51/n (chi-square with one degree of freedom, 5.02/2n)."""
    interval = contact_interval([1.0], [100_000], [0])
    assert interval.mean == interval.low == 0
    assert interval.high == pytest.approx(2.51e-5, rel=0.1)


def test_one_stratum_touched_always_is_the_interval_of_the_takes_alone() -> None:
    """With certain contact only Beta(e + 1/2, m - e + 1/2) is left."""
    interval = exceedance_interval([1.0], [10_000_000], [10_000_000], [100], [5])
    assert interval.mean == pytest.approx(0.05)
    low, high = betaincinv(5.5, 95.5, [0.025, 0.975])
    assert interval.low == pytest.approx(low, rel=0.05)
    assert interval.high == pytest.approx(high, rel=0.05)


def test_what_touches_and_was_not_simulated_counts_as_passing() -> None:
    unseen = exceedance_interval([1.0], [1000], [500], [0], [0])
    assert unseen.mean == pytest.approx(0.5)
    assert mean_interval([1.0], [1000], [500], [np.array([])]).mean == pytest.approx(0.5)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 300), st.data())
def test_interval_holds_its_mean_and_stays_a_probability(simulated: int, data: st.DataObject) -> None:
    exceeding = data.draw(st.integers(0, simulated))
    touching = data.draw(st.integers(0, 1000))
    interval = exceedance_interval([0.7, 0.3], [1000, 1000], [touching, 1000], [simulated] * 2, [exceeding, 0])
    assert 0 <= interval.low <= interval.mean <= interval.high <= 1


def test_more_exceeding_takes_never_lower_the_bound() -> None:
    highs = [exceedance_interval([1.0], [1000], [300], [100], [count]).high for count in range(0, 101, 10)]
    assert highs == sorted(highs)


def test_same_seed_same_interval() -> None:
    risks = [np.linspace(0, 1, 2000)]
    assert mean_interval([1.0], [10], [5], risks, seed=3) == mean_interval([1.0], [10], [5], risks, seed=3)
