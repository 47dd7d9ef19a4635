"""Pictures: a pinhole's closed form, colours, people in their poses, refusals."""

import os
import subprocess
import sys
from math import pi, tan
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest

from drawing import draws
from stuntlab.datasets import Flags, Floats
from stuntlab.errors import DatasetError, UserError
from stuntlab.figures.posed_skin import dress_person
from stuntlab.people import human_tissue, measures, performer, put_posture
from stuntlab.people.shape import outfit
from stuntlab.report import headless
from stuntlab.report.png import write_png
from stuntlab.report.still import Image, Painted, Setting, View, still
from stuntlab.scene.empty_world import empty_world

RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
SIZE = 320
FLAT = Setting(light=(0.0, 0.0, -1.0))
WOMAN = measures(stature_m=1.68, mass_kg=55.0, sex="female")


def box(centre: tuple[float, float, float], half_m: float, *, top: tuple[float, ...] = RED) -> Painted:
    """A cube; its picture has `top` in the first row and blue in the second, and shows `top` only."""
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)
    quads = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    image = np.repeat(np.array([[top], [BLUE]]) * 255, 2, axis=1).astype(np.uint8)
    return Painted(corners * half_m + centre, triangles, np.full((12, 3, 2), 0.25), image)


def reddish(image: Image) -> Flags:
    red, green, blue = np.moveaxis(image.astype(int), 2, 0)
    return np.asarray((red > green + 60) & (red > blue + 60))


def middle(seen: Flags) -> Floats:
    """Row and column of the middle of what is seen, in pixels."""
    return np.argwhere(seen).mean(axis=0)


def focal_px(view: View, height: int) -> float:
    return height / 2 / tan(view.height_rad / 2)


@draws
@pytest.mark.parametrize("at", [(0.0, 0.0, 1.0), (0.0, 0.8, 1.0), (0.0, -0.5, 1.4), (0.0, 0.3, 0.6)])
def test_a_thing_is_where_a_pinhole_puts_it(at: tuple[float, float, float]) -> None:
    """From +x looking at the origin's axis: +y is on the right, +z is up."""
    view = View((8.0, 0.0, 1.0), (0.0, 0.0, 1.0), 0.3)
    empty, full = (
        still(things, view, FLAT, width=SIZE, height=SIZE, shadows=False) for things in ([], [box(at, 0.05)])
    )
    row, column = middle(np.abs(full.astype(int) - empty).max(axis=2) > 40)
    scale = focal_px(view, SIZE) / 8.0
    assert column == pytest.approx(SIZE / 2 - 0.5 + scale * at[1], abs=1.0)
    assert row == pytest.approx(SIZE / 2 - 0.5 - scale * (at[2] - 1.0), abs=1.0)


@draws
def test_twice_as_far_is_half_as_large() -> None:
    areas = []
    for distance in (4.0, 8.0):
        view = View((distance + 0.2, 0.0, 1.0), (0.0, 0.0, 1.0), 0.3)
        areas.append(reddish(still([box((0, 0, 1), 0.2)], view, FLAT, width=SIZE, height=SIZE)).sum())
    assert areas[0] / areas[1] == pytest.approx(4.0, rel=0.06)
    assert np.sqrt(areas[0]) == pytest.approx(focal_px(view, SIZE) * 0.4 / 4.0, rel=0.03)


@draws
def test_paint_of_the_first_row_is_shown() -> None:
    """A place a quarter down the picture shows its first row: red, not blue."""
    image = still([box((0, 0, 1), 0.3)], View((4, 1, 1), (0, 0, 1), 0.5), FLAT, width=SIZE, height=SIZE)
    assert reddish(image).sum() > 1000
    assert not (image[..., 2].astype(int) > image[..., 0].astype(int) + 90).any()


@draws
def test_a_thing_throws_a_shadow_on_the_floor() -> None:
    view = View((4.0, 0.0, 3.0), (0.0, 0.0, 0.0), 0.7)
    thing = [box((0, 0, 1.0), 0.25)]
    lit, dark = (
        still(thing, view, FLAT, width=SIZE, height=SIZE, shadows=shadows).astype(int) for shadows in (False, True)
    )
    shadow = (lit - dark).sum(axis=2) > 60
    below = tuple(np.round(middle(shadow)).astype(int))
    assert shadow.sum() > 200
    assert not reddish(lit)[below]


