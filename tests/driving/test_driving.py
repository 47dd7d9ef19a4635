"""Runs that are lost: closed forms, a slow twin of the cells, and what must hold of any run."""

from __future__ import annotations

from math import inf, radians, sin

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.driving import (
    Barriers,
    Lost,
    Targets,
    Way,
    drive,
    find_grip,
    mark_cells,
    misspelt_surface,
    searle_throw_m,
    slide_throw_m,
    stopping_m,
)
from stuntlab.driving.runs import STEP_S

STRAIGHT = Way(np.array([[0.0, 0.0], [40.0, 0.0]]), half_m=0.9, length_m=4.5, mass_kg=1500.0)
NO_BARRIER = Barriers(np.zeros((0, 4)), np.zeros(0), np.zeros(0))
NOBODY = Targets(np.zeros((0, 1, 3)), np.zeros(0))
LIMIT = 0.75 * GRAVITY_M_S2


def runs(count: int, **columns: Floats | float) -> Lost:
    usual = {
        "speed_m_s": 13.0, "at_m": 20.0, "cue_s": 0.0, "aside_m": 0.0, "yaw_rad": 0.0, "turn_m_s2": 0.0, "late_s": 1.0,
        "first_m_s2": 0.0, "then_m_s2": -7.0, "limit_m_s2": LIMIT, "lost": 1.0, "top_m_s": inf,
    }  # fmt: skip
    return Lost(**{name: np.zeros(count) + value for name, value in {**usual, **columns}.items()})


def standing_at(*places: tuple[float, float], radius_m: float = 0.25) -> Targets:
    return Targets(np.array([[[0.0, x, y]] for x, y in places]), np.full(len(places), radius_m))


@pytest.mark.parametrize(
    ("km_h", "late_s", "said_m"), [(20, 1.0, 7.8), (30, 1.5, 17.5), (47, 1.0, 25.2), (80, 1.5, 68.6)]
)
def test_a_planned_run_stops_where_reaction_and_braking_say(km_h: float, late_s: float, said_m: float) -> None:
    speed = km_h / 3.6
    went = drive(STRAIGHT, runs(3, speed_m_s=speed, late_s=late_s, lost=0.0), NOBODY, NO_BARRIER, threads=1)
    closed = stopping_m(np.array(speed), np.array(7.0), np.array(late_s))
    assert went.past_m == pytest.approx(float(closed), rel=2e-3)
    assert closed == pytest.approx(said_m, abs=0.05)


def test_five_metres_at_47_km_h_are_four_tenths_of_a_second() -> None:
    went = drive(STRAIGHT, runs(1, speed_m_s=47 / 3.6, at_m=0.0), standing_at((5.25, 0.0)), NO_BARRIER, threads=1)
    assert went.after_s[0, 0] == pytest.approx(0.38, abs=0.025)
    assert went.speed_m_s[0, 0] == pytest.approx(47 / 3.6, rel=0.01)


def test_a_turn_keeps_inside_the_circle_of_friction_and_to_its_radius() -> None:
    """Somebody on the circle v²/a is met, somebody a little inside or outside of the vehicle's width is not."""
    speed, aside = 10.0, 6.0
    radius = speed**2 / aside
    on = [(20.0 + radius * sin(angle), radius * (1 - np.cos(angle))) for angle in (0.6, 1.2)]
    clear = [(20.0 + (radius + off) * sin(1.2), radius - (radius + off) * np.cos(1.2)) for off in (-1.6, 2.2)]
    lost = runs(1, speed_m_s=speed, turn_m_s2=aside, late_s=inf, then_m_s2=0.0)
    went = drive(STRAIGHT, lost, standing_at(*on, *clear), NO_BARRIER, threads=1)
    assert np.isfinite(went.after_s[0]).tolist() == [True, True, False, False]
    assert went.after_s[0, :2] == pytest.approx([(0.6 * radius - 0.25) / speed, (1.2 * radius - 0.25) / speed], abs=0.1)


