"""A strike as it is acted: it arrives where and as fast as the plan says, on feet that stay, past nobody's body."""

from __future__ import annotations

from functools import cache

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.people import Performer, human_tissue, measures, performer
from stuntlab.people.act import ActedStrike, Reaction, act_reaction, act_strike
from stuntlab.people.posture import reach_down_m
from stuntlab.people.seat import Seat
from stuntlab.scene.empty_world import empty_world

MAN = measures(stature_m=1.70, mass_kg=72, sex="male")
WOMAN = measures(stature_m=1.68, mass_kg=55, sex="female")
TALL = measures(stature_m=1.92, mass_kg=98, sex="male")
GAP_M, SPEED_M_S, DWELL_S = 0.2, 5.0, 0.08
HEAD_HALF_M, TRUNK_HALF_M = 0.095, 0.115
# act, height, reaction, half depth of who is struck
CASES = [
    ("front kick", 0.60, "fold", TRUNK_HALF_M),
    ("front kick", 1.25, "fold", TRUNK_HALF_M),
    ("side kick", 0.95, "step back", TRUNK_HALF_M),
    ("side kick", 1.22, "step back", TRUNK_HALF_M),
    ("turning kick", 0.62, "fold", 0.07),
    ("turning kick", 1.15, "step back", TRUNK_HALF_M),
    ("straight punch", 1.10, "fold", TRUNK_HALF_M),
    ("straight punch", 1.56, "snap", HEAD_HALF_M),
    ("hook", 1.56, "snap", HEAD_HALF_M),
    ("slap", 1.56, "snap", HEAD_HALF_M),
]
SEAT = Seat(0.45, hands_tied=True)
AT_A_SEAT = [
    ("straight punch down", 1.21, "seated snap", HEAD_HALF_M),
    ("hook down", 1.21, "seated snap", HEAD_HALF_M),
    ("slap", 1.21, "seated snap", HEAD_HALF_M),
    ("body shot", 0.78, "seated fold", TRUNK_HALF_M),
    ("body shot", 0.95, "seated jolt", TRUNK_HALF_M),
    ("body hook", 0.78, "seated fold", TRUNK_HALF_M),
    ("front kick", 0.78, "seated fold", TRUNK_HALF_M),
    ("front kick", 0.95, "seated jolt", TRUNK_HALF_M),
    ("side kick", 0.95, "seated jolt", TRUNK_HALF_M),
]
ONTO_THE_TALL = [(name, 1.74, "snap", HEAD_HALF_M) for name in ("straight punch", "hook", "slap")]
Case = tuple[str, float, str, float]


@cache
def body(tall: bool, name: str) -> Performer:
    return performer(TALL if tall else MAN if name == "giver" else WOMAN, human_tissue(), name=name)


@cache
def scene(case: Case) -> tuple[ActedStrike, Reaction]:
    name, height_m, reaction, half_m = case
    strike = act_strike(
        name, body(False, "giver"), gap_m=GAP_M, height_m=height_m, speed_m_s=SPEED_M_S, dwell_s=DWELL_S
    )
    seat = SEAT if reaction.startswith("seated") else None
    return strike, act_reaction(reaction, body(height_m > 1.6, "receiver"), front_m=half_m, starts_s=0.04, seat=seat)


@pytest.fixture(scope="module", params=CASES + AT_A_SEAT + ONTO_THE_TALL, ids=lambda case: f"{case[0]} at {case[1]} m")
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def moments(strike: ActedStrike) -> Floats:
    return np.linspace(strike.begins_s - 0.1, strike.ends_s + 0.1, 31)


def put(motion: ActedStrike | Reaction, time_s: float) -> mujoco.MjData:
    data = mujoco.MjData(motion.model)
    data.qpos[:] = motion.pose(time_s)
    mujoco.mj_kinematics(motion.model, data)
    mujoco.mj_comPos(motion.model, data)
    return data


def lowest_m(motion: ActedStrike | Reaction, time_s: float) -> float:
    data = put(motion, time_s)
    return float(
        min(data.geom_xpos[geom][2] - reach_down_m(motion.model, data, geom) for geom in range(motion.model.ngeom))
    )


def test_the_tip_stops_short_by_the_gap_at_its_height(case: Case) -> None:
    strike, _ = scene(case)
    for time_s in (-1e-9, 0.0, 0.04, 0.079):
        assert strike.tip(time_s) == pytest.approx([GAP_M, 0.0, case[1]], abs=1e-3)


