"""People of a plan who only stand or sit about: spotters, crew, the public; dressed, at every place of theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from math import atan2

from stuntlab.datasets.rigging import FaceSet
from stuntlab.figures.look import Look, look_of
from stuntlab.gear.footprint import footprint_of
from stuntlab.people import Measures, human_tissue, measures, performer
from stuntlab.people.act import act_reaction
from stuntlab.people.from_plan import measures_of
from stuntlab.people.seat import Seat
from stuntlab.plan import Person, Plan, people_in
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.driven import Driven
from stuntlab.previs.stage_set.chairs import chair_under
from stuntlab.previs.stage_set.piece import PieceSpot, SetPiece
from stuntlab.report.still import Painted
from stuntlab.units import Quantity

_HANGS_FROM_M, _BY_THE_FACE_M = 2.5, 2.0
"""Whoever is so high and so near to a face is on a rope (J)."""

_UNSAID: dict[str, float] = {"stature_m": 1.75, "mass_kg": 76.0}
"""Body of somebody of whom no measures are given (J)."""


def standing_pieces(
    plan: Plan,
    goes_down: PieceSpot | None,
    ground_m: float,
    faces: Sequence[FaceSet] = (),
    height_at: Callable[[float], float] | None = None,
) -> list[SetPiece]:
    """Everybody with a place who is in no action, or only near one; they look at it. High on a face they are on a rope.

    height_at: of the ground so far out, where heights are counted from it.
    """
    acting = {
        name
        for action in plan.action
        for name in people_in(action)
        if not (isinstance(action, Driven) and name in action.near)
    }
    x, y = _point_to_face(plan, goes_down)
    pieces = []
    for name, person in plan.people.items():
        if name not in acting and person.stands:
            body = _measures(person, name)
            look = look_of(plan, name, body)
            parts = look.standing_parts() if person.sits is None else _seat(body, look, Seat(person.sits.value))
            under = () if person.sits is None else chair_under(body, Seat(person.sits.value))
            spots = [_spot(point, x, y, ground_m, height_at) for point in person.stands]
            high = [spot for spot in spots if faces and spot.z_m > _HANGS_FROM_M and abs(spot.x_m) < _BY_THE_FACE_M]
            rim = max((face.rim_m for face in faces), default=0.0)
            pieces += [SetPiece(name, _hanging(look, body, rim - spot.z_m), (spot,)) for spot in high]
            if stands := tuple(spot for spot in spots if spot not in high):
                pieces.append(SetPiece(name, (*parts, *under), stands))
    return pieces


def upright_parts(plan: Plan, name: str) -> tuple[Painted, ...]:
    """Somebody on their feet, hips over the origin, facing +x."""
    return look_of(plan, name, _measures(plan.people[name], name)).standing_parts()


def _hanging(look: Look, body: Measures, line_m: float) -> tuple[Painted, ...]:
    """Them on a rope; what draws it brings the code of landings, which compiles, and few sets have a face."""
    parts: tuple[Painted, ...] = import_module("stuntlab.previs.hung_take").hanging_parts(look, body, line_m)
    return parts


def _seat(body: Measures, look: Look, seat: Seat) -> tuple[Painted, ...]:
    """Them on a seat, hips over the origin."""
    still = act_reaction("seated snap", performer(body, human_tissue()), front_m=0.0, starts_s=0.0, seat=seat)
    return look.painted_parts(still.model, still.pose(-1.0))


def _measures(person: Person, name: str) -> Measures:
    if person.is_child or person.height is None or person.mass is None or person.sex is None:
        return measures(sex=person.sex or "male", **_UNSAID)
    return measures_of(person, name)


def _spot(
    point: tuple[Quantity, ...], x: float, y: float, ground_m: float, height_at: Callable[[float], float] | None
) -> PieceSpot:
    stands_x, stands_y = (length.value for length in point[:2])
    height = point[2].value if len(point) == 3 else ground_m
    if height_at is not None:
        height = height_at(stands_x) + (point[2].value if len(point) == 3 else 0.0)
    return PieceSpot(stands_x, stands_y, height, atan2(y - stands_y, x - stands_x))


def _point_to_face(plan: Plan, goes_down: PieceSpot | None) -> tuple[float, float]:
    """The middle of a catcher, or where somebody is struck."""
    catchers = [footprint_of(gear) for gear in plan.gear.values() if isinstance(gear, Catcher)]
    if goes_down is None and catchers:
        place = catchers[0]
        return (place.low_x_m + place.high_x_m) / 2, (place.low_y_m + place.high_y_m) / 2
    spot = goes_down or PieceSpot(0.0, 0.0)
    return spot.x_m, spot.y_m
