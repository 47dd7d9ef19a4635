"""Which lines are shown: those that say so and not those that only sound so, with a command that works."""

from __future__ import annotations

import json
import shlex
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from stuntlab.cli.new import command as new
from stuntlab.cli.script import command as script_command
from stuntlab.errors import ScriptError
from stuntlab.plan import read_plan
from stuntlab.plan.stunt import ACTION_KINDS
from stuntlab.screenplay.finder import StuntLine, find_stunts
from stuntlab.screenplay.fountain import read_fountain
from stuntlab.screenplay.marks import FILE_NAME
from stuntlab.screenplay.words import STUNT_WORDS, read_words

DATA = Path(__file__).parent / "data" / "night_train.fountain"
SPEAKERS = "\n\nEDWARD\nWell.\n\nSANDRA\nWell.\n"


def rows_of(action: str, heading: str = "INT. HALL - DAY") -> list[StuntLine]:
    return list(find_stunts(read_fountain(f"{heading}\n\n{action}{SPEAKERS}"), read_words(None)))


def families(action: str) -> set[str]:
    return {row.family for row in rows_of(action)}


@pytest.mark.parametrize(
    ("action", "family", "suggests"),
    [
        ("Edward falls from the ladder.", "fall", "high_fall"),
        ("An old man tumbles down the stairs.", "fall", "stair_fall"),
        ("She collapses.", "fall", "ground_fall"),
        ("Edward slams Sandra into the wall.", "fight", "ground_fall"),
        ("She kicks him.", "fight", "kick"),
        ("They fight.", "fight", "punch"),
        ("Edward is knocked out cold.", "fight", "ground_fall"),
        ("The van swerves around the bus.", "vehicle", "vehicle_run"),
        ("The jeep flips twice.", "vehicle", "roll"),
        ("He runs out of a burning house.", "fire", "anything"),
        ("A WOMAN raises a shotgun.", "weapon", "anything"),
        ("Sandra dives into the river.", "water", "anything"),
        ("Edward clings to the ledge.", "height", "climb"),
        ("She parachutes out of the plane.", "height", "canopy"),
        ("A lion roars beside the boy.", "animal", "anything"),
    ],
)
def test_a_line_of_each_family_is_found(action: str, family: str, suggests: str) -> None:
    found = {row.family: row.suggests for row in rows_of(action)}
    assert found.get(family) == suggests


@pytest.mark.parametrize(
    "action",
    [
        "Night falls. A shadow falls across her.",
        "Edward's heart falls. His face falls.",
        "She falls asleep. They fall in love.",
        "Edward climbs the stairs and climbs into bed.",
        "Edward's hat falls to the floor.",
        "Leaves fall all around Edward.",
        "Edward almost falls.",
        "Sandra shoots him a look and bursts into tears.",
        "He strikes a match. Edward shovels snow.",
        "Edward slaps the table and hits the lights.",
        "They sit by the fire. The phone drops dead.",
        "She looks out the window.",
        "EDWARD drives home the point.",
    ],
)
def test_a_figure_of_speech_or_a_thing_is_not(action: str) -> None:
    assert rows_of(action) == []


@pytest.mark.parametrize("action", ["BOB falls off the roof.", "They look at Bob. Bob falls off the roof."])
def test_somebody_who_never_speaks_is_somebody(action: str) -> None:
    assert families(action) == {"fall"}


def test_only_action_is_read() -> None:
    text = "INT. HALL - DAY\n\nEDWARD\n(falling)\nHe fell from the roof.\n\n> SMASH CUT TO:\n\n[[he falls]]\n"
    assert not find_stunts(read_fountain(text), read_words(None))


def test_a_heading_says_who_is_at_risk() -> None:
    assert rows_of("She falls.", "EXT. SCHOOL ROOF - NIGHT - RAIN")[0].at_risk == ("child", "night", "rain", "height")


def test_a_heading_that_says_what_happens_is_read() -> None:
    assert rows_of("Edward waits.", ".THE TRUCK SLAMS INTO THE CAR")[0].family == "vehicle"


def test_the_line_is_where_it_stands_in_the_file() -> None:
    lines = DATA.read_text(encoding="utf-8").splitlines()
    rows = find_stunts(read_fountain("\n".join(lines)), read_words(None))
    assert {(row.scene, row.family) for row in rows} >= {
        ("1", "marked"),
        ("1A", "height"),
        ("1A", "fall"),
        ("2", "animal"),
    }
    assert not [row for row in rows if row.scene == "3"], "bread and figures of speech"
    for row in rows:
        if row.family != "marked":
            assert row.text.split()[0].strip(".!") in lines[row.line - 1]


def test_a_code_outlives_other_lines_and_numbers_and_not_another_place() -> None:
    first = rows_of("Edward falls.")[0].code
    later = find_stunts(
        read_fountain(
            f"INT. YARD - DAY #1#\n\nNothing.\n\nINT. HALL - DAY #2A#\n\nA long day.\n\nEDWARD FALLS.{SPEAKERS}"
        ),
        read_words(None),
    )
    assert [row.code for row in later] == [first]
    assert rows_of("Edward falls.", "EXT. ROOF - DAY")[0].code != first
    twice = [row.code for row in rows_of("Edward falls. Edward falls.")]
    assert len(set(twice)) == 2


