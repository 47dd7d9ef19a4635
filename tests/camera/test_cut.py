"""Skins cut by planes through the line of the strike: shapes whose sections are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from stuntlab.camera.cut import CutSkin, join_surfaces
from stuntlab.datasets import Floats

CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)
QUADS = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
FACES = np.concatenate([QUADS[:, [0, 1, 2]], QUADS[:, [0, 2, 3]]])
CUBE = CutSkin(CORNERS - [0, 0, 0.3], FACES)


def length_m(pieces: Floats) -> float:
    return float(np.linalg.norm(pieces[:, 0] - pieces[:, 1], axis=1).sum())


def test_a_cube_is_cut_into_a_square() -> None:
    pieces = CUBE.cut(0.0)
    assert np.abs(pieces).max() == pytest.approx(1.0)
    assert length_m(pieces) == pytest.approx(8.0)
    assert CutSkin(CORNERS, QUADS[:, :3]).cut(0.0).shape[1:] == (2, 2)
    assert CutSkin(CORNERS + np.array([0, 0, 2]), FACES).cut(0.0).shape == (0, 2, 2)


def test_an_upright_plane_has_what_is_above_to_the_right() -> None:
    pieces = CUBE.cut(math.pi / 2)
    assert length_m(pieces) == pytest.approx(8.0)
    assert pieces[..., 1].max() == pytest.approx(0.7)
    assert pieces[..., 1].min() == pytest.approx(-1.3)


def test_cut_from_edge_to_edge_it_is_longer_by_the_root_of_two() -> None:
    pieces = CutSkin(CORNERS, FACES).cut(math.radians(44.9))
    assert np.abs(pieces[..., 1]).max() == pytest.approx(math.sqrt(2), rel=5e-3)
    assert length_m(pieces) == pytest.approx(4 + 4 * math.sqrt(2), rel=5e-3)


@pytest.mark.parametrize("degrees", [20, 75, 130])
def test_turning_the_skin_is_the_same_as_turning_the_plane_the_other_way(degrees: float) -> None:
    roll = math.radians(degrees)
    turn = np.array([[1, 0, 0], [0, math.cos(roll), -math.sin(roll)], [0, math.sin(roll), math.cos(roll)]])
    turned = CutSkin(CUBE.vertices @ turn.T, FACES)
    np.testing.assert_allclose(np.sort(turned.cut(roll), axis=None), np.sort(CUBE.cut(0.0), axis=None), atol=1e-12)


def test_two_skins_are_cut_as_one() -> None:
    away = CutSkin(CUBE.vertices + np.array([5, 0, 0]), FACES)
    both = join_surfaces([CUBE, away]).cut(0.4)
    np.testing.assert_allclose(both, np.concatenate([CUBE.cut(0.4), away.cut(0.4)]))
