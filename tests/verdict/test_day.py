from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.datasets import Interval
from stuntlab.verdict import risk_on_the_day


@settings(deadline=None, max_examples=50)
@given(st.floats(1e-3, 1.0), st.integers(1, 60))
def test_at_least_once_is_one_minus_never(probability: float, takes: int) -> None:
    never = 1.0
    for _ in range(takes):
        never *= 1 - probability
    day = risk_on_the_day(Interval(probability, probability / 2, probability), takes)
    assert day.mean == pytest.approx(1 - never)
    assert day.low <= day.mean <= day.high


def test_a_tiny_risk_is_not_lost() -> None:
    assert risk_on_the_day(Interval(1e-18, 0.0, 1e-17), 8).mean == pytest.approx(8e-18)


def test_ten_strikes_with_one_chance_in_160_touch_once_in_seventeen() -> None:
    """biomechanics 5.4: 0.62 % a beat with 150 mm margin and 60 mm spread."""
    assert risk_on_the_day(Interval(0.0062, 0, 1), 10).mean == pytest.approx(1 - 0.9938**10)
