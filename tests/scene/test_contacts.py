"""True contacts: closed forms of a mass on a spring, over masses, steps and both kinds of refusal."""

import math
from dataclasses import replace
from typing import Any

import mujoco
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import ModelError, UnstableSetting
from stuntlab.scene.contacts import (
    LINEAR_IMPEDANCE,
    STABLE_PHASE_LIMIT,
    ContactPair,
    Hardening,
    apply,
    in_series,
    pair_indices,
    require_stable,
    resting_depth,
    write_pairs,
)

RADIUS = 0.1
INERTER = math.sqrt(1 - LINEAR_IMPEDANCE)  # what the engine's own inerter takes off a peak force
G = 9.80665


def ball_spec(mass: float, *, gravity: float = 0.0, box: bool = False) -> mujoco.MjSpec:
    spec = mujoco.MjSpec()
    spec.option.gravity = [0, 0, -gravity]
    spec.worldbody.add_geom(name="floor", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 1])
    body = spec.worldbody.add_body(name="ball", pos=[0, 0, RADIUS])
    body.add_freejoint()
    shape = mujoco.mjtGeom.mjGEOM_BOX if box else mujoco.mjtGeom.mjGEOM_SPHERE
    body.add_geom(name="ball", type=shape, size=[RADIUS] * 3, mass=mass)
    return spec


def true_ball(mass: float, pair: ContactPair, timestep: float, **world: Any) -> tuple[mujoco.MjModel, mujoco.MjData]:
    spec = ball_spec(mass, **world)
    spec.option.timestep = timestep
    write_pairs(spec, [pair])
    model = spec.compile()
    apply(model, [pair], timestep, phase_limit=STABLE_PHASE_LIMIT)
    return model, mujoco.MjData(model)


def strike(model: mujoco.MjModel, data: mujoco.MjData, speed: float, duration: float) -> tuple[np.ndarray, np.ndarray]:
    """Force on the ball and its indentation, step by step."""
    data.qvel[2] = -speed
    force, depth = [], []
    for _ in range(round(duration / model.opt.timestep)):
        mujoco.mj_step(model, data)
        force.append(data.qacc[2] * model.body_mass[1])
        depth.append(RADIUS - data.qpos[2])
    return np.array(force), np.array(depth)


PAIR = ContactPair("ball", "floor", stiffness_n_per_m=300e3, damping_ns_per_m=0.0)


@pytest.mark.parametrize("mass", [5.0, 40.0, 80.0])
@pytest.mark.parametrize("stiffness", [10e3, 300e3, 3.7e6])
def test_peak_force_is_speed_times_root_of_stiffness_times_mass(mass: float, stiffness: float) -> None:
    pair = replace(PAIR, stiffness_n_per_m=stiffness)
    period = math.pi * math.sqrt(mass / stiffness)
    model, data = true_ball(mass, pair, period / 2000)
    force, depth = strike(model, data, 3.0, 1.1 * period)
    assert force.max() == pytest.approx(3.0 * math.sqrt(stiffness * mass) * INERTER, rel=1e-3)
    assert depth.max() == pytest.approx(3.0 * math.sqrt(mass / stiffness) / INERTER, rel=1e-3)


@pytest.mark.parametrize("mass", [5.0, 40.0, 80.0])
def test_an_undamped_contact_gives_back_the_speed(mass: float) -> None:
    model, data = true_ball(mass, PAIR, 1e-4)
    strike(model, data, 3.0, 1.2 * math.pi * math.sqrt(mass / PAIR.stiffness_n_per_m))
    assert data.qvel[2] == pytest.approx(3.0, rel=2e-3)


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4])
def test_damping_gives_the_restitution_of_a_damped_oscillator(share: float) -> None:
    """A contact cannot pull, so it ends where the force is zero, not where the indentation is."""
    mass = 10.0
    omega = math.sqrt(PAIR.stiffness_n_per_m / mass)
    pair = replace(PAIR, damping_ns_per_m=2 * share * math.sqrt(PAIR.stiffness_n_per_m * mass))
    model, data = true_ball(mass, pair, 1e-5)
    strike(model, data, 2.0, 1.3 * math.pi / omega)
    damped = math.sqrt(1 - share**2)
    end = math.atan2(2 * share * damped, 2 * share**2 - 1) / (omega * damped)
    expected = math.exp(-share * omega * end)  # at zero force the speed is v0·exp(-ζωt)
    assert data.qvel[2] / 2.0 == pytest.approx(expected, rel=0.01)


