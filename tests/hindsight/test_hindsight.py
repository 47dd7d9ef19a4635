"""Accidents of the past: refused with what was knowable, while a sound plan of the same gag may be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stuntlab.cli.main import main
from stuntlab.datasets import Finding, LookBack, PastAccident, Severity, Verdict
from stuntlab.errors import UserError
from stuntlab.hindsight import AccidentCase, accident_cases, look_back, select_accidents
from stuntlab.hindsight.look_back import independent_reasons
from stuntlab.pipeline.assess import assess
from stuntlab.plan import read_plan
from stuntlab.report.hindsight_table import hindsight_to_dict, render_hindsight

CASES = accident_cases()
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.accident.name)
def test_an_accident_is_refused_and_its_sound_look_alike_is_not(case: AccidentCase) -> None:
    """A refusal stands from few takes on; what may be done needs as many as it takes."""
    that_day, look_alike = assess(case.that_day, takes=24), assess(case.look_alike)
    told = LookBack(case.accident, that_day.verdict, independent_reasons(that_day), look_alike.verdict, ())
    assert told.refused
    assert told.reasons
    assert told.passed, [finding.text for finding in independent_reasons(look_alike)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.accident.name)
def test_both_plans_are_the_same_gag_in_other_circumstances(case: AccidentCase) -> None:
    that_day, look_alike = ([action.kind for action in plan.action] for plan in (case.that_day, case.look_alike))
    assert that_day == look_alike
    assert case.that_day.hash != case.look_alike.hash


def test_the_examples_are_the_accidents_as_they_were_planned() -> None:
    by_name = {case.accident.name: case for case in CASES}
    for example, name in (("airbag_44_ft", "case-1994-airbag"), ("balcony_22_ft", "case-2017-balcony")):
        assert read_plan(EXAMPLES / f"{example}.yaml").hash == by_name[name].that_day.hash
    assert read_plan(EXAMPLES / "airbag_30_ft.yaml").action == by_name["case-1994-airbag"].look_alike.action


def test_every_reason_is_of_another_kind() -> None:
    told = look_back(select_accidents(CASES, ["case-1994-airbag"])[0], takes=24)
    kinds = [finding.id for finding in told.reasons]
    assert len(kinds) == len(set(kinds)) >= 2


def test_an_unknown_case_is_refused_with_the_nearest() -> None:
    with pytest.raises(UserError, match="case-1994-airbag"):
        select_accidents(CASES, ["case-1994-airbags"])


def _told(that_day: Verdict, look_alike: Verdict) -> LookBack:
    accident = PastAccident(
        "case-x", "a fall", 2000, "It went wrong.", "All of it.", "Nothing.", "Lower.", "here [V-P]"
    )
    reasons = tuple(
        Finding(name, Severity.STOP, "faller", f"faller: {name} is wrong. More of it.", "here") for name in ("a", "b")
    )
    return LookBack(accident, that_day, reasons, look_alike, ())


@pytest.mark.parametrize("width", [40, 80])
def test_the_table_gives_the_score_first_and_one_sentence_a_reason(width: int) -> None:
    told = _told(Verdict.NOT_WITHIN_LIMITS, Verdict.HOLD)
    text = render_hindsight([told], width=width, colour=False, unicode=True, details=True)
    flat = " ".join(text.split())
    assert flat.startswith(
        "1 of 1 accident refused with what was knowable that day; 1 of 1 sound look-alike may be done."
    )
    assert "2 independent reasons" in flat
    assert "More of it" not in flat
    assert "It went wrong." in flat
    assert max(map(len, text.splitlines())) <= width


def test_json_holds_what_the_table_says() -> None:
    told = hindsight_to_dict([_told(Verdict.WITHIN_LIMITS, Verdict.NOT_WITHIN_LIMITS)])["cases"][0]
    assert not told["that_day"]["refused"]
    assert not told["look_alike"]["passed"]
    assert [reason["id"] for reason in told["that_day"]["reasons"]] == ["a", "b"]


def test_the_command_ends_with_0_where_all_is_as_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hindsight", "--case", "case-2017-ramp-camera", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cases"][0]["that_day"]["refused"]
