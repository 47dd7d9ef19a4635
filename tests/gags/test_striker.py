"""The striker against closed forms: two masses, a spring, a muscle, and a plate that does not move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import sqrt
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.gags.striking.force_plate import force_on_plate, plate_scene
from stuntlab.gags.striking.striker import FOOT, REAR, Striker
from stuntlab.scene.contacts import LINEAR_IMPEDANCE, in_series
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import run

INERTER = sqrt(1 - LINEAR_IMPEDANCE)  # what the engine's own inerter takes off a peak force

MOTION = ("position", "speed")

PASSIVE = Striker(
    tip_mass_kg=1.2,
    rear_mass_kg=11.8,
    stiffness_n_per_m=20e3,
    damping_n_s_per_m=0.0,
    follow_through_m=0.3,
    size_m=(0.025, 0.045, 0.11),
)


def strike(striker: Striker, *, speed_m_s: Any = 5.0, push_n: float = 0.0, **plate: float) -> Mapping[str, Floats]:
    """Traces of every channel, [take, time], and "time", [time]; at most a chunk of takes."""
    scene = plate_scene(striker, **plate)
    speeds = np.atleast_1d(np.asarray(speed_m_s, dtype=float))

    felt: dict[str, Floats] = {}

    def keep(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        blow = phases["blow"]
        felt.update({f"{body}_{what}": blow.scalar(f"{body}_{what}") for body in (FOOT, REAR) for what in MOTION})
        felt.update(force=force_on_plate(blow), time=blow.time_s)
        return {"peak": felt["force"].max(axis=1)}

    _, status = run(scene, {"speed_m_s": speeds, "push_n": np.full_like(speeds, push_n)}, keep, threads=1)
    assert not status.any()
    return felt


@pytest.mark.parametrize(("mass_kg", "speed_m_s"), [(2.0, 6.0), (13.0, 5.0), (25.0, 1.0)])
def test_peak_at_a_plate_is_speed_times_root_of_stiffness_times_mass(
    fit_kick: ModuleType, mass_kg: float, speed_m_s: float
) -> None:
    """With next to no foot in front, leg and plate are two springs in series: F = v·√(k·m).

    The plate's damper only keeps 20 g of foot from chattering.
    """
    striker = replace(PASSIVE, tip_mass_kg=0.02, rear_mass_kg=mass_kg)
    felt = strike(striker, speed_m_s=speed_m_s, plate_damping_n_s_per_m=60.0, duration_s=0.2, timestep_s=5e-5)
    closed_form_n = speed_m_s * sqrt(in_series(20e3, 150e3) * (mass_kg + 0.02))
    assert felt["force"].max() == pytest.approx(closed_form_n, rel=0.02)


def test_time_to_peak_is_a_quarter_of_the_period() -> None:
    striker = replace(PASSIVE, tip_mass_kg=0.02)
    felt = strike(striker, plate_damping_n_s_per_m=0.0, duration_s=0.1, timestep_s=5e-5)
    leg_m = felt[f"{REAR}_position"][0] - felt[f"{FOOT}_position"][0]
    touched_s = felt["time"][np.argmax(felt["force"][0] > 0)]
    quarter_s = np.pi / 2 * sqrt(11.82 / in_series(20e3, 150e3))
    assert felt["time"][leg_m.argmax()] - touched_s == pytest.approx(quarter_s, rel=0.02)


def test_a_stiff_leg_is_one_mass() -> None:
    """The other limit: a plate much softer than the leg meets foot and leg together."""
    felt = strike(
        replace(PASSIVE, stiffness_n_per_m=1e7),
        speed_m_s=0.3,
        plate_n_per_m=10e3,
        plate_damping_n_s_per_m=0.0,
        duration_s=0.15,
    )
    assert felt["force"].max() == pytest.approx(0.3 * sqrt(10e3 * 13.0) * INERTER, rel=0.01)


def test_energy_is_kept_without_damping_and_push() -> None:
    felt = strike(PASSIVE, plate_damping_n_s_per_m=0.0, duration_s=0.15)
    assert felt["force"][0, -1] == 0, "the foot has left the plate"
    assert energy_j(felt)[-1] == pytest.approx(0.5 * 13.0 * 5.0**2, rel=0.01)


def test_the_legs_damper_takes_what_energy_is_lost() -> None:
    striker = replace(PASSIVE, damping_n_s_per_m=60.0)
    felt = strike(striker, plate_damping_n_s_per_m=0.0, duration_s=0.15)
    rate = felt[f"{REAR}_speed"][0] - felt[f"{FOOT}_speed"][0]
    burnt_j = np.trapezoid(60.0 * rate**2, felt["time"])
    energy = energy_j(felt)
    assert burnt_j > 20
    assert energy[0] - energy[-1] == pytest.approx(burnt_j, rel=0.03)


@pytest.mark.parametrize("push_n", [0.0, 400.0])
def test_momentum_given_is_the_impulse_felt(push_n: float) -> None:
    felt = strike(replace(PASSIVE, damping_n_s_per_m=60.0), push_n=push_n, duration_s=0.15)
    time = felt["time"]
    pushed = np.trapezoid(push_n * np.maximum(0, 1 - felt[f"{REAR}_position"][0] / 0.3), time)
    momentum = 1.2 * felt[f"{FOOT}_speed"][0] + 11.8 * felt[f"{REAR}_speed"][0]
    felt_n_s = np.trapezoid(felt["force"][0], time)
    assert felt_n_s == pytest.approx(momentum[0] - momentum[-1] + pushed, rel=0.005)


def test_the_push_fades_with_the_legs_extension() -> None:
    """From rest in free space: work ½·u·L, so v = √(u·L/m), and nothing is pushed beyond the reach."""
    striker = replace(PASSIVE, standoff_m=1.0, stiffness_n_per_m=1e6)
    felt = strike(striker, speed_m_s=0.0, push_n=400.0, duration_s=0.35)
    assert felt["force"].max() == 0
    assert felt[f"{REAR}_position"][0, -1] > 0.3
    centre_speed = (1.2 * felt[f"{FOOT}_speed"][0, -1] + 11.8 * felt[f"{REAR}_speed"][0, -1]) / 13.0
    assert centre_speed == pytest.approx(sqrt(400.0 * 0.3 / 13.0), rel=0.01)


def test_twice_the_speed_is_twice_the_force() -> None:
    """Springs and dampers are linear; so is the push, which a kick gives in proportion to its speed."""
    speeds = np.array([0.5, 1.0, 2.0, 4.0, 8.0])
    peaks = strike(PASSIVE, speed_m_s=speeds, duration_s=0.1)["force"].max(axis=1)
    assert np.all(np.diff(peaks) > 0)
    assert peaks / speeds == pytest.approx(np.full(5, peaks[-1] / speeds[-1]), rel=0.01)


def test_peak_converges_with_the_timestep() -> None:
    peaks = [strike(PASSIVE, duration_s=0.1, timestep_s=step)["force"].max() for step in (1e-4, 5e-5, 1.25e-5)]
    assert peaks[0] == pytest.approx(peaks[2], rel=0.02)
    assert abs(peaks[1] - peaks[2]) < abs(peaks[0] - peaks[2])


def energy_j(felt: Mapping[str, Floats]) -> Floats:
    """Of both masses and the leg's spring, [time]."""
    leg_m = felt[f"{REAR}_position"][0] - felt[f"{FOOT}_position"][0]
    moving = 1.2 * felt[f"{FOOT}_speed"][0] ** 2 + 11.8 * felt[f"{REAR}_speed"][0] ** 2
    return np.asarray(0.5 * moving + 0.5 * 20e3 * leg_m**2)
