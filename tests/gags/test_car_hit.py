"""The struck leg, its jump, and the wheel: closed forms of the reference, and what must grow with what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Severity
from stuntlab.gags import gags_of
from stuntlab.gags.car_hit.gag import ON_A_LEG, OVER, CarHit
from stuntlab.pipeline.trade_checks import findings_before_any_body
from stuntlab.plan import parse_plan, template
from stuntlab.takes.sample import draw

TEXT = template("car_hit")
CHANGES = {", wears: [shin pads]": "", "padded: true ": "padded: false", "bumper_height: 48 cm": "bumper_height: 50 cm"}
BARE = TEXT
for before, after in CHANGES.items():
    BARE = BARE.replace(before, after)


def car_hit(text: str = TEXT) -> CarHit:
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, CarHit)
    return gag


def take(gag: CarHit, **values: float) -> Draws:
    """One take at the mean of everything but what is given."""
    means = {one.name: np.array([one.mean]) for one in gag.unknowns()[0]}
    return gag.propagate(
        Draws({**means, **{name: np.array([value]) for name, value in values.items()}}, np.zeros(1, int))
    )


@pytest.mark.parametrize(("km_h", "soft_nm", "stiff_nm"), [(10, 148, 296), (20, 296, 592)])
def test_a_standing_leg_is_bent_as_the_reference_says(km_h: float, soft_nm: float, stiff_nm: float) -> None:
    gag = car_hit(BARE.replace("style: jump  ", "style: stands"))
    for deviate, said in ((-8.0, soft_nm), (8.0, stiff_nm)):
        one = take(gag, speed_m_s=km_h / 3.6, stiff=deviate)
        assert one.values["weight"][0] == 1.0
        assert one.values["knee_nm"][0] == pytest.approx(said, rel=0.02), "the bumper is at the knee"


def test_the_jump_takes_weight_off_for_as_long_as_it_lasts() -> None:
    gag = car_hit(BARE)
    air = 2 * np.sqrt(2 * 0.3 / GRAVITY_M_S2)
    inside, outside = (take(gag, timing=share * air / 2) for share in (0.95, -1.05))
    assert inside.values["weight"][0] < 0.2
    assert outside.values["weight"][0] == 1.0
    assert gag.classify(inside)[0] == OVER
    assert gag.classify(outside)[0] == ON_A_LEG
    assert take(gag, timing=0.0).values["soles_m"][0] == pytest.approx(0.3)


def test_foam_and_less_speed_bend_less() -> None:
    stands = BARE.replace("style: jump  ", "style: stands")
    bare, slow = take(car_hit(stands)), take(car_hit(stands), speed_m_s=1.5)
    padded = take(car_hit(stands.replace("padded: false", "padded: true")))
    assert padded.values["knee_nm"][0] < 0.7 * bare.values["knee_nm"][0]
    assert slow.values["knee_nm"][0] == pytest.approx(bare.values["knee_nm"][0] * 1.5 / bare.values["contact_m_s"][0])


def test_a_van_knocks_ahead_and_a_car_does_not() -> None:
    car, van = car_hit(), car_hit(TEXT.replace("bonnet_edge: 72 cm", "bonnet_edge: 115 cm"))
    draws = draw(car.unknowns(), seed=3, label="x", takes_per_branch=4000)
    under = [gag._hit_facts(gag.propagate(draws)).under for gag in (car, van)]
    assert under[1].sum() > under[0].sum()
    assert replace(car._hit_facts(car.propagate(draws)), person="x").window_s == pytest.approx(0.49, abs=0.01)


def test_a_check_says_that_no_body_before_a_motorcycle_is_simulated() -> None:
    plan = parse_plan(TEXT.replace("    kind: car\n", "    kind: car\n    body: motorcycle\n"))
    found = findings_before_any_body(plan, gags_of(plan), seed=0)
    (unknown,) = [one for one in found if one.id == "out-of-validity"]
    assert unknown.severity is Severity.CANNOT_ASSESS
    assert unknown.person == car_hit().action.to
    assert "motorcycle" in unknown.said