def test_a_resting_weight_sinks_by_force_over_stiffness() -> None:
    pair = replace(PAIR, damping_ns_per_m=2 * math.sqrt(PAIR.stiffness_n_per_m * 40.0))
    model, data = true_ball(40.0, pair, 1e-4, gravity=G)
    mujoco.mj_step(model, data, 10000)
    assert RADIUS - data.qpos[2] == pytest.approx(40.0 * G / PAIR.stiffness_n_per_m, rel=1e-6)


def test_points_share_the_stiffness() -> None:
    """A box on a plane has four contact points; together they are as stiff as was asked for."""
    pair = replace(PAIR, points=4, damping_ns_per_m=2000.0)
    model, data = true_ball(40.0, pair, 1e-4, gravity=G, box=True)
    mujoco.mj_step(model, data, 10000)
    assert data.ncon == 4
    assert RADIUS - data.qpos[2] == pytest.approx(40.0 * G / PAIR.stiffness_n_per_m, rel=1e-5)


def test_the_peak_converges_with_the_step() -> None:
    peaks = []
    for timestep in (4e-5, 8e-5, 1.6e-4, 3.2e-4):
        model, data = true_ball(4.54, replace(PAIR, stiffness_n_per_m=3.7e6, damping_ns_per_m=800.0), timestep)
        force, _ = strike(model, data, 2.716, 0.006)
        peaks.append(force.max())
    exact, _ = strike(
        *true_ball(4.54, replace(PAIR, stiffness_n_per_m=3.7e6, damping_ns_per_m=800.0), 2e-6), 2.716, 6e-3
    )
    errors = np.abs(np.array(peaks) / exact.max() - 1)
    assert np.all(np.diff(errors) > 0)
    assert errors[0] < 0.01


def test_kinetic_energy_becomes_spring_energy_and_comes_back() -> None:
    model, data = true_ball(40.0, PAIR, 1e-5)
    force, depth = strike(model, data, 3.0, 0.04)
    done = np.sum(force[1:] * np.diff(depth))  # work of the contact over a whole bounce
    loading = depth.argmax()
    stored = np.sum(force[1:loading] * np.diff(depth[:loading]))
    assert stored == pytest.approx(0.5 * 40.0 * 9.0, rel=0.01)
    assert abs(done) < 0.01 * stored


def test_hardening_follows_its_law() -> None:
    soft, hard, depth_at = 35e3, 500e3, 0.03
    pair = replace(PAIR, stiffness_n_per_m=soft, hardening=Hardening(hard, depth_at))
    model, data = true_ball(40.0, pair, 1e-5)
    force, depth = strike(model, data, 2.0, 0.06)
    loading = slice(0, int(depth.argmax()))
    r = np.clip(depth[loading] / depth_at, 0, 1)
    growth = (math.sqrt(soft / hard) * (1 - r) + r) ** 2
    expected = hard * growth * depth[loading]
    deep = depth[loading] > 0.004
    assert depth.max() > 0.02
    np.testing.assert_allclose(force[loading][deep], expected[deep], rtol=0.06)  # the inerter is 5 % at full depth


@pytest.mark.parametrize("hardening", [None, Hardening(500e3, 0.02)])
def test_a_weight_rests_where_resting_depth_says(hardening: Hardening | None) -> None:
    pair = replace(PAIR, stiffness_n_per_m=50e3, damping_ns_per_m=4000.0, hardening=hardening)
    model, data = true_ball(60.0, pair, 1e-4, gravity=G)
    mujoco.mj_step(model, data, 20000)
    expected = resting_depth(60.0 * G, 50e3, hardening)
    assert RADIUS - data.qpos[2] == pytest.approx(expected, rel=1e-4)


def test_friction_holds_below_its_limit_and_slides_above() -> None:
    pair = replace(PAIR, friction=0.5, damping_ns_per_m=2000.0)
    mass = 20.0
    model, data = true_ball(mass, replace(pair, points=4), 1e-4, gravity=G, box=True)
    mujoco.mj_step(model, data, 3000)
    data.xfrc_applied[1, 0] = 0.3 * mass * G
    mujoco.mj_step(model, data, 3000)
    assert abs(data.qvel[0]) < 0.02  # creeps, as viscous friction does
    data.xfrc_applied[1, 0] = 0.8 * mass * G
    start = data.qvel[0]
    mujoco.mj_step(model, data, 2000)
    assert data.qvel[0] - start == pytest.approx(0.3 * G * 0.2, rel=0.05)


def test_stock_contact_of_the_engine_fails_the_head_drop() -> None:
    """The negative test: mass-normalised softness reads 28-33 g where a head must read 225-275 g (row 79)."""
    spec = ball_spec(4.54, gravity=G)
    spec.option.timestep = 1e-4
    model = spec.compile()
    data = mujoco.MjData(model)
    force, _ = strike(model, data, math.sqrt(2 * G * 0.376), 0.05)
    peak_g = (force / 4.54 + G).max() / G
    assert 28 <= peak_g <= 33
    with pytest.raises(ModelError, match="default contact"):
        apply(model, [], 1e-4)


