"""Every rule of the trade: where it comes from, that it is found, and that its control lifts it."""

from __future__ import annotations

import string

import pytest

from stuntlab.datasets import Finding, Severity
from stuntlab.gags import gags_of
from stuntlab.pipeline.trade_checks import trade_findings, trade_findings_with_children
from stuntlab.plan import parse_plan
from stuntlab.verdict import read_limits
from stuntlab.verdict.trade import TRADE
from stuntlab.verdict.trade.rules import BROKEN

FALL = """
stunt: Back fall off a wall
people:
  faller: {job: stunt performer, height: 178 cm, mass: 76 kg, sex: male}
place: {ground: asphalt, wall: brick}
gear:
  bag: {kind: air bag, size: 7 x 8 x 3 m, near_edge: 0 m, rated_height: 30 m, clear_space: 1 m}
  pad: {kind: crash pad, size: 6 x 6 x 0.8 m, near_edge: 0 m}
action:
  - high_fall: {by: faller, from: 12 m, style: back, edge: roof, push: 1.8 ± 0.3 m/s, sideways: 0 ± 0.2 m/s, onto: bag,
      rehearsed_from: 9 m, spotter_calls: true}
"""
DOWN = """
stunt: Goes down
people:
  faller: {job: stunt performer, height: 172 cm, mass: 68 kg, sex: female, wears: [spine]}
  other:  {job: stunt performer, height: 180 cm, mass: 80 kg, sex: male}
place: {floor: wood}
gear:
  mat: {kind: mat, thickness: 20 cm, size: 2 x 1.5 m}
  spine: {kind: pad, covers: back, thickness: 2 cm, material: EVA foam}
action:
  - ground_fall: {by: faller, onto: mat, style: back, trained: true, rehearsed: true}
"""
STAIRS = """
stunt: Twelve steps
people:
  faller: {job: stunt performer, height: 172 cm, mass: 68 kg, sex: female, wears: [spine, hips, knees, elbows]}
place: {floor: wood}
gear:
  spine:  {kind: pad, covers: back, thickness: 2 cm, material: EVA foam}
  hips:   {kind: pad, covers: pelvis, thickness: 2 cm, material: EVA foam}
  knees:  {kind: pad, covers: knee, thickness: 2 cm, material: EVA foam}
  elbows: {kind: pad, covers: elbow, thickness: 2 cm, material: EVA foam}
  mat: {kind: mat, thickness: 10 cm}
action:
  - stair_fall: {by: faller, steps: 12, rise: 17 cm, tread: 28 cm, entry_speed: 1 m/s, style: side roll, landing: mat,
      rehearsed_steps: 12}
"""
KICK = """
stunt: Kick onto a pad
people:
  Ann: {job: stunt performer, height: 168 cm, mass: 63 kg, sex: female, wears: [belly pad]}
  Bob: {job: stunt performer, height: 180 cm, mass: 80 kg, sex: male}
place: {floor: mat}
gear:
  belly pad: {kind: pad, covers: abdomen, thickness: 5 cm, material: soft foam}
action:
  - kick: {by: Bob, to: Ann, at: abdomen, foot_speed: 3 ± 0.3 m/s, gap: 0 ± 2 cm, braced: true, rehearsed: true}
"""
CHOKE = """
stunt: Stage choke
people:
  Ann: {job: stunt performer}
  Bob: {job: stunt performer}
action:
  - choke: {by: Bob, to: Ann, at: neck, gap: 5 cm}
"""
SOUND = (FALL, DOWN, STAIRS, KICK, CHOKE)
NOVICE = ("stunt performer, height: 172", "actor, height: 172")
FALL_NOVICE = ("stunt performer", "actor")

