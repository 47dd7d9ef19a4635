"""The rules of thumb of the fight department, and the worked numbers that go with them (film.md 2.1)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.camera import (
    blur_m,
    distance_for_width_m,
    overlaps,
    size_ratio,
    travel_per_frame_m,
    view_angle_rad,
    widest_angle_rad,
    width_seen_m,
)
from stuntlab.datasets import Unknown
from stuntlab.plan.sensors import sensors
from stuntlab.takes.sample import draw


@pytest.mark.parametrize(("gap_m", "degrees"), [(0.15, 32), (0.20, 24), (0.30, 15), (0.45, 10)])
def test_the_widest_angle_from_which_a_fist_covers_a_gap(gap_m: float, degrees: float) -> None:
    assert math.degrees(widest_angle_rad(gap_m, 0.08)) == pytest.approx(degrees, abs=0.6)


@pytest.mark.parametrize(("distance_m", "ratio"), [(1.5, 1.20), (2.5, 1.12), (4, 1.075), (6, 1.05), (8, 1.04)])
def test_the_long_lens_closes_the_depth_of_30_cm(distance_m: float, ratio: float) -> None:
    assert size_ratio(distance_m, 0.30) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(("lens_mm", "distance_m"), [(18, 1.45), (35, 2.8), (85, 6.8), (135, 10.8)])
def test_where_each_lens_sees_two_metres(lens_mm: float, distance_m: float) -> None:
    sensor = sensors()["super35"]
    assert distance_for_width_m(2.0, sensor.width_m, lens_mm / 1000) == pytest.approx(distance_m, rel=0.01)


@pytest.mark.parametrize(("speed", "travel_m"), [(6, 0.25), (8, 0.33)])
def test_travel_in_a_frame_at_24(speed: float, travel_m: float) -> None:
    assert travel_per_frame_m(speed, 24) == pytest.approx(travel_m, abs=0.004)
    assert blur_m(speed, 24, math.pi) == pytest.approx(travel_m / 2, abs=0.002)


@pytest.mark.parametrize(("gap_m", "chance"), [(0.15, 0.006), (0.20, 0.0004)])
def test_reach_of_6_cm_spread_touches(gap_m: float, chance: float) -> None:
    """As takes are drawn; at 0.30 m it is 3e-7, which branches hide."""
    drawn = draw([[Unknown("gap_m", gap_m, 0.06)]], seed=0, label="reach", takes_per_branch=2**22)
    assert (drawn.values["gap_m"] <= 0).mean() == pytest.approx(chance, rel=0.1)


def test_the_field_of_view_of_a_50_mm_on_super_35() -> None:
    """physics.md 8: 14 mm of height over 360 lines at 4 m are 3.1 mm a line."""
    assert width_seen_m(4.0, 0.014, 0.05) / 360 == pytest.approx(3.1e-3, abs=0.05e-3)
    assert view_angle_rad(0.014, 0.05) == pytest.approx(2 * math.atan(0.14), rel=1e-12)


LENGTHS = st.floats(0.01, 2.0)
ANGLES = st.floats(0.0, math.pi)


@given(gap=LENGTHS, width=st.floats(0.01, 0.5))
@settings(deadline=None, max_examples=50)
def test_the_widest_angle_is_the_edge_of_what_overlaps(gap: float, width: float) -> None:
    edge = float(widest_angle_rad(gap, width))
    assert overlaps(gap, edge * 0.999, width)
    assert edge == pytest.approx(math.pi / 2) or not overlaps(gap, edge * 1.001, width)


@given(gap=LENGTHS, angle=ANGLES)
@settings(deadline=None, max_examples=50)
def test_behind_one_is_as_good_as_behind_the_other(gap: float, angle: float) -> None:
    """To rounding: a mirror turns θ into π - θ."""
    for mirrored in (math.pi - angle, -angle, angle + math.pi):
        assert abs(gap * math.sin(angle)) == pytest.approx(abs(gap * math.sin(mirrored)), abs=1e-12)
    closer = overlaps(gap / 2, angle)
    assert closer or not overlaps(gap, angle)


def test_every_sensor_is_a_picture_and_says_where_it_comes_from() -> None:
    for sensor in sensors().values():
        assert 5e-3 < sensor.height_m < sensor.width_m < 80e-3
        assert sensor.source
    diagonal = np.hypot(sensors()["full frame"].width_m, sensors()["full frame"].height_m)
    assert diagonal == pytest.approx(43.27e-3, abs=1e-5)
