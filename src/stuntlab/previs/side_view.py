"""From aside: where something is looked at from when no camera of the plan is asked for."""

from __future__ import annotations

from math import atan, radians, tan

from stuntlab.camera.lens import PICTURE_SHAPE
from stuntlab.datasets import Floats
from stuntlab.report.still import View

_AWAY = 4.0
"""Distance in sizes of what is shown: far enough that near and far look alike in size."""

_TURNED = 0.12
"""How far from straight before a face, over the distance: enough to see that somebody hangs before it."""

_LEVEL_M = 1.0
"""Height of the eye for the whole of something: the sky is behind who falls."""

_RAISED_RAD = radians(9.0)
"""How far from above a landing is looked at: into the dent."""


def view_of_face(reach: Floats, *, shape: float = PICTURE_SHAPE) -> View:
    """Along -x, from before a face, with everything in the picture: as `view_from_aside`, a little from above."""
    _, wide, tall = reach[1] - reach[0]
    half = max(float(tall), float(wide) / shape) / 2
    x, y, z = (float(part) for part in reach.mean(axis=0))
    away = _AWAY * 2 * half
    return View((x + away, y + _TURNED * away, z + _TURNED * away), (x, y, z), 2 * atan(half / away))


def view_from_aside(reach: Floats, *, shape: float = PICTURE_SHAPE, raised: bool = False) -> View:
    """Along +y, with everything in the picture.

    reach: low and high corner of what is shown, [2, 3], m. shape: of the picture, width over height.
    """
    wide, _, tall = reach[1] - reach[0]
    half = max(float(tall), float(wide) / shape) / 2
    x, y, z = (float(part) for part in reach.mean(axis=0))
    away = _AWAY * 2 * half
    height = z + away * tan(_RAISED_RAD) if raised else _LEVEL_M
    return View((x, y - away, height), (x, y, z), 2 * atan(half / away))
