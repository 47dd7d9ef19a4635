"""A vehicle of a plan as a previs scene: it goes along its line as planned and stops, over the ground that runs reach.

Nobody's body is simulated in it: a box stands for the vehicle, and people stand where the plan has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from stuntlab.camera.lens import picture_height_m, view_angle_rad
from stuntlab.datasets import Floats
from stuntlab.export.previs import Beat, FilmCamera, Path, Point, Previs, PrevisSolid
from stuntlab.figures.surfaces import plain
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.geometry import about_z, quaternion
from stuntlab.plan.gear.barrier import Barrier
from stuntlab.previs.export_parts import FRAME_RATE_HZ, mesh_of, solids_of
from stuntlab.previs.stage_set import set_of
from stuntlab.previs.stage_set.blocks import beam, box
from stuntlab.previs.strike_export import film_camera, zones_of
from stuntlab.report.still import View
from stuntlab.shots.line_of_strike import LineOfStrike
from stuntlab.shots.placement import sensor_of, tell_missing
from stuntlab.units import Quantity

_CLEAR_M, _SILL_M, _ROOF_M = 0.2, 0.9, 1.45
"""Heights of a box that stands for a vehicle: its underside, where its windows begin, its roof (J)."""

_BODY, _GLASS, _CONCRETE = (0.45, 0.08, 0.10), (0.30, 0.40, 0.48), (0.62, 0.61, 0.58)
_BARRIER_M = (0.5, 0.8)
_EYE_M = 1.5


def driven_previs(gag: DrivenGag) -> Previs:
    """Vehicle in motion, set, barriers, cameras and the ground that runs reach of one gag in which somebody drives."""
    plan = gag.plan
    times, places, turns = _goes(gag)
    middle = places[len(places) // 2]
    ends_s = gag.way.length_of_line_m / gag.in_takes("speed").value
    x, y = gag.way.corners_m[-1].tolist()
    return Previs(
        title=plan.stunt,
        times_s=times,
        people=(),
        cameras=tuple(_cameras(gag, (x, y, _EYE_M / 2))),
        grounds=tuple(zones_of(gag, LineOfStrike((0.0, 0.0, 0.0), (1.0, 0.0)))),
        solids=(
            *solids_of(set_of(plan), (float(middle[0]), float(middle[1]))),
            _vehicle(gag, Path(places, turns)),
            *_barriers(gag),
        ),
        beats=(Beat("end of the line", ends_s, (x, y, 0.0)),),
        notes={
            "gag": gag.label,
            "planHash": plan.hash,
            "take": f"{gag.action.car} as planned; a box stands for it and stays on the ground",
        },
    )


def _goes(gag: DrivenGag) -> tuple[Floats, Floats, Floats]:
    """Moments, s, [frame]; where the middle of the nose is, [frame, 3]; how it is turned, [frame, 4]."""
    corners, speed = gag.way.corners_m, gag.in_takes("speed").value
    legs = np.diff(corners, axis=0)
    gone = np.concatenate(([0.0], np.cumsum(np.hypot(*legs.T))))
    ends_s = gone[-1] / speed
    slows = gag.grip.brakes_m_s2 * gag.usual.brakes_by_car if gag.brakes_at_end else 0.0
    lasts_s = speed / slows if slows else 1.0
    times = np.arange(0.0, ends_s + lasts_s + 1 / FRAME_RATE_HZ, 1 / FRAME_RATE_HZ)
    past = np.clip(times - ends_s, 0.0, lasts_s)
    along = np.minimum(times, ends_s) * speed + past * speed - 0.5 * slows * past**2
    leg = np.clip(np.searchsorted(gone, along, side="right") - 1, 0, len(legs) - 1)
    ahead = (legs / np.hypot(*legs.T)[:, None])[leg]
    at = corners[leg] + (along - gone[leg])[:, None] * ahead
    turns = quaternion(about_z(np.arctan2(ahead[:, 1], ahead[:, 0])))
    return times, np.column_stack([at, np.zeros(len(at))]), turns


def _vehicle(gag: DrivenGag, path: Path) -> PrevisSolid:
    half, long = gag.usual.width_m / 2, gag.way.length_m
    if gag.vehicle.width:
        half = gag.vehicle.width.value / 2
    body = box((-long, -half, _CLEAR_M), (0.0, half, _SILL_M), plain("body", _BODY))
    cabin = box((-0.85 * long, -0.85 * half, _SILL_M), (-0.35 * long, 0.85 * half, _ROOF_M), plain("glass", _GLASS))
    x, y, z = path.places[0].tolist()
    parts = (mesh_of(f"{gag.action.car} body", body), mesh_of(f"{gag.action.car} cabin", cabin))
    return PrevisSolid(gag.action.car, parts, ((x, y, z, 0.0),), path=path)


def _barriers(gag: DrivenGag) -> Iterator[PrevisSolid]:
    for name, gear in gag.plan.gear.items():
        if isinstance(gear, Barrier):
            high = _BARRIER_M[1] / 2
            start, end = ((point[0].value, point[1].value, high) for point in (gear.from_, gear.to))
            yield PrevisSolid(
                name, (mesh_of(name, beam(start, end, _BARRIER_M, plain("concrete", _CONCRETE))),), ((0.0,) * 4,)
            )


def _cameras(gag: DrivenGag, target: Point) -> Iterator[FilmCamera]:
    """Cameras with a place of their own; one that looks at nothing looks at the end of the line."""
    for name, camera in gag.plan.cameras.items():
        if tell_missing(camera) is None and camera.lens is not None and camera.at is not None:
            sensor = sensor_of(camera)
            angle = view_angle_rad(picture_height_m(sensor.width_m, sensor.height_m), camera.lens.value)
            sees = _point(camera.looks_at) if camera.looks_at else target
            yield film_camera(name, camera, View(_point(camera.at), sees, float(angle)))


def _point(place: Sequence[Quantity]) -> Point:
    """A place of the set; at the height of an eye where none is said."""
    x, y, z = (*(part.value for part in place), _EYE_M)[:3]
    return x, y, z
