"""What is wrong with a plan: every problem at once, each with its line, what was given and what is allowed."""

import re
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stuntlab.errors import PlanError, PlanProblem
from stuntlab.plan import parse_plan


def problems(text: str) -> tuple[PlanProblem, ...]:
    with pytest.raises(PlanError) as refusal:
        parse_plan(text, source="p.yaml")
    return refusal.value.problems


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


# what to change in the full plan, to what, the line it is on, what the message must say
SPOILED = [
    (
        "foot_speed: {value: 0.8 ± 0.15 m/s, source: rehearsal of 3 May}",
        "foot_speed: 5 kg",
        ["5 kg", "is a mass", "m/s"],
    ),
    ("{value: 0.8 ± 0.15 m/s, source: rehearsal of 3 May}", "{value: 3 m/s}", ["{value: ..., source: ...}"]),
    ("{value: 0.8 ± 0.15 m/s, source: rehearsal of 3 May}", "{value: .nan, source: me}", ["not a finite number"]),
    ("{value: 0.8 ± 0.15 m/s, source: rehearsal of 3 May}", "30 m/s", ["30 m/s", "at most 20 m/s", "fastest kicks"]),
    ("{value: 0.8 ± 0.15 m/s, source: rehearsal of 3 May}", "0 m/s", ["above 0 m/s"]),
    ("{value: 0.8 ± 0.15 m/s, source: rehearsal of 3 May}", "5", ["no unit", "m/s"]),
    ("72 ± 1 kg", "-72 kg", ["-72 kg", "35 kg", "160 kg", "adults"]),
    ("72 ± 1 kg", "300 kg", ["300 kg", "35 kg", "160 kg", "adults"]),
    ("72 ± 1 kg", ".nan", ["not a finite number", "72 kg"]),
    ("170 cm", "1.1 m", ["1.1 m", "1.2 m", "2.2 m"]),
    ("sex: male", "sex: mael", ['"mael"', "male, female", 'did you mean "male"']),
    ("age: 31", "sits: true", ['"true"', "30 cm"]),
    ("age: 31", "sits: 2 m", ["20 cm", "120 cm"]),
    ("age: 31", "age: 109", ['"109"', "0 to 100"]),
    ("age: 31", "age: ²", ['"²"', "0 to 100"]),
    ("by: lead", "by: leed", ['"leed"', "lead, villain, crew", 'did you mean "lead"']),
    ("to: villain", "to: vilain", ['did you mean "villain"']),
    ("to: villain", "to: lead", ["cannot kick themself"]),
    ("[villain, crew]", "[villan, crew]", ['did you mean "villain"']),
    ("[belly pad]", "[bely pad]", ['did you mean "belly pad"', "worn gear"]),
    ("[belly pad]", "[landing]", ['"landing" is not among its worn gear', "belly pad"]),
    ("[belly pad]", "belly pad", ["list in square brackets"]),
    ("at: abdomen", "at: leg", ['"leg"', "abdomen, ", "say which: thigh, knee or shin"]),
    ("at: abdomen", "at: abdomn", ['did you mean "abdomen"']),
    ("at: abdomen", "at: torso", ["not a part of the body", "chest, abdomen or back"]),
    ("gap: 0 ± 2 cm", "gap: -3 m", ["-3 m", "-0.5 m"]),
    ("gap: 0 ± 2 cm", "gap: -10 ft", ["-10 ft", "at least -1 ft 8 in"]),
    ("mass: 72 ± 1 kg", "mass: 1800 lb", ["at least 77 lb and at most 353 lb"]),
    ("height: 170 cm", "height: 5-11", ["5 ft 11 in is written in full"]),
    ("gap: 0 ± 2 cm", "gap: 1,5 m", ["decimal point"]),
    ("takes: 4", "takes: 0", ['"0"', "1 to 1000"]),
    ("takes: 4", "takes: 1001", ["1 to 1000"]),
    ("takes: 4", "takes: 4.5", ["whole number"]),
    ("takes: 4", "takes: 1:20", ['"1:20"', "whole number"]),
    ("takes: 4", "takes: [4]", ["one value", "not a list"]),
    ("braced: true", "braced: maybe", ['"maybe"', "true nor false"]),
    ("braced: true", "brased: true", ['"brased"', 'did you mean "braced"', "allowed:"]),
    ("thickness: 80 mm", "thickness: 0 mm", ["above 0 mm"]),
    ("thickness: 80 mm", "thicknes: 80 mm", ['did you mean "thickness"']),
    ("kind: pad", "kind: padd", ['"padd"', "mat, net, pad", 'did you mean "pad"']),
    ("kind: pad", "kind: feather bed", ['"feather bed"', "this version knows"]),
    ("{kind: pad, ", "{", ["kind is missing", "mat, net, pad"]),
    ("2 x 1.5 m", "2 x 1.5 x 3 m", ["2 are needed"]),
    ("1.5 x 1 x 1.2 m", "1.5 m", ["two or three lengths"]),
    ("at: [13 m, 4 m]", "at: [13 m]", ["at least 2"]),
    ("[2 m, 5 m, 0 m]", "[2 m, 5 m, 0 m, 1 m]", ["at most 3"]),
    ("wind: 2 ± 1 m/s", "wind: -2 m/s", ["at least 0 m/s"]),
    ("lens: 85 mm", "lens: 0 mm", ["above 0 mm"]),
    ("lens: 85 mm", "lenz: 85 mm", ['did you mean "lens"']),
    ("shoot_date: 2027-02-11", "shoot_date: 11/02/2027", ["2027-02-11", "year-month-day"]),
    ("shoot_date: 2027-02-11", "shoot_date: 2027-02-30", ["is not a day"]),
    ("shoot_date: 2027-02-11", "shoot_date: 20270211", ["is not a day"]),
    ("stunt: Stomach push", "stunt:", ["nothing is written here"]),
    ("stunt: Stomach push", "stunt: " + "x" * 201, ["201 letters", "at most 200"]),
    ("production: Night Train", "productin: Night Train", ['did you mean "production"']),
    ("production: Night Train", "production:", ["nothing is written here"]),
    ("production: Night Train", "production: [Night, Train]", ["not a list"]),
    ("production: Night Train", "production: {a: b}", ["not a group"]),
    ("floor: dry cobbles", "floor: ~", ["nothing is written here"]),
    ("mass: 72 ± 1 kg", "mas: 72 kg", ['did you mean "mass"']),
    ("mass: 72 ± 1 kg", "weight: 80 kg\n    mass: 72 kg", ['"weight" is "mass"', "given too"]),
    ("kind: pad", "kind: breakaway table", ["not a kind this version knows", "leave out", "place: {objects"]),
    ("  - kick:", "  - kik:", ['did you mean "kick"', "what:"]),
]


