"""Off a ramp and down again: closed forms, and what is refused for which reason."""

from __future__ import annotations

from math import cos, degrees, radians, sin, sqrt, tan

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Finding, Severity
from stuntlab.gags import gags_of
from stuntlab.gags.ramp_landing.gag import INTO_BOXES, LANDS, ON_GROUND, RampLanding
from stuntlab.pipeline.assess import assess
from stuntlab.plan import parse_plan, template
from stuntlab.takes.sample import draw
from stuntlab.verdict import read_limits
from stuntlab.verdict.ramp_findings import landing_findings

SOUND = template("ramp_landing")
HEAD = """
people: {rider: {job: stunt performer, height: 178 cm, mass: 80 kg, sex: male}}
place: {ground: grass}
gear:
  bike: {kind: car, body: motorcycle, mass: 100 kg}
  sedan: {kind: car, body: car, mass: 1300 kg, dummy_dropped: true}
  rig: {kind: box rig, size: 10 x 6 x 1.35 m, near_edge: 2 m, box: 45 cm, layers: 3}
action:
"""


def jump(text: str) -> RampLanding:
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, RampLanding)
    return gag


def middle(gag: RampLanding, **changes: float) -> Draws:
    values = {one.name: np.array([one.mean]) for one in gag.unknowns()[0]}
    values |= {name: np.array([value]) for name, value in changes.items()}
    return gag.propagate(Draws(values, np.zeros(1, dtype=int)))


def found(text: str) -> tuple[Finding, ...]:
    gag = jump(text)
    draws = gag.propagate(draw(gag.unknowns(), seed=3, label=gag.label, takes_per_branch=2048))
    return landing_findings(read_limits(), gag.jump_facts(draws), gag.branches(), seed=3)


def stops(text: str) -> list[str]:
    return [one.id for one in found(text) if one.severity is Severity.STOP]


def test_without_air_the_equivalent_fall_height_is_the_published_one() -> None:
    """v² sin² of the angle between way and slope, over 2 g (biomechanics.md 6.9), at the end of a parabola."""
    gag = jump(SOUND)
    ended = middle(gag, area_m2=1e-9)
    speed, up, slope = 13.0, radians(15.0), radians(20.0)
    x = float(ended.values["x_m"][0])
    down = tan(up) - GRAVITY_M_S2 * x / (speed * cos(up)) ** 2
    assert x * tan(up) - GRAVITY_M_S2 * x**2 / (2 * (speed * cos(up)) ** 2) == pytest.approx(
        -(x - 8.0) * tan(slope), abs=0.02
    )
    lands = speed * cos(up) * sqrt(1 + down**2)
    apart = abs(np.arctan(-down) - slope)
    assert ended.values["efh_m"][0] == pytest.approx(lands**2 * sin(apart) ** 2 / (2 * GRAVITY_M_S2), rel=0.01)


@pytest.mark.parametrize(("speed", "gap"), [(24.0, 43.6), (27.0, 58.6), (34.0, 58.5)])
def test_published_jumps_land_level_where_the_table_has_them(speed: float, gap: float) -> None:
    """lines_and_flight.md 6, case 13: 143 ft (43.6 m) and 192 ft (58.5 m) ask for 24 to 29 and 27 to 34 m/s."""
    angle = {24.0: 25.0, 27.0: 25.0, 34.0: 15.0}[speed]
    flies = f"exit_speed: {speed} ± 0.1 m/s, exit_angle: {angle} deg, lip_height: 0 m"
    ended = middle(jump(f"stunt: level{HEAD}  - ramp_landing: {{by: rider, bike: bike, {flies}}}\n"), area_m2=1e-9)
    assert ended.values["x_m"][0] == pytest.approx(gap, rel=0.06)


def test_a_slower_jump_of_the_fountain_falls_short_by_five_metres() -> None:
    """lines_and_flight.md 6, case 14: 5 mph (2.24 m/s) less is 5 to 6 m of a 43 m jump."""
    flies = "exit_speed: 26 ± 0.1 m/s, exit_angle: 20 deg, lip_height: 0 m"
    gag = jump(f"stunt: fountain{HEAD}  - ramp_landing: {{by: rider, bike: bike, {flies}}}\n")
    far, near = (float(middle(gag, speed_m_s=v, area_m2=0.75).values["x_m"][0]) for v in (26.0, 26.0 - 2.235))
    assert far == pytest.approx(43.0, rel=0.05)
    assert 5.0 < far - near < 7.0


def test_a_sound_table_top_is_not_refused_without_a_body() -> None:
    assert not stops(SOUND)


