"""Shares against closed forms of their posterior, quantiles against a slow twin."""

from __future__ import annotations

from math import asin, pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.statistics import CENTRAL_95, jeffreys_interval, jeffreys_samples, sample_shares, weighted_quantile


def test_one_draw_has_the_interval_of_its_closed_form() -> None:
    """Not seen in one draw: Beta(1/2, 3/2), whose distribution is 2/π·(arcsin √x + √(x·(1 − x)))."""
    x = jeffreys_interval(0, 1).high
    assert 2 / pi * (asin(sqrt(x)) + sqrt(x * (1 - x))) == pytest.approx(0.975, rel=1e-12)


@given(st.integers(1, 10_000), st.data())
def test_what_happens_and_what_does_not_are_mirrored(total: int, data: st.DataObject) -> None:
    happened = data.draw(st.integers(0, total))
    one, other = jeffreys_interval(happened, total), jeffreys_interval(total - happened, total)
    assert (one.low, one.mean, one.high) == pytest.approx((1 - other.high, 1 - other.mean, 1 - other.low), abs=1e-12)
    assert one.low <= one.mean <= one.high


def test_samples_lie_in_the_interval_as_often_as_it_says() -> None:
    happened, otherwise = np.array([3.0, 40.0]), np.array([17.0, 10.0])
    sampled = jeffreys_samples(np.random.default_rng(0), happened, otherwise, 100_000)
    for row, k, rest in zip(sampled, happened, otherwise, strict=True):
        known = jeffreys_interval(int(k), int(k + rest))
        assert np.quantile(row, CENTRAL_95) == pytest.approx([known.low, known.high], abs=3e-3)


def test_never_and_always_stay_possible() -> None:
    shares = sample_shares(np.random.default_rng(0), np.array([0.0, 5.0]), np.array([5.0, 0.0]), 50)
    assert (shares.low[0] == 0).all()
    assert (shares.high[1] == 1).all()
    assert (shares.high[0] > 0).all()
    assert (shares.low[1] < 1).all()


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), min_size=1, max_size=30),
    st.sampled_from([0.05, 0.5, 0.95, 1.0]),
)
def test_a_weight_is_a_repetition(pairs: list[tuple[int, int]], share: float) -> None:
    values, weights = zip(*pairs, strict=True)
    repeated = sorted(value for value, weight in pairs for _ in range(weight))
    expected = repeated[int(np.ceil(share * len(repeated) - 1e-9)) - 1] if repeated else 0.0
    assert weighted_quantile(values, weights, share) == expected
