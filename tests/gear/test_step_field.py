"""Stairs as a field: its springs cost nothing, its dampers and friction only take, and it is where stairs are."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from math import sqrt

import mujoco
import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.step_contact import EASES_M_S, press, spring_n
from stuntlab.gear.step_field import Helped, Push, SoftFoot, Stairs, Touch, step_field
from stuntlab.scene.engine_memory import offset_of
from stuntlab.scene.field import Field, install_field

FLIGHT = Stairs(6, 0.178, 0.28)
BALL_KG, RADIUS_M = 20.0, 0.1
UPRIGHT = np.concatenate([np.zeros(9), np.eye(3).ravel()])


def touch(*, damping: float = 0.0, friction: float = 0.0, at: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Touch:
    return Touch(1, at, RADIUS_M, 2e5, 4e5, 0.01, damping, friction, 2000.0, 0.02)


def dumbbell(**what: float) -> list[Touch]:
    """A body that turns as it goes: balls at both ends of a bar."""
    return [touch(at=(0.0, 0.0, end), **what) for end in (-0.06, 0.06)]


def force_at(
    place: tuple[float, float, float], speed: tuple[float, float, float] = (0, 0, 0), *, field: Field | None = None
) -> Floats:
    """Force on a ball at a place, [3]."""
    at, moving = np.concatenate([np.zeros(3), place]), np.concatenate([np.zeros(9), speed])
    force = np.zeros(12)
    press((field or step_field(FLIGHT, None, [touch()], root=1)).memory.copy(), at, UPRIGHT, at, moving, at, force)
    return force[6:9]


def falling(field: Field, *, timestep_s: float = 1e-4, lasts_s: float = 1.2) -> tuple[Floats, Floats]:
    """Two balls on a bar thrown down the stairs, turning: energy whenever they touch nothing, and the last state."""
    model = mujoco.MjModel.from_xml_string(
        f'<mujoco><option integrator="implicitfast" timestep="{timestep_s}"/><size nuserdata="{len(field.memory)}"/>'
        '<worldbody><body name="ball" pos="0.05 0 1.3"><freejoint/>'
        f'<inertial pos="0 0 0" mass="{BALL_KG}" diaginertia="0.10 0.09 0.11"/></body></worldbody></mujoco>'
    )
    data = mujoco.MjData(model)
    data.userdata[:], data.qvel[:] = field.memory, [1.2, 0.05, 0.0, 0.5, 4.0, 0.3]
    energies = []
    with install_field(field):
        for _ in range(round(lasts_s / timestep_s)):
            mujoco.mj_step(model, data)
            mujoco.mj_energyPos(model, data)
            mujoco.mj_energyVel(model, data)
            if not data.xfrc_applied.any():  # else some of it is in the springs
                energies.append(float(data.energy.sum()))
    return np.array(energies), np.concatenate([data.qpos, data.qvel])


def test_stairs_are_where_they_are() -> None:
    """Above each tread, before each riser and beyond the foot; nothing in the air."""
    for step in range(FLIGHT.steps - 1):
        x, z = (step + 0.6) * FLIGHT.tread_m, (FLIGHT.steps - 1 - step) * FLIGHT.rise_m
        down = force_at((x, 0.0, z + RADIUS_M - 0.005))
        assert down[0] == down[1] == 0 < down[2]
        assert not force_at((x, 0.0, z + RADIUS_M + 1e-6)).any()
        riser = force_at((step * FLIGHT.tread_m + RADIUS_M - 0.005, 0.0, z + 0.11))
        assert riser[0] > 0
    assert force_at((9.0, 0.0, 0.09))[2] == pytest.approx(spring_n(0.01, 2e5, 4e5, 0.01))
    assert force_at((-1.0, 0.0, FLIGHT.height_m + 0.09))[2] > 0


def test_who_pushes_themselves_on_does_so_down_the_slope_until_they_are_as_fast_as_they_mean_to_be() -> None:
    """The whole push at a standstill, half of it where half of the easing is missing, none above and in the air."""
    slope = np.array([FLIGHT.tread_m, 0.0, -FLIGHT.rise_m]) / np.hypot(FLIGHT.tread_m, FLIGHT.rise_m)
    helped = step_field(FLIGHT, None, [touch()], root=1, push=Push(150.0, 1.2))
    on_a_tread = (0.6 * FLIGHT.tread_m, 0.0, 5 * FLIGHT.rise_m + RADIUS_M - 0.005)
    for speed, push_n in ((0.0, 150.0), (1.2 - EASES_M_S / 2, 75.0), (1.2, 0.0), (2.0, 0.0)):
        alone, moved = (force_at(on_a_tread, tuple(speed * slope), field=field) for field in (None, helped))
        assert moved - alone == pytest.approx(push_n * slope, abs=1e-9)
    assert not force_at((0.1, 0.0, 3.0), field=helped).any()
    at_the_foot = (FLIGHT.run_m + 0.5, 0.0, RADIUS_M - 0.005)
    assert force_at(at_the_foot, field=helped) == pytest.approx(force_at(at_the_foot))


@pytest.mark.parametrize(("most_n", "moved"), [(1e9, 0.5), (0.1, 0.0)])
def test_a_body_that_helps_bears_its_share_and_no_push_or_moment_is_lost(most_n: float, moved: float) -> None:
    """A ball with another body's arms before it: both together feel what the ball alone would, about any place."""
    places = np.array([[0.0, 0, 0], [0.6 * FLIGHT.tread_m, 0.0, 5 * FLIGHT.rise_m + RADIUS_M - 0.005], [0.2, 0.3, 1.4]])
    turn, speed = np.tile(np.eye(3).ravel(), 3), np.zeros(18)
    felt = []
    for helped in (None, Helped(2, 0.5, most_n)):
        field = step_field(FLIGHT, None, [replace(touch(friction=0.4), helped=helped)], root=1)
        force = np.zeros(18)
        press(field.memory.copy(), places.ravel(), turn, places.ravel(), speed + 0.1, places.ravel(), force)
        felt.append(force.reshape(3, 6))
    alone, shared = felt
    whole = [np.concatenate([f[:, :3].sum(axis=0), (f[:, 3:] + np.cross(places, f[:, :3])).sum(axis=0)]) for f in felt]
    assert whole[1] == pytest.approx(whole[0])
    size = np.linalg.norm(alone[1, :3])
    assert shared[2, :3] == pytest.approx(alone[1, :3] * (moved or most_n / size))