Edit = tuple[str, str]
CASES: dict[str, tuple[str, tuple[Edit, ...], tuple[Edit, ...]]] = {
    # rule -> a sound plan, what breaks the rule in it, what lifts it again
    "feet-first-swallowed": (FALL, (("style: back", "style: feet first"),), (("feet first", "face off"),)),
    "feet-first-high": (
        FALL,
        (("style: back", "style: feet first"), ("onto: bag", "onto: pad"), ("from: 12 m", "from: 6 m")),
        (("from: 6 m", "from: 2.5 m"),),
    ),
    "nothing-catches": (FALL, (("onto: bag,", ""), ("from: 12 m", "from: 4 m")), (("from: 4 m", "from: 1.2 m"),)),
    "header-low": (
        FALL,
        (("style: back", "style: header"), ("from: 12 m", "from: 5 m")),
        (("from: 5 m", "from: 6 m"),),
    ),
    "gap-below-edge": (
        FALL,
        (("near_edge: 0 m, rated", "near_edge: 1 m, rated"),),
        (("edge: roof", "outrigger: 3 m"),),
    ),
    "body-over-edge": (FALL, (("7 x 8 x 3 m", "3 x 8 x 3 m"),), (("3 x 8 x 3 m", "4 x 8 x 3 m"),)),
    "catcher-small": (FALL, (("7 x 8 x 3 m", "7 x 2.5 x 3 m"),), (("7 x 2.5 x 3 m", "7 x 6 x 3 m"),)),
    "catcher-shallow": (
        FALL,
        (("onto: bag", "onto: pad"), ("from: 12 m", "from: 16 m")),
        (("6 x 0.8 m", "6 x 1.4 m"),),
    ),
    "novice-from-height": (FALL, (FALL_NOVICE, ("rehearsed_from: 9 m,", "")), (("actor", "stunt double"),)),
    "no-spotter": (
        FALL,
        ((", spotter_calls: true", ""),),
        (("rehearsed_from", "spotter_calls: true, rehearsed_from"),),
    ),
    "novice-backwards": (
        DOWN,
        (NOVICE, (", trained: true, rehearsed: true", ""), ("onto: mat", "onto: concrete")),
        (("onto: concrete", "onto: mat"),),
    ),
    "novice-thrown": (
        DOWN,
        (
            NOVICE,
            (", trained: true, rehearsed: true", ", pushed_by: other"),
            ("20 cm", "5 cm"),
            ("style: back", "style: side"),
        ),
        (("pushed_by: other", "pushed_by: other, trained: true"),),
    ),
    "untrained-fall": (
        DOWN,
        (NOVICE, ("trained: true, rehearsed: true", "takes: 1")),
        (("takes: 1", "trained: true"),),
    ),
    "fall-on-hard": (DOWN, (("onto: mat", "onto: wood"), (", wears: [spine]", "")), (("onto: wood", "onto: mat"),)),
    "fall-never-measured": (DOWN, (("onto: mat", "onto: wood"),), (("trained: true, rehearsed: true", "takes: 1"),)),
    "throw-not-rehearsed": (
        DOWN,
        (("rehearsed: true", "pushed_by: other"),),
        (("pushed_by: other", "pushed_by: other, rehearsed: true"),),
    ),
    "bare-stairs": (
        STAIRS,
        ((", wears: [spine, hips, knees, elbows]", ""), ("rehearsed_steps: 12", "rehearsed_steps: 0")),
        (("rehearsed_steps: 0", "rehearsed_steps: 6"),),
    ),
    "novice-stairs": (
        STAIRS,
        (NOVICE, ("rehearsed_steps: 12", "rehearsed_steps: 0")),
        (("rehearsed_steps: 0", "rehearsed_steps: 6"),),
    ),
    "stairs-pads": (STAIRS, (("[spine, ", "["),), (("[hips", "[spine, hips"),)),
    "stairs-ladder": (
        STAIRS,
        (("rehearsed_steps: 12", "rehearsed_steps: 4"),),
        (("rehearsed_steps: 4", "rehearsed_steps: 12"),),
    ),
    "stairs-dummy-first": (
        STAIRS,
        (("rehearsed_steps: 12", "rehearsed_steps: 8"),),
        (("rehearsed_steps: 8", "rehearsed_steps: 12"),),
    ),
    "stairs-foot": (STAIRS, (("landing: mat", "landing: wood"),), (("landing: wood", "landing: mat"),)),
    "blow-never-lands": (KICK, (("at: abdomen", "at: face"),), (("gap: 0", "gap: 30"),)),
    "hold-never-presses": (CHOKE, (("gap: 5 cm", "gap: 0"),), (("gap: 0", "gap: 5 cm"),)),
    "blow-unprepared": (
        KICK,
        (("braced: true", "braced: false"), (", wears: [belly pad]", "")),
        (("gap: 0", "gap: 30"),),
    ),
    "blow-not-rehearsed": (KICK, ((", rehearsed: true", ""),), (("braced: true", "braced: true, rehearsed: true"),)),
    "blow-not-padded": (KICK, ((", wears: [belly pad]", ""),), (("sex: female", "sex: female, wears: [belly pad]"),)),
    "blow-nothing-behind": (KICK, (("floor: mat", "floor: concrete"),), (("floor: concrete", "floor: crash mat"),)),
    "nobody-stops": (
        KICK,
        (("sex: female", "sex: female, restrained: true"),),
        (("sex: male", "sex: male, may_stop: true"),),
    ),
    "stop-signal": (
        KICK,
        (("sex: female", "sex: female, restrained: true"), ("sex: male", "sex: male, may_stop: true")),
        (("restrained: true", "restrained: true, stop_signal: drops a ball"),),
    ),
}


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def found(text: str) -> dict[str, Finding]:
    plan = parse_plan(text)
    return {finding.id: finding for finding in trade_findings(plan, gags_of(plan))}


