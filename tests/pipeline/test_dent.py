"""The drawn dent of a catcher: under the body, never over it, and gone or not gone after it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.figures.surfaces import plain
from stuntlab.gear.footprint import Footprint
from stuntlab.previs.dent import DentedTop, finer
from stuntlab.previs.stage_set.blocks import box
from stuntlab.report.still import Painted

BAG = Footprint(1.0, 5.0, -2.0, 2.0, 2.0)
ABOVE = np.array([[3.0, 0.0, 2.5]])


def dented(*bodies: Floats, stays: bool = False, left: float = 1.0) -> DentedTop:
    dent = DentedTop(BAG, left=left, stays=stays)
    for body in bodies:
        dent.press([body])
    return dent


def test_a_point_makes_a_paraboloid() -> None:
    dent = dented(np.array([[3.0, 0.0, 1.04]]))
    away = np.linspace(0, 0.9, 10)
    expected = np.minimum(1.0 + 0.8 * away**2, 2.0)
    for turn in (0.0, 0.5 * np.pi, np.pi):
        tops = dent.top_at(3.0 + away * np.cos(turn), away * np.sin(turn))
        assert tops == pytest.approx(expected, abs=1e-9)
    assert dent.top_at(np.array([1.2]), np.array([-1.8])) == 2.0


def test_the_top_is_never_above_the_body_nor_above_itself() -> None:
    body = np.random.default_rng(0).uniform([1, -2, 0.5], [5, 2, 3], (400, 3))
    dent = dented(body)
    assert (dent.top_at(body[:, 0], body[:, 1]) <= body[:, 2]).all()
    assert dent.top_m.max() <= 2.0
    assert dent.top_m.min() > 0


def test_a_bag_rises_again_and_boxes_do_not() -> None:
    body = np.array([[3.0, 0.0, 0.8]])
    assert (dented(body, ABOVE).top_m == 2.0).all()
    assert dented(body, ABOVE, stays=True).top_m.min() == pytest.approx(dented(body).top_m.min())
    assert (dented(ABOVE, left=0.5).top_m == 1.0).all()


def test_what_lies_beside_presses_nothing() -> None:
    assert (dented(np.array([[0.0, 0.0, 0.1], [9.0, 9.0, 0.1]])).top_m == 2.0).all()


def area_m2(thing: Painted) -> float:
    first, second, third = (thing.vertices[thing.triangles[:, corner]] for corner in range(3))
    return float(np.linalg.norm(np.cross(second - first, third - first), axis=1).sum() / 2)


def test_finer_triangles_are_the_same_surface_without_gaps() -> None:
    coarse = box((1, -2, 0), (5, 2, 2), plain("any", (0.5, 0.5, 0.5)))
    fine = finer(coarse, 0.5)
    sides = fine.vertices[fine.triangles] - np.roll(fine.vertices[fine.triangles], 1, axis=1)
    assert np.linalg.norm(sides, axis=2).max() <= 0.5
    assert area_m2(fine) == pytest.approx(area_m2(coarse))
    places = [tuple(point) for point in fine.vertices.round(9)]
    edges = Counter(
        frozenset((places[face[corner]], places[face[(corner + 1) % 3]]))
        for face in fine.triangles
        for corner in range(3)
    )
    assert set(edges.values()) == {2}, "every side is shared by two triangles: the surface is closed"
    at = fine.vertices[fine.triangles][..., 2]
    assert np.ptp(fine.paint[np.ptp(at, axis=1) == 0][..., 0]) > 0


def test_a_catcher_cut_open_ends_at_the_cut() -> None:
    thing = finer(box((1, -2, 0), (5, 2, 2), plain("any", (0.5, 0.5, 0.5))), 0.4)
    shown = dented(np.array([[3.0, 0.0, 1.04]])).lower(thing, cut_m=0.0)
    assert shown.vertices[:, 1].min() == 0.0
    face = shown.vertices[(shown.vertices[:, 1] == 0.0) & (np.abs(shown.vertices[:, 0] - 3.0) < 0.1)]
    assert face[:, 2].max() == pytest.approx(1.0, abs=0.02)
    assert len(shown.vertices) == len(thing.vertices)