@given(
    stiffness=st.floats(1e3, 1e7), damping=st.floats(0, 1e5), weight=st.floats(0.01, 10), timestep=st.floats(1e-6, 1e-3)
)
@settings(deadline=None, max_examples=100)
def test_refused_exactly_where_the_step_cannot_follow(
    stiffness: float, damping: float, weight: float, timestep: float
) -> None:
    pair = replace(PAIR, stiffness_n_per_m=stiffness, damping_ns_per_m=damping)
    too_fast = damping * weight * timestep >= 1 or math.sqrt(stiffness * weight) * timestep > 0.25
    if too_fast:
        with pytest.raises(UnstableSetting, match=r"ball\|floor"):
            require_stable(pair, inverse_weight=weight, timestep_s=timestep)
    else:
        require_stable(pair, inverse_weight=weight, timestep_s=timestep)


def test_the_refusal_names_a_step_that_is_accepted() -> None:
    pair = replace(PAIR, stiffness_n_per_m=5e6)
    with pytest.raises(UnstableSetting, match=r"at most 0\.00024") as refusal:
        require_stable(pair, inverse_weight=1 / 4.54, timestep_s=5e-4)
    assert "effective mass of 4.54 kg" in str(refusal.value)
    require_stable(pair, inverse_weight=1 / 4.54, timestep_s=2.3e-4)


def test_pyramidal_cones_are_refused() -> None:
    spec = ball_spec(5.0)
    write_pairs(spec, [PAIR])
    spec.option.cone = mujoco.mjtCone.mjCONE_PYRAMIDAL
    with pytest.raises(ModelError, match="elliptic"):
        apply(spec.compile(), [PAIR], 1e-4)


def test_a_pair_nobody_set_is_refused() -> None:
    spec = ball_spec(5.0)
    write_pairs(spec, [PAIR])
    model = spec.compile()
    with pytest.raises(ModelError, match="no true stiffness"):
        apply(model, [], 1e-4)
    with pytest.raises(ModelError, match="no contact pair"):
        pair_indices(model, [replace(PAIR, second="wall")])


@given(st.lists(st.floats(1.0, 1e7), min_size=1, max_size=4))
@settings(deadline=None, max_examples=50)
def test_springs_in_series_are_softer_than_the_softest(stiffnesses: list[float]) -> None:
    together = in_series(*stiffnesses)
    assert together <= min(stiffnesses) * (1 + 1e-12)
    assert together == pytest.approx(in_series(*stiffnesses, math.inf))


@pytest.mark.parametrize("along", [0.0, 3.0, 10.0])
def test_fast_sliding_presses_no_harder_than_the_spring(along: float) -> None:
    """A head that slides along a screen at metres per second: the cone of the engine alone read ten times as much."""
    pair = ContactPair("ball", "floor", stiffness_n_per_m=24e3, damping_ns_per_m=0.0, friction=0.4)
    spec = ball_spec(4.5)
    spec.delete(spec.joints[0])
    for axis in ([1, 0, 0], [0, 0, 1]):  # it does not roll
        spec.body("ball").add_joint(type=mujoco.mjtJoint.mjJNT_SLIDE, axis=axis)
    write_pairs(spec, [pair])
    model = spec.compile()
    apply(model, [pair], 1e-4)
    data = mujoco.MjData(model)
    data.qvel[0], data.qvel[1] = along, -2.0
    force = []
    for _ in range(500):
        mujoco.mj_step(model, data)
        force.append(data.qacc[1] * 4.5)
    expected = INERTER * 2.0 * math.sqrt(24e3 * 4.5)
    assert max(force) == pytest.approx(expected, rel=0.05)


def test_a_contact_under_its_slip_force_creeps() -> None:
    """Creep under a share of the slip force is that of the slip damping, whatever the cone's metric."""
    pair = replace(PAIR, friction=0.5, damping_ns_per_m=2000.0, points=4)
    spec = ball_spec(20.0, gravity=G, box=True)
    write_pairs(spec, [pair])
    model = spec.compile()
    apply(model, [pair], 1e-4, phase_limit=STABLE_PHASE_LIMIT)
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data, 3000)
    data.xfrc_applied[1, 0] = 0.3 * 20.0 * G
    mujoco.mj_step(model, data, 6000)
    assert data.qvel[0] == pytest.approx(0.3 * 20.0 * G / 3000.0, rel=0.1)
