"""From where a take is looked at: from aside, all of it and close to where it ends; or from a camera of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan, radians, tan

import numpy as np

from stuntlab.camera.lens import picture_height_m
from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.gags.base import Gag
from stuntlab.pipeline.shots import sensor_of
from stuntlab.pipeline.take_stage import TakeStage
from stuntlab.plan.cameras import Camera
from stuntlab.report.film import Shot
from stuntlab.report.still import View
from stuntlab.units import Quantity

PICTURE_PX = 400
"""Height of every panel."""

_NARROWEST_PX, _WIDEST_PX = 200, 420
_AWAY = 4.0
"""Distance of the view from aside in sizes of what it shows: far enough that near and far look alike in size."""

_LEVEL_M = 1.0
"""Height of the eye for the whole of a fall: the sky is behind who falls."""

_RAISED_RAD = radians(9.0)
"""How far from above a landing is looked at: into the dent."""

_ROUND_M, _ABOVE_M, _BELOW_M = 0.6, 1.4, 0.5
_LYING_M = 1.2
"""From the hips to beyond the head of somebody who lies."""

_ABOUT_M = 6.0
"""What stands further from what happens is left out of the picture."""

_EYE_HEIGHT_M = 1.6


def shots_of(gag: Gag, stage: TakeStage, camera: str | None) -> dict[str, Shot]:
    """What is shown of a take: title -> shot.

    Raises: UserError for a camera that the plan does not place.
    """
    if camera is not None:
        return {f"camera {camera}": _from_camera(gag, stage, camera)}
    motion = stage.motion
    landing = [motion.middle_m(prefix)[motion.time_s >= motion.meets_s] for prefix in motion.people]
    close = _from_aside(_with_catcher(stage, landing), raised=True)
    if not motion.meets_s:
        return {"the take": close}
    whole = _with_catcher(stage, [motion.middle_m(prefix) for prefix in motion.people])
    if gag.plan.place.wall is not None:
        whole[0, 0] = min(whole[0, 0], -_ROUND_M)
    return {"the whole fall": _from_aside(_with_others(stage, whole), raised=False), "the landing": close}


def _with_catcher(stage: TakeStage, paths: list[Floats]) -> Floats:
    """Low and high corner of paths and of what catches, with room round them, [2, 3], m."""
    hips = np.concatenate(paths)
    lying = np.array([_LYING_M, 0.0, 0.0])
    points = np.concatenate([hips - lying, hips + lying])
    if stage.caught is not None:
        place = stage.caught
        ends = [[place.low_x_m, place.low_y_m, 0.0], [place.high_x_m, place.high_y_m, place.top_m]]
        points = np.concatenate([hips, ends])
    low, high = points.min(axis=0), points.max(axis=0)
    return np.array([[low[0] - _ROUND_M, low[1], -_BELOW_M], [high[0] + _ROUND_M, high[1], high[2] + _ABOVE_M]])


def _with_others(stage: TakeStage, reach: Floats) -> Floats:
    """The same with everybody and everything near by in it."""
    places = np.array([point for points in stage.names.values() for point in points]).reshape(-1, 3)
    near = places[(places[:, 0] > reach[0, 0] - _ABOUT_M) & (places[:, 0] < reach[1, 0] + _ABOUT_M)]
    if not len(near):
        return reach
    low, high = np.minimum(reach[0, 0], near[:, 0].min() - 1.0), np.maximum(reach[1, 0], near[:, 0].max() + 1.0)
    return np.array([[low, *reach[0, 1:]], [high, *reach[1, 1:]]])


def _from_aside(reach: Floats, *, raised: bool) -> Shot:
    """Along the wall, with everything in the picture."""
    wide, _, tall = reach[1] - reach[0]
    width = int(np.clip(PICTURE_PX * wide / tall, _NARROWEST_PX, _WIDEST_PX)) // 2 * 2
    half = max(tall, wide * PICTURE_PX / width) / 2
    x, y, z = (float(part) for part in reach.mean(axis=0))
    away = _AWAY * 2 * half
    height = z + away * tan(_RAISED_RAD) if raised else _LEVEL_M
    view = View((x, y - away, height), (x, y, z), 2 * atan(half / away))
    return Shot(view, width, PICTURE_PX, shadows=raised)


def _from_camera(gag: Gag, stage: TakeStage, name: str) -> Shot:
    camera: Camera = gag.plan.cameras[name]
    if camera.at is None or camera.lens is None:
        raise UserError(f"camera {name}: to see a take from it, give its lens: and where it stands (at:)")
    sensor = sensor_of(camera)
    high = picture_height_m(sensor.width_m, sensor.height_m)
    width = int(PICTURE_PX * sensor.width_m / high) // 2 * 2
    target = _point(camera.looks_at) if camera.looks_at else _end(stage)
    return Shot(View(_point(camera.at), target, 2 * atan(high / (2 * camera.lens.value))), width, PICTURE_PX)


def _point(lengths: Sequence[Quantity]) -> tuple[float, float, float]:
    """A point of the plan; at the height of an eye where it gives none."""
    x, y, z = [*(length.value for length in lengths), _EYE_HEIGHT_M][:3]
    return x, y, z


def _end(stage: TakeStage) -> tuple[float, float, float]:
    """Where the first body comes to rest."""
    x, y, z = (float(part) for part in stage.motion.middle_m(next(iter(stage.motion.people)))[-1])
    return x, y, z


def names_in(stage: TakeStage, shot: Shot) -> tuple[tuple[str, float, float], ...]:
    """Names of what stands about, each once, at the highest of its places in a shot: name, column, row."""
    found = []
    for name, points in stage.names.items():
        seen = [place for place in (shot.seen_at(point.tolist()) for point in points) if place is not None]
        if seen:
            found.append((name, *min(seen, key=lambda place: place[1])))
    return tuple(found)