@pytest.mark.parametrize(("old", "new", "said"), SPOILED, ids=[new for _, new, _ in SPOILED])
def test_one_spoiled_line(full_plan: str, old: str, new: str, said: list[str]) -> None:
    assert old in full_plan
    text = full_plan.replace(old, new, 1)
    found = [problem for problem in problems(text) if all(words in problem.message for words in said)]
    line = full_plan[: full_plan.index(old)].count("\n") + 1
    assert [problem.line for problem in found] == [line], problems(text)


@pytest.mark.parametrize("measure", ["height", "mass", "sex"])
def test_a_body_in_the_action_is_never_assumed(full_plan: str, measure: str) -> None:
    lines = [line for line in full_plan.splitlines() if not line.startswith(f"    {measure}: ")]
    (problem,) = problems("\n".join(lines))
    assert problem.message == f"{measure} must be given, because lead is in the action"
    assert (problem.line, problem.where) == (6, "people, lead")


def test_a_group_is_not_one_body(full_plan: str) -> None:
    found = problems(full_plan.replace("to: villain", "to: crew"))
    assert [problem.message for problem in found] == [
        "height and mass and sex must be given, because crew is in the action",
        "crew stands for 3 people, but is in the action: name each of them",
    ]


def test_all_problems_are_listed_at_once_in_the_order_of_the_file(full_plan: str) -> None:
    text = full_plan
    for old, new in [
        ("stunt: Stomach push", "stnt: Stomach push"),
        ("sex: male", "sex: mael"),
        ("floor: dry cobbles", "flor: dry cobbles"),
        ("thickness: 80 mm", "thickness: 80 kg"),
        ("by: lead", "by: leed"),
        ("gap: 0 ± 2 cm", "gap: nan"),
        ("lens: 85 mm", "lens: long"),
        ("  crew: {job: camera crew", "  lead: {job: camera crew"),
    ]:
        text = text.replace(old, new, 1)
    found = problems(text)
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)
    wheres = {problem.where for problem in found}
    assert {"stnt", "people, lead, sex", "place, flor", "gear, belly pad, thickness"} <= wheres
    assert {"action 1, kick, by", "action 1, kick, gap", "cameras, A, lens"} <= wheres
    assert any("given twice, first in line 6" in problem.message for problem in found)
    assert any('"stunt" is missing' in problem.message for problem in found)


