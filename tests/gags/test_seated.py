"""A strike at somebody who sits: who that is, where they are struck, how it is thrown, what is not known of them."""

from __future__ import annotations

from math import hypot
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from stuntlab.camera.outline import Outlines
from stuntlab.errors import CameraError
from stuntlab.gags import gags_of
from stuntlab.gags.roles import FallSource
from stuntlab.gags.striking.strike_gag import StrikeGag
from stuntlab.people.seat import Seat, sitting_height_m
from stuntlab.pipeline.knockdowns import find_knockdown
from stuntlab.plan import Plan, parse_plan, read_plan
from stuntlab.plan.sitting import sitting_of
from stuntlab.shots.sell import assess_shots
from stuntlab.shots.silhouettes import sight_of

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = """\
stunt: At a chair
people:
  giver: {job: stunt performer, height: 183 cm, mass: 92 kg, sex: male%(giver)s}
  taker: {job: actor, height: 178 cm, mass: 78 kg, sex: male%(taker)s}
place: {floor: concrete}
action:
%(before)s  - %(kind)s: {by: giver, to: taker, at: %(at)s, %(speed)s, gap: 30 ± 5 cm%(words)s}
%(after)s"""
STANDS = {
    "giver": "", "taker": "", "before": "", "kind": "punch", "at": "face", "speed": "hand_speed: 6 m/s", "words": "",
    "after": "",
}  # fmt: skip
TIP = "  - chair_tip: {by: taker, onto: mat, height: 50 cm%s}\n"


def plan_of(**changes: str) -> Plan:
    return parse_plan(PLAN % {**STANDS, **changes})


def gag_of(**changes: str) -> StrikeGag:
    (gag,) = (gag for gag in gags_of(plan_of(**changes)) if isinstance(gag, StrikeGag))
    return gag


def test_who_is_said_to_sit_and_who_goes_over_with_a_chair_does() -> None:
    assert sitting_of(plan_of(), "taker") is None
    said = sitting_of(plan_of(taker=", sits: 60 cm", after=TIP % ""), "taker")
    assert said is not None
    assert (said.seat.value, said.deduced, said.hands_tied) == (0.60, False, False)
    deduced = sitting_of(plan_of(taker=", restrained: true", after=TIP % ""), "taker")
    assert deduced is not None
    assert (deduced.seat.value, deduced.deduced, deduced.hands_tied) == (0.50, True, True)
    free = sitting_of(plan_of(taker=", restrained: true", after=TIP % ", hands_free: true"), "taker")
    assert free is not None
    assert not free.hands_tied
    assert sitting_of(plan_of(after=TIP % ""), "giver") is None


def test_the_beating_as_it_stands_is_of_a_man_on_a_chair() -> None:
    gags = [gag for gag in gags_of(read_plan(EXAMPLES / "beating.yaml")) if isinstance(gag, StrikeGag)]
    strikes = [gag.strike() for gag in gags]
    assert [strike.seat for strike in strikes] == [Seat(0.45, hands_tied=True)] * 3
    assert [strike.act for strike in strikes] == ["straight punch down", "body shot", "front kick"]
    assert [strike.reaction for strike in strikes] == ["seated snap", "seated fold", "seated jolt"]
    assert [strike.height_m for strike in strikes] == pytest.approx([1.27, 0.81, 1.00], abs=0.01)
    for gag in gags:
        assert any("deduced from their chair_tip" in line for line in gag.assumptions())
    *before, kick = gags
    assert any("upright again" in line for line in kick.assumptions())
    assert not any("upright again" in line for gag in before for line in gag.assumptions())


