"""Draws are the numbers they say they are, and the same numbers whatever else is drawn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from stuntlab.datasets import Unknown
from stuntlab.takes.sample import BLOCK, draw, draw_again

SPEED = Unknown("speed", 5.0, 0.8)
GAP = Unknown("gap", 0.3, 0.06)


def test_a_normal_unknown_is_normal() -> None:
    speeds = draw([[SPEED]], seed=1, label="kick", takes_per_branch=50_000).values["speed"]
    assert stats.kstest(speeds, stats.norm(5.0, 0.8).cdf).pvalue > 1e-3


def test_a_cut_unknown_is_the_truncated_normal() -> None:
    cut = Unknown("push", 60.0, 40.0, low=30.0, high=90.0)
    values = draw([[cut]], seed=1, label="kick", takes_per_branch=50_000).values["push"]
    assert stats.kstest(values, stats.truncnorm(-0.75, 0.75, 60.0, 40.0).cdf).pvalue > 1e-3


def test_unknowns_are_independent() -> None:
    draws = draw([[SPEED, GAP]], seed=3, label="kick", takes_per_branch=100_000)
    assert abs(np.corrcoef(draws.values["speed"], draws.values["gap"])[0, 1]) < 4 / np.sqrt(100_000)


@given(count=st.integers(1, 3 * BLOCK), more=st.integers(0, 2 * BLOCK))
@settings(deadline=None, max_examples=15)
def test_drawing_more_takes_changes_none_of_the_first(count: int, more: int) -> None:
    few = draw([[SPEED, GAP]], seed=7, label="kick", takes_per_branch=count)
    many = draw([[SPEED, GAP]], seed=7, label="kick", takes_per_branch=count + more)
    assert np.array_equal(few.values["gap"], many.values["gap"][:count])


@given(count=st.integers(1, 2 * BLOCK + 9), data=st.data())
@settings(deadline=None, max_examples=15)
def test_takes_drawn_again_are_the_same_in_any_order(count: int, data: st.DataObject) -> None:
    branches, fixed = [[SPEED, GAP], [GAP, SPEED]], {"seed": 7, "label": "kick", "takes_per_branch": count}
    takes = np.array(data.draw(st.lists(st.integers(0, 2 * count - 1), max_size=12)), dtype=np.int64)
    every = draw(branches, **fixed)  # type: ignore[arg-type]
    again = draw_again(branches, **fixed, takes=takes)  # type: ignore[arg-type]
    assert np.array_equal(again.branch, every.branch[takes])
    for name, values in every.values.items():
        assert np.array_equal(again.values[name], values[takes])


@pytest.mark.parametrize("other", [{"seed": 2}, {"label": "kick 2"}])
def test_another_seed_or_another_gag_has_other_luck(other: dict[str, object]) -> None:
    usual = {"seed": 1, "label": "kick 1"}
    first = draw([[SPEED]], **usual, takes_per_branch=1000)  # type: ignore[arg-type]
    second = draw([[SPEED]], **{**usual, **other}, takes_per_branch=1000)  # type: ignore[arg-type]
    assert abs(np.corrcoef(first.values["speed"], second.values["speed"])[0, 1]) < 0.15


def test_branches_follow_one_another_and_have_their_own_numbers() -> None:
    nearer = Unknown("gap", 0.1, 0.06)
    draws = draw([[GAP], [nearer]], seed=1, label="kick", takes_per_branch=20_000)
    assert np.array_equal(draws.branch, np.repeat([0, 1], 20_000))
    assert draws.values["gap"][:20_000].mean() == pytest.approx(0.3, abs=0.002)
    assert draws.values["gap"][20_000:].mean() == pytest.approx(0.1, abs=0.002)


def test_no_spread_is_one_number() -> None:
    fixed = draw([[Unknown("speed", 5.0, 0.0)]], seed=1, label="kick", takes_per_branch=10).values["speed"]
    assert np.all(fixed == 5.0)
