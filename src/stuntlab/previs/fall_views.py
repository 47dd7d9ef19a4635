"""From where the cameras of a plan see a fall, in the axes of the set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.errors import CameraError
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import CatchesFaller, HangsOnLines, HazardZones, LeavesAnEdge
from stuntlab.gear.footprint import Footprint
from stuntlab.plan.cameras import Camera
from stuntlab.previs.flown_take import is_drawn
from stuntlab.previs.motion import Motion
from stuntlab.report.still import View
from stuntlab.shots.line_of_strike import CameraHome, camera_home
from stuntlab.shots.placement import picture_angle_rad, tell_missing
from stuntlab.units import Quantity

Place = tuple[float, float, float]

LENS_HEIGHT_M = 1.6
"""Of a lens whose height a plan does not give: on its operator's shoulder (J)."""

_FOLLOWED_FROM_M = 2.0
"""A body that goes further than it is long leaves a picture that stays (J)."""


@dataclass(frozen=True, slots=True)
class FallPlace:
    """Where a fall is on its set, for cameras.

    counted_from_m: x and y that distances of its zones are counted from, along +x. home: what distances and angles of
    cameras are counted from; the first strike of a plan that has strikes, since a camera stays where it stands.
    looks_at_m: what a camera looks at that is given no point. over: what all of it happens over, with the height of
    what catches. height_at: of the ground so far out, where heights of cameras are counted from it.
    """

    counted_from_m: tuple[float, float]
    home: CameraHome
    looks_at_m: Place
    over: Footprint
    height_at: Callable[[float], float] | None = None


def fall_place(gag: Gag, motion: Motion, caught: Footprint | None) -> FallPlace:
    """Where a take is. caught: what it comes down on, where that is soft.

    A camera without a point looks at the middle of what catches a fall from a height, else at the middle of all
    that the body passes through.
    """
    counted_from_m = gag.counted_from_m if isinstance(gag, HazardZones) else (0.0, 0.0)
    level_m = float(motion.subject_m[0, 2]) if isinstance(gag, HangsOnLines) else LENS_HEIGHT_M
    own = CameraHome((*counted_from_m, level_m), (1.0, 0.0))
    if isinstance(gag, CatchesFaller):
        return FallPlace(counted_from_m, own, (*counted_from_m, gag.footprint.top_m), gag.footprint)
    low, high = motion.passes_m()
    x, y, z = ((low + high) / 2).tolist()
    over = caught or Footprint(float(low[0]), float(high[0]), float(low[1]), float(high[1]))
    height_at = gag.edge.height_at if isinstance(gag, LeavesAnEdge) and is_drawn(motion) else None
    return FallPlace(counted_from_m, camera_home(gag.plan) or own, (x, y, z), over, height_at)


def view_of_fall(camera: Camera, name: str, fall: FallPlace) -> View:
    """A camera's view.

    Raises:
        CameraError: too little is said of the camera, it stands in the catcher, or it looks away from everything.
    """
    lack = tell_missing(camera)
    if lack or camera.lens is None:
        raise CameraError(
            f"camera {name}: no picture can be taken from it, {lack}; give lens: and either at: or distance: and angle:"
        )
    eye, target = _stands(camera, fall), _target(camera, fall)
    inside = float(fall.over.inside_m(np.array(eye[0]), np.array(eye[1])))
    if inside > 0 and eye[2] < fall.over.top_m:
        raise CameraError(
            f"camera {name} stands inside the catcher, {inside:.2g} m from its edge. Move it out, or raise it above "
            f"{fall.over.top_m:.2g} m"
        )
    if looks_away_from_fall(camera, fall):
        raise CameraError(
            f"camera {name} looks away from the fall: all of it lies behind the camera. Turn looks_at round, or take "
            "it out and it looks at where somebody comes down"
        )
    return View(eye, target, picture_angle_rad(camera))


def follow_path(camera: Camera, motion: Motion, times_s: Sequence[float]) -> Sequence[Place]:
    """The hips of who travels far, as from a roof or down stairs: a camera given no point keeps them in its picture."""
    travels_m = float(np.linalg.norm(np.ptp(motion.subject_m, axis=0)))
    return motion.hips_at(times_s) if camera.looks_at is None and travels_m > _FOLLOWED_FROM_M else ()


def looks_away_from_fall(camera: Camera, fall: FallPlace) -> bool:
    """Whether all of it lies behind a camera: from where the wall is to the far edge of what it happens over."""
    eye = _stands(camera, fall)
    towards, over = np.subtract(_target(camera, fall), eye)[:2], fall.over
    corners = [
        (x - eye[0], y - eye[1]) for x in (min(over.low_x_m, 0.0), over.high_x_m) for y in (over.low_y_m, over.high_y_m)
    ]
    return max(float(towards @ corner) for corner in corners) < 0


def _stands(camera: Camera, fall: FallPlace) -> Place:
    height_m = camera.height.value if camera.height is not None else fall.home.origin_m[2]
    if camera.at is not None:
        at_x, at_y, at_z = _point(camera.at, height_m)
        return at_x, at_y, at_z + (fall.height_at(at_x) if fall.height_at is not None else 0.0)
    if camera.distance is None or camera.angle is None:
        raise CameraError("a camera stands at a distance and angle or at a point")
    x, y = fall.home.stands(np.array(camera.distance.value), np.array(camera.angle.value))
    return float(x), float(y), height_m


def _target(camera: Camera, fall: FallPlace) -> Place:
    return fall.looks_at_m if camera.looks_at is None else _point(camera.looks_at, fall.looks_at_m[2])


def _point(point: tuple[Quantity, ...], height_m: float) -> Place:
    x, y, z = (*(part.value for part in point), height_m)[:3]
    return float(x), float(y), float(z)
