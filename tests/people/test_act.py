"""A strike as it is acted: it arrives where and as fast as the plan says, on a foot that stays."""

from __future__ import annotations

import math

import mujoco
import numpy as np
import pytest

from stuntlab.errors import ModelError
from stuntlab.people import human_tissue, measures, performer
from stuntlab.people.act import ActedStrike, acted_reaction, acted_strike
from stuntlab.people.act.tables import act_named

MAN = measures(stature_m=1.70, mass_kg=72, sex="male")
WOMAN = measures(stature_m=1.68, mass_kg=55, sex="female")
CASES = [("front kick", 1.15, 5.0), ("front kick", 0.9, 3.0), ("straight punch", 1.45, 6.0)]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]} at {case[1]} m")
def act(request: pytest.FixtureRequest) -> tuple[ActedStrike, float, float]:
    name, height_m, speed = request.param
    striker = performer(MAN, human_tissue())
    acted = acted_strike(name, striker, gap_m=0.3, height_m=height_m, speed_m_s=speed, dwell_s=0.08)
    return acted, height_m, speed


def places(act: ActedStrike, time_s: float, body: str) -> np.ndarray:
    data = mujoco.MjData(act.model)
    data.qpos[:] = act.pose(time_s)
    mujoco.mj_kinematics(act.model, data)
    return np.array(data.body(body).xpos)


def test_the_tip_stops_short_by_the_gap_at_its_height(act: tuple[ActedStrike, float, float]) -> None:
    acted, height_m, _ = act
    for time_s in (0.0, 0.04, 0.079):
        assert acted.tip(time_s) == pytest.approx([0.3, 0.0, height_m], abs=1e-5)


def test_it_arrives_as_fast_as_the_plan_says(act: tuple[ActedStrike, float, float]) -> None:
    acted, _, speed = act
    step = 1e-4
    arrived = np.linalg.norm(acted.tip(-step) - acted.tip(-2 * step)) / step
    assert arrived == pytest.approx(speed, rel=0.03)


def test_the_standing_foot_stays_and_nobody_flies(act: tuple[ActedStrike, float, float]) -> None:
    acted, _, _ = act
    times = np.linspace(acted.begins_s - 0.1, acted.ends_s + 0.1, 30)
    feet = np.array([places(acted, float(time_s), act_named("front kick")["planted"]) for time_s in times])
    assert np.ptp(feet[:, :2], axis=0).max() < 1e-9
    assert np.ptp(feet[:, 2]) < 0.06  # it rolls over heel and ball
    pelvis = np.array([places(acted, float(time_s), "pelvis") for time_s in times])
    assert np.linalg.norm(np.diff(pelvis, axis=0), axis=1).max() < 0.15


def test_it_never_comes_nearer_than_where_it_stops(act: tuple[ActedStrike, float, float]) -> None:
    acted, _, _ = act
    nearest = min(acted.tip(float(time_s))[0] for time_s in np.linspace(acted.begins_s, acted.ends_s, 60))
    assert nearest > 0.3 - 0.03


def test_joints_stay_inside_what_joints_can_do(act: tuple[ActedStrike, float, float]) -> None:
    acted, _, _ = act
    for pose in (acted.guard, acted.chamber, acted.extended):
        assert all(-math.radians(60) <= angle <= math.radians(150) for angle in pose.angles_rad.values())


@pytest.mark.parametrize("name", ["fold", "snap"])
def test_a_reaction_waits_for_the_blow_and_gives_way(name: str) -> None:
    react = acted_reaction(name, performer(WOMAN, human_tissue()), front_m=0.1, starts_s=0.04)
    assert np.array_equal(react.pose(-1.0), react.pose(0.04))
    back = [react.pose(float(time_s))[0] for time_s in np.linspace(0.04, 0.5, 20)]
    assert back == sorted(back, reverse=True)
    assert back[0] == pytest.approx(-0.1)


def test_what_cannot_be_reached_or_is_not_authored_is_refused() -> None:
    man = performer(MAN, human_tissue())
    with pytest.raises(ModelError, match="reaches from"):
        acted_strike("front kick", man, gap_m=0.3, height_m=2.4, speed_m_s=5, dwell_s=0.08)
    with pytest.raises(ModelError, match="there are"):
        acted_strike("drop kick", man, gap_m=0.3, height_m=1.0, speed_m_s=5, dwell_s=0.08)
