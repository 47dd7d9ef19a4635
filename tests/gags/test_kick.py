"""What a kick makes of its plan: branches, speeds, who bears what, pads and floors."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from stuntlab.datasets import Borne, Draws
from stuntlab.gags import gags_of
from stuntlab.gags.kick.gag import FASTEST_M_S, Kick, striker
from stuntlab.gags.kick.numbers import KICK_NUMBERS
from stuntlab.gags.striking.staging import TARGETS
from stuntlab.people import measures
from stuntlab.plan import parse_plan

Kicks = Callable[..., Kick]

TWO = """\
stunt: Kick
people:
  giver: {job: %(giver)s, height: 180 cm, mass: 80 kg, sex: male}
  taker: {job: %(taker)s, %(body)s%(wears)s}
gear:
  guard: {kind: pad, covers: %(covers)s, thickness: 80 mm, material: soft foam}
place: {floor: %(floor)s}
action:
  - kick: {by: giver, to: taker, at: %(at)s, foot_speed: 1 ± 0.1 m/s, gap: 0 ± 2 cm%(words)s}
"""
TRAINED = {
    "giver": "stunt performer",
    "taker": "stunt performer",
    "body": "height: 175 cm, mass: 70 kg, sex: male",
    "wears": ", wears: [guard]",
    "covers": "abdomen",
    "floor": "crash mat",
    "at": "abdomen",
    "words": ", rehearsed: true",
}


def two(**changes: str) -> Kick:
    (gag,) = gags_of(parse_plan(TWO % {**TRAINED, **changes}))
    assert isinstance(gag, Kick)
    return gag


def draws_of(**columns: list[float]) -> Draws:
    """Draws with everything that is not named at the middle."""
    count = len(next(iter(columns.values())))
    usual = {"gap_m": -0.1, "foot_speed_m_s": 5.0, "effective_mass_kg": 13.0, "push_n_per_m_s": 60.0}
    usual |= {"aim_lateral_m": 0.0, "aim_vertical_m": 0.0}
    values = {name: np.array(columns.get(name, [value] * count)) for name, value in usual.items()}
    return Draws(values, np.zeros(count, dtype=np.int64))


def test_trained_where_all_of_it_holds() -> None:
    taken, given = two().exposures()
    assert (taken.person, taken.created_by, taken.borne) == ("taker", "giver", Borne.TRAINED_RECEIVER)
    assert (given.person, given.created_by, given.borne) == ("giver", "giver", Borne.CHOSEN)


@pytest.mark.parametrize(
    "missing",
    [
        {"giver": "actor"},
        {"taker": "actor"},
        {"wears": ""},
        {"covers": "chest"},
        {"words": ""},
        {"words": ", rehearsed: false"},
    ],
)
def test_a_receiver_lacks_one_thing_and_the_pain_limit_holds(missing: dict[str, str]) -> None:
    assert two(**missing).exposures()[0].borne is Borne.IMPOSED


def test_executions_are_takes_times_kicks_in_each() -> None:
    assert {exposure.takes_on_the_day for exposure in two(words=", takes: 4, count: 3").exposures()} == {12}


def test_no_word_of_a_plan_takes_a_branch_away() -> None:
    names = [branch.name for branch in two().branches()]
    for words in (", takes: 1", ", braced: true", ", rehearsed: true", ", pulled_over: 30 cm", ", count: 9"):
        assert [branch.name for branch in two(words=words).branches()] == names
    assert {"support foot slips", "misjudges the distance", "receiver steps in", "wrong cue"} <= set(names)


def test_a_wet_floor_slips_more_and_the_plan_goes_right_less() -> None:
    dry, wet = ({b.name: b.probability for b in two(floor=floor).branches()} for floor in ("cobbles", "wet cobbles"))
    assert wet["support foot slips"] > dry["support foot slips"]
    assert wet["as planned"] < dry["as planned"]
    for name in dry.keys() - {"support foot slips", "as planned"}:
        assert wet[name] == dry[name]


def test_every_branch_brings_the_foot_closer(kick: Kicks) -> None:
    planned, *wrong = ({unknown.name: unknown for unknown in branch} for branch in kick(gap="30 ± 6 cm").unknowns())
    assert (planned["gap_m"].mean, planned["gap_m"].sd) == pytest.approx((0.30, 0.06))
    for branch in wrong:
        assert branch["gap_m"].mean < 0.25
        assert branch["gap_m"].sd > 0.06
        assert branch["aim_lateral_m"].sd >= planned["aim_lateral_m"].sd


def test_a_heavier_kicker_brings_more_mass() -> None:
    light, heavy = (
        next(u for u in gag.unknowns()[0] if u.name == "effective_mass_kg")
        for gag in (
            _with_giver("height: 170 cm, mass: 60 kg, sex: female"),
            _with_giver("height: 190 cm, mass: 120 kg, sex: male"),
        )
    )
    assert (heavy.mean / light.mean, heavy.sd / light.sd) == pytest.approx((2.0, 2.0))


def _with_giver(body: str) -> Kick:
    text = (TWO % TRAINED).replace("height: 180 cm, mass: 80 kg, sex: male", body)
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, Kick)
    return gag


def test_a_foot_touches_where_the_gap_is_used_up(kick: Kicks) -> None:
    gag = kick()
    touching = [gag.outcomes[end].touches for end in gag.classify(draws_of(gap_m=[-0.1, -1e-9, 0.0, 1e-9, 0.3]))]
    assert touching == [True, True, True, False, False]


def test_a_pulled_foot_has_what_is_left_of_its_speed() -> None:
    """Slowed evenly over 20 cm: v·√(left / 20 cm), full speed from 20 cm on, never less than the slowest drawn."""
    pulled, not_pulled = two(words=", pulled_over: 20 cm"), two()
    draws = draws_of(gap_m=[-0.3, -0.2, -0.05, -0.0125, 0.0])
    assert pulled.touch_speed_m_s(draws) == pytest.approx([5.0, 5.0, 2.5, 1.25, 0.05])
    assert not_pulled.touch_speed_m_s(draws) == pytest.approx([5.0] * 5)


def test_severity_is_the_closed_form_of_a_linear_impact() -> None:
    draws = draws_of(foot_speed_m_s=[2.0, 4.0, 2.0], effective_mass_kg=[9.0, 9.0, 36.0])
    assert two().severity(draws) == pytest.approx([6.0, 12.0, 12.0])


def test_mass_and_push_of_the_take_reach_the_scene() -> None:
    """Foot and rear add up to the mass drawn; push grows with the speed left."""
    knobs = two().knobs(draws_of(effective_mass_kg=[10.0, 16.0], push_n_per_m_s=[60.0, 80.0]), np.array([1]))
    foot_kg = KICK_NUMBERS.read().striker.foot_mass_kg.value
    assert knobs["rear_mass_kg"] + foot_kg == pytest.approx([16.0])
    assert knobs["push_n"] == pytest.approx([80.0 * 5.0])


@pytest.mark.parametrize("at", sorted(TARGETS))
@pytest.mark.parametrize(
    "body",
    [
        "height: 120 cm, mass: 35 kg, sex: female",
        "height: 150 cm, mass: 40 kg, sex: female",
        "height: 220 cm, mass: 160 kg, sex: male",
        "height: 195 cm, mass: 70 kg, sex: male",
    ],
)
@pytest.mark.parametrize("wears", ["", ", wears: [guard]"])
def test_every_adult_can_be_kicked_at_everywhere(at: str, body: str, wears: str) -> None:
    gag = two(body=body, at=at, covers=at, wears=wears)
    for model in gag.models:
        assert gag.scene(model).model.nv > 30


@pytest.mark.parametrize("at", ["abdomen", "back", "thigh"])
def test_a_pad_is_a_mass_of_its_own_wherever_it_lies_and_earns_the_limit(at: str) -> None:
    with_pad, without = two(at=at, covers=at), two(at=at, wears="")
    assert with_pad.scene("middle").model.nv == without.scene("middle").model.nv + 1
    assert (with_pad.exposures()[0].borne, without.exposures()[0].borne) == (Borne.TRAINED_RECEIVER, Borne.IMPOSED)


@pytest.mark.parametrize("at", ["head", "knee", "groin", "shin"])
def test_where_no_body_is_modelled_none_is_simulated(at: str) -> None:
    assert not two(at=at).worlds()


def outside(kick: Kick) -> tuple[str, ...]:
    assert not kick.evidence().beyond(kick.action.by)
    return kick.evidence().beyond(kick.action.to)


def test_what_lies_outside_the_measured_kicks_is_said(kick: Kicks) -> None:
    assert outside(kick(foot_speed="9 m/s")) == ()
    (told,) = outside(kick(foot_speed="12 m/s"))
    assert "12 m/s" in told
    assert f"{FASTEST_M_S['front']:g} m/s" in told
    tied = two(body=TRAINED["body"] + ", restrained: true")
    assert outside(tied) == ()
    assert any("restrained" in sentence for sentence in tied.unknown_if_touched())


def turning(*, at: str) -> Kick:
    return two(words=", style: turning", at=at)


def test_a_turning_kick_is_a_shin_that_lies_across_and_pushes_nothing() -> None:
    """Nothing is fitted to it: a straight leg about its hip, behind the flesh of a lower leg."""
    shin, sole = striker(style="turning"), striker()
    _, across_m, up_m = shin.size_m
    assert across_m > up_m
    assert sole.size_m[1] < sole.size_m[2]
    assert shin.face_n_per_m < sole.face_n_per_m == float("inf")
    swings = turning(at="thigh")
    assert not any(unknown.name == "push_n_per_m_s" for unknown in swings.unknowns()[0])
    (shin_bends,) = swings.on_giver()
    assert shin_bends.load == "tibia_moment"
    assert set(swings.exposures()[1].unproven) == {"tibia_moment"}, "the worse of two ends stops nobody"
    assert not two(words="", at="thigh").exposures()[1].unproven


def test_the_effective_mass_of_a_turning_kick_is_that_of_a_leg_about_its_hip() -> None:
    """Segments of de Leva in one line, over the square of where it strikes: at the ankle, and a third up the shin."""
    body = measures(stature_m=1.80, mass_kg=77.5, sex="male")
    thigh, shank, foot = (body.segments[name] for name in ("thigh", "shank", "foot"))
    leg_m = thigh.length_m + shank.length_m
    about_hip = (
        thigh.mass_kg * (0.4095**2 + 0.329**2) * thigh.length_m**2
        + shank.mass_kg * ((thigh.length_m + 0.4395 * shank.length_m) ** 2 + (0.251 * shank.length_m) ** 2)
        + foot.mass_kg * leg_m**2
    )
    at_instep, on_shin = about_hip / leg_m**2, about_hip / (leg_m - shank.length_m / 3) ** 2
    mass = turning(at="thigh").effective_mass
    assert (at_instep, on_shin) == pytest.approx((3.6, 5.2), abs=0.05)
    assert mass.low < at_instep < mass.value < on_shin < mass.high


@pytest.mark.parametrize(("at", "known"), [("thigh", True), ("abdomen", True), ("chest", False), ("back", False)])
def test_only_thigh_and_belly_are_known_to_a_kick_from_aside(at: str, known: bool) -> None:
    assert any("from aside" in one for one in turning(at=at).unknown_if_touched()) is not known


def test_a_belly_is_known_from_aside_as_fast_as_it_was_struck_there(kick: Kicks) -> None:
    """Viano 1989 struck bellies at 9.4 m/s; at the thigh the striker's own range counts."""
    assert outside(kick(style=", style: turning", foot_speed="9.4 m/s")) == ()
    (told,) = outside(kick(style=", style: turning", foot_speed="11 m/s"))
    assert "9.4 m/s" in told
    assert outside(kick(style=", style: turning", at="thigh", foot_speed="11 m/s")) == ()


@pytest.mark.parametrize("name", ["pushes", "reach", "sole", "aim", "effective mass|behind the foot", "damp"])
def test_judgements_are_named(kick: Kicks, name: str) -> None:
    """Every number of `kick/numbers.toml` that is judgement is printed with the answer."""
    said = " ".join(kick().assumptions())
    assert any(word in said for word in name.split("|")), said