@draws
def test_pictures_repeat_to_the_bit() -> None:
    thing, view = [box((0, 0, 1), 0.2)], View((3, 1, 2), (0, 0, 1), 0.5)
    first, second = (still(thing, view, width=160, height=90) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@draws
def test_a_person_is_as_tall_in_the_picture_as_on_the_floor() -> None:
    """1.68 m and about a centimetre of hair, at 20 m through a long lens."""
    person = performer(WOMAN, human_tissue())
    model = person.spec.compile()
    shown = dress_person(WOMAN, model, put_posture(model, person.posture), outfit(1))
    view = View((20.0, 0.0, 0.9), (0.0, 0.0, 0.9), 0.11)
    empty, full = (still(things, view, width=200, height=720, shadows=False).astype(int) for things in ([], [shown]))
    rows = np.flatnonzero((np.abs(full - empty).sum(axis=2) > 12).any(axis=1))
    height_m = (np.ptp(rows) + 1) / focal_px(view, 720) * 20.0
    assert 1.67 < height_m < 1.72


def test_a_person_of_a_scene_stands_where_the_scene_has_them() -> None:
    """A prefix and a place in a world change nothing but the place."""
    person = performer(WOMAN, human_tissue())
    alone = person.spec.compile()
    here = dress_person(WOMAN, alone, put_posture(alone, person.posture), outfit(0))
    world = empty_world()
    other = performer(WOMAN, human_tissue())
    world.attach(other.spec, prefix="her/", frame=world.worldbody.add_frame())
    model = world.compile()
    there = dress_person(
        WOMAN, model, put_posture(model, other.posture, prefix="her/", at_m=(2.0, -1.0)), outfit(0), prefix="her/"
    )
    np.testing.assert_allclose(
        there.vertices - here.vertices, np.broadcast_to([2.0, -1.0, 0.0], here.vertices.shape), atol=1e-9
    )


def test_png_is_read_back_as_it_was(tmp_path: Path) -> None:
    image = np.random.default_rng(0).integers(0, 256, (7, 5, 3), dtype=np.uint8)
    write_png(image, tmp_path / "a.png")
    np.testing.assert_array_equal(np.round(matplotlib.image.imread(tmp_path / "a.png") * 255), image)


GOOD = View((3.0, 0.0, 1.0), (0.0, 0.0, 1.0), 0.5)


@pytest.mark.parametrize(
    ("view", "width", "words"),
    [
        (GOOD, 0, "1 to 8192"),
        (GOOD, 9000, "1 to 8192"),
        (View((1.0, 2.0, 3.0), (1.0, 2.0, 3.0), 0.5), 64, "1 mm apart"),
        (View((float("nan"), 2.0, 3.0), (1.0, 2.0, 3.0), 0.5), 64, "must be numbers"),
        (View((3.0, 0.0, 1.0), (0.0, 0.0, 1.0), 0.0), 64, "between 0 and π"),
        (View((3.0, 0.0, 1.0), (0.0, 0.0, 1.0), pi), 64, "between 0 and π"),
    ],
)
def test_a_view_that_is_none_is_refused(view: View, width: int, words: str) -> None:
    with pytest.raises(UserError, match=words):
        still([], view, width=width, height=64)


def test_a_take_that_diverged_is_not_drawn() -> None:
    with pytest.raises(DatasetError, match="diverged"):
        still([box((float("nan"), 0, 1), 0.1)], GOOD, width=64, height=64)


@draws
def test_straight_down_is_a_view_too() -> None:
    image = still([box((0, 0, 1), 0.3)], View((0, 0, 5), (0, 0, 0), 0.5), FLAT, width=64, height=64)
    np.testing.assert_allclose(middle(reddish(image)), 31.5, atol=1.0)


def test_without_pyopengl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UserError, match=r"stuntlab\[render\]"):
        headless.backend.__wrapped__()


def test_without_egl_osmesa_is_taken_and_without_both_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: object())
    monkeypatch.delenv("MUJOCO_GL", raising=False)
    monkeypatch.setattr(headless, "_egl_works", lambda: False)
    monkeypatch.setattr(headless, "_osmesa_works", lambda: True)
    assert headless.backend.__wrapped__() == "osmesa"
    monkeypatch.setattr(headless, "_osmesa_works", lambda: False)
    with pytest.raises(UserError, match=r"EGL or OSMesa.*libosmesa6"):
        headless.backend.__wrapped__()


def test_an_unknown_way_of_drawing_is_refused_in_a_fresh_process() -> None:
    """The engine reads the variable too, and would end in a traceback."""
    asked = "from stuntlab.report.still import *; still([], View((3, 0, 1), (0, 0, 1), .5), width=8, height=8)"
    ran = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "MUJOCO_GL": "glfw"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "UserError" in ran.stderr.splitlines()[-1]
