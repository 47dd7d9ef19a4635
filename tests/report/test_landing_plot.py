"""Pictures of falls: everybody and everything the plan places is in them, and how often each outcome comes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from stuntlab.datasets import Landings
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.plan import parse_plan
from stuntlab.report.heights_plot import Descent, save_heights
from stuntlab.report.landing_plot import save_landings
from stuntlab.takes.sample import draw

EXAMPLE = Path(__file__).parents[2] / "examples" / "roof_back_fall.yaml"
DRAWN = 2000


@cache
def fall() -> HighFall:
    text = EXAMPLE.read_text(encoding="utf-8") + "cameras: {B: {lens: 35 mm, at: [11 m, -4 m], manned: true}}\n"
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, HighFall)
    return gag


@cache
def landings() -> Landings:
    draws = draw(fall().unknowns(), seed=0, label="fall", takes_per_branch=DRAWN)
    return fall().landings(fall().propagate(draws))


def test_everything_is_named_and_drawn(tmp_path: Path) -> None:
    save_landings(landings(), tmp_path / "above.svg")
    above = (tmp_path / "above.svg").read_text(encoding="utf-8")
    words = (
        "generator",
        "spotters",
        "camera B",
        "brick wall",
        "bag",
        "the maker asks for this much clear space, 1.5 m",
    )
    for said in (*words, "thrown off the edge a body may come this far, 3 m", "beside the catcher: 1 of"):
        assert f"<!-- {said}" in above, said
    assert above.count("<!-- spotters -->") == 4
    assert len(above) < 500_000
    save_landings(landings(), tmp_path / "above.png")
    assert (tmp_path / "above.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "above.png").stat().st_size < 300_000


def test_chances_count_every_branch_as_often_as_it_happens() -> None:
    """The slow way: draw by draw, each with the weight of its branch."""
    gag = fall()
    draws = gag.propagate(draw(gag.unknowns(), seed=0, label="fall", takes_per_branch=DRAWN))
    slow, probability = np.zeros(len(gag.outcomes)), [branch.probability for branch in gag.branches()]
    for branch, outcome in zip(draws.branch, gag.classify(draws), strict=True):
        slow[outcome] += probability[branch] / DRAWN
    assert landings().chances == pytest.approx(slow)
    assert sum(landings().chances) == pytest.approx(1)


def test_every_branch_is_shown_and_told_from_the_plan() -> None:
    shown = landings()
    assert shown.planned.sum() == 400
    assert (~shown.planned).sum() == 100 * (len(fall().branches()) - 1)
    assert len(shown.x_m) == len(shown.y_m) == len(shown.outcome) == len(shown.planned)


def test_the_bare_ground_has_no_edge_and_throws_nobody(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace("onto: bag", "onto: ground")
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, HighFall)
    shown = gag.landings(gag.propagate(draw(gag.unknowns(), seed=0, label="fall", takes_per_branch=DRAWN)))
    save_landings(shown, tmp_path / "above.svg")
    assert "thrown off the edge" not in (tmp_path / "above.svg").read_text(encoding="utf-8")


def test_heights_name_their_takes_and_what_they_land_on(tmp_path: Path) -> None:
    time_s = np.linspace(-0.3, 2, 60)
    falls = Descent("worst take: gust", time_s, np.maximum(12 - 5 * time_s**2, 0.9), 1.4, "Nij 3, limit 0.8")
    save_heights("A fall", [falls], tmp_path / "heights.svg", lands_on=("bag", 2.7))
    drawn = (tmp_path / "heights.svg").read_text(encoding="utf-8")
    for said in ("top of bag", "ground", "the stop", "worst take: gust; 0.9 m at the lowest", "Nij 3, limit 0.8"):
        assert f"<!-- {said} -->" in drawn, said
    save_heights("A stumble", [falls], tmp_path / "heights.png", lands_on=None)
    assert (tmp_path / "heights.png").read_bytes().startswith(b"\x89PNG")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        save_landings(landings(), tmp_path / "no" / "folder.png")


def test_heights_of_a_plan_in_feet_are_in_feet(tmp_path: Path) -> None:
    time_s = np.linspace(-0.3, 2, 60)
    falls = Descent("worst take", time_s, np.maximum(12.192 - 5 * time_s**2, 0.9144), 1.4, "12 g, limit 60 g")
    save_heights("A fall", [falls], tmp_path / "heights.svg", lands_on=("bag", 2.7), feet=True)
    drawn = (tmp_path / "heights.svg").read_text(encoding="utf-8")
    for said in ("height of the hips, ft", "worst take; 2 ft 11 in at the lowest", "12 g, limit 60 g", "40"):
        assert f"<!-- {said} -->" in drawn, said
