"""What somebody goes down on: gear by its name, a floor in words, and a mat that is only a word."""

from __future__ import annotations

import pytest

from stuntlab.errors import UserError
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.ground import ground_of
from stuntlab.plan import parse_plan, template

GEAR = parse_plan(template("chair_tip")).gear


def test_gear_is_found_by_its_name() -> None:
    found = ground_of("crash mat", GEAR, "wood")
    assert found.soft is not None
    assert (found.soft.foam.kind, found.soft.height_m, found.soft.size_m) == ("mat", 0.2, (2.0, 1.5))
    assert found.top_m == 0.2
    assert found.words == "crash mat (200 mm) on wood"


@pytest.mark.parametrize("word", ["mat", "a thin mat", "foam"])
def test_a_mat_that_is_only_a_word_has_no_thickness(word: str) -> None:
    found = ground_of(word, {}, "concrete")
    assert found.soft is None
    assert found.unknown_soft == word
    assert found.under.words == "concrete"


def test_no_mat_is_none() -> None:
    assert ground_of("concrete without a mat", {}, None).unknown_soft is None


def test_the_floor_is_that_of_the_place() -> None:
    assert ground_of("floor", {}, "wood").under.words == "wood"
    assert ground_of("tiles", {}, "wood").under.words == "tiles"
    soft_place = ground_of("floor", {}, "crash mat")
    assert soft_place.unknown_soft == "crash mat"
    assert not soft_place.under.known, "what lies below it is not said"


def test_a_slip_of_the_pen_is_no_floor() -> None:
    with pytest.raises(UserError, match='did you mean "crash mat"'):
        ground_of("crash mta", GEAR, None)


def test_stiffness_has_two_ends_and_what_is_unknown_is_hard() -> None:
    for words in ("concrete", "wood", "carpet on wood", "something else"):
        assert floor_stiffness_n_per_m(words, end="soft") < floor_stiffness_n_per_m(words, end="stiff")
    assert floor_stiffness_n_per_m("something else", end="stiff") == floor_stiffness_n_per_m("stone", end="stiff")
    carpet, boards = (floor_stiffness_n_per_m(words, end="soft") for words in ("carpet on wood", "wood"))
    assert carpet < boards


def test_turf_gives_more_than_boards_and_is_known() -> None:
    """100 g of the 9.1 kg missile of a turf test from 0.61 m is a spring between the ends."""
    assert ground_of("grass", {}, None).under.known
    soft, stiff = (floor_stiffness_n_per_m("wet grass", end=end) for end in ("soft", "stiff"))
    missile_n, speed_m_s = 9.1 * 100 * 9.81, (2 * 9.81 * 0.61) ** 0.5
    assert soft < missile_n**2 / (9.1 * speed_m_s**2) < stiff
    assert stiff < floor_stiffness_n_per_m("wood", end="stiff")
