"""What of a gap is seen in a plane: closed forms, and a slow twin that asks of every line of sight."""

from __future__ import annotations

import math

import numpy as np
import pytest

from stuntlab.camera.gap_points import share_gap_seen
from stuntlab.datasets import Floats

NOBODY = np.zeros((0, 2, 2))
WALL = np.array([[[-0.1, -0.3], [-0.1, 0.3]]])


def eye(distance_m: float, degrees: float) -> tuple[Floats, Floats]:
    angle = math.radians(degrees)
    return np.array([distance_m * math.cos(angle)]), np.array([distance_m * math.sin(angle)])


@pytest.mark.parametrize("degrees", [5, 30, 90, 150, 275])
def test_with_nobody_there_a_gap_is_as_wide_as_its_projection(degrees: float) -> None:
    visible, light = share_gap_seen(*eye(200.0, degrees), np.array([0.3]), NOBODY, NOBODY)
    assert visible == pytest.approx(abs(math.sin(math.radians(degrees))), abs=2e-3)
    assert light == pytest.approx(visible)


@pytest.mark.parametrize("degrees", [20, 40, 60, 80])
def test_a_wall_behind_takes_the_light_of_what_lies_before_it(degrees: float) -> None:
    """Parallel light: a point u of the gap is before the wall's edge while (u + 0.1) tan θ < 0.3."""
    visible, light = share_gap_seen(*eye(500.0, degrees), np.array([0.4]), NOBODY, WALL)
    before_m = min(0.4, max(0.0, 0.3 / math.tan(math.radians(degrees)) - 0.1))
    assert visible == pytest.approx(math.sin(math.radians(degrees)), abs=5e-3)
    assert light == pytest.approx((1 - before_m / 0.4) * math.sin(math.radians(degrees)), abs=0.04)


def test_who_stands_before_it_hides_it_and_stands_off_with_the_gap() -> None:
    back = np.array([[[0.9, -0.3], [0.9, 0.3]]])
    for gap_m in (0.1, 0.5):
        visible, _ = share_gap_seen(*eye(6.0, 0.0), np.array([gap_m]), back, NOBODY)
        assert visible == 0
    behind_the_back, _ = share_gap_seen(np.array([1.0]), np.array([0.05]), np.array([0.5]), back, NOBODY)
    assert behind_the_back > 0  # the camera stands between them


def crossed(eye_m: Floats, point_m: Floats, piece: Floats) -> float | None:
    """Where on the way to a point the line of sight meets a piece; 1 is the point, None nowhere."""
    sides = np.column_stack([point_m - eye_m, piece[0] - piece[1]])
    if abs(np.linalg.det(sides)) < 1e-12:
        return None
    reach, share = np.linalg.solve(sides, piece[0] - eye_m)
    return float(reach) if 0 <= share <= 1 and reach > 0 else None


def slowly(eye_m: Floats, gap_m: float, striker: Floats, struck: Floats) -> tuple[float, float]:
    pieces = [*(striker + np.array([gap_m, 0.0])), *struck]
    points = [np.array([(number + 0.5) / 32 * gap_m, 0.0]) for number in range(32)]
    met = [[reach for piece in pieces if (reach := crossed(eye_m, point, piece)) is not None] for point in points]
    seen = [all(reach > 1 for reach in reaches) for reaches in met]
    wide = abs(eye_m[1]) / math.hypot(eye_m[0] - gap_m / 2, eye_m[1]) / 32
    return wide * sum(seen), wide * sum(not reaches for reaches in met)


def test_it_says_what_the_lines_of_sight_say_one_by_one() -> None:
    """Pieces on both sides of the line, across it, before the camera and behind it."""
    rng = np.random.default_rng(0)
    partly = 0
    for _ in range(150):
        middle = rng.uniform([-1.0, -1.0], [1.5, 1.0], (6, 1, 2))
        pieces = middle + rng.uniform(-0.2, 0.2, (6, 2, 2))
        eye_m, gap_m = rng.uniform([-2.0, -1.5], [2.0, 1.5]), rng.uniform(0.05, 1.0)
        told = share_gap_seen(*(np.array([part]) for part in (*eye_m, gap_m)), pieces[:3], pieces[3:])
        visible, light = slowly(eye_m, gap_m, pieces[:3], pieces[3:])
        assert float(told[0][0]) == pytest.approx(visible, abs=1e-9)
        assert float(told[1][0]) == pytest.approx(light, abs=1e-9)
        partly += 0 < light < visible
    assert partly > 30
