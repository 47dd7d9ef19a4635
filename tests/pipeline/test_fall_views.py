"""Cameras of a fall: where a plan puts them, what they look at, and those that see nothing."""

from __future__ import annotations

from math import atan, cos, radians, sin

import pytest

from stuntlab.errors import CameraError
from stuntlab.gear.footprint import Footprint
from stuntlab.plan import parse_plan
from stuntlab.plan.cameras import Camera
from stuntlab.previs.fall_views import LENS_HEIGHT_M, FallPlace, view_of_fall
from stuntlab.shots.line_of_strike import CameraHome

_UNDER = Footprint(2.0, 8.0, -3.0, 3.0, top_m=2.5)
BAG = FallPlace((5.0, 0.0), CameraHome((5.0, 0.0, LENS_HEIGHT_M), (1.0, 0.0)), (5.0, 0.0, 2.5), _UNDER)
PLAN = """
stunt: Fall
people: {faller: {job: stunt performer, height: 172 cm, mass: 68 kg, sex: male}}
gear: {bag: {kind: air bag, size: 6 x 6 x 2.5 m, near_edge: 2 m}}
action: [{high_fall: {by: faller, from: 10 m, style: back, push: 1 m/s, sideways: 0 m/s, onto: bag}}]
cameras: {A: {CAMERA}}
"""


def camera(words: str) -> Camera:
    return parse_plan(PLAN.replace("CAMERA", words)).cameras["A"]


def test_distance_and_angle_are_counted_from_the_middle_of_the_catcher() -> None:
    view = view_of_fall(camera("lens: 50 mm, distance: 12 m, angle: 30 deg"), "A", BAG)
    assert view.eye_m == pytest.approx((5 + 12 * cos(radians(30)), 12 * sin(radians(30)), LENS_HEIGHT_M))
    assert view.looks_at_m == pytest.approx((5, 0, 2.5))
    assert view.height_rad == pytest.approx(2 * atan(24.89 * 9 / 16 / 2 / 50))  # Super 35 in 16:9


@pytest.mark.parametrize("words", ["distance: 12 m, angle: 30 deg", "at: [20 m, 4 m]"])
def test_a_lens_is_as_high_as_the_plan_says(words: str) -> None:
    assert view_of_fall(camera(f"lens: 50 mm, {words}, lens_height: 2.2 m"), "A", BAG).eye_m[2] == 2.2
    assert view_of_fall(camera(f"lens: 50 mm, {words}"), "A", BAG).eye_m[2] == LENS_HEIGHT_M


def test_points_of_the_set_are_taken_as_they_are() -> None:
    view = view_of_fall(camera("lens: 50 mm, at: [20 m, 4 m, 3 m], looks_at: [0 m, 0 m, 10 m]"), "A", BAG)
    assert (view.eye_m, view.looks_at_m) == ((20, 4, 3), (0, 0, 10))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lens: 50 mm, at: [7.5 m, 0 m, 1 m]", "inside the catcher, 0.5 m from its edge"),
        ("lens: 50 mm, at: [20 m, 0 m], looks_at: [30 m, 0 m]", "looks away"),
        ("distance: 12 m, angle: 30 deg", "no lens is given"),
        ("lens: 50 mm", "not said where it stands"),
    ],
)
def test_a_camera_that_sees_nothing_is_refused(words: str, said: str) -> None:
    with pytest.raises(CameraError, match=said):
        view_of_fall(camera(words), "A", BAG)


def test_a_camera_above_the_catcher_may_look_down() -> None:
    view = view_of_fall(camera("lens: 50 mm, at: [5 m, 0 m, 12 m]"), "A", BAG)
    assert view.looks_at_m == pytest.approx((5, 0, 2.5))
