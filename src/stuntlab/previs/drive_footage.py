"""Footage of a gag in which somebody drives and nobody's body is simulated: the vehicle as planned, on its set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import CameraError
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.roll.gag import Roll
from stuntlab.geometry import about_z
from stuntlab.plan import label_words
from stuntlab.plan.cameras import Camera
from stuntlab.plan.path import PathPoint
from stuntlab.previs.driven_vehicle import barrier_parts, ramp_parts, vehicle_parts
from stuntlab.previs.driven_way import way_of
from stuntlab.previs.footage import Footage
from stuntlab.previs.side_view import view_from_aside
from stuntlab.previs.stage_set import set_of, setting_on
from stuntlab.previs.stage_set.blocks import move_thing
from stuntlab.previs.stage_set.standing import upright_parts
from stuntlab.previs.strike_set import point_over
from stuntlab.report.film import FilmShot, Point
from stuntlab.report.still import Painted, View
from stuntlab.shots.placement import picture_angle_rad
from stuntlab.units import Quantity

_ANY_PX = (1280, 720)
_EYE_M = 1.5
"""How high a camera stands of which only its place on the ground is said (J)."""

_ROUND_M = (7.0, 2.0, 2.6)
"""Shown from aside round the middle of the vehicle (J)."""


class DriveFootage(Footage):
    """One gag in which somebody drives. A camera that looks at nothing follows the vehicle."""

    def __init__(self, gag: DrivenGag) -> None:
        plan = gag.plan
        self.cameras, self.people, self.label, self.car = plan.cameras, plan.people, gag.label, gag.action.car
        self.title, self.note = label_words(gag.label), note_of(gag)
        self.way = way_of(gag)
        self.timing = self.way.timing()
        stage = set_of(plan)
        self.setting = setting_on(stage)
        self.stands = (*stage.painted_parts(), *barrier_parts(gag).values(), *ramp_parts(gag).values())
        self.about = {
            piece.name: tuple(point_over(part.vertices) for part in piece.painted_parts())
            for piece in stage.pieces
            if piece.name in plan.people
        }
        self.vehicle = vehicle_parts(gag)
        self.movers = [
            (name, upright_parts(plan, name), _knots(one.moves)) for name, one in plan.people.items() if one.moves
        ]

    def view(self, name: str) -> View:
        camera = self.cameras[name]
        if camera.at is None or camera.lens is None:
            raise CameraError(f"camera {name}: a vehicle goes over the set: say where on it the camera stands (at)")
        return view_on_set(camera, camera.at, self._middle(self.timing.decisive_s))

    def towards(self, name: str, times_s: Sequence[float]) -> Sequence[Point]:
        if name in self.cameras and self.cameras[name].looks_at is None:
            return [self._middle(time_s) for time_s in times_s]
        return ()

    def looks_away(self, name: str) -> bool:
        camera = self.cameras[name]
        if camera.at is None or camera.looks_at is None:
            return False
        eye, axis = np.array(_point(camera.at)), np.array(_point(camera.looks_at)) - np.array(_point(camera.at))
        moments = np.linspace(self.timing.begins_s, self.timing.ends_s, 12)
        return all(float((self.way.middle_at(one) - eye) @ axis) <= 0 for one in moments)

    def aside(self) -> Mapping[str, View]:
        middle, half = self.way.middle_at(self.timing.decisive_s), np.array(_ROUND_M)
        return {"from aside": view_from_aside(np.array([middle - half, middle + half]))}

    def is_seen(self, name: str, view: View, time_s: float) -> bool:
        if self.towards(name, [time_s]):
            return True
        return FilmShot(view, *_ANY_PX).locate(self.way.middle_at(time_s).tolist()) is not None

    def still_s(self, name: str, view: View) -> float:
        """The decisive moment, or the one nearest to it with the vehicle in the picture."""
        moments = np.linspace(self.timing.begins_s, self.timing.ends_s, 80)
        nearest = sorted(moments.tolist(), key=lambda one: abs(one - self.timing.decisive_s))
        decisive = self.timing.decisive_s
        return next((one for one in (decisive, *nearest) if self.is_seen(name, view, one)), decisive)

    def names(self, time_s: float) -> Mapping[str, Sequence[Floats]]:
        moving = {
            name: (point_over(parts[0].vertices) + _moved(knots, time_s)[1],) for name, parts, knots in self.movers
        }
        return {self.car: (self.way.middle_at(time_s) + np.array([0.0, 0.0, 1.0]),), **self.about, **moving}

    def frames(self, times_s: Iterable[float], view: View) -> Iterator[tuple[Painted, ...]]:
        del view
        for time_s in times_s:
            moving = [(self.vehicle, self.way.at(time_s))]
            moving += [(parts, _moved(knots, time_s)) for _, parts, knots in self.movers]
            yield (*self.stands, *(move_thing(part, *at) for parts, at in moving for part in parts))

    def _middle(self, time_s: float) -> Point:
        x, y, z = self.way.middle_at(time_s).tolist()
        return x, y, z


def _knots(moves: Sequence[PathPoint]) -> Floats:
    """When somebody is where, [knot, (s, x, y)]."""
    rising = sorted(moves, key=lambda point: point.when.value)
    return np.array([[point.when.value, point.at[0].value, point.at[1].value] for point in rising])


def _moved(knots: Floats, time_s: float) -> tuple[Floats, Floats]:
    """How somebody on a way is turned, [3, 3], and where they are, [3], m."""
    x, y = (float(np.interp(time_s, knots[:, 0], knots[:, axis])) for axis in (1, 2))
    leg = int(np.clip(np.searchsorted(knots[:, 0], time_s), 1, max(len(knots) - 1, 1)))
    dx, dy = (knots[leg] - knots[leg - 1])[1:] if len(knots) > 1 else (1.0, 0.0)
    return np.asarray(about_z(float(np.arctan2(dy, dx))).as_matrix()), np.array([x, y, 0.0])


def note_of(gag: DrivenGag) -> str:
    """What is shown of a vehicle, in words."""
    said = f"{gag.action.car} as planned"
    return f"{said}; how it goes round is drawn" if isinstance(gag, Roll) else f"{said}; who is in it is not drawn"


def view_on_set(camera: Camera, at: Sequence[Quantity], middle: Point) -> View:
    """What a camera sees that stands at a place of the set. middle: what it looks at where the plan does not say."""
    return View(_point(at), _point(camera.looks_at) if camera.looks_at else middle, picture_angle_rad(camera))


def _point(place: Sequence[Quantity]) -> Point:
    """A place of the set; at the height of an eye where none is said."""
    x, y, z = (*(part.value for part in place), _EYE_M)[:3]
    return x, y, z