def test_nothing_of_hand_or_foot_is_nearer_than_the_gap(case: Case) -> None:
    strike, _ = scene(case)
    data = put(strike, 0.0)
    tips = [geom for geom in range(strike.model.ngeom) if strike.model.geom(geom).name == strike.row.tip]
    assert min(data.geom_xpos[geom][0] - strike.model.geom_size[geom][0] for geom in tips) == pytest.approx(
        GAP_M, abs=1e-3
    )


def test_it_arrives_as_fast_as_the_plan_says_along_the_strike_or_across_it(case: Case) -> None:
    strike, _ = scene(case)
    step = 1e-4
    velocity = (strike.tip(-step) - strike.tip(-2 * step)) / step
    assert np.linalg.norm(velocity) == pytest.approx(SPEED_M_S, rel=0.02)
    if "turning" in case[0]:  # round from aside, and upwards
        assert velocity[1] < -0.65 * SPEED_M_S
        assert velocity[2] > 0.0
    elif "kick" in case[0]:  # forwards and upwards; a high one only upwards
        assert np.hypot(velocity[0], velocity[2]) > 0.9 * SPEED_M_S
        assert velocity[0] < 0.1 * SPEED_M_S
    else:
        across, down = "hook" in case[0] or case[0] == "slap", case[0] == "straight punch down"
        towards = np.array([0, -1, 0] if across else [-1, 0, -1] if down else [-1, 0, 0])
        assert velocity @ towards / np.linalg.norm(towards) > 0.75 * SPEED_M_S


@pytest.mark.parametrize("case", [case for case in AT_A_SEAT if case[2] == "seated snap"])
def test_at_a_head_below_ones_own_the_hand_comes_down(case: Case) -> None:
    strike, _ = scene(case)
    assert strike.tip(-strike.strike_s)[2] > case[1] + 0.2
    assert strike.tip(-1e-4)[2] > case[1]


@pytest.mark.parametrize("case", [case for case in AT_A_SEAT if "body" in case[0]])
def test_at_a_trunk_as_low_the_hand_comes_from_the_hip(case: Case) -> None:
    strike, _ = scene(case)
    assert strike.tip(-strike.strike_s)[2] == pytest.approx(case[1], abs=0.15)


def test_the_standing_foot_stays_and_nobody_sinks_in_or_flies(case: Case) -> None:
    strike, _ = scene(case)
    bodies = [put(strike, float(time_s)) for time_s in moments(strike)]
    ball = np.array([data.geom("left_ball").xpos for data in bodies])
    assert np.ptp(ball, axis=0).max() < 1e-4
    assert min(lowest_m(strike, float(time_s)) for time_s in moments(strike)) > -1e-3
    pelvis = np.array([data.body("pelvis").xpos for data in bodies])
    assert np.linalg.norm(np.diff(pelvis, axis=0), axis=1).max() < 0.20


def test_a_kick_is_balanced_on_the_foot_that_stands(case: Case) -> None:
    if "kick" not in case[0]:
        return
    strike, _ = scene(case)
    for time_s in (-strike.strike_s, 0.0):
        data = put(strike, time_s)
        foot = (data.geom("left_ball").xpos + data.geom("left_heel").xpos) / 2
        assert np.abs((data.subtree_com[1] - foot)[:2]) == pytest.approx([0, 0], abs=0.11)


def test_no_limb_goes_through_the_other_body(case: Case) -> None:
    """Every surface of one against every surface of the other."""
    strike, react = scene(case)
    spec = empty_world()
    for performed, prefix in ((body(False, "giver"), "g/"), (body(case[1] > 1.6, "receiver"), "r/")):
        spec.attach(performed.spec.copy(), prefix=prefix, frame=spec.worldbody.add_frame())
    model = spec.compile()
    data, names = mujoco.MjData(model), [model.geom(geom).name for geom in range(model.ngeom)]
    mine, theirs = ([geom for geom, name in enumerate(names) if name.startswith(one)] for one in ("g/", "r/"))
    for time_s in moments(strike):
        data.qpos[:] = np.concatenate([strike.pose(float(time_s)), react.pose(float(time_s))])
        mujoco.mj_kinematics(model, data)
        near = (
            mujoco.mj_geomDistance(model, data, one, other, 0.5, None)
            for one in mine
            for other in theirs
            if np.linalg.norm(data.geom_xpos[one] - data.geom_xpos[other]) < 0.5
        )
        assert min(near, default=1.0) > 0.0, time_s


