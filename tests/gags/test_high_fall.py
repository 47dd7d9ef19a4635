"""The high fall as a gag: branches and their controls, endings, where a plan puts the body."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stuntlab.datasets import Draws
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall import BESIDE, FLAT, NOT_READY, OFF_FLAT, OUTER, HighFall
from stuntlab.plan import parse_plan
from stuntlab.takes.sample import draw

ROOF = (Path(__file__).parents[2] / "examples" / "roof_back_fall.yaml").read_text(encoding="utf-8")
LANDED = {"x_m": 4.65, "y_m": 0.0, "rotation_rad": 0.0, "strength": 1.0, "bears": 1.0, "fans_off_s": 0.0}


def fall(*changes: tuple[str, str]) -> HighFall:
    text = ROOF
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, HighFall)
    return gag


def drawn(gag: HighFall, takes: int = 20_000) -> Draws:
    return gag.follow(draw(gag.unknowns(), seed=3, label="fall", takes_per_branch=takes))


def probability(gag: HighFall, branch: str) -> float:
    return next(one.probability for one in gag.branches() if one.name == branch)


@pytest.mark.parametrize(
    ("control", "branch"),
    [
        (("takes: 3", "takes: 3\n      rehearsed_from: 8 m"), "over-rotates"),
        (("takes: 3", "takes: 3\n      plumb_line: true"), "lands on the outer metre"),
        (("takes: 3", "takes: 3\n      spotter_calls: true"), "second faller"),
        (("takes: 3", "takes: 3\n      spotter_calls: true"), "gust"),
    ],
)
def test_a_branch_gets_rarer_only_by_a_control_the_plan_names(control: tuple[str, str], branch: str) -> None:
    before, after = fall(), fall(control)
    assert 0 < probability(after, branch) < probability(before, branch)
    reason = next(one.reason for one in after.branches() if one.name == branch)
    assert "because" in reason


def test_an_outrigger_leaves_no_rail_to_grab() -> None:
    name = "fails to separate or grabs the rail"
    without = fall(("      outrigger: 3 m              # take-off point, from the wall\n", ""))
    assert probability(without, name) == 0.02
    assert probability(fall(), name) == pytest.approx(0.02 * 0.25)


def test_a_ladder_that_ends_too_low_is_no_control() -> None:
    low = fall(("takes: 3", "takes: 3\n      rehearsed_from: 6 m"))
    assert probability(low, "over-rotates") == probability(fall(), "over-rotates")


def test_as_planned_the_outrigger_keeps_everybody_off_the_edge() -> None:
    """film.md 2.2 (C): with the take-off 3 m out none of 200 000 missed or came down in the outer metre."""
    gag = fall()
    draws = drawn(gag, 200_000)
    ending = gag.ending(draws)[draws.branch == 0]
    assert set(np.unique(ending)) <= {FLAT, OFF_FLAT}


def test_without_it_they_do_not() -> None:
    gag = fall(("      outrigger: 3 m              # take-off point, from the wall\n", ""))
    draws = drawn(gag)
    ending = gag.ending(draws)[draws.branch == 0]
    assert np.mean(ending == BESIDE) > 0.25
    assert np.mean(ending == OUTER) > 0.5


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({}, FLAT),
        ({"rotation_rad": 1.2}, OFF_FLAT),
        ({"rotation_rad": -1.2}, OFF_FLAT),
        ({"strength": 0.5}, NOT_READY),
        ({"x_m": 1.7}, OUTER),
        ({"y_m": 3.7, "rotation_rad": 2.0}, OUTER),
        ({"x_m": 1.5}, BESIDE),
        ({"y_m": -4.0, "strength": 0.5}, BESIDE),
    ],
)
def test_how_a_draw_ends(changes: dict[str, float], ending: int) -> None:
    values = {name: np.array([value]) for name, value in {**LANDED, **changes}.items()}
    assert fall().ending(Draws(values, np.zeros(1, dtype=np.int64)))[0] == ending


def test_the_fall_is_counted_to_the_top_of_the_catcher() -> None:
    """9.3 m from feet to top, and the centre of mass comes down from standing to lying: 0.96 − 0.12 m more."""
    assert fall().drop_m == pytest.approx(9.3 + 0.56 * 1.72 - 0.12)
    higher = fall(("7.6 x 2.7 m", "7.6 x 3.7 m"))
    assert higher.drop_m == pytest.approx(fall().drop_m - 1.0)


def test_a_gust_blows_from_any_side() -> None:
    gag = fall()
    draws = drawn(gag)
    index = next(i for i, branch in enumerate(gag.branches()) if branch.name == "gust")
    planned, gust = (draws.values["x_m"][draws.branch == number] for number in (0, index))
    assert np.std(gust) > np.std(planned)
    assert np.mean(gust) == pytest.approx(np.mean(planned), abs=0.05)


def test_a_bag_without_a_rating_is_not_simulated() -> None:
    gag = fall(("    rated_height: 15 m            # the maker's card\n", ""))
    assert not gag.simulated


def test_a_body_starts_with_its_lowest_point_on_the_top() -> None:
    gag = fall()
    scene = gag.scene("soft")
    assert scene.field is not None
    assert scene.model.nuserdata == len(scene.field.memory)
