"""Fountain as fountain.io/syntax has it: what each line is, and its number in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.errors import ScriptError
from stuntlab.screenplay.fountain import read_fountain
from stuntlab.screenplay.reading import MOST_BYTES, read_script
from stuntlab.screenplay.script import Part, Script, ScriptScene, say_page

DATA = Path(__file__).parent / "data" / "night_train.fountain"


@pytest.fixture(scope="module")
def script() -> Script:
    return read_script(DATA)


def parts(scene: ScriptScene) -> list[tuple[Part, str]]:
    return [(one.part, one.text) for one in scene.paragraphs]


def test_scenes_keep_their_numbers_headings_and_lines(script: Script) -> None:
    lines = DATA.read_text(encoding="utf-8").splitlines()
    named = [(scene.number, scene.heading) for scene in script.scenes if scene.heading]
    assert named == [
        ("1", "INT. SIGNAL BOX - NIGHT"),
        ("1A", "EXT. CARRIAGE ROOF - NIGHT - RAIN"),
        ("1A+", "THE LUGGAGE VAN"),
        ("2", "EXT. LEVEL CROSSING - DAY"),
        ("3", "INT. KITCHEN - DAY"),
    ]
    assert script.title == "NIGHT TRAIN"
    assert script.is_numbered
    for scene in script.scenes:
        for paragraph in scene.paragraphs:
            if paragraph.part not in (Part.NOTE, Part.PAGE_BREAK):
                assert paragraph.lines[0].strip("*> ").split()[0] in lines[paragraph.line - 1]


def test_each_paragraph_is_what_its_marks_say(script: Script) -> None:
    one = next(scene for scene in script.scenes if scene.number == "1")
    assert [part for part, _ in parts(one)] == [
        Part.HEADING,
        Part.NOTE,
        Part.ACTION,
        Part.CHARACTER,
        Part.PARENTHETICAL,
        Part.DIALOGUE,
        Part.CHARACTER,
        Part.DIALOGUE,
        Part.TRANSITION,
    ]
    fireman = one.paragraphs[6]
    assert (fireman.text, fireman.beside) == ("FIREMAN", True)
    assert script.speakers == {"MARA", "FIREMAN"}
    ahead = [part for part, _ in parts(script.scenes[0])]
    assert ahead == [Part.SECTION, Part.SYNOPSIS]
    assert not any("explodes" in text for scene in script.scenes for _, text in parts(scene)), "a boneyard is left out"


def test_action_keeps_the_lines_of_the_writer(script: Script) -> None:
    roof = next(scene for scene in script.scenes if scene.number == "1A")
    leap = next(one for one in roof.paragraphs if one.text.startswith("Kolya leaps"))
    assert len(leap.lines) == 3
    assert any(one.text == "BANG. A GUARD fires twice. Kolya's hat falls to the track." for one in roof.paragraphs)


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("EST. THE BAY - DAWN", Part.HEADING, "EST. THE BAY - DAWN"),
        ("int. cellar - night", Part.HEADING, "int. cellar - night"),
        ("I/E CAR - DAY", Part.HEADING, "I/E CAR - DAY"),
        ("...he waits.", Part.ACTION, "...he waits."),
        ("!INT. IS WHAT IT SAYS", Part.ACTION, "INT. IS WHAT IT SAYS"),
        ("> Burn to white.", Part.TRANSITION, "Burn to white."),
        ("SMASH CUT TO:", Part.TRANSITION, "SMASH CUT TO:"),
        ("> THE END <", Part.CENTRED, "THE END"),
        ("~Willy Wonka", Part.LYRICS, "Willy Wonka"),
        ("## Two", Part.SECTION, "Two"),
        ("A *very* **bold** _line_", Part.ACTION, "A very bold line"),
        (r"A \*star\* stays", Part.ACTION, "A *star* stays"),
    ],
)
def test_a_line_alone(text: str, part: Part, words: str) -> None:
    found = [one for scene in read_fountain(f"\n{text}\n").scenes for one in scene.paragraphs]
    assert [(one.part, one.text, one.line) for one in found] == [(part, words, 2)]


def test_two_blanks_keep_a_speech_together_and_notes_may_span_lines() -> None:
    speech = "@McAvoy\nOne.\n  \nTwo.\n\nHe nods. [[a note\nthat goes on]] He waits.\n"
    found = read_fountain(f"INT. HALL - DAY\n\n{speech}").scenes[0].paragraphs
    assert [one.part for one in found[1:4]] == [Part.CHARACTER, Part.DIALOGUE, Part.DIALOGUE]
    note, action = found[4:]
    assert (note.part, note.text, note.line) == (Part.NOTE, "a note that goes on", 8)
    assert action.text == "He nods. He waits."


def test_a_script_that_begins_with_fade_in_has_no_title_page() -> None:
    found = read_fountain("FADE IN:\n\nINT. HALL - DAY\n\nHe waits.\n")
    assert found.title == ""
    assert found.scenes[0].paragraphs[0].text == "FADE IN:"


def test_a_number_before_the_heading_is_that_of_the_scene() -> None:
    found = read_fountain("12A. INT. HALL - DAY 12A\n\nHe waits.\n\n13 EXT. YARD - NIGHT\n\n3 INTERNS wait.\n")
    assert [(scene.number, scene.heading) for scene in found.scenes] == [
        ("12A", "INT. HALL - DAY"),
        ("13", "EXT. YARD - NIGHT"),
    ]


def test_a_page_break_begins_a_page(script: Script) -> None:
    crossing = next(scene for scene in script.scenes if scene.number == "2")
    assert say_page(crossing.eighth) == "page 2"
    assert say_page(11) == "page 2 3/8"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_line_ends_and_encodings_are_the_same_script(
    ending: str, encoding: str, tmp_path: Path, script: Script
) -> None:
    file = tmp_path / "script.fountain"
    file.write_bytes(DATA.read_text(encoding="utf-8").replace("\n", ending).encode(encoding))
    assert read_script(file) == script


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "nothing in it"),
        (b"Just some prose.\n", "no scene begins"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "Word file"),
        (b"INT. HALL\0 - DAY\n\nHe waits.", "no text"),
        (b" " * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_what_is_no_script_is_refused_with_what_to_do(content: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / "a.fountain"
    file.write_bytes(content)
    with pytest.raises(ScriptError, match=says):
        read_script(file)


@pytest.mark.parametrize("mark", ["/*", "[[", "(", "*", "_", "#", "=", ">", "\\"])
def test_many_marks_that_are_never_closed_take_no_time(mark: str) -> None:
    text = "INT. HALL - DAY\n\n" + (mark * 30 + "a ") * 10_000
    assert read_fountain(text).scenes
