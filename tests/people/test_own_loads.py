"""What a strike asks of its giver: a body at rest, Newton's laws, the square of the speed."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.people import human_tissue, measures, performer
from stuntlab.people.act import ActedStrike, act_strike
from stuntlab.people.act.own_loads import OwnLoads, own_loads

MAN = measures(stature_m=1.70, mass_kg=72, sex="male")
KICK_M = 1.15


def strike(name: str = "front kick", height_m: float = KICK_M, speed_m_s: float = 5.0) -> ActedStrike:
    man = performer(MAN, human_tissue())
    return act_strike(name, man, gap_m=0.3, height_m=height_m, speed_m_s=speed_m_s, dwell_s=0.08)


@pytest.fixture(scope="module")
def kick() -> ActedStrike:
    return strike()


@pytest.fixture(scope="module")
def loads(kick: ActedStrike) -> OwnLoads:
    return own_loads(kick)


def test_at_rest_the_ground_bears_the_body_and_the_spine_what_stands_on_it(loads: OwnLoads) -> None:
    still = np.zeros(1)
    assert loads.peak("ground_force", still) == pytest.approx(MAN.mass_kg * GRAVITY_M_S2, rel=1e-3)
    assert loads.peak("lumbar_force", still) < MAN.above_pelvis_kg * GRAVITY_M_S2
    assert loads.peak("lumbar_force", still) > 0.8 * MAN.above_pelvis_kg * GRAVITY_M_S2  # leaning back takes some


def test_at_rest_a_hip_bears_the_moment_of_its_leg(kick: ActedStrike, loads: OwnLoads) -> None:
    """By hand: weight of each part of the leg times how far it is before the hip."""
    moments = []
    for share in np.linspace(0, 1, 61)[2:-2]:
        data = mujoco.MjData(kick.model)
        data.qpos[:] = kick.actor.qpos(kick.striking(float(share)))
        mujoco.mj_kinematics(kick.model, data)
        arms = [data.body(f"right_{part}").xipos - data.body("right_thigh").xpos for part in ("thigh", "shank", "foot")]
        masses = [kick.model.body(f"right_{part}").mass[0] for part in ("thigh", "shank", "foot")]
        levers = np.array([np.hypot(*arm[:2]) for arm in arms])
        moments.append(GRAVITY_M_S2 * float(levers @ masses))
    assert loads.peak("hip_moment", np.zeros(1)) == pytest.approx(max(moments), rel=0.05)


def test_the_ground_pushes_as_the_centre_of_mass_is_accelerated(kick: ActedStrike, loads: OwnLoads) -> None:
    """Newton's second law on the whole body, with differences of its centre of mass in time."""
    times = np.linspace(-kick.strike_s, 0, 61)
    middle = np.array([kick.actor.middle(kick.striking(1 + float(time) / kick.strike_s)) for time in times])
    step = times[1] - times[0]
    pushed = MAN.mass_kg * (
        np.gradient(np.gradient(middle, step, axis=0), step, axis=0) + np.array([0, 0, GRAVITY_M_S2])
    )
    whole = loads.at_rest["ground_force"] + (1 / kick.strike_s) ** 2 * loads.moving["ground_force"]
    inside = slice(6, -6)
    assert np.median(np.abs(pushed[2:-2] - whole)[inside]) < 0.03 * MAN.mass_kg * GRAVITY_M_S2


def test_what_motion_adds_grows_with_the_square_of_the_speed(loads: OwnLoads) -> None:
    """The same strike, acted twice as fast, by the equations anew."""
    faster = own_loads(strike(speed_m_s=10.0))
    assert faster.way_m == pytest.approx(loads.way_m)
    for load in loads.at_rest:
        assert faster.peak(load, np.array([7.0])) == pytest.approx(loads.peak(load, np.array([7.0])), rel=1e-6)
    slow, fast = loads.peak("hip_moment", np.array([0.0, 100.0])), loads.peak("hip_moment", np.array([0.0, 200.0]))
    assert fast[1] / slow[1] == pytest.approx(4.0, rel=0.02)


def test_between_its_speeds_it_is_nearly_what_it_is_there(loads: OwnLoads) -> None:
    speeds = np.array([4.31, 9.0])
    exact = np.linalg.norm(
        loads.at_rest["knee_moment"] + (4.31 / loads.way_m) ** 2 * loads.moving["knee_moment"], axis=1
    ).max()
    assert loads.peak("knee_moment", speeds)[0] == pytest.approx(exact, rel=0.01)


def test_the_limb_that_strikes_is_the_one_that_is_told() -> None:
    assert set(own_loads(strike("hook", 1.5)).at_rest) == {
        "lumbar_force", "ground_force", "shoulder_moment", "elbow_moment"
    }  # fmt: skip


def test_it_is_of_the_size_of_what_was_measured_at_kicks_of_a_ball(loads: OwnLoads) -> None:
    """Lyle 2011: the hip of a kicking leg is flexed with 1.07-1.22 N m per kg and m of stature at 11.6-13.4 m/s.

    Another kick, so an order of magnitude only: at 5 m/s a front kick asks for less than that, and for more than a
    fifth of it.
    """
    asked = float(loads.peak("hip_moment", np.array([5.0]))[0]) / (MAN.mass_kg * MAN.stature_m)
    assert 0.2 < asked < 1.22