def test_each_line_of_the_message_names_file_and_line(full_plan: str) -> None:
    text = full_plan.replace("by: lead", "by: leed").replace("lens: 85 mm", "lens: long")
    with pytest.raises(PlanError) as refusal:
        parse_plan(text, source="p.yaml")
    lines = str(refusal.value).splitlines()
    assert lines[0].startswith(f"p.yaml:{line_of(text, 'leed')}: action 1, kick, by: ")
    assert lines[1].startswith(f"p.yaml:{line_of(text, 'lens')}: cameras, A, lens: ")
    assert len(lines) == 2


def test_a_wrong_indent_is_explained(full_plan: str) -> None:
    text = full_plan.replace("      by:", "    by:")
    for key in ("to", "at", "foot_speed", "gap", "braced", "takes", "pulled_over", "rehearsed"):
        text = text.replace(f"      {key}:", f"    {key}:")
    (problem,) = problems(text)
    assert 'details of "kick" stand beside it' in problem.message


def test_what_is_missing_is_explained(full_plan: str) -> None:
    (problem,) = problems(full_plan.replace("      gap: 0 ± 2 cm\n", ""))
    assert problem.message.startswith('"gap" is missing: where foot or hand stops')
    assert problem.message.endswith("written like 30 cm, 1.7 m or 5 ft 7 in")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "there is nothing in it"),
        ("# only a comment\n", 1, "there is nothing in it"),
        ("- a\n- b\n", 1, "not a plan"),
        ("hello", 1, "not a plan"),
        ("stunt: x\npeople:\n\tlead: {}\n", 3, "a tab stands where YAML wants spaces"),
        ("stunt: [x\npeople: y\n", 2, "the [ of line 1 is not closed"),
        ("people: {a: {job: x}\nstunt: y\n", 2, "the { of line 1 is not closed"),
        ("stunt: 'x\n", 2, "the quotation mark of line 1 is not closed"),
        ("stunt: x: y\n", 1, "this line has two colons: put quotes round"),
        ("stunt: x\npeople\naction: []\n", 2, "this line has no colon"),
        ("stunt: x\npeople\n\n# who\naction: []\n", 2, "this line has no colon"),
        ("stunt: x\nscene:67\naction: []\n", 2, "no blank after its colon"),
        ("place:\n  floor = mat\n  wall: x\n", 2, "this line has no colon"),
        ("place:\n  floor: mat\n   wall: x\n", 3, "indented further than line 2"),
        ("people:\n  lead   {job: actor, age: 9}\n", 2, "no colon before its {"),
        ("```yaml\nstunt: x\n```\n", 1, "take lines of ``` out"),
        ("place:\n    wall: x\n  floor: y\n", 3, "line it up with what it goes with"),
        ("stunt: x\n---\nstunt: y\n", 2, "second document"),
        ("stunt: !!python/object/apply:os.system [ls]\n", 1, "has no meaning in a plan"),
        ("stunt: !x y\n", 1, "has no meaning in a plan"),
        ("stunt: *nowhere\n", 1, "points at nothing"),
        ("stunt: &a [*a]\n", 1, "points at nothing"),
        ("? [a]\n: b\n", 1, "a name must stand"),
        (": b\n", 1, "a name must stand"),
        ("people: x\nstunt: x\x07\n", 2, "U+0007"),
        ("stunt: x\n\ufffe", 2, "U+FFFE"),
        ("stunt: [x", 1, "the [ of line 1 is not closed"),
        ("stunt: {x: y", 1, "the { of line 1 is not closed"),
        ("stunt: [x]]", 1, "] stands here and closes nothing"),
        ('stunt: "x', 1, "quotation mark of line 1 is not closed"),
        ('stunt: "\\q"', 1, "use single quotes"),
        ('stunt: "\\UFFFFFFFF"', 1, "is none that there is"),
        (f"%YAML {'9' * 5000}.1\n---\nstunt: x", 1, "is none that there is"),
        ("%YAML 2.0\n---\nstunt: x", 1, "a line that begins with %"),
        ("stunt: @x", 1, "@ cannot begin a value"),
        ("stunt: &", 1, "put the text in quotes"),
        ("stunt: !e!x y", 1, "a tag (a word with !)"),
        ("stunt: |x\n y", 1, "begins with > or |"),
        ("stunt: x\ngap: >= 12 in\n", 2, "begins with > or |"),
        ("- x\nstunt: y", 2, "does not belong to what line 1 begins"),
        ('stunt: "\\x1b[31mred"\n', 1, "control characters"),
        ('"\\x1b[31m": red\n', 1, "control characters"),
        ('stunt: "\\u202Ereversed"\n', 1, "control characters"),
    ],
)
def test_what_is_no_plan_at_all(text: str, line: int, said: str) -> None:
    (problem,) = problems(text)
    assert problem.line == line
    assert said in problem.message
    assert not re.search(r"while (parsing|scanning)|<|node|flow|scalar|token", problem.message)


