"""From where a take is looked at: from aside, all of it and close to where it ends; or from a camera of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.camera.lens import PICTURE_SHAPE, picture_height_m
from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import HangsOnLines, LeavesAnEdge, SeenStrike
from stuntlab.previs.drawn_striker import LEAD_S
from stuntlab.previs.fall_views import fall_place, follow_path, view_of_fall
from stuntlab.previs.flown_take import CANOPY, is_drawn
from stuntlab.previs.side_view import view_from_aside, view_of_face
from stuntlab.previs.tags import place_tags
from stuntlab.previs.take_stage import TakeStage
from stuntlab.report.film import FilmShot, NameTag
from stuntlab.report.still import View
from stuntlab.shots.placement import sensor_of

PICTURE_PX = 540
"""Height of every panel."""

_BESIDE, _ALONE = 468 / 540, 944 / 540
"""Width of a panel over its height: with their margins, two or one make a picture 960 px wide."""

_ROUND_M, _ABOVE_M, _BELOW_M = 0.6, 1.4, 0.5
_LYING_M = 1.2
"""From the hips to beyond the head of somebody who lies."""

_AIR_M, _BESIDE_M, _SEEN = 0.3, 1.0, 9
"""Round who acts, how much of a vehicle is shown beside them, and at how many moments they are looked for (J)."""

_IN_FACE_M, _BEFORE_FACE_M = -0.8, 2.2
"""What of x is shown along a face, which is at 0: little of what is behind it, more of what is before it (J)."""

_CANOPY_M, _NEAR_M, _WALL_FAR_M = 8.0, 2.5, 250.0
"""Over whoever hangs under a canopy, round who jumps, and how far off a wall is still shown beside them (J)."""

_ABOUT_M = 6.0
"""What stands further from what happens is left out of the picture."""


def shots_of(gag: Gag, stage: TakeStage, camera: str | None, times_s: Sequence[float] = ()) -> dict[str, FilmShot]:
    """What is shown of a take: title -> shot. times_s: of its frames, for a camera that follows who falls.

    Raises: UserError for a camera that the plan does not place.
    """
    if camera is not None:
        return {f"camera {camera}": _from_camera(gag, stage, camera, times_s)}
    asides = asides_of(gag, stage)
    shape = _BESIDE if len(asides) > 1 else _ALONE
    return {title: _panel(aside, shape) for title, aside in asides.items()}


@dataclass(frozen=True, slots=True)
class Aside:
    """What is shown from aside: low and high corner, [2, 3], m; whether it is looked at from a little above.

    faces: looked at from before a face, and not along it.
    """

    reach_m: Floats
    raised: bool
    faces: bool = False


def asides_of(gag: Gag, stage: TakeStage) -> dict[str, Aside]:
    """All of a take and close to where it ends: title -> what is shown."""
    motion = stage.motion
    if isinstance(gag, HangsOnLines):
        return _asides_on_a_face(gag, stage)
    if isinstance(gag, LeavesAnEdge) and is_drawn(motion):
        return _asides_of_a_jump(gag, stage)
    paths = [motion.middle_m(prefix) for prefix in motion.people] or [motion.subject_m]
    if not motion.meets_s:
        return {"the take": Aside(_who_acts(stage), raised=True)}
    whole = _with_catcher(stage, paths)
    landing = [path[motion.time_s >= motion.meets_s] for path in paths]
    lands = Aside(_with_catcher(stage, landing), raised=True)
    if gag.plan.place.wall is not None:
        whole[0, 0] = min(whole[0, 0], -_ROUND_M)
    return {"the whole fall": Aside(_with_others(stage, whole), raised=False), "the landing": lands}


def _asides_of_a_jump(gag: LeavesAnEdge, stage: TakeStage) -> dict[str, Aside]:
    """All of a part of a jump, with its canopy in the picture where it has one, and then the wall beside it."""
    air = np.array([[-_NEAR_M, -_NEAR_M, -_NEAR_M], [_NEAR_M, _NEAR_M, _NEAR_M]])
    reach = np.asarray(_who_acts(stage) + air)
    if mujoco.mj_name2id(stage.motion.model, mujoco.mjtObj.mjOBJ_BODY, CANOPY) < 0:
        return {"the take": Aside(reach, raised=True)}
    reach[1, 2] += _CANOPY_M
    wall = gag.edge.wall_at(float(reach[0, 2]))
    if wall is None or not 0.0 < reach[0, 0] - wall < _WALL_FAR_M:
        return {"the take": Aside(reach, raised=True)}
    beside = np.array([[wall - _NEAR_M, *reach[0, 1:]], reach[1]])
    return {"the take": Aside(reach, raised=True), "beside the wall": Aside(beside, raised=True)}


def _asides_on_a_face(gag: HangsOnLines, stage: TakeStage) -> dict[str, Aside]:
    """All of it with what the lines hang from, and close to who hangs."""
    close = _who_acts(stage)
    ends = np.array([line.from_m for line in gag.face.lines] or [close[1]])
    whole = np.array([np.minimum(close[0], ends.min(axis=0)), np.maximum(close[1], ends.max(axis=0) + _AIR_M)])
    near = np.array([[_IN_FACE_M, close[0, 1], close[0, 2]], [_BEFORE_FACE_M, close[1, 1], close[1, 2]]])
    return {
        "the whole swing": Aside(whole, raised=False, faces=True),
        "who swings": Aside(close, raised=False, faces=True),
        "along the face": Aside(near, raised=True),
    }


def _who_acts(stage: TakeStage) -> Floats:
    """Low and high corner of everybody who acts in a take, with a little air, [2, 3], m."""
    begins_s = -LEAD_S if stage.striker is not None else float(stage.motion.time_s[0])
    moments = np.linspace(begins_s, float(stage.motion.time_s[-1]), _SEEN).tolist()
    reach = stage.reach_with_vehicle_m(moments, _BESIDE_M)
    return np.asarray(reach + np.array([[-_AIR_M], [_AIR_M]]))


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


def view_of_aside(aside: Aside, *, shape: float = PICTURE_SHAPE) -> View:
    """From where it is looked at. shape: of the picture, width over height."""
    if aside.faces:
        return view_of_face(aside.reach_m, shape=shape)
    return view_from_aside(aside.reach_m, shape=shape, raised=aside.raised)


def _panel(aside: Aside, shape: float) -> FilmShot:
    """Along the wall, with everything in the picture."""
    width = round(PICTURE_PX * shape) // 2 * 2
    view = view_of_aside(aside, shape=width / PICTURE_PX)
    return FilmShot(view, width, PICTURE_PX, shadows=aside.raised)


def _from_camera(gag: Gag, stage: TakeStage, name: str, times_s: Sequence[float]) -> FilmShot:
    if isinstance(gag, SeenStrike):
        raise UserError(
            f"{gag.label}: what a camera sees of a strike is drawn by stuntlab still --clip; leave --camera out here"
        )
    camera = gag.plan.cameras[name]
    sensor = sensor_of(camera)
    width = int(PICTURE_PX * sensor.width_m / picture_height_m(sensor.width_m, sensor.height_m)) // 2 * 2
    view = view_of_fall(camera, name, fall_place(gag, stage.motion, stage.caught))
    return FilmShot(view, width, PICTURE_PX, towards=follow_path(camera, stage.motion, times_s))


def names_in(stage: TakeStage, shot: FilmShot, time_s: float) -> tuple[NameTag, ...]:
    """Names of who acts at a moment and of what stands about, each once."""
    return place_tags({**stage.tags(time_s), **stage.names}, shot)
