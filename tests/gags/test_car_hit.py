"""The struck leg, its jump, and the wheel: closed forms of the reference, and what must grow with what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Severity
from stuntlab.gags import gags_of
from stuntlab.gags.car_hit.gag import OFF, ON_A_LEG, OVER, STANDS, CarHit
from stuntlab.gags.car_hit.knocked import start_columns
from stuntlab.gags.falling.going_down import PLACE, SPEED
from stuntlab.geometry import rotation
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


def test_the_jump_takes_weight_off_for_as_long_as_it_lasts() -> None:
    gag = car_hit(BARE)
    air = 2 * np.sqrt(2 * 0.3 / GRAVITY_M_S2)
    inside, outside = (take(gag, timing=share * air / 2) for share in (0.95, -1.05))
    assert inside.values["footing"][0] == OFF
    assert outside.values["footing"][0] == STANDS
    assert gag.classify(inside)[0] == OVER
    assert gag.classify(outside)[0] == ON_A_LEG
    assert take(gag, timing=0.0).values["soles_m"][0] == pytest.approx(0.3)


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


def test_who_was_taught_turns_onto_the_car_before_a_slow_one_and_lets_a_fast_one_do_it() -> None:
    slow, between, fast = (car_hit(TEXT.replace("12 km/h", f"{km_h} km/h").replace("12 ± 1", f"{km_h} ± 1"))
                           for km_h in (10, 15, 20))  # fmt: skip
    rates = [gag.planned_means["rolls"] for gag in (slow, between, fast)]
    assert rates == pytest.approx([1.5, 1.5 * (5.3 - 15 / 3.6) / 2.0, 0.0])
    assert (
        car_hit(TEXT.replace("hit:      {job: stunt performer", "hit:      {job: actor")).planned_means["rolls"] == 0.0
    )
    top = take(slow, timing=0.0)
    assert top.values["rolled_rad"][0] == pytest.approx(1.5 * np.sqrt(2 * 0.3 / GRAVITY_M_S2))
    late = take(slow, timing=0.3)
    assert late.values["rolled_rad"][0] == 0.0, "nobody turns before they have left the road"


def test_a_jump_is_pushed_off_with_no_step_in_speed() -> None:
    gag = car_hit()
    up = np.sqrt(2 * 0.3 * GRAVITY_M_S2)
    just_off, just_on, crouched = (take(gag, timing=up / GRAVITY_M_S2 + by) for by in (-1e-4, 1e-4, 0.12))
    assert just_off.values["rises_m_s"][0] == pytest.approx(up, rel=1e-2)
    assert just_on.values["rises_m_s"][0] == pytest.approx(up, rel=1e-2)
    assert crouched.values["rises_m_s"][0] == pytest.approx(up * (1 - 0.12 / 0.25))


def test_the_near_side_is_what_goes_down_onto_the_car() -> None:
    zero = np.zeros(1)
    placed = start_columns(
        stands_m=0.9, heading_rad=zero, soles_m=zero, rises_m_s=zero, across_m=zero, speed_m_s=zero + 3.0,
        rolled_rad=zero + 0.5, rolls_rad_s=1.5,
    )  # fmt: skip
    turn = rotation(np.array([placed[part][0] for part in PLACE[3:]]))
    assert turn.apply([0.0, 0.0, 1.0])[0] == pytest.approx(-np.sin(0.5)), "the head goes to where the car comes from"
    turning = turn.apply([placed[part][0] for part in SPEED[3:]])
    assert np.cross(turning, turn.apply([0.0, 0.0, 1.0]))[0] < 0.0, "and on"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      braking: at contact", "      rides: bike\n      braking: at contact"),
        (
            "action:\n",
            "action:\n  - vehicle_run: {by: hit, car: bike, speed: 12 km/h, line: [[0 m, 9 m], [9 m, 9 m]]}\n",
        ),
    ],
)
def test_nobody_is_told_what_a_blow_does_to_a_rider(before: str, after: str) -> None:
    text = TEXT.replace("gear:\n", "gear:\n  bike: {kind: bicycle}\n").replace(before, after, 1)
    gags = gags_of(parse_plan(text))
    gag = next(one for one in gags if isinstance(one, CarHit))
    found = findings_before_any_body(gag.plan, gags, seed=0)
    (unknown,) = [one for one in found if one.id == "out-of-validity"]
    assert unknown.severity is Severity.CANNOT_ASSESS
    assert "on bike" in unknown.said
    assert not gag.worlds()
    assert "standing-leg" not in {one.id for one in found}


def test_the_far_leg_is_drawn_up_after_it_has_left_the_road() -> None:
    """Both thighs are level at the top of a tuck jump of 0.43 s (Kember 2021, V-A); one that pushes off is straight."""
    gag = car_hit()
    up = np.sqrt(2 * 0.3 / GRAVITY_M_S2)
    left, half, top, pushing = (take(gag, timing=up - since) for since in (1e-4, 0.43 / 4, 0.43 / 2, -0.05))
    shares = [one.values["drawn_up"][0] for one in (left, half, top, pushing)]
    assert shares == pytest.approx([0.0, 0.5, 1.0, 0.0], abs=1e-3)
    knobs = [gag.knobs(one, np.array([0])) for one in (left, pushing)]
    assert knobs[0]["draws_up"][0] > 0.0, "and goes on"
    assert knobs[1]["draws_up"][0] == knobs[1]["far_leg"][0] == 0.0, "a leg that bears weight goes on bearing it"


@pytest.mark.parametrize(
    ("ahead_m", "across_m", "told"),
    [(3.0, 0.0, True), (3.0, 1.8, True), (3.0, 2.2, False), (9.0, 0.0, False), (-1.0, 0.0, False)],
)
def test_whoever_stands_where_a_body_comes_down_is_told(ahead_m: float, across_m: float, told: bool) -> None:
    """vehicles_fire.md 1.3: 3 m beyond the throw, 1 m to both sides of a car of 1.8 m."""
    plan = parse_plan(TEXT.replace("stands: [[30 m, 16 m]]", f"stands: [[{20 + ahead_m} m, {across_m} m]]"))
    found = [one for one in findings_before_any_body(plan, gags_of(plan), seed=0) if one.id == "in-the-throw"]
    assert [(one.person, one.severity) for one in found] == [("lookout", Severity.HOLD)] * told
