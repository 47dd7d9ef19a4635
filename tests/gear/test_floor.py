"""What the words for a floor mean to somebody who goes down on it."""

from __future__ import annotations

import pytest

from stuntlab.gear.floor import floor


@pytest.mark.parametrize(
    ("words", "landing", "wet", "known"),
    [
        ("dry cobbles", False, False, True),
        ("wet cobbles", False, True, True),
        ("crash mat", True, False, True),
        ("Crash Mat", True, False, True),
        ("box rig", True, False, True),
        ("porta-pit", True, False, True),
        ("icy steel", False, True, True),
        ("matte black lava", False, False, False),
        ("unwetted lava", False, False, False),
        ("foamed lava", False, False, False),
        ("cobbles, no mat", False, False, True),
        ("concrete next to the mat", False, False, True),
        ("mats on concrete", True, False, True),
    ],
)
def test_a_word_counts_where_it_stands_alone(words: str, landing: bool, wet: bool, known: bool) -> None:
    found = floor(words)
    assert (found.words, found.landing, found.wet, found.known) == (words, landing, wet, known)


@pytest.mark.parametrize("words", [None, "", "the moon"])
def test_a_floor_nobody_knows_catches_nobody(words: str | None) -> None:
    assert not floor(words).landing
    assert not floor(words).known
    assert floor(words).words