def test_the_table_suggests_kinds_that_there_are() -> None:
    words = STUNT_WORDS.read()
    kinds = {
        kind for family in words.families.values() for kind in (family.suggests, *(g.suggests for g in family.gags))
    }
    assert kinds <= set(ACTION_KINDS)
    assert len(words.families) == 8


def test_a_list_of_ones_own_adds_and_takes_out(tmp_path: Path) -> None:
    own = tmp_path / "words.toml"
    own.write_text('[fall]\nwords = ["goes arse over tit"]\nwithout = ["collapses"]\n[nudity]\nwords = ["naked*"]\n')
    text = f"INT. HALL - DAY\n\nEdward goes arse over tit. Sandra collapses. He is naked.{SPEAKERS}"
    found = find_stunts(read_fountain(text), read_words(own))
    assert [(row.family, row.suggests) for row in found] == [("fall", "ground_fall"), ("nudity", "anything")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[fall]\nword = ["x"]', 'did you mean "words"'),
        ('[fall]\nwords = ["(a|b"]', "no phrase"),
        ('[fall]\nwords = ["*"]', "begins with a word"),
        ('[fall]\nwords = ["a+b"]', "letters, blanks"),
        ("[fall", "TOML"),
    ],
)
def test_a_wrong_list_is_refused_with_its_line(text: str, says: str, tmp_path: Path) -> None:
    own = tmp_path / "words.toml"
    own.write_text(text)
    with pytest.raises(ScriptError, match=says):
        read_words(own)


def run(*words: str) -> str:
    done = CliRunner().invoke(script_command, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def test_every_command_that_is_suggested_writes_a_plan_with_the_scene_and_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("train.fountain").write_text(DATA.read_text(encoding="utf-8"), encoding="utf-8")
    told = json.loads(run("train.fountain", "--json"))
    assert told["lines"]
    for row in told["lines"]:
        words = shlex.split(row["command"])[2:]
        assert CliRunner().invoke(new, words).exit_code == 0, row["command"]
        plan = read_plan(Path(words[1]))
        assert (plan.scene, plan.action[0].kind, plan.shoot_date) == (row["scene"], row["suggests"], None)
        assert row["text"] in Path(words[1]).read_text(encoding="utf-8")


@pytest.mark.parametrize("scene", ["12A", "1: {x}", '"; DROP', "日本", "null", "\udcff"])
def test_no_scene_number_or_line_breaks_the_plan(scene: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    line = 'He says "no": *yes* # {a: b}\n- x: &y \u2028 ' + "long " * 80
    done = CliRunner().invoke(new, ["anything", str(file), "--scene", scene, "--what", line])
    assert done.exit_code == 0, done.output
    plan = read_plan(file)
    assert plan.scene == ("12A" if scene == "12A" else plan.scene)
    assert plan.action[0].what.startswith('He says "no": *yes* # {a: b} - x: &y long')  # type: ignore[attr-defined]


def test_what_was_dismissed_is_not_asked_again_in_the_next_draft(tmp_path: Path) -> None:
    first = tmp_path / "draft1.fountain"
    first.write_text(DATA.read_text(encoding="utf-8"), encoding="utf-8")
    rows = json.loads(run(str(first), "--json"))["lines"]
    one, two = rows[0]["code"], rows[1]["code"]
    run(str(first), "--dismiss", one, "--tick", two)
    second = tmp_path / "draft2.fountain"
    second.write_text(first.read_text(encoding="utf-8") + "\nINT. ATTIC - DAY\n\nMara falls.\n", encoding="utf-8")
    told = json.loads(run(str(second), "--json"))
    states = {row["code"]: row["state"] for row in told["lines"]}
    assert one not in states
    assert states[two] == "stunt"
    assert told["dismissed"] == 1
    assert [row["text"] for row in told["lines"] if row["code"] not in {r["code"] for r in rows}] == ["Mara falls."]
    run(str(second), "--forget", one)
    assert one in {row["code"] for row in json.loads(run(str(second), "--json"))["lines"]}


def test_a_wrong_code_or_a_damaged_file_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.fountain"
    file.write_text(DATA.read_text(encoding="utf-8"), encoding="utf-8")
    done = CliRunner().invoke(script_command, [str(file), "--dismiss", "nonsense"])
    assert isinstance(done.exception, ScriptError)
    marks = tmp_path / FILE_NAME
    assert not marks.exists()
    marks.write_text('{"lines": 3}')
    done = CliRunner().invoke(script_command, [str(file)])
    assert isinstance(done.exception, ScriptError)
    assert marks.read_text() == '{"lines": 3}'


def test_five_hundred_scenes_take_less_than_two_seconds(tmp_path: Path) -> None:
    scene = DATA.read_text(encoding="utf-8").split("INT. SIGNAL BOX", 1)[1]
    file = tmp_path / "long.fountain"
    file.write_text(f"INT. SIGNAL BOX{scene}\n" * 100, encoding="utf-8")
    begin = time.process_time()
    told = json.loads(run(str(file), "--json"))
    assert time.process_time() - begin < 2.0
    assert told["scenes"] == 500
    assert len(told["lines"]) > 500
