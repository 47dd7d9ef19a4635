"""The nearest right word of a refusal is the one a search through all of them finds."""

from __future__ import annotations

import difflib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import stuntlab
from stuntlab.nearest import did_you_mean, nearest_word

WORDS = st.text("abcde", min_size=1, max_size=8)


@given(WORDS, st.lists(WORDS, max_size=20))
def test_no_other_word_is_nearer(word: str, allowed: list[str]) -> None:
    likeness = {one: difflib.SequenceMatcher(a=one, b=word).ratio() for one in allowed}
    said = did_you_mean(word, allowed)
    if max(likeness.values(), default=0.0) < 0.6:
        assert said == ""
    else:
        named = said.split('"')[1]
        assert likeness[named] == max(likeness.values())


def test_a_slip_of_the_fingers_is_understood() -> None:
    assert did_you_mean("Abdomne", ("head", "chest", "abdomen")) == ' (did you mean "abdomen"?)'
    assert did_you_mean("xyz", ("head", "chest", "abdomen")) == ""


def test_capitals_make_no_other_word() -> None:
    assert nearest_word("stomach_kik.YAML", ["Stomach_Kick.yaml", "roof.yaml"]) == "Stomach_Kick.yaml"


def test_nobody_compares_words_another_way() -> None:
    files = Path(stuntlab.__path__[0]).rglob("*.py")
    using = sorted(file.name for file in files if "difflib" in file.read_text(encoding="utf-8"))
    assert using == ["changes.py", "nearest.py"], "the first lines up lists of gags, not letters"
