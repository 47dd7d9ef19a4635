"""The nearest right word of a refusal is the one a search through all of them finds."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from stuntlab.errors import did_you_mean

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
