"""Rigs beside closed forms, beside the certification's own rigs, and against conservation laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import cumulative_trapezoid

from stuntlab.errors import ModelError, UserError
from stuntlab.gags.kick.numbers import KICK_NUMBERS
from stuntlab.people import dummy_tissue, human_tissue
from stuntlab.people.certification import head_drop as certified_drop
from stuntlab.people.certification import ribs_blow, thorax_pendulum
from stuntlab.people.certification.neck import PULSES, Bend
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.validation.rigs.bodies import BodyBuild
from stuntlab.validation.rigs.force_plate import force_plate
from stuntlab.validation.rigs.head_drop import head_drop
from stuntlab.validation.rigs.landing import landing_slope
from stuntlab.validation.rigs.neck_pendulum import neck_pendulum
from stuntlab.validation.rigs.plate_stiffness import plate_stiffness
from stuntlab.validation.rigs.shoulder import shoulder
from stuntlab.validation.rigs.strike import strike
from stuntlab.validation.rigs.strike_each import Subject, strike_each
from stuntlab.validation.rigs.strike_to_force import strike_to_force
from stuntlab.validation.rigs.trends import stiffness_trend

LIMBS = [("back", 180.0), ("pelvis", 90.0), ("left_thigh", 0.0), ("right_upper_arm", -90.0), ("left_shank", 0.0)]


def test_the_drop_of_the_certification_is_one_of_the_heights() -> None:
    drop = certified_drop(hybrid_iii_50m(), dummy_tissue())
    assert head_drop(height_m=0.376).quantities["head_acceleration"] == pytest.approx(drop.peak_g * 9.80665, rel=1e-9)


def test_a_stiff_head_decelerates_in_proportion_to_its_speed() -> None:
    """A linear skin: acceleration ~ √height, whichever side; gravity is small beside it and left out."""
    low, high = (head_drop(height_m=height).quantities["head_acceleration"] for height in (0.1, 0.4))
    assert high == pytest.approx(2 * low, rel=0.01)


def test_the_middle_of_the_chest_is_where_the_certification_strikes_it() -> None:
    blow = thorax_pendulum(hybrid_iii_50m(), dummy_tissue())
    told = strike(tissue="dummy", mass_kg=23.4, speed_m_s=6.71).quantities
    assert told["peak_force"] == pytest.approx(blow.peak_force_n, rel=0.002)
    assert told["deflection"] == pytest.approx(blow.peak_deflection_m, rel=0.002)
    assert told["hysteresis"] == pytest.approx(blow.hysteresis, abs=0.002)


@given(mass=st.floats(2.0, 50.0), speed=st.floats(0.5, 8.0), surface=st.sampled_from(["chest", "abdomen", "head"]))
@settings(deadline=None, max_examples=8)
def test_a_blow_gives_no_more_than_it_brings(mass: float, speed: float, surface: str) -> None:
    """Impulse between nothing and two times the momentum; work of loading within the kinetic energy."""
    told = strike(mass_kg=mass, speed_m_s=speed, surface=surface, tissue="dummy").quantities
    assert 0 < told["impulse"] < 2.0 * mass * speed
    assert 0 < told["loading_energy"] < 1.001 * 0.5 * mass * speed**2
    assert 0 <= told["external_hysteresis"] <= 1.001


@pytest.mark.parametrize(("surface", "azimuth"), LIMBS)
def test_any_surface_can_be_struck_from_its_side(surface: str, azimuth: float) -> None:
    """The blow touches at once, and the force on a skin is at least that of its spring on the mass of the striker."""
    told = strike(mass_kg=1.0, speed_m_s=1.0, surface=surface, azimuth_deg=azimuth).quantities
    skin = {"back": "back", "pelvis": "pelvis", "left_thigh": "thigh", "right_upper_arm": "arm", "left_shank": "shin"}
    spring = human_tissue().skins[skin[surface]].stiffness_n_per_m
    assert 0.5 * math.sqrt(spring) < told["peak_force"] < 12 * math.sqrt(spring)
    assert 0 < told["time_to_peak"] < 0.03
    assert told["impulse"] < 2.0


def test_a_soft_fist_on_a_head_is_a_spring_between_two_masses() -> None:
    """v·√(k·μ), with μ of fist and head alone; the neck and its mass come on top, so a little above."""
    mass, head, spring, speed = 2.9, 4.54, 30e3, 5.0
    told = strike(tissue="dummy", surface="head", mass_kg=mass, speed_m_s=speed, stiffness_n_per_m=spring)
    free = speed * math.sqrt(spring * mass * head / (mass + head))
    fixed = speed * math.sqrt(spring * mass)
    assert free < told.quantities["peak_force"] < fixed


def test_left_and_right_are_alike() -> None:
    left, right = (
        strike(mass_kg=5.0, speed_m_s=2.0, surface=f"{side}_upper_arm", azimuth_deg=azimuth).quantities["peak_force"]
        for side, azimuth in (("left", 90.0), ("right", -90.0))
    )
    assert left == pytest.approx(right, rel=0.005)


@pytest.mark.parametrize(
    ("surface", "azimuth"), [("chest", -60.0), ("abdomen", 180.0), ("left_ribs", 0.0), ("right_ribs", 60.0)]
)
def test_a_wall_struck_from_where_it_does_not_give_way_is_refused(surface: str, azimuth: float) -> None:
    with pytest.raises(UserError, match="there is no model"):
        strike(mass_kg=23.5, speed_m_s=4.3, surface=surface, azimuth_deg=azimuth)


def test_ribs_are_struck_as_the_rig_of_the_body_strikes_them() -> None:
    blow = ribs_blow(hybrid_iii_50m(), human_tissue(), speed_m_s=6.7)
    told = strike(mass_kg=23.4, speed_m_s=6.7, surface="left_ribs", azimuth_deg=60.0, tone=0.0)
    assert told.quantities["peak_force"] == pytest.approx(blow.peak_force_n, rel=0.01)
    assert told.quantities["external_deflection"] == pytest.approx(blow.external_m.max(), rel=0.01)


def test_subjects_are_struck_one_by_one_with_their_own_bodies_and_speeds() -> None:
    light = Subject(stature_m=1.6, mass_kg=55.0, sex="female", speed_m_s=4.0)
    heavy = Subject(stature_m=1.8, mass_kg=90.0, sex="male", speed_m_s=6.0)
    alone = [strike_each(subjects=(one,), mass_kg=23.4, tone=0.0) for one in (light, heavy)]
    as_struck = strike(body=BodyBuild(stature_m=1.8, mass_kg=90.0, sex="male"), mass_kg=23.4, speed_m_s=6.0, tone=0.0)
    assert alone[1].quantities == as_struck.quantities

    both = strike_each(subjects=(light, heavy), mass_kg=23.4, tone=0.0)
    for name in ("peak_force", "external_deflection"):
        assert both.quantities[name] == pytest.approx(np.mean([one.quantities[name] for one in alone]))
    drawn = both.curves["force"]
    assert drawn.x[-1] == pytest.approx(alone[0].quantities["external_deflection"])
    between = [one.curves["force"] for one in alone]
    at_20_mm = np.mean([np.interp(0.02, one.x[: one.x.argmax()], one.y[: one.x.argmax()]) for one in between])
    assert np.interp(0.02, drawn.x, drawn.y) == pytest.approx(at_20_mm, rel=0.01)


def test_shoulders_are_struck_as_the_rig_of_the_body_strikes_them() -> None:
    ours = strike(mass_kg=23.4, speed_m_s=4.5, surface="left_shoulder", azimuth_deg=90.0, tone=0.0, posture="seated")
    theirs = shoulder(speed_m_s=4.5)
    for name in ("peak_force", "deflection"):
        assert ours.quantities[name] == pytest.approx(theirs.quantities[name], rel=0.01)


def test_an_unknown_surface_is_named() -> None:
    with pytest.raises(ModelError, match="no surface 'nose'"):
        strike(mass_kg=1.0, speed_m_s=1.0, surface="nose")


@pytest.mark.parametrize("surface", ["chest", "abdomen"])
def test_blows_converge_with_the_step_and_repeat_exactly(surface: str) -> None:
    usual, again, fine = (
        strike(mass_kg=22.7, speed_m_s=7.15, surface=surface, timestep_s=step).quantities
        for step in (1e-4, 1e-4, 2.5e-5)
    )
    assert usual == again
    for name in ("peak_force", "external_deflection", "viscous_criterion"):
        assert usual[name] == pytest.approx(fine[name], rel=0.02), name


def test_a_punch_converges_with_the_step() -> None:
    usual, fine = (
        strike(tissue="dummy", surface="head", mass_kg=2.9, speed_m_s=9.14, stiffness_n_per_m=75e3, timestep_s=step)
        for step in (1e-4, 2.5e-5)
    )
    assert usual.quantities["peak_force"] == pytest.approx(fine.quantities["peak_force"], rel=0.02)


def test_the_speed_that_gives_a_force_gives_it() -> None:
    told = strike_to_force(force_n=3000.0, mass_kg=20.0).quantities
    again = strike(mass_kg=20.0, speed_m_s=told["speed"]).quantities
    assert again["peak_force"] == pytest.approx(3000.0, rel=0.005)
    with pytest.raises(UserError, match="no blow of 1 kg"):
        strike_to_force(force_n=1e6, mass_kg=1.0)


def test_a_leg_without_muscle_is_a_mass_on_a_spring() -> None:
    """A lightly damped oscillator: v·√(k·m)·e^(-ζ·(π/2 - ζ)) at a quarter of a period, less what the damper hastens."""
    row, mass = KICK_NUMBERS.read().striker, 13.0
    told = force_plate(speed_m_s=6.0, effective_mass_kg=mass, push_n_per_m_s=0.0).quantities
    series = 1 / (1 / row.leg_stiffness_n_per_m.value + 1 / 150e3)
    ratio = row.leg_damping_n_s_per_m.value / (2 * math.sqrt(series * mass))
    peak = 6.0 * math.sqrt(series * mass) * math.exp(-ratio * (math.pi / 2 - ratio))
    assert told["peak_force"] == pytest.approx(peak, rel=0.03)
    assert told["time_to_peak"] == pytest.approx((math.pi / 2 - 2 * ratio) * math.sqrt(mass / series), rel=0.10)
    assert 13.0 * 6.0 < told["impulse"] < 2 * 13.0 * 6.0


def test_muscle_adds_impulse() -> None:
    without, pushed = (
        force_plate(speed_m_s=6.0, effective_mass_kg=13.0, push_n_per_m_s=push).quantities["impulse"]
        for push in (0.0, 60.0)
    )
    assert pushed > 1.2 * without


def test_pressed_slowly_a_wall_is_its_springs() -> None:
    """Lobdell: 26.3 kN/m under a skin of 281 kN/m; beyond 38.1 mm the slope is 78.8 kN/m."""
    shallow = plate_stiffness(deflection_m=0.02).quantities["secant_stiffness"]
    assert shallow == pytest.approx(1 / (1 / 26.3e3 + 1 / 281e3), rel=0.01)
    deep = plate_stiffness(deflection_m=0.06).quantities["secant_stiffness"]
    wall = (26.3e3 * 0.0381 + 78.8e3 * (0.06 - 0.0381)) / 0.06
    assert deep == pytest.approx(1 / (1 / wall + 1 / 281e3), rel=0.01)


def test_the_same_blow_twice_is_no_trend() -> None:
    told = stiffness_trend(mass_kg=32, speed_m_s=6, other_mass_kg=32, other_speed_m_s=6).quantities
    assert told == {"change": 0.0, "sign_of_change": 0.0}


def test_the_neck_bends_the_way_it_is_swung() -> None:
    for bend in ("flexion", "extension"):
        told = neck_pendulum(bend=bend)
        trace = told.curves["neck_moment"]
        assert trace.x.max() == pytest.approx(told.quantities["rotation"], rel=1e-6)
        assert trace.y.max() == pytest.approx(told.quantities["neck_moment"], rel=1e-6)


@pytest.mark.parametrize(
    ("bend", "corridor"),
    [("flexion", [(2.1, 2.5), (4.0, 5.0), (5.8, 7.0)]), ("extension", [(1.5, 1.9), (3.1, 3.9), (4.6, 5.6)])],
)
def test_the_small_dummys_pendulum_loses_its_speed_as_its_regulation_asks(
    bend: Bend, corridor: list[tuple[float, float]]
) -> None:
    """49 CFR 572.133 (R-m): speed lost by 10, 20 and 30 ms, m/s; all of it in the end."""
    pulse = PULSES["5F", bend]
    time_s = np.linspace(0.0, pulse.time_s[-1], 20001)
    lost = cumulative_trapezoid(np.interp(time_s, pulse.time_s, pulse.deceleration_g) * 9.80665, time_s, initial=0.0)
    assert lost[-1] == pytest.approx(pulse.speed_m_s, rel=0.005)
    for by_s, (low, high) in zip((0.010, 0.020, 0.030), corridor, strict=True):
        assert np.interp(by_s, time_s, lost) == pytest.approx((low + high) / 2, rel=0.01)


def test_a_moment_counts_from_a_turn_on_only_where_it_is_asked() -> None:
    whole = neck_pendulum(bend="flexion").quantities
    turned = neck_pendulum(bend="flexion", moment_from_deg=68.0).quantities
    never = neck_pendulum(bend="flexion", moment_from_deg=120.0).quantities
    assert 0.0 == never["neck_moment"] < turned["neck_moment"] < whole["neck_moment"]


def test_the_slope_of_landings_lies_between_a_constant_and_a_proportion() -> None:
    assert 0 < landing_slope(heights_m=(0.3, 0.6)).quantities["exponent"] < 1


def test_curves_run_with_the_clock() -> None:
    trace = strike(mass_kg=10.0, speed_m_s=4.0).curves["force"]
    assert trace.x.shape == trace.y.shape
    assert np.isfinite(trace.x).all()