def test_a_nosing_pushes_away_from_itself() -> None:
    away = np.array([0.05, 0.0, 0.06])
    nosing = np.array([2 * FLIGHT.tread_m, 0.0, (FLIGHT.steps - 2) * FLIGHT.rise_m])
    push = force_at(tuple(nosing + away))
    assert push / np.linalg.norm(push) == pytest.approx(away / np.linalg.norm(away), abs=1e-9)


def test_a_path_through_a_nosing_and_back_costs_nothing() -> None:
    """Down into a tread, out over its nosing and round again: a field of springs has a potential."""
    turn = np.linspace(0, 2 * np.pi, 40_001)
    places = np.column_stack([0.56 + 0.06 * np.cos(turn), 0 * turn, 0.712 + 0.06 + 0.05 * np.sin(turn)])
    forces = np.array([force_at(tuple(place)) for place in places])
    work = np.trapezoid((forces[:-1] * np.diff(places, axis=0)).sum(axis=1))
    given = np.abs((forces[:-1] * np.diff(places, axis=0)).sum(axis=1)).sum()
    assert given > 50, "it did push"
    assert work == pytest.approx(0, abs=2e-3 * given)


def test_a_hardening_spring_has_no_step() -> None:
    depths = np.linspace(0, 0.05, 1001)
    forces = np.array([spring_n(depth, 2e4, 4e5, 0.02) for depth in depths])
    slopes = np.diff(forces) / np.diff(depths)
    assert slopes[0] == pytest.approx(2e4, rel=0.03)
    assert slopes[-1] == pytest.approx(4e5, rel=1e-6)
    assert np.all(np.diff(slopes) > -1e-3)


