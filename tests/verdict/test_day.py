from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.datasets import Interval
from stuntlab.verdict import at_least_once, risk_on_the_day


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


@pytest.mark.parametrize(("per_strike", "day"), [(0.002, 0.32), (3e-5, 0.006)])
def test_fourteen_strikes_by_fourteen_runs(per_strike: float, day: float) -> None:
    """film.md 2.1, series exposure: 196 near-contacts at 0.002 touch on 32 % of days, at 3e-5 on 0.6 %."""
    share = Interval(per_strike, per_strike, per_strike)
    assert at_least_once([(share, 196)]).mean == pytest.approx(day, rel=0.03)
    apart = at_least_once([(share, 98), (share, 70), (share, 28)])
    assert apart.mean == pytest.approx(at_least_once([(share, 196)]).mean)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.integers(0, 30)), max_size=5))
def test_several_series_are_one_minus_the_product_of_never(series: list[tuple[float, int]]) -> None:
    never = 1.0
    for probability, tries in series:
        for _ in range(tries):
            never *= 1 - probability
    day = at_least_once([(Interval(p, p / 2, p), tries) for p, tries in series])
    assert day.mean == pytest.approx(1 - never, abs=1e-12)
    assert day.low <= day.mean <= day.high
