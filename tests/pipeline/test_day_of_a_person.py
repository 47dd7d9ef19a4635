"""The day of a person: strikes that are to stop short added up, doses, and the silent stop signal of who is tied."""

from __future__ import annotations

import re
from functools import cache

import pytest

from stuntlab.datasets import Assessment, Finding, Severity, Verdict
from stuntlab.documents import answer_document
from stuntlab.errors import UserError
from stuntlab.pipeline.assess import assess
from stuntlab.plan import parse_plan, parse_production
from stuntlab.report.json_result import assessment_to_dict
from stuntlab.report.terminal import TerminalView, render
from stuntlab.verdict import read_limits

PLAN = """\
stunt: Beating
people:
  heavy 1: {job: stunt performer, height: 183 cm, mass: 92 kg, sex: male}
  heavy 2: {job: stunt performer, height: 178 cm, mass: 84 kg, sex: male}
  victim: {job: actor, height: 178 cm, mass: 78 kg, sex: male%(victim)s}
  friend: {job: actor, watching: true}
place: {floor: concrete}
action:
  - punch: {by: heavy 1, to: victim, at: face, hand_speed: 6 m/s, gap: %(first)s ± 5 cm, count: %(count)s, takes: 14}
  - punch: {by: heavy 2, to: victim, at: head, hand_speed: 6 m/s, gap: %(second)s ± 5 cm, count: 5, takes: 14}
"""
"""Two series at a head: drawn and judged, and no body is simulated."""

ONE = """\
stunt: One punch
people:
  heavy:  {job: stunt performer, height: 183 cm, mass: 92 kg, sex: male}
  victim: {job: actor, height: 178 cm, mass: 78 kg, sex: male}
place: {floor: concrete}
action:
  - punch: {by: heavy, to: victim, at: face, hand_speed: 6 m/s, gap: 3 ± 5 cm, count: %(count)s, takes: %(takes)s}
"""
AS_USUAL = {"victim": "", "first": "20", "second": "12", "count": "7"}


@cache
def _assessed(changes: tuple[tuple[str, str], ...]) -> Assessment:
    return assess(parse_plan(PLAN % {**AS_USUAL, **dict(changes)}), threads=1)


def everything(answer: Assessment) -> str:
    """The answer as it is printed in full."""
    document = answer_document(answer, parse_plan(PLAN % AS_USUAL))
    return " ".join(render(document, TerminalView.FULL).split())


def assessed(**changes: str) -> Assessment:
    return _assessed(tuple(sorted(changes.items())))


def found(answer: Assessment, name: str) -> list[Finding]:
    return [finding for finding in answer.findings if finding.id == name]


def touch_of(answer: Assessment) -> float:
    day = answer.people["victim"].day
    assert day is not None
    assert day.touched is not None
    return day.touched.mean


def test_strikes_of_all_gags_at_one_person_are_added_up() -> None:
    answer = assessed()
    day = answer.people["victim"].day
    assert day is not None
    never = 1.0
    for result in answer.people["victim"].exposures:
        never *= (1 - result.contact_probability.mean) ** result.exposure.takes_on_the_day
    assert day.short == 7 * 14 + 5 * 14
    assert touch_of(answer) == pytest.approx(1 - never)
    assert {name: dose.amount for name, dose in day.doses.items()} == {"strikes": 168, "head_snaps": 168}
    giver = answer.people["heavy 1"].day
    assert giver is not None
    assert (giver.short, giver.touched, dict(giver.doses)) == (0, None, {})


def test_what_is_said_to_lower_the_chance_does_so_in_the_plan_that_does_it() -> None:
    """The change is named with a number; a plan with that change, drawn anew, comes to it."""
    (flag,) = found(assessed(), "touched-on-the-day")
    assert flag.severity is Severity.FLAG
    said = re.search(
        r"10 cm more gap in punch 2 would leave (\d+) in 100.*10 cm more in every gap 1 in (\d+)", flag.text
    )
    assert said, flag.text
    one, both = float(said[1]), 100 / float(said[2])
    assert 100 * touch_of(assessed(second="22")) == pytest.approx(one, abs=1.0)
    assert 100 * touch_of(assessed(first="30", second="22")) == pytest.approx(both, abs=1.0)
    assert one < 100 * touch_of(assessed(first="30")), "the change named first is the better one"


@pytest.mark.parametrize(
    ("takes", "count", "said", "offered"),
    [
        (1, 1, "1 strike is to stop short of them on the day, and the chance that it touches is", None),
        (1, 2, "2 strikes are to stop short of them on the day, and the chance that at least one touches is", None),
        (2, 1, "2 strikes are to stop short of them", "half the takes would"),
        (3, 1, "3 strikes are to stop short of them", "half the takes (rounded up) would"),
    ],
)
def test_a_day_is_told_in_the_number_it_has(takes: int, count: int, said: str, offered: str | None) -> None:
    """One take cannot be halved: nothing is offered that would mean not to do it at all."""
    answer = assess(parse_plan(ONE % {"takes": takes, "count": count}), threads=1)
    (flag,) = found(answer, "touched-on-the-day")
    assert said in flag.text
    assert "leave none" not in flag.text
    assert ("half the takes" in flag.text) is (offered is not None)
    assert offered is None or offered in flag.text