def test_a_body_of_springs_keeps_its_energy_down_the_stairs() -> None:
    """A dumbbell that tumbles over nosings, without dampers or friction: the engine and the field together."""
    energy, last = falling(step_field(FLIGHT, None, dumbbell(), root=1))
    assert last[0] > 0.8, "it went down some steps"
    assert len(energy) < 11_900, "it touched some"
    assert np.ptp(energy) < 0.005 * energy[0]


@pytest.mark.parametrize("what", [{"damping": 400.0}, {"friction": 0.5}])
def test_dampers_and_friction_only_take(what: dict[str, float]) -> None:
    sprung, _ = falling(step_field(FLIGHT, None, dumbbell(), root=1))
    lossy, _ = falling(step_field(FLIGHT, None, dumbbell(**what), root=1))
    assert lossy.max() <= lossy[0] * 1.001
    assert lossy[-1] < sprung[-1] - 10.0


def test_halving_the_step_changes_little() -> None:
    """First order in the step: the error on where a damped dumbbell is after three steps halves with it."""
    field = step_field(FLIGHT, None, dumbbell(damping=400.0, friction=0.5), root=1)
    coarse, middle, fine = (falling(field, timestep_s=step, lasts_s=0.45)[1][:3] for step in (2e-4, 1e-4, 2.5e-5))
    assert np.linalg.norm(coarse - fine) < 0.005
    assert np.linalg.norm(middle - fine) < 0.7 * np.linalg.norm(coarse - fine) + 1e-5


def test_friction_is_coulombs_and_against_the_motion() -> None:
    field = step_field(FLIGHT, None, [touch(friction=0.4)], root=1)
    push = force_at((9.0, 0.0, 0.09), (3.0, -4.0, 0.0), field=field)
    assert np.hypot(*push[:2]) == pytest.approx(0.4 * push[2])
    assert push[:2] / np.hypot(*push[:2]) == pytest.approx([-0.6, 0.8])


def test_the_stairwell_is_beside_and_what_is_soft_at_the_foot() -> None:
    deep = step_field(Stairs(6, 0.178, 0.28, half_width_m=0.5, well_m=4.0), None, [touch()], root=1)
    assert not force_at((0.5, 0.6, 0.5), field=deep).any()
    assert force_at((0.5, 0.6, -3.91), field=deep)[2] > 0
    mat = step_field(FLIGHT, SoftFoot(0.2, 2e4, 0.6), [touch()], root=1)
    assert force_at((9.0, 0.0, 0.25), field=mat)[2] == pytest.approx(2e4 * 0.02)
    assert not force_at((1.0, 0.0, 1.2), field=mat).any()


def test_what_was_returned_is_less_on_the_way_out() -> None:
    flesh = Touch(1, (0.0, 0.0, 0.0), 0.1, 2e5, 4e5, 0.01, 0.0, 0.0, 0.0, 0.02, returns=0.4)
    field = step_field(FLIGHT, None, [flesh], root=1)
    going, leaving = (force_at((9.0, 0.0, 0.09), (0.0, 0.0, speed), field=field)[2] for speed in (-2.0, 2.0))
    assert leaving == pytest.approx(0.4 * going)


@pytest.mark.parametrize("array", ["cvel", "subtree_com", "xfrc_applied", "xipos"])
def test_an_array_is_found_by_its_own_address(array: str) -> None:
    """Also in a model in which no array before it is empty: an empty one begins where the next one does."""
    model = mujoco.MjModel.from_xml_string(
        '<mujoco><size nuserdata="2"/><worldbody><body><joint name="a"/><geom size=".1"/><body pos="0 0 1">'
        '<joint name="b" axis="0 1 0"/><geom size=".1"/></body></body></worldbody><tendon><fixed name="t">'
        '<joint joint="a" coef="1"/><joint joint="b" coef="1"/></fixed></tendon><actuator><motor joint="a"/>'
        '<motor joint="b"/></actuator><sensor><jointpos joint="a"/></sensor></mujoco>'
    )
    data = mujoco.MjData(model)
    address = ctypes.c_uint64.from_address(data._address + offset_of(array)).value
    assert address == getattr(data, array).ctypes.data


