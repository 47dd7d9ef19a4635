"""The set of a plan: every solid where the plan has it and as large, closed, and moving with whom it is worn by."""

from __future__ import annotations

from itertools import pairwise
from math import pi
from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.figures.surfaces import plain, surface
from stuntlab.figures.worn import pads_on
from stuntlab.gags import gags_of
from stuntlab.people import measures
from stuntlab.people.shape import BODIES, figure
from stuntlab.plan import Plan, parse_plan, read_plan
from stuntlab.plan.body import Region
from stuntlab.previs.stage_set import PieceSpot, SetPiece, StageSet, set_of
from stuntlab.previs.stage_set.blocks import about_z, beam, box, cushion, move_thing
from stuntlab.previs.strike_pictures import act_gag
from stuntlab.previs.strike_set import select_set_in_view, set_round
from stuntlab.report.still import Painted, View
from stuntlab.shots.line_of_strike import LineOfStrike, line_of

EXAMPLES = Path(__file__).parents[2] / "examples"
GREY = plain("grey", (0.5, 0.5, 0.5))


def volume_m3(thing: Painted) -> float:
    """By the divergence theorem: right for a closed surface only, and positive if its faces look outwards."""
    first, second, third = (thing.vertices[thing.triangles[:, corner]] for corner in range(3))
    return float(np.einsum("ij,ij->i", first, np.cross(second, third)).sum() / 6)


def bounds(piece: SetPiece) -> tuple[Floats, Floats]:
    points = np.concatenate([thing.vertices for thing in piece.painted_parts()])
    return points.min(axis=0), points.max(axis=0)


def named(stage: StageSet, name: str) -> SetPiece:
    (piece,) = (piece for piece in stage.pieces if piece.name == name)
    return piece


def test_a_box_and_a_beam_are_closed_and_hold_what_they_should() -> None:
    assert volume_m3(box((1, 2, 3), (3, 5, 3.5), GREY)) == pytest.approx(2 * 3 * 0.5)
    assert volume_m3(beam((0, 0, 0), (3, 4, 12), (0.1, 0.2), GREY)) == pytest.approx(13 * 0.1 * 0.2)
    assert volume_m3(beam((0, 0, 0), (0, 0, 2), (0.1, 0.1), GREY)) == pytest.approx(0.02)


def test_a_cushion_lacks_only_its_edges_and_corners() -> None:
    """A box rounded by r: all of it but (4 - π)·r² along its edges and what is missing at eight corners."""
    a, b, c, r = 3.0, 2.0, 1.0, 0.25
    inner = (a - 2 * r) * (b - 2 * r) * (c - 2 * r)
    walls = 2 * r * sum((x - 2 * r) * (y - 2 * r) for x, y in ((a, b), (b, c), (a, c)))
    edges = pi * r**2 * (a + b + c - 6 * r)
    thing = cushion((a, b, c), r, lambda _side, across, _up, _wide, _tall: np.zeros((*across.shape, 3)))
    assert volume_m3(thing) == pytest.approx(inner + walls + edges + 4 / 3 * pi * r**3, rel=0.01)
    assert np.ptp(thing.vertices, axis=0) == pytest.approx([a, b, c])


def test_a_surface_keeps_its_scale_on_every_face() -> None:
    """Paint runs over a box at one picture per so many metres, whatever the face."""
    brick = surface("brick")
    thing = box((0, 0, 0), (2, 1, 3), brick)
    for triangle, paint in zip(thing.triangles, thing.paint, strict=True):
        for (a, b), (p, q) in zip(pairwise(thing.vertices[triangle]), pairwise(paint * brick.shows_m), strict=True):
            assert np.linalg.norm(q - p) == pytest.approx(np.linalg.norm(b - a))


@pytest.mark.parametrize("words", ["cobbles", "brick", "wood", "grass", "concrete"])
def test_a_picture_of_a_surface_repeats_without_a_seam(words: str) -> None:
    """Across the seam pixels differ as they do inside the picture."""
    image = surface(words).image.astype(float)
    for axis in (0, 1):
        inside = np.abs(np.diff(image, axis=axis)).mean(axis=(1 - axis, 2))
        seam = np.abs(image.take(0, axis) - image.take(-1, axis)).mean()
        assert seam <= inside.max() + 1


def test_words_choose_the_surface_and_wet_is_darker() -> None:
    dry, wet = surface("dry cobbles"), surface("wet cobbles")
    assert (dry.name, wet.name, dry.wet, wet.wet) == ("cobbles", "cobbles", False, True)
    assert wet.image.mean() < 0.8 * dry.image.mean()
    assert surface("matting").name == surface(None).name == "unnamed"


@pytest.fixture(scope="module")
def roof() -> StageSet:
    return set_of(read_plan(EXAMPLES / "roof_back_fall.yaml"))


