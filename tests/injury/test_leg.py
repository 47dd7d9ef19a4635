"""Peaks by sign, femur impulse, tibia index, foot and ankle."""

import numpy as np
import pytest

from stuntlab.errors import CriterionError
from stuntlab.injury import femur_impulse, foot_ankle, peak_compression, peak_magnitude, peak_tension, tibia_index

TIME = np.arange(2001) * 1e-5


def test_peaks_by_sign():
    force = [[0, 3, -5, 1], [0, 0, 0, 0], [2, 1, 1, 2]]
    assert peak_tension(range(4), force).value.tolist() == [3, 0, 2]
    assert peak_compression(range(4), force).value.tolist() == [5, 0, 0]
    assert peak_magnitude(range(4), force).value.tolist() == [5, 0, 2]
    assert peak_compression(range(4), force).time_s.tolist() == [2, 0, 0]
    assert peak_tension(range(4), force).time_s.tolist() == [1, 0, 0]


def test_femur_impulse_of_a_triangle():
    # 10 kN at 10 ms, straight up and down over 20 ms; from the zero crossing to 4050 N on the way down:
    # 50 N·s up and ½(10000 + 4050)·5.95 ms = 41.799 N·s down.
    force = -np.maximum(0, 10_000 - 1e6 * np.abs(TIME - 0.01))
    assert femur_impulse(TIME, force) == pytest.approx(91.799, rel=1e-4)


def test_femur_impulse_starts_at_the_crossing_between_samples_and_needs_4050_n():
    # Crossing half a step after the first sample; falls below 4050 N at a quarter of the last step.
    force = -np.array([-5000.0, 5000, 5000, 1200])
    assert femur_impulse([0, 1, 2, 3], force) == pytest.approx(1250 + 5000 + (5000 + 4050) / 2 * 0.25)
    assert femur_impulse([0, 1, 2, 3], 0.8 * force) == 0
    assert femur_impulse([0, 1], [-6000, -6000]) == pytest.approx(6000)


def test_an_earlier_push_does_not_count():
    force = np.array([0, -4000, 100, -5000, -5000, 0])
    alone = np.array([0, 0, 100, -5000, -5000, 0])
    assert femur_impulse(range(6), force) == pytest.approx(femur_impulse(range(6), alone))


@pytest.mark.parametrize(
    ("dummy", "moment", "force"),
    [("50M", 225, 35_900), ("5F", 114, 22_900), ("95M", 306, 44_100), ("revised", 240, 12_000)],
)
def test_tibia_index_is_one_at_each_intercept(dummy, moment, force):
    for loads in ((force, 0, 0), (-force, 0, 0), (0, 0.6 * moment, -0.8 * moment), (force / 2, moment / 2, 0)):
        found = tibia_index([0, 1], *([0, load] for load in loads), dummy=dummy)
        assert found.value == pytest.approx(1)


def test_straightening_takes_out_the_moment_of_the_bent_shin():
    force = np.array([0, -10_000.0])
    # A shin bent by 28.32 mm makes this moment from axial force alone.
    bent = 0.02832 * force
    straight = tibia_index([0, 1], force, [0, 0], bent, straighten="upper").value
    assert straight == pytest.approx(10_000 / 35_900)
    assert tibia_index([0, 1], force, [0, 0], -0.006398 * force, straighten="lower").value == pytest.approx(straight)
    with pytest.raises(CriterionError, match="no correction for the bent shin"):
        tibia_index([0, 1], force, [0, 0], bent, dummy="5F", straighten="upper")


def test_tibia_index_agrees_with_the_slow_twin():
    rng = np.random.default_rng(0)
    force, about_x, about_y = rng.normal(0, 4000, (5, 30)), rng.normal(0, 100, (5, 30)), rng.normal(0, 100, (5, 30))
    found = tibia_index(np.arange(30) * 1e-4, force, about_x, about_y)
    expected = (np.hypot(about_x, about_y) / 225 + np.abs(force) / 35_900).max(axis=1)
    np.testing.assert_allclose(found.value, expected)


def test_foot_by_impulse_when_short_and_by_force_when_long():
    # Rectangles: 20 kN for 0.65 ms is 13 N·s; 8.07 kN for 15 ms is 121 N·s.
    short = np.where(TIME < 0.00065, 20_000.0, 0)
    long = np.where(TIME < 0.015, 8070.0, 0)
    found = foot_ankle(TIME, [short, long, 0.5 * long, -long])
    np.testing.assert_allclose(found.value, [1, 1, 0.5, 0], rtol=1e-2)
    np.testing.assert_allclose(found.impulse_ns[:2], [13, 121], rtol=1e-2)


def test_foot_impulse_is_that_of_the_push_with_the_peak():
    push = np.array([0, 3000, 0, -500, 0, 6000, 6000, 0, 100, 0.0])
    found = foot_ankle(np.arange(10) * 1e-3, push)
    assert found.impulse_ns == pytest.approx(12)
    assert found.force_n == 6000
