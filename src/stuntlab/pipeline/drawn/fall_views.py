"""From where the cameras of a plan see a fall, in the axes of the set."""

from __future__ import annotations

from math import atan, cos, sin

import numpy as np

from stuntlab.camera.lens import picture_height_m
from stuntlab.errors import CameraError
from stuntlab.gear.footprint import Footprint
from stuntlab.pipeline.seen.shots import missing, sensor_of
from stuntlab.plan.cameras import Camera
from stuntlab.report.still import View
from stuntlab.units import Quantity

Place = tuple[float, float, float]

LENS_HEIGHT_M = 1.6
"""Of a lens whose height a plan does not give: on its operator's shoulder (J)."""


def view_of_fall(camera: Camera, name: str, catcher: Footprint) -> View:
    """A camera's view. Distance and angle are counted from the middle of the catcher, 0 straight out from the wall.

    Left out, what it looks at is the middle of the catcher's top.

    Raises:
        CameraError: too little is said of the camera, it stands in the catcher, or it looks away from it.
    """
    lack = missing(camera)
    if lack or camera.lens is None:
        raise CameraError(
            f"camera {name}: no picture can be taken from it, {lack}; give lens: and either at: or distance: and angle:"
        )
    middle = ((catcher.low_x_m + catcher.high_x_m) / 2, (catcher.low_y_m + catcher.high_y_m) / 2, catcher.top_m)
    eye, target = _stands(camera, middle), middle if camera.looks_at is None else _point(camera.looks_at, middle[2])
    _refuse(name, eye, target, catcher)
    sensor = sensor_of(camera)
    angle = 2 * atan(picture_height_m(sensor.width_m, sensor.height_m) / (2 * camera.lens.value))
    return View(eye, target, angle)


def _refuse(name: str, eye: Place, target: Place, catcher: Footprint) -> None:
    inside = float(catcher.inside_m(np.array(eye[0]), np.array(eye[1])))
    if inside > 0 and eye[2] < catcher.top_m:
        raise CameraError(
            f"camera {name} stands inside the catcher, {inside:.2g} m from its edge. Move it out, or raise it above "
            f"{catcher.top_m:.2g} m"
        )
    towards = np.subtract(target, eye)[:2]
    corners = [(x - eye[0], y - eye[1]) for x in (0.0, catcher.high_x_m) for y in (catcher.low_y_m, catcher.high_y_m)]
    if max(float(towards @ corner) for corner in corners) < 0:
        raise CameraError(
            f"camera {name} looks away from the wall and from the catcher: all of it lies behind the camera. "
            "Turn looks_at round, or take it out and it looks at the catcher"
        )


def _stands(camera: Camera, middle: Place) -> Place:
    if camera.at is not None:
        return _point(camera.at, LENS_HEIGHT_M)
    if camera.distance is None or camera.angle is None:
        raise CameraError("a camera stands at a distance and angle or at a point")
    distance, angle = camera.distance.value, camera.angle.value
    return middle[0] + distance * cos(angle), middle[1] + distance * sin(angle), LENS_HEIGHT_M


def _point(point: tuple[Quantity, ...], height_m: float) -> Place:
    x, y, z = (*(part.value for part in point), height_m)[:3]
    return float(x), float(y), float(z)