@pytest.mark.parametrize(
    ("style", "at", "act"),
    [
        ("straight", "face", "straight punch down"),
        ("straight", "chest", "body shot"),
        ("straight", "abdomen", "body shot"),
        ("hook", "head", "hook down"),
        ("hook", "abdomen", "body hook"),
        ("slap", "face", "slap"),
    ],
)
def test_every_style_reaches_somebody_who_sits_and_is_seen_as_it_is_acted(style: str, at: str, act: str) -> None:
    for seat in ("35 cm", "45 cm", "75 cm"):
        gag = gag_of(taker=f", sits: {seat}", at=at, words=f", style: {style}")
        strike = gag.strike()
        assert strike.act == act
        assert isinstance(sight_of(gag.plan, strike), Outlines)


@pytest.mark.parametrize("style", ["front", "side"])
@pytest.mark.parametrize("at", ["chest", "abdomen", "thigh"])
def test_kicks_reach_somebody_who_sits(style: str, at: str) -> None:
    gag = gag_of(kind="kick", at=at, speed="foot_speed: 5 m/s", words=f", style: {style}", taker=", sits: 45 cm")
    assert isinstance(sight_of(gag.plan, gag.strike()), Outlines)


def test_the_punch_of_somebody_who_stands_is_what_it_was() -> None:
    strike = gag_of().strike()
    assert (strike.seat, strike.act, strike.reaction) == (None, "straight punch", "snap")
    assert strike.height_m == pytest.approx(1.78 - 0.12)


def test_a_chair_that_goes_over_reaches_less_far_than_a_body_thrown_back() -> None:
    """No less than a head lies from the chair, whichever way it goes; behind, less than the standing body."""
    standing, seated = gag_of(), gag_of(taker=", sits: 45 cm")
    (_, thrown), (_, tipped) = standing.zones(), seated.zones()
    assert "goes over with the chair" in tipped.reason
    assert tipped.radius_m - hypot(tipped.along_m) >= 0.45 + sitting_height_m(seated.receiver_body)
    assert tipped.radius_m - tipped.along_m < thrown.radius_m - thrown.along_m
    assert standing.zones()[0] == seated.zones()[0]


def test_what_no_model_tells_of_who_sits() -> None:
    assert gag_of().unknown_if_touched() == ()
    (seated,) = gag_of(taker=", sits: 45 cm").unknown_if_touched()
    (tied,) = gag_of(taker=", sits: 45 cm, restrained: true").unknown_if_touched()
    (held,) = gag_of(taker=", restrained: true").unknown_if_touched()
    assert "sits" in seated
    assert "restrained" not in seated
    assert "restrained on a seat" in tied
    assert "seat" not in held


def test_the_standing_model_does_not_say_whether_a_chair_goes_over() -> None:
    standing, seated = (
        gag_of(kind="kick", at="abdomen", speed="foot_speed: 5 m/s", taker=taker) for taker in ("", ", sits: 45 cm")
    )
    assert standing.falls_of("taker") is FallSource.SIMULATED
    assert seated.falls_of("taker") is FallSource.UNKNOWN
    assert seated.falls_of("giver") is standing.falls_of("giver") is FallSource.BRANCH
    rehearsal = cast(Any, SimpleNamespace(gag=seated, outcomes={"soft": {}}))
    assert find_knockdown(rehearsal, "taker", seed=0) is None


def test_who_strikes_from_a_seat_is_said_to_stand() -> None:
    assert any("giver is taken as standing" in line for line in gag_of(giver=", sits: 45 cm").assumptions())
    assert not any("taken as standing" in line for line in gag_of().assumptions())


def test_a_camera_may_hang_over_the_head_of_who_sits_where_it_would_be_in_one_that_stands() -> None:
    over = "cameras:\n  A: {lens: 50 mm, at: [-10 cm, 0 m, 1.6 m]}\n"
    assert assess_shots(plan_of(taker=", sits: 45 cm", after=over), [gag_of(taker=", sits: 45 cm")], seed=0, takes=64)
    with pytest.raises(CameraError, match="inside taker"):
        assess_shots(plan_of(after=over), [gag_of()], seed=0, takes=64)