@pytest.mark.parametrize(("takes", "left"), [(2, 1), (3, 2), (4, 2)])
def test_half_the_takes_leave_the_strikes_of_the_takes_that_are_left(takes: int, left: int) -> None:
    """The chance that is named comes about in a plan of that many takes."""
    (flag,) = found(assess(parse_plan(ONE % {"takes": takes, "count": 3}), threads=1), "touched-on-the-day")
    named = re.search(
        r"half the takes(?: \(rounded up\))? would leave (?:1 in (?P<of>\d+)|(?P<hundredths>[\d.]+) in 100)", flag.text
    )
    assert named is not None, flag.text
    fewer = touch_of(assess(parse_plan(ONE % {"takes": left, "count": 3}), threads=1))
    said = 1 / float(named["of"]) if named["of"] else float(named["hundredths"]) / 100
    assert fewer == pytest.approx(said, rel=0.06)


def test_a_day_that_hardly_touches_is_not_flagged_and_still_told() -> None:
    answer = assessed(first="45", second="45", count="1")
    assert touch_of(answer) < 0.01
    assert not found(answer, "touched-on-the-day")
    assert "84 strikes that stop short" in everything(answer)


def test_a_strike_that_is_meant_to_land_is_no_near_contact() -> None:
    answer = assessed(second="-5")
    day = answer.people["victim"].day
    assert day is not None
    assert day.short == 98
    assert touch_of(answer) < 0.5


def test_contact_with_a_face_is_the_load_and_a_wide_gap_is_a_flag() -> None:
    near, far = assessed(), assessed(first="45", second="45", count="1")
    assert {one.severity for one in found(near, "forbidden-target")} == {Severity.STOP}
    assert {one.severity for one in found(far, "forbidden-target")} == {Severity.FLAG}
    assert near.verdict is Verdict.NOT_WITHIN_LIMITS
    assert far.people["victim"].verdict is Verdict.WITHIN_LIMITS
    assert near.takes == far.takes == 0


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("", None),
        (", restrained: true", Severity.HOLD),
        (", restrained: true, stop_signal: drops a ball", Severity.NOTE),
    ],
)
def test_who_is_tied_needs_a_silent_way_to_stop_it(words: str, severity: Severity | None) -> None:
    answer = assessed(victim=words, first="45", second="45", count="1")
    assert [one.severity for one in found(answer, "stop-signal")] == ([] if severity is None else [severity])
    assert answer.verdict is (Verdict.HOLD if severity is Severity.HOLD else Verdict.WITHIN_LIMITS)


def test_being_tied_matters_to_a_model_only_where_somebody_is_touched() -> None:
    near, far = (assessed(victim=", restrained: true", first=gap, second="45") for gap in ("20", "45"))
    assert any("only stands free" in one.text for one in found(near, "out-of-validity"))
    assert not found(far, "out-of-validity")


def test_sitting_matters_to_a_model_only_where_somebody_is_touched() -> None:
    near, far = (assessed(victim=", sits: 45 cm", first=gap, second="45") for gap in ("20", "45"))
    assert any("the body model only stands" in one.text for one in found(near, "out-of-validity"))
    assert not found(far, "out-of-validity")


def test_the_day_is_in_the_data_too() -> None:
    people = assessment_to_dict(assessed())["people"]
    day = people["victim"]["day"]
    assert day["strikes_stopping_short"] == 168
    assert day["at_least_one_touch"]["mean"] == pytest.approx(touch_of(assessed()), rel=0.01)
    assert day["dose"]["head_snaps"] == {"amount": 168, "limit": 100}
    assert people["heavy 1"]["day"] == {"strikes_stopping_short": 0, "at_least_one_touch": None, "dose": {}}


def test_the_limit_of_a_day_is_the_one_that_applies_in_the_production() -> None:
    """A production may allow less than the house; what it does not say stays the house's."""
    plan = parse_plan(PLAN % AS_USUAL)
    stricter = read_limits(parse_production("production: Night Train\ndose: {strikes: 100}\n"))
    day = assessment_to_dict(assess(plan, threads=1, limits=stricter))["people"]["victim"]["day"]
    assert {name: dose["limit"] for name, dose in day["dose"].items()} == {"strikes": 100, "head_snaps": 100}
    assert "of 100 strikes" in everything(assess(plan, threads=1, limits=stricter))


def test_a_production_that_is_laxer_than_the_house_is_refused() -> None:
    laxer = read_limits(parse_production("production: Night Train\ndose: {head_whips: 9}\n"))
    with pytest.raises(UserError, match="laxer than the house rule of 8"):
        assess(parse_plan(PLAN % AS_USUAL), threads=1, limits=laxer)


def test_one_gag_alone_has_the_luck_it_has_among_others() -> None:
    whole, alone = assessed(), assess(parse_plan(PLAN % AS_USUAL), threads=1, only="punch 2")
    assert [one.exposure.gag for one in alone.people["victim"].exposures] == ["punch 2"]
    assert alone.people["victim"].exposures[0] == whole.people["victim"].exposures[1]
