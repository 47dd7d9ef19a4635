"""Flights: closed forms, a slow twin by scipy's integrator, steps that shrink, the published table of walls."""

from __future__ import annotations

import sys
from dataclasses import replace
from math import radians, sqrt

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.flight import Flights, Stage, fall_of_bikes, fly_out, opening_force, section, trace_out

NO_AIR = 1e-9
DEEP = section(np.array([[0.0, -5000.0]]))
CLIFF = section(np.array([[0.0, 0.0], [5.0, -100.0], [30.0, -110.0], [40.0, -300.0], [200.0, -600.0]]))


def flights(draws: int = 1, **given: Floats | float) -> Flights:
    """A rider and a bike that leave level at 22 m/s, in calm air."""
    numbers: dict[str, Floats | float] = {
        "rider_kg": 85.0,
        "bike_kg": 110.0,
        "together_area_m2": 0.75,
        "rider_area_m2": 0.6,
        "bike_area_m2": 0.7,
        "glide": 0.3,
        "separates_s": 0.6,
        "pulls_s": 6.0,
        "stretches_s": 0.9,
        "canopy_area_m2": 14.0,
        "fills_s": 1.2,
        "heading_rad": 0.0,
        "notices_s": 1.2,
        "turns_rad_s": radians(60),
        "air_speed_m_s": 10.0,
        "sink_m_s": 5.0,
    }
    arrays = {
        "speed": np.tile([22.0, 0.0, 0.0], (draws, 1)),
        "wind": np.zeros((draws, 3)),
        "push": np.tile([-0.5, 0.0, 0.5], (draws, 1)),
    }
    for name, value in given.items():
        if isinstance(value, np.ndarray):
            arrays[name] = value
        else:
            numbers[name] = value
    return Flights(**arrays | {name: np.full(draws, value) for name, value in numbers.items() if name not in arrays})


def alone(speed: tuple[float, float, float], **given: Floats | float) -> Flights:
    """A rider without a bike."""
    return flights(speed=np.array([speed]), bike_kg=0.0, push=np.zeros((1, 3)), **given)


def test_without_air_a_flight_is_a_parabola() -> None:
    both = flights(together_area_m2=NO_AIR, rider_area_m2=NO_AIR, bike_area_m2=NO_AIR, glide=0.0, push=np.zeros((1, 3)))
    ground = section(np.array([[0.0, -100.0]]))
    flown, bike = fly_out(both, ground), fall_of_bikes(both, ground)
    falls_s = sqrt(200.0 / GRAVITY_M_S2)
    for landed, when in ((flown.landed, flown.landed_s), (bike.landed, bike.landed_s)):
        assert when[0] == pytest.approx(falls_s, rel=1e-3)
        assert landed[0, 0] == pytest.approx(22 * falls_s, rel=1e-3)
        assert landed[0, 2] == pytest.approx(-100.0)


def test_a_push_keeps_the_momentum_of_both() -> None:
    calm = {
        "together_area_m2": NO_AIR,
        "rider_area_m2": NO_AIR,
        "bike_area_m2": NO_AIR,
        "glide": 0.0,
        "separates_s": 0.0,
    }
    both, ground = flights(push=np.array([[1.0, 0.0, 0.0]]), **calm), section(np.array([[0.0, -20.0]]))
    rider, bike = fly_out(both, ground).separated[0, 3], fall_of_bikes(both, ground).landed[0, 3]
    assert rider - bike == pytest.approx(1.0)
    assert 85 * rider + 110 * bike == pytest.approx(195 * 22.0)


@pytest.mark.parametrize("glide", [0.0, 0.7])
def test_the_fall_ends_in_the_speed_at_which_air_carries_the_weight(glide: float) -> None:
    """Drag and lift together carry the weight: v² = 2 m g / (rho A sqrt(1 + glide²))."""
    flown = fly_out(alone((0.1, 0.0, 0.0), glide=glide, pulls_s=40.0), DEEP)
    speed = np.linalg.norm(flown.pulled[0, 3:])
    assert speed == pytest.approx(sqrt(2 * 85 * GRAVITY_M_S2 / (AIR_KG_PER_M3 * 0.6 * sqrt(1 + glide**2))), rel=2e-3)
    assert flown.pulled[0, 3] == pytest.approx(-glide * flown.pulled[0, 5], rel=0.02, abs=0.1)