def test_a_fall_has_its_catcher_wall_things_and_people_where_the_plan_says(roof: StageSet) -> None:
    low, high = bounds(named(roof, "bag"))
    assert low == pytest.approx([1.6, -3.8, 0.0])
    assert high == pytest.approx([7.7, 3.8, 2.7])
    low, high = bounds(named(roof, "generator"))
    assert low[:2] == pytest.approx([12.25, 3.5], abs=0.02)
    assert high[:2] == pytest.approx([13.75, 4.5], abs=0.02)
    assert high[2] == pytest.approx(1.2)
    low, high = bounds(named(roof, "wall"))
    assert (high[0], high[2]) == pytest.approx((0.0, 12.0))
    low, high = bounds(named(roof, "outrigger"))
    assert high[0] == pytest.approx(3.0)
    assert roof.ground.name == "asphalt"
    spotters = named(roof, "spotters")
    assert [(spot.x_m, spot.y_m) for spot in spotters.spots] == [(2.6, -5), (2.6, 5), (9.5, -2), (9.5, 2)]


def test_who_stands_about_stands_on_the_ground_and_looks_at_the_catcher(roof: StageSet) -> None:
    spotters = named(roof, "spotters")
    for spot, thing in zip(spotters.spots, spotters.painted_parts(), strict=True):
        assert thing.vertices[:, 2].min() == pytest.approx(0.0, abs=1e-6)
        assert 1.74 < thing.vertices[:, 2].max() < 1.78
        toes = thing.vertices[thing.vertices[:, 2] < 0.05][:, :2].mean(axis=0) - [spot.x_m, spot.y_m]
        towards = np.array([4.65 - spot.x_m, 0.0 - spot.y_m])
        assert toes @ towards > 0.8 * np.linalg.norm(toes) * np.linalg.norm(towards)


def test_without_a_wall_a_scaffold_reaches_the_take_off() -> None:
    text = (EXAMPLES / "roof_back_fall.yaml").read_text(encoding="utf-8").replace("  wall: brick\n", "")
    stage = set_of(parse_plan(text))
    low, high = bounds(named(stage, "scaffold"))
    assert (low[2], high[2]) == pytest.approx((0.0, 12.0), abs=0.03)
    assert high[0] == pytest.approx(0.0, abs=0.03)


STRIKE = """
stunt: Kick
people:
  lead:    {job: actor, height: 170 cm, mass: 72 kg, sex: male, stands: [[3 m, 4 m]]}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female, stands: [[3 m, 2 m]], wears: [pad]}
gear:
  pad: {kind: pad, covers: abdomen, thickness: 80 mm, material: soft foam}
  bed: {kind: mat, thickness: 60 mm, size: 2 x 1 m}
place: {floor: FLOOR, wall: brick}
action:
  - kick: {by: lead, to: villain, at: abdomen, foot_speed: 1 m/s, gap: 0 cm}
"""


def strike(floor: str = "concrete") -> tuple[Plan, LineOfStrike, StageSet]:
    plan = parse_plan(STRIKE.replace("FLOOR", floor))
    what = gags_of(plan)[0].strike()
    assert what is not None
    line = line_of(plan, what)
    return plan, line, set_round(plan, line, what)


def test_a_mat_lies_behind_who_is_struck_and_the_wall_behind_that() -> None:
    _, _, stage = strike()
    low, high = bounds(named(stage, "bed"))
    assert (low, high) == (pytest.approx([2.5, -0.45, 0.0]), pytest.approx([3.5, 1.55, 0.06]))
    low, high = bounds(named(stage, "wall"))
    assert high[1] == pytest.approx(2 - 1.5)
    assert low[2] == pytest.approx(0.0)


def test_a_floor_that_is_a_mat_lies_under_both_and_the_ground_below_it() -> None:
    _, _, stage = strike("crash mat")
    low, high = bounds(named(stage, "crash mat"))
    assert high[2] == pytest.approx(0.0)
    assert low[2] == pytest.approx(stage.ground_m) == pytest.approx(-0.1)
    assert low[1] < 2.0
    assert high[1] > 4.0
    assert bounds(named(stage, "wall"))[0][2] == pytest.approx(stage.ground_m)


def test_a_picture_has_the_set_in_the_axes_of_the_strike_and_no_wall_before_the_lens() -> None:
    _, line, stage = strike()
    front, behind = (View((along, 0.5, 1.2), (0.0, 0.0, 1.0), 0.5) for along in (5.0, -6.0))
    seen, without = select_set_in_view(stage, line, front), select_set_in_view(stage, line, behind)
    assert len(seen) == len(without) + 1
    mat = next(thing for thing in without if np.ptp(thing.vertices[:, 2]) < 0.1)
    x, y = line.on_set(*mat.vertices.mean(axis=0)[:2])
    assert (x, y) == pytest.approx((3.0, 0.55))


WOMAN = measures(stature_m=1.68, mass_kg=55.0, sex="female")


