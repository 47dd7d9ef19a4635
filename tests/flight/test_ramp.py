"""Up to the lip: closed forms, a slow twin, and how a bike turns in the air."""

from __future__ import annotations

from math import degrees, sqrt

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.flight import NUMBERS, pitch_at_lip, run_up, turn_by_wheel


def runs(**given: float) -> float:
    numbers = {
        "power_w": 30e3,
        "mass_kg": 195.0,
        "area_m2": 0.75,
        "traction": 0.5,
        "length_m": 60.0,
        "slope_rad": 0.0,
        "enters_m_s": 0.0,
    }
    arrays = {name: np.array([value]) for name, value in (numbers | given).items()}
    return float(run_up(**arrays)[0])


def test_grip_alone_gives_a_steady_push() -> None:
    assert runs(power_w=1e9, area_m2=0.0) == pytest.approx(sqrt(2 * 0.5 * GRAVITY_M_S2 * 60), rel=1e-6)


def test_power_alone_gives_a_cube_root() -> None:
    """With P = m v dv/dt over a distance s, v³ = v0³ + 3 P s / m."""
    assert runs(traction=1e9, area_m2=0.0, enters_m_s=5.0) == pytest.approx(
        (5**3 + 3 * 30e3 * 60 / 195) ** (1 / 3), rel=1e-3
    )


def test_a_run_up_is_that_of_a_slow_twin() -> None:
    def rates(_: float, state: Floats) -> list[float]:
        speed = float(state[1])
        push = min(30e3 / (195 * max(speed, 0.5)), 0.5 * GRAVITY_M_S2)
        drags = 0.5 * AIR_KG_PER_M3 * 0.75 * speed**2 / 195
        return [speed, push - drags - GRAVITY_M_S2 * np.sin(0.1)]

    def at_lip(_: float, state: Floats) -> float:
        return float(state[0]) - 60.0

    at_lip.terminal = True  # type: ignore[attr-defined]
    done = solve_ivp(rates, (0.0, 60.0), [0.0, 0.0], events=at_lip, max_step=1e-3, rtol=1e-8)
    assert runs(slope_rad=0.1) == pytest.approx(done.y[1, -1], rel=1e-3)


def test_a_slope_that_is_too_steep_ends_at_rest() -> None:
    assert runs(slope_rad=1.2, traction=0.3) == 0.0


@pytest.mark.parametrize(("speed", "published"), [(22.0, 20.0), (10.0, 45.0)])
def test_weight_turns_the_nose_down_as_published(speed: float, published: float) -> None:
    """lines_and_flight.md 4.1 (C), within a tenth: its middle of mass and inertia are not given."""
    rate = degrees(pitch_at_lip(np.array([speed]), NUMBERS.read().bike)[0])
    assert -rate == pytest.approx(published, rel=0.1)


def test_a_curved_lip_turns_the_nose_up() -> None:
    bike = NUMBERS.read().bike
    speed = np.array([10.0])
    assert pitch_at_lip(speed, bike, curve_m=12.0) - pitch_at_lip(speed, bike) == pytest.approx(10 / 12)


@pytest.mark.parametrize(("wheel", "low", "high"), [(20.0, 14.0, 20.0), (60.0, 41.0, 59.0)])
def test_throttle_in_the_air_lifts_the_nose_as_published(wheel: float, low: float, high: float) -> None:
    """lines_and_flight.md 4.1 (C): wheel of 0.6 kg m², bike and rider 35 to 50 kg m²."""
    numbers = NUMBERS.read()
    turned = degrees(
        turn_by_wheel(
            np.array([wheel]),
            numbers.rear_wheel.kg_m2,
            mass_kg=numbers.bike.mass_kg + 85,
            gyration_m=numbers.bike.gyration_m,
        )[0]
    )
    assert low <= turned <= high