@pytest.mark.parametrize("fills_s", [0.8, 1.2, 3.0])
def test_an_opening_is_that_of_a_slow_twin(fills_s: float) -> None:
    def rates(time: float, state: Floats) -> list[float]:
        speed = np.hypot(state[0], state[1])
        area = 0.6 + 14.0 * min(time / fills_s, 1.0) ** 2
        drags = 0.5 * AIR_KG_PER_M3 * area * speed / 85
        return [-drags * state[0], -drags * state[1] - GRAVITY_M_S2]

    done = solve_ivp(rates, (0.0, fills_s), [15.0, -37.0], rtol=1e-9, atol=1e-9, max_step=1e-3)
    forces = 0.5 * AIR_KG_PER_M3 * 14.0 * (done.t / fills_s) ** 2 * (done.y[0] ** 2 + done.y[1] ** 2)
    flown = fly_out(alone((15.0, 0.0, -37.0), pulls_s=0.0, stretches_s=0.0, fills_s=fills_s, glide=0.0), DEEP)
    assert flown.opening_n[0] == pytest.approx(forces.max(), rel=5e-3)
    np.testing.assert_allclose(flown.opened[0, [3, 5]], done.y[:, -1], rtol=0.01, atol=0.05)


@pytest.mark.parametrize(
    ("slows", "share"),
    [(0.02, 0.0429), (0.05, 0.0790), (0.1, 0.1255), (0.5, 0.3669), (1.0, 0.5625), (5.0, 0.8789), (50.0, 0.9868)],
)
def test_the_closed_form_has_its_published_values(slows: float, share: float) -> None:
    """biomechanics.md 8.2: X1 of A for solid cloth (V-S)."""
    speed, area, fills = 50.0, 25.0, 1.0
    mass = slows * AIR_KG_PER_M3 * area * speed * fills / 2
    force = opening_force(
        speed_m_s=np.array([speed]), mass_kg=np.array([mass]), drag_area_m2=np.array([area]), fills_s=np.array([fills])
    )
    assert force[0] / (0.5 * AIR_KG_PER_M3 * speed**2 * area) == pytest.approx(share, abs=1e-4)


def test_a_hard_opening_without_weight_is_the_closed_form() -> None:
    """A level opening so fast that weight does not count."""
    opens = alone((400.0, 0.0, 0.0), pulls_s=0.0, stretches_s=0.0, fills_s=0.1, rider_area_m2=NO_AIR, glide=0.0)
    force = opening_force(
        speed_m_s=np.array([400.0]),
        mass_kg=np.array([85.0]),
        drag_area_m2=np.array([14.0]),
        fills_s=np.array([0.1]),
    )
    assert fly_out(opens, DEEP).opening_n[0] == pytest.approx(force[0], rel=5e-3)


def test_nothing_moves_when_steps_shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    coarse = fly_out(flights(), CLIFF)
    air = sys.modules[fly_out.__module__]
    plain = [air._rider, air._next_step, air._glide_step]
    assert all(hasattr(function, "py_func") for function in plain)
    row = flights().rows()[0]
    monkeypatch.setattr(air, "_FALL_STEP_S", air._FALL_STEP_S / 10)
    monkeypatch.setattr(air, "_FILL_STEPS", air._FILL_STEPS * 10)
    monkeypatch.setattr(air, "_GLIDE_STEP_S", air._GLIDE_STEP_S / 10)
    monkeypatch.setattr(air, "_LONG_STEP_S", air._LONG_STEP_S / 10)
    for name in ("_rider", "_next_step", "_glide_step"):
        monkeypatch.setattr(air, name, getattr(air, name).py_func)
    state, room = np.array([0.0, 0.0, 0.0, 22.0, 0.0, 0.0]), np.empty((2, 6))
    states, told = np.full((4, 6), np.nan), np.full(7, np.nan)
    air._rider(row, CLIFF, 40.0, 2.0, 1.0, state, room, states, told, np.empty((0, 8)))
    np.testing.assert_allclose(states[:3], [coarse.separated[0], coarse.pulled[0], coarse.opened[0]], atol=0.15)
    assert told[3] == pytest.approx(coarse.opening_n[0], rel=3e-3)
    assert told[5] == pytest.approx(coarse.clearance_m[0], rel=0.02)
    assert states[3, 0] == pytest.approx(coarse.landed[0, 0], rel=3e-3)


def test_stages_and_draws_do_not_touch_each_other() -> None:
    """Three riders at once, on two threads, are the same three one by one."""
    pulls = np.array([6.0, 3.0, np.inf])
    together = fly_out(flights(3, pulls_s=pulls), CLIFF, threads=2)
    assert list(together.stage) == [Stage.CANOPY, Stage.CANOPY, Stage.FALLING]
    for draw in range(3):
        one = fly_out(flights(1, pulls_s=pulls[[draw]]), CLIFF)
        np.testing.assert_array_equal(one.landed[0], together.landed[draw])
        bikes = fall_of_bikes(flights(3, pulls_s=pulls), CLIFF, threads=2)
        np.testing.assert_array_equal(fall_of_bikes(flights(1), CLIFF).landed[0], bikes.landed[draw])
    assert np.isnan(together.opened[2]).all()
    assert together.opening_n[2] == 0.0