def test_brakes_get_what_the_turn_leaves_of_the_friction() -> None:
    turning = runs(1, turn_m_s2=0.999 * LIMIT, late_s=0.0, then_m_s2=-7.0)
    straight = runs(1, late_s=0.0, then_m_s2=-7.0)
    long, short = (drive(STRAIGHT, one, NOBODY, NO_BARRIER, threads=1).past_m[0] for one in (turning, straight))
    assert short == pytest.approx(13.0**2 / 14.0, rel=2e-3)
    assert long > 1.2 * short


@pytest.mark.parametrize(("share", "held"), [(0.9, True), (1.1, False)])
def test_a_barrier_holds_the_energy_across_that_it_was_tested_with(share: float, held: bool) -> None:
    speed, angle = 13.0, radians(30)
    holds = 0.5 * STRAIGHT.mass_kg * (speed * sin(angle)) ** 2 / share
    fence = Barriers(np.array([[0.0, 5.0, 80.0, 5.0]]), np.array([holds]), np.array([1.0]))
    lost = runs(1, speed_m_s=speed, yaw_rad=angle, late_s=inf, then_m_s2=0.0)
    went = drive(STRAIGHT, lost, standing_at((28.66, 5.0), (35.0, 8.66)), fence, threads=1)
    assert bool(went.held[0]) is held
    assert np.isfinite(went.after_s[0, 1]) == (not held), "whoever stands behind one that holds is not reached"


@pytest.mark.parametrize(
    ("barrier", "reached"),
    [
        ("holds", [False, True, False]),
        ("gives way", [True, True, False]),
        ("ends before them", [True, True, False]),
        ("none", [True, True, False]),
    ],
)
def test_a_wide_thing_does_not_reach_through_a_barrier_that_holds(barrier: str, reached: list[bool]) -> None:
    """A car that rolls is as wide as it is long: half of it would lie behind units that its middle only touches.

    They stand 3 m behind the barrier, 0.5 m behind it, as far as it moves, and 3 m beyond all of its breadth.
    """
    rolls = Way(STRAIGHT.corners_m, half_m=7.3, length_m=4.6, mass_kg=1500.0)
    angle, crowd = radians(15), standing_at((60.0, 8.0), (60.0, 5.5), (60.0, 21.0))
    energy = 0.5 * rolls.mass_kg * (13.0 * sin(angle)) ** 2
    holds = {"gives way": 0.5 * energy}.get(barrier, 1.2 * energy)
    ends = {"ends before them": 45.0}.get(barrier, 120.0)
    fence = Barriers(np.array([[0.0, 5.0, ends, 5.0]]), np.array([holds]), np.array([1.0]))
    lost = runs(1, at_m=40.0, yaw_rad=angle, late_s=inf, then_m_s2=0.0)
    went = drive(rolls, lost, crowd, NO_BARRIER if barrier == "none" else fence, threads=1)
    assert np.isfinite(went.after_s[0]).tolist() == reached
    at_m, _, _ = mark_cells(rolls, lost, NO_BARRIER if barrier == "none" else fence, np.ones(1), side_m=0.5)
    near = np.abs(at_m - np.array([60.0, 8.0])).max(axis=1) < 0.3
    assert bool(near.any()) is reached[0], "the map says the same"


def test_somebody_who_walks_is_met_where_they_are_at_that_time() -> None:
    crossing = Targets(
        np.array([[[0.0, 30.0, -6.0], [4.0, 30.0, 6.0]], [[0.0, 30.0, -6.0], [8.0, 30.0, 6.0]]]), np.full(2, 0.25)
    )
    went = drive(STRAIGHT, runs(1, speed_m_s=15.0, lost=0.0), crossing, NO_BARRIER, threads=1)
    assert np.isfinite(went.after_s[0]).tolist() == [True, False], "at 30 m after 2 s: one is in the middle by then"