def test_every_rule_has_its_row_its_function_and_its_case() -> None:
    assert list(TRADE.read()) == list(BROKEN) == list(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_rule_says_where_it_comes_from_and_what_lifts_it(name: str) -> None:
    row = TRADE.read()[name]
    assert row.severity in (Severity.STOP, Severity.HOLD)
    assert row.source
    assert row.control
    assert set(row.tag.split(", ")) <= {"V", "V-P", "V-A", "V-S", "R-h", "R-m", "R-l", "C", "J"}
    assert not row.text.endswith(".")
    assert all(part for _, part, _, _ in string.Formatter().parse(row.text) if part is not None)


@pytest.mark.parametrize("plan", SOUND)
def test_a_sound_plan_breaks_none(plan: str) -> None:
    assert set(found(plan)) <= {"drop-test"}


@pytest.mark.parametrize("name", CASES)
def test_a_rule_is_found_and_its_control_lifts_it(name: str) -> None:
    sound, breaks, lifts = CASES[name]
    broken = edited(sound, breaks)
    finding = found(broken)[name]
    assert finding.severity == TRADE.read()[name].severity
    assert finding.text.startswith(f"{finding.person}: ")
    assert "{" not in finding.text
    assert name not in found(edited(broken, lifts))


@pytest.mark.parametrize(
    ("sound", "edits"),
    [
        (FALL, (("onto: bag,", ""), ("from: 12 m", "from: 1.8 m"), ("style: back", "style: feet first"))),
        (FALL, (("from: 12 m", "from: 4.5 m"), ("style: back", "style: feet first"))),
        (FALL, (("onto: bag", "onto: pad"), ("from: 12 m", "from: 4 m"))),
        (FALL, (("onto: bag", "onto: pad"), ("from: 12 m", "from: 2.5 m"), ("6 x 6", "2.4 x 1.5"), ("1.8", "1.5"))),
        (FALL, (FALL_NOVICE, ("from: 12 m", "from: 5 m"))),
        (DOWN, (NOVICE,)),
        (DOWN, (("onto: mat", "onto: wood"),)),
        (STAIRS, (NOVICE, ("steps: 12", "steps: 3"), ("rehearsed_steps: 12", "rehearsed_steps: 3"))),
        (KICK, (("gap: 0", "gap: 20"), ("at: abdomen", "at: face"), ("braced: true, rehearsed: true", "takes: 6"))),
        (KICK, (("foot_speed: 3", "foot_speed: 1"), ("braced: true", "braced: false"))),
    ],
)
def test_what_is_done_every_day_is_stopped_by_none(sound: str, edits: tuple[Edit, ...]) -> None:
    assert [one for one in found(edited(sound, edits)).values() if one.severity is Severity.STOP] == []


@pytest.mark.parametrize("at", ["face", "knee"])
def test_where_nobodys_act_may_land_no_pad_and_no_rehearsal_is_offered(at: str) -> None:
    unready = (("braced: true, rehearsed: true", "braced: false"), (", wears: [belly pad]", ""))
    blows = [one for one in found(edited(KICK, (("at: abdomen", f"at: {at}"), *unready))).values() if "blow-" in one.id]
    assert [one.id for one in blows] == ["blow-never-lands"]
    assert "pad" not in blows[0].remedy


@pytest.mark.parametrize("gap", ["0", "0.0", "-0", "0 ± 1", "0 +- 2", "0 ± 1 cm", "0 in", "none", "zero"])
def test_a_gap_of_nothing_is_one_however_it_is_written(gap: str) -> None:
    assert "hold-never-presses" in found(CHOKE.replace("gap: 5 cm", f"gap: {gap}"))


@pytest.mark.parametrize("gap", ["5", "2 in", "a hand", "5 ± 6 cm"])
def test_a_gap_of_something_is_none_of_nothing(gap: str) -> None:
    assert "hold-never-presses" not in found(CHOKE.replace("gap: 5 cm", f"gap: {gap}"))


@pytest.mark.parametrize("word", ["sleeper hold", "choking", "smother", "garrotte", "chokehold"])
def test_holds_are_told_in_words_of_holds(word: str) -> None:
    told = found(CHOKE.replace("- choke:", f"- {word}:").replace("gap: 5 cm", "gap: 0 cm"))
    assert "press" in told["hold-never-presses"].text


@pytest.mark.parametrize("age", ["", "age: 9, "], ids=["grown", "child"])
def test_a_lack_that_stops_somebody_does_not_hold_them_besides(age: str) -> None:
    """Nobody may stop it for them and they cannot: one finding, whether a body of them is simulated or not."""
    tied = edited(KICK, (("height: 168 cm, mass: 63 kg", f"{age}height: 168 cm, mass: 63 kg, restrained: true"),))
    plan = parse_plan(tied)
    told = trade_findings_with_children(plan, gags_of(plan), read_limits(), seed=0)
    lacks = [one for one in told if one.person == "Ann" and one.id in ("nobody-stops", "stop-signal")]
    assert [(one.id, one.severity) for one in lacks] == [("nobody-stops", Severity.STOP)]


ALSO_FALLS = ("action:\n", "action:\n  - ground_fall: {by: Ann, onto: mat, style: back}\n")


@pytest.mark.parametrize("age", ["", "age: 9, "], ids=["grown", "child"])
def test_what_stops_somebody_in_one_gag_says_nothing_of_another(age: str) -> None:
    """Tied and kicked, and tied in a fall of her own: a spotter for the kick leaves her without a sign in the fall."""
    tied = edited(KICK, (("height: 168 cm, mass: 63 kg", f"{age}height: 168 cm, mass: 63 kg, restrained: true"),))
    plan = parse_plan(edited(tied, (ALSO_FALLS,)))
    told = trade_findings_with_children(plan, gags_of(plan), read_limits(), seed=0)
    lacks = {one.id: one.severity for one in told if one.person == "Ann" and one.id in ("nobody-stops", "stop-signal")}
    assert lacks == {"nobody-stops": Severity.STOP, "stop-signal": Severity.HOLD}
