"""The limit of lumbar compression is that of the dynamic response index, whose spring the simulated spine is."""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Borne
from stuntlab.injury.dri import dri
from stuntlab.people.anthropometry import Measures
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import parse_plan
from stuntlab.verdict import limit_for, read_limits

LIMITS = read_limits()
OF_14_CFR_N = 6670.0


def body(mass_kg: float, height_cm: float, sex: str) -> Measures:
    person = f"{{job: stunt performer, height: {height_cm} cm, mass: {mass_kg} kg, sex: {sex}}}"
    plan = parse_plan(
        f"stunt: x\npeople:\n  ann: {person}\naction:\n  - ground_fall: {{by: ann, style: back, onto: grass}}\n"
    )
    return measures_of(plan.people["ann"], "ann")


def index_of_limit(mass_kg: float, height_cm: float, sex: str, borne: Borne) -> float:
    limit = limit_for(LIMITS, "lumbar_force", borne, mass_kg).value
    assert limit is not None
    return limit / (body(mass_kg, height_cm, sex).above_pelvis_kg * GRAVITY_M_S2)


@pytest.mark.parametrize(
    ("mass_kg", "height_cm", "sex"), [(49, 151, "female"), (62, 165, "female"), (70, 175, "male"), (77.7, 175, "male")]
)
def test_one_index_holds_for_all_from_the_small_woman_to_the_middling_man(
    mass_kg: float, height_cm: float, sex: str
) -> None:
    """To 5 %, since people of one mass are built differently; whoever is heavier than that gets no more."""
    assert index_of_limit(mass_kg, height_cm, sex, Borne.CHOSEN) == pytest.approx(17.7, rel=0.05)
    assert index_of_limit(mass_kg, height_cm, sex, Borne.TRAINED_RECEIVER) == pytest.approx(11.8, rel=0.05)


def test_whoever_is_heavier_than_the_middling_man_gets_no_more() -> None:
    assert index_of_limit(100, 188, "male", Borne.CHOSEN) < 17.7


@pytest.mark.parametrize(("lean_deg", "force_kn"), [(30, 5.1), (0, 5.9)])
def test_the_spring_reads_less_than_a_dummy_may_in_the_crash_that_seats_are_tested_in(
    lean_deg: float, force_kn: float
) -> None:
    """14 CFR 25.562(b)(1): a triangle up to 14 g in 0.08 s, 35 ft/s in all, leaning back by 30 degrees."""
    time_s = np.linspace(0.0, 0.3, 3001)
    pulse_g = 14.0 * np.clip(1.0 - np.abs(time_s - 0.08) / 0.08, 0.0, None)
    assert np.trapezoid(pulse_g * GRAVITY_M_S2, time_s) >= 35 * 0.3048
    index = float(dri(time_s, pulse_g * np.cos(np.radians(lean_deg))).value)
    force_n = index * body(77.7, 175, "male").above_pelvis_kg * GRAVITY_M_S2
    assert force_n == pytest.approx(1e3 * force_kn, rel=0.02)
    assert force_n < OF_14_CFR_N
