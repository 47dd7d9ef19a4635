"""A stunt that nothing is known of, and a child: the rest of the plan is assessed, and the record works with all."""

import json
from pathlib import Path

import pytest

from stuntlab.cli.main import main
from stuntlab.datasets import Assessment, Severity, Verdict
from stuntlab.pipeline.assess import assess
from stuntlab.plan import parse_plan, template
from stuntlab.verdict.children import CHILD_LAWS, child_findings, law_of

PUNCH = "punch: {by: lead, to: villain, at: face, hand_speed: 4 ± 0.6 m/s, gap: 60 ± 6 cm, takes: 2}"
PLAN = """\
stunt: A fight and what comes after it
people:
  lead: {{job: stunt performer, height: 170 cm, mass: 72 kg, sex: male}}
  villain: {{job: stunt performer, height: 168 cm, mass: 55 kg, sex: female}}
  driver: {{job: stunt driver}}
  kid: {{job: actor, age: {age}, watching: true}}
place: {{floor: grass, location: {place}}}
action:
{actions}
"""


def plan_text(*actions: str, age: int = 30, place: str = "Atlanta") -> str:
    return PLAN.format(actions="\n".join(f"  - {action}" for action in actions), age=age, place=place)


def answer(*actions: str, age: int = 30, place: str = "Atlanta") -> Assessment:
    return assess(parse_plan(plan_text(*actions, age=age, place=place)), takes=2)


def test_a_stunt_of_another_kind_blocks_no_other() -> None:
    both = answer(PUNCH, "full_burn: {by: driver, to: lead, speed: 8 mph, takes: 3}")
    alone = answer(PUNCH)
    assert both.verdict is Verdict.CANNOT_ASSESS
    assert both.people["villain"] == alone.people["villain"]
    assert both.people["lead"].exposures == alone.people["lead"].exposures
    assert both.people["lead"].not_computed == ("full_burn",)
    assert both.people["driver"].verdict is Verdict.CANNOT_ASSESS
    (told,) = (one for one in both.findings if one.id == "not-simulated" and one.person == "driver")
    assert told.severity is Severity.CANNOT_ASSESS
    assert "the gel and layers" in told.remedy


def test_a_stunt_whose_name_says_nothing_is_known_by_what_happens() -> None:
    told = [one.remedy for one in answer("anything: {what: a full burn of 12 s, by: driver}").findings]
    assert any("gel and layers" in text for text in told)


@pytest.mark.parametrize(
    ("said", "stops"),
    [
        ("at: nose, gap: 0 ± 1 in", True),
        ("at: nose, gap: 0", True),
        ("at: face, gap: 6 in", False),
        ("at: stomach, gap: 0 in", False),
        ("at: face", False),
        ("gap: 0 in", False),
    ],
)
def test_what_nobodys_act_may_touch_is_not_touched_by_a_stunt_of_another_kind(said: str, stops: bool) -> None:
    """Nothing is known of a headbutt but where it is meant to land, and that is enough."""
    found = answer(f"headbutt: {{by: lead, to: villain, {said}, takes: 2}}").findings
    told = [one.person for one in found if one.id == "blow-never-lands" and one.severity is Severity.STOP]
    assert told == (["villain"] if stops else [])


def test_a_take_of_it_counts_in_the_day_as_the_plan_says() -> None:
    day = answer("anything: {what: a roll, by: driver, to: lead, takes: 3, counts_as: falls}").people["lead"].day
    assert day is not None
    assert day.doses["falls"].amount == 3


def test_nothing_is_computed_of_a_child_and_the_law_is_named() -> None:
    held = answer(PUNCH, "kick: {by: lead, to: kid, at: chest, foot_speed: 2 m/s, gap: 1 m}", age=9)
    assert held.verdict is Verdict.HOLD
    assert held.people["kid"].verdict is Verdict.HOLD
    assert held.people["kid"].not_computed == ("kick",)
    assert held.people["villain"].verdict is answer(PUNCH).people["villain"].verdict
    assert [result.exposure.gag for result in held.people["villain"].exposures] == ["punch"]
    (law,) = (one for one in held.findings if one.id == "child")
    assert "O.C.G.A." in law.said
    assert "9 years old and in the kick" in law.said