@pytest.mark.parametrize(
    ("changed", "into", "why"),
    [
        ("13 ± 0.3 m/s ", "10 ± 0.3 m/s ", "stays-on-wheels"),
        ("deck: true ", "deck: false", "landing-missed"),
        ("run_up: 60 m ", "run_up: 5 m ", "run-up-short"),
        ("run_out: 80 m", "run_out: 5 m", "run-out-short"),
        ("stands: [[20 m, 18 m]]", "stands: [[20 m, 1 m]]", "vehicle-falls"),
        ("wind: 0 ± 1 m/s ", "wind: -9 ± 1 m/s ", "wind-over"),
    ],
)
def test_what_is_wrong_is_named_first(changed: str, into: str, why: str) -> None:
    assert changed in SOUND
    text = SOUND.replace(changed, into)
    if why == "landing-missed":
        text = text.replace("13 ± 0.3", "12.4 ± 0.3")
    if why == "stays-on-wheels":
        text = text.replace("deck: true", "deck: false")
        why = "landing-missed"
    assert stops(text)[0] == why


def test_a_car_noses_down_and_a_bike_is_trimmed() -> None:
    """Nothing trims a car in the air: it stands further off the slope than a bike that leaves alike."""
    flies = "exit_speed: 15 ± 0.3 m/s, exit_angle: 12 deg, lip_height: 2 m"
    car, bike = (
        jump(f"stunt: nose{HEAD}  - ramp_landing: {{by: rider, bike: {name}, {flies}}}\n") for name in ("sedan", "bike")
    )
    off = {one.bike.body: degrees(float(middle(one).values["off_rad"][0])) for one in (car, bike)}
    assert off["car"] < -20.0 < off["motorcycle"] + 10.0
    assert not car.worlds()
    assert set(car.direct_loads(middle(car))["rider"]) == {"spine_dri"}


def test_boxes_take_whoever_comes_off_and_the_ground_who_falls_short() -> None:
    flies = "exit_speed: 8 ± 0.4 m/s, exit_angle: 10 deg, lip_height: 2.4 m, onto: rig"
    gag = jump(f"stunt: kicker{HEAD}  - ramp_landing: {{by: rider, bike: bike, {flies}}}\n")
    speeds = np.array([2.0, 8.0])
    values = {one.name: np.full(2, one.mean) for one in gag.unknowns()[0]} | {"speed_m_s": speeds}
    ended = gag.propagate(Draws(values, np.zeros(2, dtype=int)))
    assert gag.classify(ended).tolist() == [ON_GROUND, INTO_BOXES]
    assert [world.name for world in gag.worlds()] == ["into the boxes", "off the bike"]


@pytest.mark.parametrize("onto", ["onto: rig", "onto: ramp, gap: 2 m, landing_angle: 10 deg, landing_length: 14 m"])
def test_a_car_is_answered_by_what_its_seat_does_to_a_spine(onto: str) -> None:
    flies = f"exit_speed: 12 ± 0.4 m/s, exit_angle: 10 deg, lip_height: 2.4 m, {onto}, takes: 1"
    answer = assess(parse_plan(f"stunt: car{HEAD}  - ramp_landing: {{by: rider, bike: sedan, {flies}}}\n"), takes=16)
    (felt,) = answer.people["rider"].exposures
    assert set(felt.loads) == {"spine_dri"}
    assert felt.risk_per_take["ais2"].mean < 0.5


def test_the_word_for_both_finds_the_one_that_is_meant() -> None:
    """`ramp_jump:` with a landing and without a canopy is the same plan as `ramp_landing:`."""
    assert parse_plan(SOUND.replace("ramp_landing:", "ramp_jump:")).hash == parse_plan(SOUND).hash
    assert type(gags_of(parse_plan(template("ramp_jump")))[0]).kind == "ramp_jump"


def test_clean_runs_and_a_gate_make_failures_rarer() -> None:
    def slow(text: str) -> float:
        return next(one.probability for one in jump(text).branches() if one.name.startswith("slow"))

    unread = SOUND.replace("speed_gate: true ", "speed_gate: false")
    fresh = unread.replace("practised: {ramp: 9000, landings: 8000}", "practised: {ramp: 0, landings: 0}")
    assert slow(fresh) == pytest.approx(0.03)
    assert slow(unread) == pytest.approx(0.05 * 0.03)
    assert slow(SOUND) == pytest.approx(0.2 * 0.05 * 0.03)


def test_every_way_of_landing_is_on_the_landing() -> None:
    gag = jump(SOUND)
    ended = middle(gag)
    assert gag.classify(ended).tolist() == [LANDS]
    picture = gag.jump_picture(gag.propagate(draw(gag.unknowns(), seed=1, label="a", takes_per_branch=64)))
    assert picture.lands_m == pytest.approx((8.0, 8.0 + 13.0 * cos(radians(20.0))))
    assert picture.ways[0].places_m[-1, 0] == pytest.approx(ended.values["x_m"][0], abs=0.1)


def test_a_car_is_told_what_only_a_car_jump_follows() -> None:
    text = template("ramp_landing")
    assert "lost-not-followed" not in {one.id for one in found(text)}
    assert "lost-not-followed" in {one.id for one in found(text.replace("body: motorcycle", "body: car"))}