def test_the_bike_does_not_know_when_its_rider_pulls() -> None:
    early, late = (fall_of_bikes(flights(pulls_s=pulls), CLIFF).landed for pulls in (2.0, 8.0))
    np.testing.assert_array_equal(early, late)


def test_a_slow_exit_meets_the_ledge_and_a_fast_one_clears_it() -> None:
    ledge = section(np.array([[0.0, 0.0], [1.0, -30.0], [25.0, -32.0], [26.0, -300.0], [400.0, -310.0]]))
    speeds = np.array([[6.0, 0.0, 0.0], [22.0, 0.0, 0.0]])
    flown = fly_out(flights(2, speed=speeds), ledge)
    assert flown.stage[0] == Stage.FALLING
    assert flown.landed[0, 2] > -33
    assert not flown.meets_wall[0]
    assert flown.stage[1] == Stage.CANOPY
    assert flown.clearance_m[1] > 10


# the table's own way: the canopy is in trim at once, and notices by a spread of 0.3 of the logarithm (J)
@pytest.mark.parametrize(("wall_m", "near"), [(10.0, 0.022), (15.0, 0.016), (20.0, 0.009), (30.0, 0.0013), (60.0, 0.0)])
def test_openings_towards_the_wall_strike_it_as_often_as_the_table_says(wall_m: float, near: float) -> None:
    """lines_and_flight.md 4.4 (C): P(within 2 m of the wall) by distance at opening, within a factor of 2."""
    draws, rng = 200_000, np.random.default_rng(4)
    which = rng.random(draws)
    off = rng.choice([-1.0, 1.0], draws) * rng.uniform(60, 120, draws)
    heading = np.where(which < 0.92, rng.normal(0, 20, draws), np.where(which < 0.98, off, rng.normal(180, 25, draws)))
    heading = np.radians((heading + 180) % 360 - 180)
    speed = rng.normal(10, 1, draws)
    opened = flights(
        draws,
        speed=np.stack([speed * np.cos(heading), speed * np.sin(heading), np.full(draws, -5.0)], axis=1),
        bike_kg=0.0,
        pulls_s=0.0,
        stretches_s=0.0,
        fills_s=0.01,
        heading_rad=heading,
        air_speed_m_s=speed,
        notices_s=1.2 * np.exp(rng.normal(0, 0.3, draws)),
    )
    wall = section(np.array([[-wall_m, 1000.0], [-wall_m, -1000.0], [1e4, -1001.0]]))
    share = float((fly_out(opened, wall, threads=2).clearance_m < 2.0).mean())
    assert near / 2 <= share <= max(2 * near, 2e-4)


def test_wind_carries_an_open_canopy_along() -> None:
    calm = flights(pulls_s=1.0)
    still, windy = (
        fly_out(each, section(np.array([[0.0, -1000.0]])))
        for each in (calm, replace(calm, wind=np.array([[0.0, 3.0, 0.0]])))
    )
    under_s = windy.landed_s[0] - (1.0 + 0.9 + 1.2)
    assert (windy.landed[0, 1] - windy.opened[0, 1]) / under_s == pytest.approx(3.0, rel=0.01)
    assert still.landed[0, 1] == 0.0


def test_a_profile_goes_out_from_the_lip() -> None:
    with pytest.raises(ModelError, match="further in"):
        section(np.array([[0.0, 0.0], [5.0, -10.0], [4.0, -20.0]]))


def test_a_way_that_is_traced_passes_through_the_moments_that_are_told() -> None:
    one = flights()
    flown, (way,) = fly_out(one, CLIFF), trace_out(one, CLIFF)
    np.testing.assert_array_equal(way[0, 1:4], [0.0, 0.0, 0.0])
    np.testing.assert_array_equal(way[-1, 1:7], flown.landed[0])
    for moment, stage in ((flown.separated, Stage.TOGETHER), (flown.pulled, Stage.FALLING)):
        last = way[way[:, 7] == stage][-1]
        np.testing.assert_allclose(last[1:4], moment[0, :3])
    assert (np.diff(way[:, 0]) >= 0).all()


def test_where_the_bike_is_as_its_rider_pulls_is_on_its_way_down() -> None:
    early, late = (fall_of_bikes(flights(pulls_s=pulls), CLIFF).at_pull[0] for pulls in (3.0, 3.2))
    np.testing.assert_allclose((late[:3] - early[:3]) / 0.2, (late[3:] + early[3:]) / 2, rtol=0.03)


def test_wind_from_behind_does_not_turn_who_tracks_to_the_wall() -> None:
    """They face out and glide out, however the air comes at them as they leave."""
    step = {"speed": np.array([[3.0, 0.0, 0.0]]), "bike_kg": np.zeros(1), "glide": np.full(1, 0.6)}
    still, blown = (
        fly_out(flights(1, **step, wind=np.array([[wind, 0.0, 0.0]])), DEEP).pulled[0, 0] for wind in (0.0, 5.0)
    )
    assert 20.0 < still < blown
