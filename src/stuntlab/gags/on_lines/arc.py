"""What stands or hangs in the arc of a swing along a face, and how fast each draw meets it.

A swing starts at y = +offset, passes plumb at y = 0 and comes out as far on the other side. A thing is in the arc where
it stands within a metre of the face and a body at that place reaches its height.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Borne, Floats, Integers
from stuntlab.datasets.rigging import SwungPast
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gear.footprint import footprint_of_thing
from stuntlab.gear.lines.pendulum import dip_m, speed_m_s
from stuntlab.plan import Plan
from stuntlab.statistics import weighted_quantile


@dataclass(frozen=True, slots=True)
class InArc:
    """Something near the face: across, up and out of it, from and to, m. borne: None for a thing."""

    name: str
    across_m: tuple[float, float]
    up_m: tuple[float, float]
    out_m: tuple[float, float]
    borne: Borne | None


def near_the_face(plan: Plan, swings: str) -> tuple[InArc, ...]:
    """Everything and everybody within reach of a body that swings along the face."""
    return (*_things(plan), *_people(plan, swings), *_cameras(plan))


def _things(plan: Plan) -> Iterator[InArc]:
    reach = ON_LINES.read().body.from_face_m
    for thing in plan.place.objects:
        place = footprint_of_thing(thing)
        if place.low_x_m <= reach:
            low = thing.at[2].value if len(thing.at) == 3 else 0.0
            across = (place.low_y_m, place.high_y_m)
            yield InArc(f"the {thing.what}", across, (low, low + place.top_m), (place.low_x_m, place.high_x_m), None)


def _people(plan: Plan, swings: str) -> Iterator[InArc]:
    body = ON_LINES.read().body
    for name, person in plan.people.items():
        for place in person.stands if name != swings else ():
            if place[0].value <= body.from_face_m and len(place) == 3:
                borne = Borne.BYSTANDER if person.watching else Borne.IMPOSED
                across, up = place[1].value, place[2].value
                low, high = across - body.half_m, across + body.half_m
                yield InArc(name, (low, high), (up, up + 2 * body.half_height_m), _thick(place[0].value), borne)


def _cameras(plan: Plan) -> Iterator[InArc]:
    body = ON_LINES.read().body
    for name, camera in plan.cameras.items():
        if camera.at is not None and len(camera.at) == 3 and camera.at[0].value <= body.from_face_m:
            across, up = camera.at[1].value, camera.at[2].value
            who, borne = (f"operator of camera {name}", Borne.BYSTANDER) if camera.manned else (f"camera {name}", None)
            low, high = across - body.half_m, across + body.half_m
            yield InArc(
                who, (low, high), (up - body.half_height_m, up + body.half_height_m), _thick(camera.at[0].value), borne
            )


def _thick(out_m: float) -> tuple[float, float]:
    half = ON_LINES.read().body.half_m
    return out_m - half, out_m + half


def meet(
    thing: InArc, *, length_m: Floats, offset_m: Floats, height_m: float, along_m_s: Floats | float = 0.0
) -> Floats:
    """How fast each draw meets it, m/s, [draw]; 0 where it does not. height_m: of the body where it comes off."""
    body = ON_LINES.read().body
    edge = thing.across_m[1] + body.half_m
    starts_beyond = (offset_m > edge) & (np.abs(edge) < length_m)
    reaches = starts_beyond & (edge > -offset_m)
    up = height_m - (dip_m(length_m, offset_m) - dip_m(length_m, np.full(len(length_m), edge)))
    level = (up - body.half_height_m < thing.up_m[1]) & (up + body.half_height_m > thing.up_m[0])
    return np.asarray(np.where(reaches & level, speed_m_s(length_m, offset_m, edge, along_m_s), 0.0))


def swung_past(thing: InArc, speed: Floats, branch: Integers, weight: Floats, branches: int) -> SwungPast:
    """How many draws of each branch reach it, and how fast. weight: of each draw, [draw]."""
    hit = speed > 0.0
    counts = np.bincount(branch[hit], minlength=branches)
    speeds = tuple(weighted_quantile(speed[hit], weight[hit], share) if hit.any() else 0.0 for share in (0.5, 0.999))
    return SwungPast(name=thing.name, borne=thing.borne, draws=counts, speed_m_s=(speeds[0], speeds[1]))
