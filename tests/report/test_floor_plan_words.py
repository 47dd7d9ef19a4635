"""A map of the floor: everybody and everything on it, in the units of its plan, and readable without colour."""

from __future__ import annotations

import re

import pytest

from stuntlab.gags import gags_of
from stuntlab.plan import parse_plan
from stuntlab.report.floor_plan import LEGEND_PX, MARGIN_PX, SIDE_PX, floor_plan_svg
from stuntlab.shots.lens_map import floor_maps
from stuntlab.shots.sell import assess_shots

PLAN = """
stunt: Alley fight
people:
  one: {job: stunt performer, height: 6 ft, mass: 180 lb, sex: male, stands: [[4 ft, 0 ft]]}
  two: {job: stunt performer, height: 5 ft 9 in, mass: 165 lb, sex: male, stands: [[0 ft, 5 ft]]}
  victim: {job: stunt performer, height: 5 ft 6 in, mass: 130 lb, sex: female, stands: [[0 ft, 0 ft]]}
  clerk: {job: actor, stands: [[-4 ft, -9 ft]]}
place: {floor: wood, wall: brick, objects: [{what: table, at: [6 ft, 6 ft], size: 4 x 3 x 2.5 ft}]}
action:
  - punch: {by: one, to: victim, at: face, hand_speed: 16 ft/s, gap: 8 ± 2 in}
  - kick: {by: two, to: victim, at: abdomen, foot_speed: 16 ft/s, gap: 1 ft}
cameras:
  A: {lens: 85 mm, distance: 20 ft, angle: 164 ± 1 deg}
  B: {lens: 35 mm, distance: 10 ft, angle: 80 deg}
"""


@pytest.fixture(scope="module")
def maps() -> list[str]:
    plan = parse_plan(PLAN)
    gags = gags_of(plan)
    return [floor_plan_svg(one) for one in floor_maps(plan, gags, assess_shots(plan, gags, seed=0, takes=256), seed=0)]


def test_everybody_and_everything_is_on_it_by_name(maps: list[str]) -> None:
    for one, other in zip(maps, ("kick", "punch"), strict=True):
        for name in ("one", "victim", "clerk", "wall: brick", "table", f"dotted line: {other}"):
            if name != "one" or other == "kick":
                assert f">{name}<" in one, name


def test_it_speaks_the_units_of_its_plan(maps: list[str]) -> None:
    for one in maps:
        assert "3 ft, as between lines" in one
        assert "5 to 10 ft wide" in one
        assert not re.search(r"[0-9] m[ <,)]", one)


def test_names_of_lenses_are_on_the_floor(maps: list[str]) -> None:
    for one in maps:
        for x in re.findall(r'class="small mid halo" x="([0-9.]+)"', one):
            assert MARGIN_PX + 20 < float(x) < MARGIN_PX + SIDE_PX - 20


def test_lenses_and_cameras_are_told_apart_without_colour(maps: list[str]) -> None:
    """Each outline has dashes of its own, as in the legend; a camera that does not sell is hollow."""
    for one in maps:
        dashes = re.findall(r'fill-opacity="0.25"[^>]*stroke-dasharray="([^"]*)"', one)
        assert len(set(dashes)) == len(dashes) > 3
        hollow = one.count('r="11" fill="#fff"')
        assert hollow == len(re.findall("does not sell", one)) >= 1


def test_no_words_of_the_legend_run_over_the_edge(maps: list[str]) -> None:
    """Some 0.6 of their size wide on average, in Helvetica."""
    sizes = {"title": 17 * 1.06, "small": 11, "": 13}
    for one in maps:
        for kind, x, words in re.findall(r'<text class="(title|small|)" x="([0-9.]+)"[^>]*>([^<]*)<', one):
            assert float(x) + 0.56 * sizes[kind] * len(words) < SIDE_PX + LEGEND_PX + 60, words
