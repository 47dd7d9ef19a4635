"""The rule of the fight department: on screen, what strikes must overlap where it would land.

A gap g seen at an angle θ to the line of the strike is g sin θ wide in the picture. It is covered while that is not
more than the half width w of what hides it: fist or foot with the outline of the target. The focal length has no part
in it.

Source: film.md 2.1: overlap on screen (INO, V); the formula is geometry (C); w = 0.08 m fist, 0.10-0.12 m foot (A).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Flags, Floats

HALF_WIDTH_M = 0.08
"""The smaller of the published half widths, a fist's; the worked stomach kick uses it for a foot too."""


def uncovered_width_m(gap_m: ArrayLike, angle_rad: ArrayLike, half_width_m: ArrayLike = HALF_WIDTH_M) -> Floats:
    """How far what strikes misses its mark on screen beyond what covers it, [...], m; 0 and less is covered."""
    return np.asarray(np.maximum(gap_m, 0) * np.abs(np.sin(angle_rad)) - np.asarray(half_width_m))


def overlaps(gap_m: ArrayLike, angle_rad: ArrayLike, half_width_m: ArrayLike = HALF_WIDTH_M) -> Flags:
    """Whether the gap is covered, g sin θ <= w, [...]."""
    return np.asarray(uncovered_width_m(gap_m, angle_rad, half_width_m) <= 0)


def widest_angle_rad(gap_m: ArrayLike, half_width_m: ArrayLike = HALF_WIDTH_M) -> Floats:
    """The largest angle from which a gap is covered, [...], rad; a right angle where the gap is never seen."""
    share = np.asarray(half_width_m, dtype=float) / np.maximum(np.asarray(gap_m, dtype=float), 1e-9)
    return np.asarray(np.arcsin(np.minimum(share, 1.0)))
