"""Which limit a person has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.datasets import Borne
from stuntlab.verdict import limit_for, read_limits

LIMITS = read_limits()
LOADS = st.sampled_from(sorted(LIMITS.loads))
MASSES = st.floats(30.0, 150.0)


@pytest.mark.parametrize(
    ("load", "borne", "mass_kg", "value"),
    [
        ("head_hic15", Borne.CHOSEN, 80, 700),  # FMVSS 208
        ("neck_tension", Borne.CHOSEN, 80, 3300),  # UN R137 is stricter than FMVSS 208
        ("neck_tension", Borne.CHOSEN, 48.99, 2620),  # FMVSS 208 is stricter than UN R137
        ("neck_compression", Borne.CHOSEN, 63.345, 3260),  # halfway between the dummies of FMVSS 208, 2520 and 4000
        ("chest_compression", Borne.CHOSEN, 80, 42),  # UN R94 and R137
        ("chest_compression", Borne.CHOSEN, 48.99, 42),  # UN R137 of 2016, passenger
        ("chest_compression", Borne.TRAINED_RECEIVER, 80, 31.5),  # FMVSS 208, halved
        ("chest_force", Borne.TRAINED_RECEIVER, 80, 1780),  # volunteers of Patrick 1965
        ("chest_force", Borne.IMPOSED, 80, 280),  # ISO/TS 15066
        ("femur_force", Borne.CHOSEN, 80, 7580),  # UN R94 at 10 ms
        ("lumbar_force", Borne.CHOSEN, 80, 6600),  # an index of 17.7 on 38.2 kg
        ("abdomen_compression", Borne.TRAINED_RECEIVER, 80, 57.5),  # 25 % of 230 mm
        ("abdomen_compression", Borne.CHOSEN, 80, 87.4),
        ("abdomen_vc", Borne.TRAINED_RECEIVER, 80, 0.5),
        ("abdomen_force", Borne.CHOSEN, 80, 2500),  # FMVSS 214 and UN R95
        ("abdomen_force", Borne.TRAINED_RECEIVER, 80, 1250),
        ("abdomen_force", Borne.IMPOSED, 80, 220),  # ISO/TS 15066
        ("head_contact_force", Borne.TRAINED_RECEIVER, 80, 0),
        ("head_contact_force", Borne.IMPOSED, 80, 0),
    ],
)
def test_published_limits(load: str, borne: Borne, mass_kg: float, value: float) -> None:
    assert limit_for(LIMITS, load, borne, mass_kg).value == pytest.approx(value)


@settings(deadline=None, max_examples=200)
@given(LOADS, st.sampled_from([Borne.IMPOSED, Borne.TRAINED_RECEIVER, Borne.CHOSEN]), MASSES, MASSES)
def test_a_lighter_person_never_has_the_laxer_limit(load: str, borne: Borne, one: float, other: float) -> None:
    light, heavy = (limit_for(LIMITS, load, borne, mass).value for mass in sorted((one, other)))
    assert (light is None) == (heavy is None)
    assert light is None or heavy is None or light <= heavy


@settings(deadline=None, max_examples=200)
@given(LOADS, MASSES)
def test_what_another_does_is_never_limited_more_laxly_than_what_one_chooses(load: str, mass: float) -> None:
    imposed, trained, chosen = (
        limit_for(LIMITS, load, borne, mass).value for borne in (Borne.IMPOSED, Borne.TRAINED_RECEIVER, Borne.CHOSEN)
    )
    if chosen is not None and trained is not None:
        assert trained <= chosen * (1 if LIMITS.loads[load].trained else 0.5)
    if trained is not None and imposed is not None:
        assert imposed <= trained


def test_nobody_as_light_as_the_smallest_dummy_is_scaled_down_and_told() -> None:
    at_dummy, below = (limit_for(LIMITS, "neck_tension", Borne.CHOSEN, mass) for mass in (48.99, 24.495))
    assert below.value == pytest.approx((at_dummy.value or 0) / 2)
    assert "scaled down by mass" in below.note


def test_the_dummies_a_limit_comes_from_are_said() -> None:
    assert "between the 5F dummy (2520) and the 50M" in limit_for(LIMITS, "neck_compression", Borne.CHOSEN, 60).note
    assert limit_for(LIMITS, "knee_moment", Borne.CHOSEN, 55).note == "row of the 50M dummy"
    assert limit_for(LIMITS, "pelvis_force", Borne.CHOSEN, 90).note == "row of the 5F dummy"


@given(MASSES)
def test_a_person_between_the_dummies_is_between_their_values(mass: float) -> None:
    light, heavy = LIMITS.numbers["dummy_mass.5F"].value, LIMITS.numbers["dummy_mass.50M"].value
    value = limit_for(LIMITS, "neck_compression", Borne.CHOSEN, mass).value
    assert value is not None
    if mass >= heavy:
        assert value == 4000, "nobody is extrapolated to beyond the largest dummy"
    elif mass > light:
        assert (value - 2520) / (4000 - 2520) == pytest.approx((mass - light) / (heavy - light))


def test_a_missing_limit_says_why_and_a_bystander_has_none() -> None:
    assert "50 % injury point" in limit_for(LIMITS, "foot_impulse", Borne.CHOSEN, 70).note
    assert limit_for(LIMITS, "abdomen_force", Borne.BYSTANDER, 70).value is None
