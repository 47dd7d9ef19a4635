"""A camera has one place on the set for everything that a plan shoots."""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.gags import gags_of
from stuntlab.gags.roles import SeenStrike
from stuntlab.plan import Plan, parse_plan
from stuntlab.previs.fall_views import fall_place, view_of_fall
from stuntlab.previs.planned_take import planned_take
from stuntlab.previs.strike_pictures import act_gag, view_of

_PLAN = """
stunt: three blows
people:
  one: {job: stunt performer, height: 180 cm, mass: 80 kg, sex: male, stands: [%s]}
  two: {job: stunt performer, height: 175 cm, mass: 76 kg, sex: male, stands: [%s]}
  victim: {job: stunt performer, height: 170 cm, mass: 60 kg, sex: female, stands: [%s]}
place: {floor: wood}
action:
  - punch: {by: one, to: victim, at: face, hand_speed: 5 m/s, gap: 20 cm}
  - kick: {by: two, to: victim, at: abdomen, foot_speed: 5 m/s, gap: 30 cm}
  - punch: {by: victim, to: two, at: chest, hand_speed: 4 m/s, gap: 20 cm}
  - ground_fall: {by: victim, onto: floor, style: back, trained: true}
cameras:
  A: {lens: 50 mm, distance: 4 m, angle: 20 deg}
  B: {lens: 50 mm, at: [3 m, 3 m]}
"""


def _eyes_on_set(plan: Plan, camera: str) -> np.ndarray:
    """Where each strike of a plan has a camera, [strike, 3]: eyes of its pictures, taken back to the set."""
    found = []
    for gag in gags_of(plan):
        if isinstance(gag, SeenStrike):
            acted = act_gag(plan, gag)
            along, across, up = view_of(plan.cameras[camera], camera, acted).eye_m
            found.append((*acted.line.on_set(along, across), up))
    return np.array(found)


@pytest.mark.parametrize("camera", ["A", "B"])
@pytest.mark.parametrize("stands", [("[1.2 m, 0 m]", "[0 m, 1.4 m]", "[0 m, 0 m]"), ("", "", "")])
def test_every_strike_has_the_camera_at_the_same_place(camera: str, stands: tuple[str, str, str]) -> None:
    eyes = _eyes_on_set(parse_plan(_PLAN % stands), camera)
    assert len(eyes) == 3
    assert eyes == pytest.approx(np.tile(eyes[0], (3, 1)), abs=1e-9)


def test_the_place_is_counted_from_the_first_strike() -> None:
    """4 m from the face struck at, 20 deg to the left of the line from the victim to who strikes first."""
    plan = parse_plan(_PLAN % ("[0 m, 1.2 m]", "[1.4 m, 0 m]", "[0 m, 0 m]"))
    first = gags_of(plan)[0]
    assert isinstance(first, SeenStrike)
    acted = act_gag(plan, first)
    eye = _eyes_on_set(plan, "A")[0]
    away = eye - acted.line.origin_m
    assert np.hypot(*away[:2]) == pytest.approx(4.0)
    assert np.degrees(np.arctan2(away[1], away[0])) == pytest.approx(90 + 20)
    assert eye[2] == pytest.approx(acted.strike.height_m)


def test_a_fall_between_strikes_has_the_same_camera() -> None:
    plan = parse_plan(_PLAN % ("[1.2 m, 0 m]", "[0 m, 1.4 m]", "[0 m, 0 m]"))
    fall = gags_of(plan)[3]
    take = planned_take(fall)
    seen = view_of_fall(plan.cameras["A"], "A", fall_place(fall, take.motion, take.soft_footprint))
    assert seen.eye_m == pytest.approx(_eyes_on_set(plan, "A")[0], abs=1e-9)
