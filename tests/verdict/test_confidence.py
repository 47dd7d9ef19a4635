"""Shares of cheap draws: a planted truth is covered, and nothing unseen is taken for impossible."""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.verdict import share_interval

BRANCHES = np.array([0.97, 0.02, 0.01])
TOUCHES = np.array([0.02, 0.4, 0.9])
DRAWN = np.array([20_000, 2_000, 2_000])
TRIALS = 300


def covered(intervals, truth: float) -> float:
    return float(np.mean([interval.low <= truth <= interval.high for interval in intervals]))


def test_a_planted_contact_probability_is_covered() -> None:
    rng = np.random.default_rng(13)
    intervals = [share_interval(BRANCHES, DRAWN, rng.binomial(DRAWN, TOUCHES), seed=trial) for trial in range(TRIALS)]
    assert covered(intervals, float(BRANCHES @ TOUCHES)) >= 0.92


def test_no_contact_in_many_draws_leaves_the_bound_of_jeffreys() -> None:
    """Beta(1/2, n + 1/2): the 97.5 % point is close to 2.51/n (chi-square with one degree of freedom, 5.02/2n)."""
    interval = share_interval([1.0], [100_000], [0])
    assert interval.mean == interval.low == 0
    assert interval.high == pytest.approx(2.51e-5, rel=0.1)
