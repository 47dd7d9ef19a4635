"""Distances on the ground, against points laid out one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.gear.footprint import Footprint

BAG = Footprint(1.6, 7.7, -3.8, 3.8, 2.7)


def border(steps: int = 4001) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.linspace(BAG.low_x_m, BAG.high_x_m, steps), np.linspace(BAG.low_y_m, BAG.high_y_m, steps)
    ends = (np.full(steps, BAG.low_x_m), np.full(steps, BAG.high_x_m), x, x)
    sides = (y, y, np.full(steps, BAG.low_y_m), np.full(steps, BAG.high_y_m))
    return np.concatenate(ends), np.concatenate(sides)


@given(x=st.floats(-5, 15), y=st.floats(-10, 10))
@settings(deadline=None, max_examples=60)
def test_inside_is_the_way_to_the_nearest_edge(x: float, y: float) -> None:
    edge_x, edge_y = border()
    nearest = float(np.hypot(edge_x - x, edge_y - y).min())
    within = BAG.low_x_m <= x <= BAG.high_x_m and BAG.low_y_m <= y <= BAG.high_y_m
    found = float(BAG.inside_m(np.array([x]), np.array([y]))[0])
    assert abs(found) == pytest.approx(nearest, abs=2e-3)
    assert found >= 0 if within else found <= 0


def test_the_gap_between_two() -> None:
    generator = Footprint(12.25, 13.75, 3.5, 4.5)
    assert BAG.gap_m(generator) == pytest.approx(12.25 - 7.7)
    assert generator.gap_m(BAG) == BAG.gap_m(generator)
    assert BAG.gap_m(Footprint(5, 6, 0, 1)) == 0
    assert BAG.gap_m(Footprint(10.7, 11, 7.8, 9)) == pytest.approx(5.0), "3 and 4 metres off a corner"


def test_a_side_against_a_wall_is_no_edge() -> None:
    x, y = np.array([0.1, 1.9, 1.0, -0.1]), np.array([0.0, 0.0, 0.9, 0.0])
    free, stands = (Footprint(0.0, 2.0, -1.0, 1.0, against_wall=wall).inside_m(x, y) for wall in (False, True))
    assert free == pytest.approx([0.1, 0.1, 0.1, -0.1])
    assert stands == pytest.approx([1.0, 0.1, 0.1, -0.1])