def test_hands_do_not_go_through_ones_own_legs_and_head(case: Case) -> None:
    strike, react = scene(case)
    for motion in (strike, react):
        arms, rest = (
            [motion.model.geom(name).id for name in names]
            for names in (
                [f"{side}_{part}" for side in ("left", "right") for part in ("hand", "forearm")],
                ["head", "pelvis", *(f"{side}_{leg}" for side in ("left", "right") for leg in ("thigh", "knee"))],
            )
        )
        for time_s in moments(strike):
            data = put(motion, float(time_s))
            near = (mujoco.mj_geomDistance(motion.model, data, arm, other, 0.5, None) for arm in arms for other in rest)
            assert min(near) > 0.0, time_s


def test_joints_stay_inside_what_joints_can_do(case: Case) -> None:
    strike, react = scene(case)
    for motion in (strike, react):
        stops = [motion.model.tendon(number) for number in range(motion.model.ntendon)]
        held = [stop for stop in stops if stop.name.endswith("_stop")]
        assert held
        for time_s in moments(strike):
            data = put(motion, float(time_s))
            for stop in held:
                low, high = motion.model.tendon_lengthspring[stop.id]
                angle = data.qpos[motion.model.joint(stop.name.removesuffix("_stop")).qposadr[0]]
                assert low - 0.06 < angle < high + 0.06, (stop.name, time_s)


def test_no_joint_jumps_from_one_moment_to_the_next() -> None:
    """Measured knees extend at up to 30 rad/s in kicks; the feet that stand are solved anew at each moment."""
    for one in CASES:
        strike, _ = scene(one)
        poses = np.array([strike.pose(float(time_s))[7:] for time_s in np.linspace(-strike.strike_s, 0, 60)])
        rates = np.abs(np.diff(poses, axis=0)).max() / (strike.strike_s / 59)
        assert rates < 40, one  # rad/s


@pytest.mark.parametrize("name", ["fold", "snap", "step back"])
def test_a_reaction_waits_for_the_blow_and_gives_way_on_its_feet(name: str) -> None:
    react = act_reaction(name, body(False, "receiver"), front_m=0.1, starts_s=0.04)
    assert np.array_equal(react.pose(-1.0), react.pose(0.04))
    bodies = [put(react, float(time_s)) for time_s in np.linspace(0.0, react.takes_s + 0.1, 60)]
    assert bodies[0].body("thorax").xpos[:2] == pytest.approx([-0.1, 0.0], abs=1e-6)
    assert bodies[-1].subtree_com[1][0] < bodies[0].subtree_com[1][0] - 0.04
    balls = np.array([[data.geom(f"{side}_ball").xpos for side in ("left", "right")] for data in bodies])
    resting = balls[:-1, :, 2] - balls[:, :, 2].min() < 5e-4
    slid = np.linalg.norm(np.diff(balls, axis=0)[..., :2], axis=2)
    assert slid[resting & (balls[1:, :, 2] - balls[:, :, 2].min() < 5e-4)].max() < 2e-3  # a foot that moves is lifted
    assert resting.any(axis=1).all()  # one foot stands at all times


def test_a_snap_turns_the_head_with_the_hand_and_the_knees_give() -> None:
    """The giver's right hand travels to the receiver's right."""
    react = act_reaction("snap", body(False, "receiver"), front_m=0.1, starts_s=0.0)
    before, after = put(react, 0.0), put(react, 0.1)
    faces = [data.body("head").xmat.reshape(3, 3)[:, 0] for data in (before, after)]
    assert faces[1][1] < faces[0][1] - 0.5
    assert put(react, 0.4).body("pelvis").xpos[2] < before.body("pelvis").xpos[2] - 0.03


def test_what_cannot_be_reached_or_is_not_authored_is_refused() -> None:
    with pytest.raises(ModelError, match=r"not 2\.40 m"):
        act_strike("front kick", body(False, "giver"), gap_m=0.3, height_m=2.4, speed_m_s=5, dwell_s=0.08)
    with pytest.raises(ModelError, match="there are"):
        act_strike("drop kick", body(False, "giver"), gap_m=0.3, height_m=1.0, speed_m_s=5, dwell_s=0.08)
