"""A vehicle of a plan as a previs scene: as planned, over the ground that runs reach.

Nobody's body is simulated in it: a few solids stand for the vehicle, and people stand where the plan has them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.export.previs import Beat, FilmCamera, Path, Point, Previs, PrevisSolid
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.geometry import quaternions_of
from stuntlab.previs.drive_footage import note_of, view_on_set
from stuntlab.previs.driven_vehicle import barrier_parts, ramp_parts, vehicle_parts
from stuntlab.previs.driven_way import DrivenWay, way_of
from stuntlab.previs.export_parts import FRAME_RATE_HZ, mesh_of, solids_of
from stuntlab.previs.stage_set import set_of
from stuntlab.previs.strike_export import film_camera, zones_of
from stuntlab.report.still import Painted
from stuntlab.shots.line_of_strike import LineOfStrike

_MIDDLE_M = 0.75
"""Half as high as a vehicle, which cameras look at that nothing is said of (J)."""


def driven_previs(gag: DrivenGag) -> Previs:
    """Vehicle in motion, set, barriers, cameras and the ground that runs reach of one gag in which somebody drives."""
    plan = gag.plan
    way = way_of(gag)
    times, path = _goes(way)
    middle, first = path.places[len(times) // 2], path.places[0].tolist()
    parts = (mesh_of(f"{gag.action.car} {number}", part) for number, part in enumerate(vehicle_parts(gag), start=1))
    x, y = gag.way.corners_m[-1].tolist()
    return Previs(
        title=plan.stunt,
        times_s=times,
        people=(),
        cameras=tuple(_cameras(gag, (x, y, _MIDDLE_M))),
        grounds=tuple(zones_of(gag, LineOfStrike((0.0, 0.0, 0.0), (1.0, 0.0)))),
        solids=(
            *solids_of(set_of(plan), (float(middle[0]), float(middle[1]))),
            PrevisSolid(gag.action.car, tuple(parts), ((*first, 0.0),), path=path),
            *(_still(name, part) for name, part in {**barrier_parts(gag), **ramp_parts(gag)}.items()),
        ),
        beats=(Beat("end of the line", way.ends_s, (x, y, 0.0)),),
        notes={
            "gag": gag.label,
            "planHash": plan.hash,
            "take": note_of(gag),
        },
    )


def _goes(way: DrivenWay) -> tuple[Floats, Path]:
    """Moments, s, [frame], and where the vehicle is at each."""
    times = np.arange(0.0, way.lasts_s + 1 / FRAME_RATE_HZ, 1 / FRAME_RATE_HZ)
    frames = [way.at(time_s) for time_s in times.tolist()]
    return times, Path(np.array([nose for _, nose in frames]), quaternions_of(np.array([turn for turn, _ in frames])))


def _still(name: str, part: Painted) -> PrevisSolid:
    return PrevisSolid(name, (mesh_of(name, part),), ((0.0,) * 4,))


def _cameras(gag: DrivenGag, target: Point) -> Iterator[FilmCamera]:
    """Cameras with a place of their own; one that looks at nothing looks at the end of the line."""
    for name, camera in gag.plan.cameras.items():
        if camera.lens is not None and camera.at is not None:
            yield film_camera(name, camera, view_on_set(camera, camera.at, target))
