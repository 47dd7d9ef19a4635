"""A jump off an edge as it is drawn: on its computed way, over the section that was surveyed, with its canopy."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from stuntlab.export.previs import Previs
from stuntlab.gags import gags_of
from stuntlab.gags.off_the_edge.jump_gag import JumpGag
from stuntlab.plan import parse_plan, template
from stuntlab.previs.fall_export import fall_previs
from stuntlab.previs.fall_views import fall_place, view_of_fall
from stuntlab.previs.flown_take import CANOPY, EXIT, OPEN, is_drawn
from stuntlab.previs.planned_take import PlannedTake, planned_takes
from stuntlab.previs.take_stage import set_of_take, stage_of
from stuntlab.previs.take_views import asides_of


@pytest.fixture(scope="module")
def jump() -> JumpGag:
    (gag,) = gags_of(parse_plan(template("ramp_jump")))
    assert isinstance(gag, JumpGag)
    return gag


@pytest.fixture(scope="module")
def takes(jump: JumpGag) -> dict[str, PlannedTake]:
    return {take.world: take for take in planned_takes(jump)}


def test_somebody_is_where_their_point_is(jump: JumpGag, takes: dict[str, PlannedTake]) -> None:
    path, motion = jump.flown_path(), takes[EXIT].motion
    moments = motion.time_s[motion.time_s >= 0.0]
    places = np.stack([np.interp(moments, path.time_s, path.rider_m[:, axis]) for axis in range(3)], axis=1)
    hips = np.array(motion.hips_at(moments.tolist()))
    np.testing.assert_allclose(hips - places, np.tile([0.0, 0.0, 1.0], (len(moments), 1)), atol=1e-6)
    assert (motion.subject_m[motion.time_s < 0.0, 0] < 0.0).all()


def test_the_canopy_is_over_whoever_hangs_under_it(takes: dict[str, PlannedTake]) -> None:
    motion = takes[OPEN].motion
    data = mujoco.MjData(motion.model)
    data.qpos[:] = motion.at(takes[OPEN].timing.decisive_s if takes[OPEN].timing else 0.0)
    mujoco.mj_kinematics(motion.model, data)
    middle = data.geom(f"{CANOPY} cell 5").xpos - data.body("faller/pelvis").xpos
    assert abs(middle[1]) < 0.1
    assert 4.0 < middle[2] < 9.0


def test_the_set_has_ramp_section_and_area_and_people_stand_on_it(jump: JumpGag, takes: dict[str, PlannedTake]) -> None:
    stage = set_of_take(jump, takes[EXIT].motion, ())
    pieces = {piece.name: piece for piece in stage.pieces}
    assert {"ground", "ramp", "landing area", "recovery"} <= set(pieces)
    assert pieces["recovery"].spots[0].z_m == pytest.approx(jump.ground_height(400.0))
    (ground,) = pieces["ground"].painted_parts()
    assert ground.vertices[:, 2].min() < -760.0
    assert pieces["ramp"].parts[0].vertices[:, 0].max() == pytest.approx(0.0)


def test_a_camera_is_as_high_over_the_ground_as_the_plan_says(jump: JumpGag, takes: dict[str, PlannedTake]) -> None:
    camera = jump.plan.cameras["A"]
    view = view_of_fall(camera, "A", fall_place(jump, takes[EXIT].motion, None))
    assert view.eye_m[2] == pytest.approx(600.0 + jump.ground_height(120.0))


def test_the_wall_is_shown_beside_the_canopy(jump: JumpGag, takes: dict[str, PlannedTake]) -> None:
    stage = stage_of(jump, takes[OPEN].motion, ())
    asides = asides_of(jump, stage)
    assert asides["beside the wall"].reach_m[0, 0] < 30.0 < asides["the take"].reach_m[0, 0]
    assert all(is_drawn(take.motion) for take in takes.values())


def test_a_scene_has_the_vehicle_the_canopy_and_both_ways(jump: JumpGag) -> None:
    previs: Previs = fall_previs(jump.plan, jump)
    solids = {solid.name for solid in previs.solids}
    assert {"ramp", "ground", "way of the jump", "fall of the vehicle", "vehicle tank", "canopy cell 1"} <= solids
    cell = next(solid for solid in previs.solids if solid.name == "canopy cell 1")
    assert cell.path is not None
    assert cell.path.places[0, 2] < jump.edge.low_m
    assert cell.path.places[-1, 2] > jump.edge.low_m + 300.0