def test_wrong_shapes() -> None:
    found = problems("stunt: x\npeople: 5\ngear: 3\nplace: [1]\ncameras:\naction: kick\n")
    assert [problem.line for problem in found] == [2, 3, 4, 5, 6]
    assert all("needed" in problem.message or "nothing is written" in problem.message for problem in found)


def test_nobody_and_nothing(full_plan: str) -> None:
    found = problems("stunt: x\npeople: {}\naction: []\n")
    assert [(problem.line, problem.message) for problem in found] == [
        (2, "at least 1 needed here, and nothing is given"),
        (3, "at least 1 needed here, and nothing is given"),
    ]


def test_a_plan_cut_anywhere_is_a_plan_or_a_list_of_problems(full_plan: str) -> None:
    lines = full_plan.splitlines(keepends=True)
    for gone in range(len(lines)):
        for text in ("".join(lines[:gone] + lines[gone + 1 :]), "".join(lines[:gone])):
            with suppress(PlanError):
                parse_plan(text)


SHARDS = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "-",
    "#",
    "&a ",
    "*a",
    "!",
    "|",
    ">",
    "'",
    '"',
    "%",
    "@",
    "`",
    "?",
    "\t",
    "\n",
]
SHARDS += ["---\n", "...\n", "<<: ", "~", "0", "\\x00", "\x85", "\u2028", "\ufeff", "\r", "%YAML 1.1\n", "  "]


@given(damage=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(SHARDS), st.integers(0, 12)), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_plan_is_a_plan_or_a_list_of_problems(full_plan: str, damage: list[tuple[float, str, int]]) -> None:
    text = full_plan
    for share, shard, gone in damage:
        place = int(share * len(text))
        text = text[:place] + shard + text[place + gone :]
    with suppress(PlanError):
        parse_plan(text)