def test_the_cells_are_those_that_places_on_their_own_are_reached_in() -> None:
    """The slow twin asks for each cell's middle as if somebody stood there."""
    chance = np.random.default_rng(5)
    count = 60
    lost = runs(
        count,
        at_m=chance.uniform(5, 35, count),
        turn_m_s2=chance.uniform(-0.8, 0.8, count) * LIMIT,
        late_s=chance.uniform(0.5, 1.5, count),
    )
    at_m, often, seconds = mark_cells(STRAIGHT, lost, NO_BARRIER, np.full(count, 1 / count), side_m=0.5)
    some = chance.choice(len(at_m), 120, replace=False)
    twin = drive(STRAIGHT, lost, standing_at(*map(tuple, at_m[some]), radius_m=0.36), NO_BARRIER, threads=1)
    assert (np.isfinite(twin.after_s).mean(axis=0) >= often[some] - 1e-12).all(), "no cell is marked that none reaches"
    slim = drive(STRAIGHT, lost, standing_at(*map(tuple, at_m[some]), radius_m=0.0), NO_BARRIER, threads=1)
    ahead = np.where(np.isfinite(slim.after_s), slim.after_s, inf).min(axis=0)
    assert (seconds[some] <= ahead + 0.15).all()
    assert often.max() <= 1.0 + 1e-9
    assert (seconds >= 0).all()


def test_no_run_goes_farther_than_it_could() -> None:
    chance = np.random.default_rng(9)
    count = 400
    lost = runs(
        count,
        turn_m_s2=chance.uniform(-1, 1, count) * LIMIT,
        first_m_s2=chance.uniform(-2, 4, count),
        then_m_s2=-chance.uniform(1, 7, count),
    )
    went = drive(STRAIGHT, lost, NOBODY, NO_BARRIER, threads=1)
    fastest = 13.0 + 4.0
    assert (went.past_m <= fastest * 8.0 + 1e-6).all()
    wet = drive(STRAIGHT, runs(1, limit_m_s2=0.4 * GRAVITY_M_S2), NOBODY, NO_BARRIER, threads=1)
    dry = drive(STRAIGHT, runs(1), NOBODY, NO_BARRIER, threads=1)
    assert wet.past_m[0] > dry.past_m[0]


def test_throw_distances_are_those_of_the_reference() -> None:
    speed = np.array([10, 20, 30, 40]) / 3.6
    assert slide_throw_m(speed, np.array(0.66)) == pytest.approx([0.6, 2.4, 5.4, 9.5], abs=0.06)
    assert searle_throw_m(speed, np.array(0.66)) == pytest.approx([0.9, 3.4, 7.7, 13.7], abs=0.06)
    assert searle_throw_m(np.array(34.2 / 3.6), np.array(0.66)) == pytest.approx(10.0, abs=0.05)


@pytest.mark.parametrize(
    ("floor", "name", "said"),
    [
        ("wet asphalt", "wet asphalt", True),
        ("Wet cobbles", "wet asphalt", True),
        ("gravel track", "gravel", True),
        ("wet grass", "grass", True),
        ("icy road", "ice", True),
        ("concrete yard of the office", "dry asphalt", True),
        (None, "dry asphalt", False),
    ],
)
def test_a_floor_in_words_is_a_surface(floor: str | None, name: str, said: bool) -> None:
    found, _, is_said = find_grip(floor)
    assert (found, is_said) == (name, said)


def test_a_slip_of_a_surface_is_told_from_another_word() -> None:
    slips = {"wet asfalt": "asphalt", "gravle": "gravel", "dry ashpalt": "asphalt", "conrete": "concrete"}
    assert {floor: (misspelt_surface(floor) or ("", ""))[1] for floor in slips} == slips
    sound = ("wet asphalt", "concrete streets", "studio floor", "wood", "glass", "lino", "broad stage", None)
    assert [misspelt_surface(floor) for floor in sound] == [None] * len(sound)


@pytest.mark.parametrize("at_once", [9.0, 13.9, 16.0])
def test_an_engine_drives_a_vehicle_to_its_top_and_no_faster(at_once: float) -> None:
    """v·t up to the top, then the top; one that is faster already only stays so; within one step."""
    top, pull, late = 13.9, 4.0, 2.975
    one = runs(1, speed_m_s=at_once, at_m=0.0, first_m_s2=pull, late_s=late, then_m_s2=-7.0, top_m_s=top)
    rises = max(top - at_once, 0.0) / pull
    ends = max(top, at_once)
    way = (at_once + ends) / 2 * rises + ends * (late - rises) + ends**2 / 14.0
    assert drive(STRAIGHT, one, NOBODY, NO_BARRIER).past_m[0] == pytest.approx(way, abs=ends * STEP_S)
