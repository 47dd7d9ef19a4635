from __future__ import annotations

import re
from pathlib import Path

import pytest

from stuntlab.datasets import Interval
from stuntlab.verdict import words
from stuntlab.verdict.words import (
    amount,
    chance,
    chance_of,
    chance_range,
    of_takes,
    say_load,
    takes_at_most,
    takes_with_bound,
    times,
    with_unit,
)


@pytest.mark.parametrize(
    ("value", "said"),
    [(1846.3, "1 850"), (0.8521, "0.852"), (220.0, "220"), (0, "0"), (12_345_678, "12 300 000"), (-3.14159, "-3.14")],
)
def test_amounts_have_three_digits(value: float, said: str) -> None:
    assert amount(value) == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "none"),
        (3e-7, "under 1 in 100 000"),
        (1 / 1400, "1 in 1 400"),
        (0.0725, "1 in 14"),
        (0.93, "93 in 100"),
        (0.9999, "over 99 in 100"),
        (1.0, "100 in 100"),
    ],
)
def test_chances_are_said_in_one_or_two_digits(probability: float, said: str) -> None:
    assert chance(probability) == said


def test_where_nothing_was_seen_the_upper_end_is_said() -> None:
    assert chance_of(Interval(0, 0, 3.7e-5)) == "under 1 in 27 000"
    assert chance_of(Interval(0, 0, 1e-9)) == "under 1 in 100 000"
    assert chance_of(Interval(1e-7, 0, 2e-5)) == "under 1 in 50 000"
    assert chance_of(Interval(0, 0, 0)) == "none"
    assert chance_range(Interval(0, 0, 3.7e-5)) == ""


def test_ends_are_said_in_the_manner_of_the_mean() -> None:
    assert chance_range(Interval(0.18, 0.083, 0.33)) == "1 in 12 to 33 in 100"
    assert chance_range(Interval(0.18, 0.13, 0.33)) == "13 to 33 in 100"
    assert chance_range(Interval(0.02, 0.01, 0.2)) == "1 in 100 to 20 in 100"


def test_takes_units_and_factors() -> None:
    assert [of_takes(chance(p)) for p in (0.52, 0.025, 0.0, 1.0)] == [
        "52 of 100 takes",
        "1 of 40 takes",
        "no take",
        "every take",
    ]
    assert with_unit(0.4, "1") == "0.4"
    assert with_unit(1846, "N") == "1 850 N"
    assert times(8.392) == "8.4 times"


def test_nothing_is_said_beyond_what_was_ever_measured() -> None:
    assert say_load(2990.0, "1", 3000.0) == "2 990"
    assert say_load(164_000.0, "1", 3000.0) == "over 3 000, beyond any published data"
    assert say_load(164_000.0, "N", None) == "164 000 N"


def test_an_upper_end_is_said_once() -> None:
    assert takes_with_bound(Interval(2.6e-3, 1e-3, 2.7e-3)) == "1 of 380 takes (upper bound 1 in 370)"
    assert takes_with_bound(Interval(1e-7, 0, 2e-5)) == "under 1 of 50 000 takes"
    assert takes_with_bound(Interval(0.25, 0.2, 0.3)) == "25 of 100 takes (upper bound 30 in 100)"
    assert takes_with_bound(Interval(1e-9, 0, 1e-8)) == "under 1 of 100 000 takes", "both are too small to be said"
    assert takes_with_bound(Interval(0.0, 0.0, 0.0)) == "no take"


def test_an_upper_end_is_said_beside_what_is_allowed_and_alone() -> None:
    assert (
        takes_with_bound(Interval(0.25, 0.2, 0.3), allowed=0.01)
        == "25 of 100 takes (upper bound 30 in 100; 1 in 100 is allowed)"
    )
    assert takes_with_bound(Interval(0, 0, 2e-5), allowed=0.01) == "under 1 of 50 000 takes (1 in 100 is allowed)"
    assert takes_at_most(1 / 370) == "at most 1 of 370 takes (upper bound)"
    assert takes_at_most(1e-7) == "under 1 of 100 000 takes (upper bound)"
    assert takes_at_most(0.0) == "no take"


def test_no_finding_says_an_upper_bound_in_words_of_its_own() -> None:
    home = Path(words.__file__)
    others = (file for file in home.parent.rglob("*.py") if file != home)
    says = re.compile(r"(\(|, |nly the )upper bound")
    assert [file.name for file in others if says.search(file.read_text())] == []
