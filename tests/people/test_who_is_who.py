"""People of one plan are told apart in a picture of it, also without its colours; what they wear is seen."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from drawing import draws
from stuntlab.datasets import Floats
from stuntlab.figures.hair import HairStyle, put_hair_on
from stuntlab.figures.look import Look, look_of
from stuntlab.people import measures
from stuntlab.people.from_plan import measures_of
from stuntlab.people.shape import BODIES, figure
from stuntlab.plan import Plan, read_plan
from stuntlab.previs.tags import place_tags
from stuntlab.report.film import FilmShot
from stuntlab.report.name_tags import tag_picture
from stuntlab.report.still import Setting, View, still

SIZE = (180, 360)
BLUE_SCREEN = Setting(ground=np.full((2, 2, 3), (40, 40, 200), dtype=np.uint8))
GREY_STEP = 0.12
"""Of full white to black: a step of grey that a photocopy keeps (J)."""

AREA = 0.3
"""Of a body that has to differ by such a step (J)."""

CREW = 8


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Eight people of one size, by turns women and men, so that only looks can tell them apart; one pads up."""
    people = "\n".join(
        f"  p{number}: {{job: actor, height: 172 cm, mass: 66 kg, sex: {('female', 'male')[number % 2]}"
        + (", wears: [vest]}" if number == 1 else "}")
        for number in range(CREW)
    )
    file: Path = tmp_path_factory.mktemp("crew") / "crew.yaml"
    file.write_text(
        f"stunt: Crowd\npeople:\n{people}\nplace: {{floor: concrete}}\n"
        "gear:\n  vest: {kind: pad, covers: abdomen, thickness: 20 mm, material: EVA foam}\n"
        "action:\n  - kick: {by: p0, to: p1, at: abdomen, foot_speed: 5 ± 1 m/s, gap: 30 ± 6 cm, takes: 4}\n",
        encoding="utf-8",
    )
    return read_plan(file)


def look(plan: Plan, name: str) -> Look:
    return look_of(plan, name, measures_of(plan.people[name], name))


def portrait(one: Look | None, *, behind: bool) -> Floats:
    """In grey values from 0 to 1, [row, column]; seen from before or from behind, both a little from aside."""
    view = View((-4.0 if behind else 4.0, -1.5, 1.4), (0.0, 0.0, 0.9), 0.46)
    parts = one.standing_parts() if one else ()
    image = still(parts, view, BLUE_SCREEN, width=SIZE[0], height=SIZE[1], shadows=False)
    return np.asarray(image @ [0.299, 0.587, 0.114] / 255)


@draws
@pytest.mark.parametrize("behind", [False, True], ids=["from before", "from behind"])
def test_any_two_people_of_a_plan_differ_in_grey(crew: Plan, behind: bool) -> None:
    grey = {name: portrait(look(crew, name), behind=behind) for name in crew.people}
    nobody = portrait(None, behind=behind)
    body = np.abs(np.array(list(grey.values())) - nobody).max(axis=0) > 0.02
    shares = {
        (one, other): float((np.abs(grey[one] - grey[other])[body] > GREY_STEP).mean())
        for one, other in combinations(grey, 2)
    }
    assert {pair: share for pair, share in shares.items() if share < AREA} == {}


@draws
def test_a_pad_is_seen_on_dark_and_on_light_clothes(crew: Plan) -> None:
    """It has a light face and a dark edge, so that it differs from what is under it whatever that is."""
    padded = look(crew, "p1")
    bare = Look(padded.figure, padded.image, tuple(worn for worn in padded.worn if worn.name != "vest"))
    with_pad, without = (portrait(one, behind=False) for one in (padded, bare))
    changed = np.abs(with_pad - without) > 0.02
    assert changed.sum() > 300
    assert with_pad[changed].min() < 0.2
    assert with_pad[changed].max() > 0.6


def test_women_of_a_plan_have_hair_of_two_kinds_and_men_have_short_hair(crew: Plan) -> None:
    hair = {name: [worn.name for worn in look(crew, name).worn if worn.name.startswith("hair")] for name in crew.people}
    assert hair["p0"] == hair["p4"] == ["hair, long"]
    assert hair["p2"] == hair["p6"] == ["hair, bun"]
    assert all(hair[name] == [] for name in ("p1", "p3", "p5", "p7"))


@pytest.mark.parametrize("style", ["long", "bun"])
@pytest.mark.parametrize("sized", [(1.52, 47.0), (1.68, 55.0), (1.60, 100.0), (1.85, 75.0)])
def test_hair_is_a_closed_solid_on_the_head_that_leaves_the_face_free(
    style: HairStyle, sized: tuple[float, float]
) -> None:
    body = figure(measures(stature_m=sized[0], mass_kg=sized[1], sex="female"))
    hair = put_hair_on(body, style)
    corners = hair.vertices[hair.triangles]
    assert 0 < np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6 < 0.01
    head = body.vertices[body.weights.argmax(axis=1) == BODIES.index("head")]
    assert hair.vertices[:, 0].max() < head[:, 0].max() - 0.03
    assert hair.vertices[:, 2].max() <= head[:, 2].max() + 0.01
    assert np.abs(hair.vertices[:, 1]).max() < 0.16
    np.testing.assert_allclose(hair.weights.sum(axis=1), 1.0)


def test_a_name_hangs_over_the_head_it_names(crew: Plan) -> None:
    one = look(crew, "p1")
    over, hips = one.tag_points(one.figure.vertices)
    shot = FilmShot(View((4.0, 0.0, 1.0), (0.0, 0.0, 1.0), 0.7), 320, 240)
    ((name, column, row),) = place_tags({"p1": (over, hips)}, shot)
    assert name == "p1"
    assert abs(column - 160) < 3
    assert row < 240 * 0.25
    close = FilmShot(View((1.2, 0.0, 0.9), (0.0, 0.0, 0.9), 0.5), 320, 240)
    ((_, _, lower),) = place_tags({"p1": (over, hips)}, close)
    assert 80 < lower < 160, "a head out of the picture: the name hangs on the hips"


def test_names_of_two_who_stand_close_are_both_read() -> None:
    paper = np.full((200, 400, 3), 120, dtype=np.uint8)
    one, both = (
        tag_picture(paper, tags) for tags in ([("lead", 200, 100)], [("lead", 200, 100), ("villain", 205, 101)])
    )
    first = (one != 120).any(axis=2)
    second = (both != 120).any(axis=2) & ~first
    assert first.sum() > 100
    assert second.sum() > 100
    assert np.flatnonzero(second.any(axis=1)).max() < np.flatnonzero(first.any(axis=1)).min() + 3
