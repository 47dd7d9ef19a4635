"""Curves that the verdict reads: nothing at no load, the published points, and nothing of what people bear unhurt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Loads
from stuntlab.injury import curve, dri, risk
from stuntlab.injury.curve import BAND
from stuntlab.injury.lint import curve_faults
from stuntlab.people import Measures, measures
from stuntlab.people.dummies import hybrid_iii_5f, hybrid_iii_50m
from stuntlab.pipeline.risk import CURVES, injuries

MAN = measures(stature_m=1.75, mass_kg=78.0, sex="male")
WOMAN = measures(stature_m=1.60, mass_kg=52.0, sex="female")
LIGHT = measures(stature_m=1.51, mass_kg=hybrid_iii_5f().mass_kg, sex="female")
READ = sorted({family.format(dummy=dummy) for family in CURVES.values() for dummy in ("50M", "5F")})

DAILY = {"ais2": 0.01, "ais3": 0.001}
SLEDS = {"ais3": 0.01}


def hic_of(level_g: float) -> float:
    """HIC of an acceleration held for all of its 15 ms: more than any pulse with that peak has."""
    return float(level_g**2.5 * 0.015)


def dri_of(peak_g: float, duration_s: float) -> float:
    """DRI of a half-sine under a seat."""
    time_s = np.linspace(0.0, duration_s, 400)
    return float(dri(time_s, peak_g * np.sin(np.pi * time_s / duration_s)).value)


@dataclass(frozen=True)
class Unhurt:
    """A load that people bear unhurt, in the unit of the load catalogue, and what the curves may say of it at most.

    weights: whether `value` is in weights of the body.
    """

    what: str
    source: str
    load: str
    value: float
    most: dict[str, float]
    weights: bool = False


TABLE = (
    Unhurt("plop into a chair, head", "10.1 g, V-A", "head_hic15", hic_of(10.1), DAILY),
    Unhurt("plop into a chair, chest", "10.1 g at the head, V-A", "chest_3ms", 10.1, DAILY),
    Unhurt("plop into a chair, spine", "10.1 g at the head, V-A; for 0.1 s (J)", "spine_dri", dri_of(10.1, 0.1), DAILY),
    Unhurt("fall onto an exercise mat", "HIC 15, V-S", "head_hic15", 15.0, DAILY),
    Unhurt("fall onto a pillow", "HIC 23, V-S", "head_hic15", 23.0, DAILY),
    Unhurt("heads in wrestling", "median 15 g, WRESTL, V-A", "head_hic15", hic_of(15.0), DAILY),
    Unhurt("judo breakfall, trunk", "42 g: 40 kg on 0.22 m² from 0.55 m, soft tatami, C", "chest_3ms", 42.0, DAILY),
    Unhurt("judo breakfall, back", "42 g: as the trunk", "chest_3ms_behind", 42.0, DAILY),
    Unhurt("volunteers dropped supine", "29.4 g, Gwin 2014, V-A", "chest_3ms_behind", 29.4, DAILY),
    Unhurt("stunt man's dives onto foam", "49.2 g, Mertz and Gadd 1971, V-A", "chest_3ms_behind", 49.2, SLEDS),
    Unhurt("judo breakfall, head held up", "15 g, as wrestlers' (J)", "head_hic15", hic_of(15.0), DAILY),
    Unhurt("judo breakfall, neck", "half of what is borne without injury (J)", "neck_nij", 0.5 * 23.7 / 135, DAILY),
    Unhurt("quick motions of the head", "volunteers, Nij 0.14 (C)", "neck_nij", 0.14, DAILY),
    Unhurt("head back until it hurts", "47 N·m, Mertz and Patrick 1971, R-h", "neck_nij", 47 / 135, SLEDS),
    Unhurt("head forward until it hurts", "59 N·m, Mertz and Patrick 1971, R-h", "neck_nij", 59 / 310, DAILY),
    Unhurt("head back without injury", "23.7 N·m, Mertz and Patrick 1971, R-h", "neck_nij", 23.7 / 135, DAILY),
    Unhurt("headstand", "half of the weight (J)", "neck_compression", 0.5, DAILY, weights=True),
    Unhurt("jump onto both feet, a shin", "6 BW on two, gymnasts, R-m", "tibia_force", 3.0, DAILY, weights=True),
    Unhurt("jump onto one foot, its shin", "3.22 BW, Adams 2021, V-P", "tibia_force", 3.22, DAILY, weights=True),
    Unhurt("jump onto both feet, a thigh", "6 BW on two, gymnasts, R-m", "femur_force", 3.0, DAILY, weights=True),
    Unhurt("lifting at work", "NIOSH 3.4 kN, of 78 kg (C), R-h", "lumbar_force", 4.44, DAILY, weights=True),
    Unhurt("contact in sport, chest", "12 mm (J)", "chest_compression", 12.0, DAILY),
    Unhurt("contact in sport, chest wall", "a 20th of the depth at 3 m/s (J)", "chest_vc", 0.15, DAILY),
    Unhurt("contact in sport, belly", "a quarter of the depth (J)", "abdomen_compression_ratio", 0.25, DAILY),
    Unhurt("contact in sport, belly wall", "a quarter of the depth at 3 m/s (J)", "abdomen_vc", 0.75, DAILY),
    Unhurt("sled to the side, chest", "9.0 g, 0.1 s, volunteers, V-A", "chest_3ms", 9.0, SLEDS),
    Unhurt("sled to the side, head", "9.0 g, 0.1 s, volunteers, V-A", "head_hic15", hic_of(9.0), SLEDS),
    Unhurt("sled forward, harness", "45 g, 0.044 s, Eiband 1959, R-m", "chest_3ms", 45.0, SLEDS),
    Unhurt("seat upward, harness", "16 g, 0.04 s, Eiband 1959, R-m", "spine_dri", dri_of(16.0, 0.04), {"ais2": 0.02}),
)


def read(load: str, value: float, body: Measures) -> dict[str, float]:
    """The worst that any curve says of one load, by severity, at this severity or above it."""
    felt = Loads({load: np.array([value])}, np.zeros(1, int), np.ones(1), np.zeros(1, int))
    found = np.stack([injury.probability[0] for injury in injuries(felt, body)])
    return {key: float(np.nan_to_num(found[:, at:]).max()) for key, at in (("ais2", 1), ("ais3", 2))}


@pytest.mark.parametrize("body", [MAN, WOMAN], ids=["man", "woman"])
@pytest.mark.parametrize("row", TABLE, ids=[row.what for row in TABLE])
def test_what_people_bear_unhurt_hurts_nobody(row: Unhurt, body: Measures) -> None:
    value = row.value * body.mass_kg * GRAVITY_M_S2 if row.weights else row.value
    said = read(row.load, value, body)
    assert {key: said[key] for key, most in row.most.items() if said[key] >= most} == {}


# What no coordinator would call safe: the curves have not been pressed down until they say nothing.
HARMFUL = (
    ("spine_dri", 25.0, "ais2", 0.5), ("lumbar_force", 19000.0, "ais2", 0.95), ("femur_force", 18000.0, "ais3", 0.5),
    ("tibia_force", 8070.0, "ais2", 0.5), ("neck_nij", 1.64, "ais3", 0.45), ("head_hic15", 1000.0, "ais3", 0.2),
    ("chest_3ms", 60.0, "ais3", 0.6), ("chest_3ms_behind", 100.0, "ais3", 0.8),
    ("chest_compression", 63.0, "ais3", 0.5), ("neck_compression", 4700.0, "ais3", 0.5),
    ("abdomen_compression_ratio", 0.44, "ais3", 0.25), ("abdomen_vc", 1.98, "ais3", 0.25),
    ("chest_vc", 1.3, "ais3", 0.5),
)  # fmt: skip


@pytest.mark.parametrize(("load", "value", "level", "least"), HARMFUL)
def test_what_is_known_to_hurt_still_does(load: str, value: float, level: str, least: float) -> None:
    assert read(load, value, MAN)[level] >= least


@pytest.mark.parametrize("name", READ)
def test_a_curve_that_is_read_starts_at_nothing_and_says_where_it_comes_from(name: str) -> None:
    family = curve(name)
    assert (risk(name, 0.0).probability == 0.0).all()
    assert list(curve_faults(family)) == [], "rises with the load, and keeps its published points"
    assert family.population
    assert family.source
    assert family.direction in ("frontal", "dorsal", "axial", "any"), "no gag strikes from aside"
    low, high = family.data
    assert 0 < low < high
    for level in family.levels:
        assert 0 < family.load_at(level, 0.05) < family.load_at(level, 0.95)


@pytest.mark.parametrize("name", [name for name in READ if len(curve(name).follows) == 1])
def test_between_the_points_it_stays_near_the_published_curve(name: str) -> None:
    """Where it keeps points on both sides, it nowhere leaves the published curve by more than three in a hundred."""
    family, published = curve(name), curve(curve(name).follows[0])
    for level in family.levels:
        kept = [load for load, _ in family.published_points(level)]
        between = np.linspace(min(kept), max(kept), 200)
        at, there = (list(one.levels).index(level) for one in (family, published))
        apart = family.raw(between)[:, at] - published.raw(between)[:, there]
        assert np.abs(apart).max(initial=0.0) < 0.03, level


def test_a_dummys_side_impact_curve_is_not_read_for_a_blow_from_the_front() -> None:
    felt = Loads({"abdomen_force": np.array([1900.0])}, np.zeros(1, int), np.ones(1), np.zeros(1, int))
    assert injuries(felt, MAN) == ()
    assert risk("abdomen-force-ES-2re", 1900.0).at("ais3") > 0.1, "it stays there for recordings of that dummy"


def test_a_chest_told_apart_by_direction_is_read_so_and_not_again_as_a_whole() -> None:
    """70 g from behind is what it is from behind, and as from a belt where straps or the ground in front bring it."""

    def said(**felt_g: float) -> float:
        loads = Loads(
            {load: np.array([g]) for load, g in felt_g.items()}, np.zeros(1, int), np.ones(1), np.zeros(1, int)
        )
        return max(float(np.nan_to_num(one.probability[0, 2])) for one in injuries(loads, MAN))

    whole = said(chest_3ms=70.0)
    lying = said(chest_3ms=70.0, chest_3ms_behind=70.0, chest_3ms_elsewhere=1.0)
    assert lying == risk("chest-3ms-behind", 70.0).at("ais3") < whole
    assert said(chest_3ms=70.0, chest_3ms_behind=1.0, chest_3ms_elsewhere=70.0) == whole


def test_a_belly_is_measured_against_its_own_depth() -> None:
    """80 mm is more of a thin person than of a thick one."""
    thin, thick = measures(stature_m=1.8, mass_kg=60.0, sex="male"), measures(stature_m=1.7, mass_kg=100.0, sex="male")
    assert read("abdomen_compression", 80.0, thin)["ais3"] > read("abdomen_compression", 80.0, thick)["ais3"]


def test_a_spine_is_measured_against_the_weight_it_carries() -> None:
    """What the lumbar spring bears at the index of 10 % is that share of injuries, whoever is on it."""
    for body in (MAN, WOMAN):
        force_n = 17.7 * body.above_pelvis_kg * GRAVITY_M_S2
        assert 2000 < force_n < 10000, "segments break there (Brinckmann 1989, R-h)"
        assert read("lumbar_force", force_n, body)["ais2"] == pytest.approx(0.10, abs=1e-6)


def test_body_kicks_do_not_contradict_professional_kickboxing() -> None:
    """382 injuries in 3 481 fights, at most 7.7 % of them on trunk or arms (V-A); twenty hard ones a fight (J)."""
    worst = max(read("abdomen_compression_ratio", 0.3, MAN)["ais3"], read("abdomen_vc", 1.0, MAN)["ais3"])
    assert 20 * worst < 382 * 0.077 / 3481 * 100, "two orders of magnitude"


@pytest.mark.parametrize("name", READ)
def test_below_its_5_percent_point_a_curve_is_marked_as_a_tail(name: str) -> None:
    load = next(load for load, family in CURVES.items() if name in (family.format(dummy=d) for d in ("50M", "5F")))
    body = LIGHT if "-5F" in name else MAN
    level = next(iter(curve(name).levels))
    values = curve(name).load_at(level, BAND[0]) * np.array([0.95, 1.05])
    felt = Loads({load: values}, np.zeros(2, int), np.full(2, 0.5), np.zeros(2, int))
    (injury,) = (one for one in injuries(felt, body) if one.criterion == name.replace("-5F", "-50M"))
    assert injury.extrapolated[:, int(level[-1]) - 1].tolist() == [True, False]


BETWEEN = {load: family for load, family in CURVES.items() if "{dummy}" in family}


@pytest.mark.parametrize("load", BETWEEN)
def test_between_the_dummies_a_curve_has_no_step(load: str) -> None:
    """Each dummy has its own curve at its own mass; heavier people bear more, a little at a time."""
    small_kg, large_kg = hybrid_iii_5f().mass_kg, hybrid_iii_50m().mass_kg
    level = next(iter(curve(BETWEEN[load].format(dummy="50M")).levels))
    at_half = curve(BETWEEN[load].format(dummy="5F")).load_at(level, 0.5)

    def said(mass_kg: float, value: float = at_half) -> float:
        return read(load, value, measures(stature_m=1.6, mass_kg=mass_kg, sex="female"))[level]

    assert said(small_kg) == pytest.approx(0.5, abs=0.005)
    large = curve(BETWEEN[load].format(dummy="50M")).load_at(level, 0.5)
    assert said(large_kg, large) == pytest.approx(0.5, abs=0.005)
    by_mass = np.array([said(mass_kg) for mass_kg in np.arange(small_kg - 3, large_kg + 3, 0.5)])
    assert np.all(np.diff(by_mass) <= 1e-12)
    assert np.abs(np.diff(by_mass)).max() < 0.06