THROWN = "ground_fall: {by: kid, pushed_by: lead, onto: concrete, style: back, trained: false, takes: 1}"


def test_what_nobody_would_do_is_stopped_with_a_child_in_it_too() -> None:
    """The rules and the geometry that need no body stop a grown beginner here, and a child is no less at risk."""
    grown = answer(THROWN.replace("by: kid", "by: lead").replace("pushed_by: lead", "pushed_by: villain"))
    child = answer(THROWN, age=9)
    assert grown.verdict is child.verdict is Verdict.NOT_WITHIN_LIMITS
    stops = {one.id for one in child.findings if one.severity is Severity.STOP}
    assert stops == {"novice-backwards", "novice-thrown"}
    assert all("adult double" in one.remedy for one in child.findings if one.severity is Severity.STOP)
    assert not any(person.exposures for person in child.people.values())


def test_a_child_who_only_watches_is_held_by_the_law_too() -> None:
    held = answer(PUNCH, age=12, place="London")
    assert held.verdict is Verdict.HOLD
    assert "Children and Young Persons Act" in next(one.said for one in held.findings if one.id == "child")
    assert answer(PUNCH, age=18).verdict is not Verdict.HOLD


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Stage 5, Burbank, California", "8 CCR"),
        ("Brooklyn, New York", "12 NYCRR"),
        ("New Orleans, Louisiana, USA", "29 U.S.C."),
        ("Pinewood", "1933"),
        ("Glasgow, UK", "Scotland"),
        ("Belfast, Northern Ireland", "Northern Ireland"),
        ("Film City, Mumbai, India", "1986"),
        ("Vancouver, Canada", "British Columbia"),
        ("Prague", "94/33/EC"),
    ],
)
def test_the_law_is_that_of_the_place(place: str, said: str) -> None:
    row = law_of(place)
    assert row is not None
    assert said in f"{row.law} {row.source}"


@pytest.mark.parametrize("place", [None, "Mars", "Indiana Jones stage", "a museum"])
def test_no_law_is_made_up_for_another_place(place: str | None) -> None:
    assert law_of(place) is None
    plan = parse_plan(plan_text(PUNCH, age=9, place=place or "~").replace(", location: ~", ""))
    (held,) = child_findings(plan)
    assert "permit or licence" in held.said


def test_every_law_is_marked_as_recalled_and_says_what_it_asks_for() -> None:
    for row in CHILD_LAWS.read().law.values():
        assert "R-" in row.tag
        assert row.asks


@pytest.mark.parametrize("command", ["alternatives", "camera", "still", "report", "export"])
def test_commands_that_draw_say_in_a_sentence_that_nothing_can_be_drawn(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(template("anything"), encoding="utf-8")
    given = ["-o", str(tmp_path / "scene.glb")] if command == "export" else []
    assert main([command, str(path), *given]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "nothing can be drawn" in shown.err
    assert len(shown.err.splitlines()) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["plan.yaml"]


def test_check_and_json_tell_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(template("anything"), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert "CANNOT ASSESS" in capsys.readouterr().out
    assert main(["assess", str(path), "--json"]) == 40
    result = json.loads(capsys.readouterr().out)
    assert result["people"]["hero"]["not_computed"] == ["anything"]


def test_people_decide_on_it_as_on_any_other_gag(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(template("anything").replace("anything:", "full_burn:"), encoding="utf-8")

    def done(*words: str) -> int:
        return main([words[0], str(path), *words[1:]])

    assert done("consent", "--person", "hero", "--give") == 0
    assert done("briefed", "--attended", "hero", "--attended", "driver") == 0
    assert done("rehearsed", "--gag", "full_burn", "--step", "dry") == 0
    assert done("rehearsed", "--gag", "full_burn", "--step", "quarter", "--went-wrong", "at the wrong moment") == 0
    assert done("concern", "--gag", "full_burn", "--what", "the bonnet is dented") == 0
    assert done("refuse", "--person", "driver") == 0
    capsys.readouterr()
    assert done("assess", "--why") == 40
    shown = " ".join(capsys.readouterr().out.split())
    for words in ("the bonnet is dented", "missing are half, full", "refus"):
        assert words in shown
    assert done("stop") == 0
