"""What a terminal obeys gets into no entry at the door, and out of no entry onto a screen, whoever wrote it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from shoot import Run, Set, rehearses

from stuntlab.record import Draft, open_record
from stuntlab.record.kinds.concern import CONCERN
from stuntlab.record.kinds.stop import CLEAR
from stuntlab.record.merge import entries_missing
from stuntlab.units.counting import counted

RED = "\x1b[31m"
BENT = (RED, "\x9b31m", "\x07", "\u202e", "\x00")


@pytest.fixture
def stunt(tmp_path: Path) -> Set:
    (tmp_path / "here").mkdir()
    return Set(tmp_path / "here")


@pytest.mark.parametrize("bent", BENT[:4])
def test_it_is_refused_wherever_words_are_typed(stunt: Set, said: Run, bent: str) -> None:
    typed = f"the mat had {bent} slipped"
    assert said("concern", stunt.file, "--what", "the floor is wet")[0] == 0
    before = len(open_record(stunt.file).store.rows())
    name = f"ad{bent}viser"
    for words in (
        ("concern", "--what", typed),
        ("near-miss", "--what", typed),
        ("clear", "--by", name, "--reason", "the mat had slipped"),
        ("clear", "--by", "adviser", "--reason", typed),
        ("answer", "--entry", before, "--by", "adviser", "--answer", typed),
        ("answer", "--entry", before, "--by", name, "--answer", "it was taped down"),
        ("consent", "--person", name, "--give"),
        ("consent", "--person", "villain", "--limit", f"takes <= 4{bent}"),
        ("review", "--person", "lead", "--by", name),
        ("set-state", "cold", "--by", name),
        ("done", "--person", name, "--strikes", "1"),
    ):
        code, shown = said(words[0], stunt.file, *words[1:])
        assert code == 2, (words, shown)
        assert bent not in shown
    assert said("keys", "new", name)[0] == 2
    assert len(open_record(stunt.file).store.rows()) == before


def test_words_beyond_what_anybody_reads_are_refused(stunt: Set, said: Run) -> None:
    code, shown = said("concern", stunt.file, "--what", "wet " * 400)
    assert code == 2
    assert counted(1599, "letter") in shown
    code, shown = said("clear", stunt.file, "--by", "a" * 300, "--reason", "the mat had slipped")
    assert (code, "at most 200" in shown) == (2, True)


def test_what_another_program_wrote_is_shown_without_it(stunt: Set, said: Run, tmp_path: Path) -> None:
    stunt.do(rehearses("dry"))
    shutil.copytree(stunt.file.parent, tmp_path / "there")
    there = Set(tmp_path / "there")
    what = f"wet{''.join(BENT)}floor"

    def bent(history: object) -> list[Draft]:
        key = stunt.history().key
        clear = Draft(CLEAR, key, f"ad{RED}viser", {"clears": [], "reason": what})
        return [Draft(CONCERN, key, None, {"gag": None, "what": what}), clear]

    open_record(there.file).store.append(bent)
    theirs = open_record(there.file).store.entries()
    open_record(stunt.file).store.append(lambda ours: entries_missing(ours, theirs))
    for file in (there.file, stunt.file):
        assert said("record", "verify", file)[0] == 0, "it is whole, and stays as it was written"
        for words in (("record", "show", file), ("today", file), ("set-state", file, "live")):
            _, shown = said(*words)
            assert not any(one in shown for one in BENT)
            assert "wet" in shown or words[0] != "record"


def test_a_file_name_does_not_write_to_the_screen(stunt: Set, said: Run) -> None:
    bent = stunt.file.with_name(f"pl{RED}an\x07.yaml")
    stunt.file.rename(bent)
    for words in (("stop", bent), ("check", bent), ("today", bent), ("record", "show", bent), ("concern", bent)):
        _, shown = said(*words)
        assert RED not in shown
        assert "\x07" not in shown
