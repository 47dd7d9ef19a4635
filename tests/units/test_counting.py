from __future__ import annotations

import pytest

from stuntlab.units.counting import agreeing, counted


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 takes"), (1, "1 take"), (2, "2 takes"), (1400, "1 400 takes"), (1_234_567, "1 234 567 takes")],
)
def test_things_are_counted_with_the_word_that_fits(count: int, said: str) -> None:
    assert counted(count) == said


def test_a_plural_of_its_own_and_a_number_that_is_no_whole_one() -> None:
    assert [counted(n, "entry", "entries") for n in (1, 2)] == ["1 entry", "2 entries"]
    assert [counted(n, "hour") for n in (1.0, 1.5)] == ["1 hour", "1.5 hours"]


def test_the_verb_goes_with_the_number() -> None:
    assert [agreeing(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]