def test_free_fall_of_a_flight_is_the_bound_it_is_called() -> None:
    energy, last = falling(step_field(FLIGHT, None, dumbbell(damping=400.0, friction=0.5), root=1), lasts_s=1.2)
    speed = float(np.linalg.norm(last[7:10]))
    assert speed < sqrt(2 * GRAVITY_M_S2 * (1.3 + 0.1) + 1.3**2)
    assert energy[-1] < energy[0]


@pytest.mark.parametrize(("soft", "deep", "damping"), [(35e3, 0.04, 2100.0), (25e3, 0.05, 2120.0)])
def test_flesh_on_a_step_loses_what_it_loses_on_a_floor(soft: float, deep: float, damping: float) -> None:
    """Back and pelvis under the probe of 49 CFR 572.34: 69 to 85 % are lost in a chest; here the damper grows as there.

    A little more is lost than on a floor (77 %), where the spring between touch and depth is softer.
    """
    flesh = step_field(FLIGHT, None, [Touch(1, (0.0, 0.0, 0.0), RADIUS_M, soft, 4e5, deep, damping, 0, 0, 0)], root=1)
    mass, speed, height, step = 23.4, -6.71, RADIUS_M, 2e-5
    while height <= RADIUS_M:
        speed += force_at((9.0, 0.0, height), (0.0, 0.0, speed), field=flesh)[2] / mass * step
        height += speed * step
    assert 0.77 < 1 - (speed / 6.71) ** 2 < 0.88
    moving, at_rest = (force_at((9.0, 0.0, RADIUS_M - 0.003), (0.0, 0.0, v), field=flesh)[2] for v in (-1.0, 0.0))
    stiffness = soft + (4e5 - soft) * 0.003 / deep
    assert moving - at_rest == pytest.approx(damping * sqrt(stiffness / 4e5))


BETWEEN = Stairs(6, 0.178, 0.28, half_width_m=0.5, walls=(True, True))


def test_walls_stand_on_the_sides_that_have_them() -> None:
    """Left is y positive for who looks down the stairs, +x. A wall has a stiffness of its own."""
    point = Touch(1, (0.0, 0.0, 0.0), RADIUS_M, 2e5, 4e5, 0.01, 0.0, 0.0, 0.0, 0.02, wall_n_per_m=(1e5, 3e5))
    for walls, presses in (((True, False), (-1, 0)), ((False, True), (0, 1)), ((True, True), (-1, 1))):
        field = step_field(Stairs(6, 0.178, 0.28, half_width_m=0.5, walls=walls), None, [point], root=1)
        for side, way in zip((0.405, -0.405), presses, strict=True):
            push = force_at((9.0, side, 1.0), field=field)
            assert push == pytest.approx([0.0, way * spring_n(0.005, 1e5, 3e5, 0.01), 0.0])
        assert not force_at((9.0, 0.39, 1.0), field=field).any()


def test_a_path_into_the_corner_of_wall_and_step_and_back_costs_nothing() -> None:
    field = step_field(BETWEEN, None, [touch()], root=1)
    turn = np.linspace(0, 2 * np.pi, 20_001)
    places = np.column_stack([0.9 + 0 * turn, 0.42 + 0.04 * np.cos(turn), 0.456 + 0.04 * np.sin(turn)])
    forces = np.array([force_at(tuple(place), field=field) for place in places])
    each = (forces[:-1] * np.diff(places, axis=0)).sum(axis=1)
    assert np.abs(forces).max(axis=0)[1] > 1000
    assert np.abs(forces).max(axis=0)[2] > 1000
    assert each.sum() == pytest.approx(0, abs=2e-3 * np.abs(each).sum())


def test_a_wall_brakes_what_slides_along_it_with_friction() -> None:
    """0.4 of what presses, against the motion, level and down."""
    field = step_field(BETWEEN, None, [touch(friction=0.4)], root=1)
    push = force_at((9.0, 0.405, 1.0), (3.0, 0.0, -4.0), field=field)
    assert push[1] < 0
    assert push[[0, 2]] == pytest.approx(0.4 * -push[1] * np.array([-0.6, 0.8]))