@pytest.mark.parametrize("region", list(Region))
def test_a_worn_pad_lies_on_the_skin_as_thick_as_the_plan_says(region: Region) -> None:
    plan = parse_plan(STRIKE.replace("covers: abdomen", f"covers: {region}").replace("FLOOR", "concrete"))
    body = figure(WOMAN)
    (pad,) = pads_on(plan, "villain", WOMAN, body)
    count = len(pad.figure.vertices) // 2
    lift = np.linalg.norm(pad.figure.vertices[count:] - pad.figure.vertices[:count], axis=1)
    assert pad.name == "pad"
    assert lift.max() == pytest.approx(0.08, rel=0.05)
    assert lift.min() >= 0.002 - 1e-9
    middle = pad.figure.vertices.mean(axis=0)
    assert abs(middle[1]) < 0.02  # in the middle, or as much on both sides


def test_a_pad_over_the_belly_is_in_front_of_it_and_moves_with_the_body() -> None:
    plan, _, _ = strike()
    body = figure(WOMAN)
    (pad,) = pads_on(plan, "villain", WOMAN, body)
    z = pad.figure.vertices[:, 2]
    belly = body.vertices[(np.abs(body.vertices[:, 2] - z.mean()) < 0.05) & (np.abs(body.vertices[:, 1]) < 0.1)]
    assert pad.figure.vertices[:, 0].max() == pytest.approx(belly[:, 0].max() + 0.08, abs=0.015)
    turn, shift = about_z(0.7), np.array([1.0, 2.0, 0.3])
    posed = pad.figure.pose_skin(
        {name: (turn @ at + shift, turn) for name, at in zip(BODIES, body.origins, strict=True)}
    )
    np.testing.assert_allclose(posed, pad.figure.vertices @ turn.T + shift, atol=1e-9)


def test_pieces_stand_on_every_one_of_their_spots() -> None:
    piece = SetPiece("two", (box((0, 0, 0), (1, 1, 1), GREY),), (PieceSpot(0, 0), PieceSpot(5, 0, 1, pi / 2)))
    first, second = piece.painted_parts()
    np.testing.assert_allclose(second.vertices, move_thing(first, about_z(pi / 2), np.array([5.0, 0, 1])).vertices)


SEATED = (
    STRIKE.replace("wears: [pad]", "wears: [pad], sits: 45 cm")
    .replace("people:", "people:\n  clerk: {job: extra, watching: true, sits: 60 cm, stands: [[0 m, 4 m]]}")
    .replace("FLOOR", "concrete")
)


def test_who_is_struck_sitting_has_a_chair_under_them_and_behind_the_pad() -> None:
    """The face of the pad is what is struck, so who wears it sits as much further back."""
    plan = parse_plan(SEATED)
    what = gags_of(plan)[0].strike()
    assert what is not None
    line = line_of(plan, what)
    chair = named(set_round(plan, line, what), "chair of villain")
    acted = act_gag(plan, gags_of(plan)[0])
    data = mujoco.MjData(acted.receiver.model)
    data.qpos[:] = acted.receiver.pose(-1.0)
    mujoco.mj_kinematics(acted.receiver.model, data)
    hips, flesh_m = data.body("pelvis").xpos, acted.receiver.model.geom("pelvis").size[0]
    x, y = line.on_set(*hips[:2])
    seat = next(part for part in chair.painted_parts() if np.ptp(part.vertices[:, :2], axis=0).min() > 0.4)
    low, high = seat.vertices.min(axis=0), seat.vertices.max(axis=0)
    assert high[2] == pytest.approx(0.45) == pytest.approx(hips[2] - flesh_m)
    assert (low[0] < x < high[0], low[1] < y < high[1]) == (True, True)
    low, high = bounds(chair)
    assert (low[2], high[2]) == pytest.approx((0.0, 0.90))
    behind = next(
        part for part in chair.painted_parts() if part.vertices[:, 2].max() > 0.8 and np.ptp(part.vertices[:, 2]) > 0.3
    )
    assert behind.vertices[:, 1].max() == pytest.approx(y - WOMAN.chest_depth_m / 2)  # who strikes comes from +y


def test_who_looks_on_from_a_seat_is_drawn_on_it() -> None:
    plan = parse_plan(SEATED)
    what = gags_of(plan)[0].strike()
    assert what is not None
    clerk = named(set_round(plan, line_of(plan, what), what), "clerk")
    person, *chair = clerk.painted_parts()
    assert 1.3 < person.vertices[:, 2].max() < 1.60
    assert person.vertices[:, 2].min() > 0.05, "feet on the rung of a high seat"
    assert min(part.vertices[:, 2].min() for part in chair) == pytest.approx(0.0)
    toes = person.vertices[person.vertices[:, 2] < 0.25][:, :2].mean(axis=0) - [0, 4]
    assert toes @ np.array([3.0, -2.0]) > 0.8 * np.linalg.norm(toes) * np.hypot(3, 2), "looking at who is struck"
