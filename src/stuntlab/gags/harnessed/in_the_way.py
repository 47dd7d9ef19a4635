"""What stands where somebody is thrown: things of the place that are neither under what catches nor above their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gear.footprint import Footprint, footprint_of_thing
from stuntlab.plan import Plan
from stuntlab.plan.place import Thing

ASIDE_M = 0.3
"""From the middle of a body to its side, arms included (J)."""

_FROM_M = 0.3
"""Nearer to where they stand than this nothing is in the way: they stand beside it (J)."""

_OFTEN = 1e-3
"""Of the takes as planned; a thing that is met more rarely is not the first hard thing of the plan."""


@dataclass(frozen=True, slots=True)
class HardThing:
    """from_m: where it begins along the way. aside_m: from and to, across it."""

    name: str
    from_m: float
    aside_m: tuple[float, float]

    def distance_m(self, x_m: Floats, y_m: Floats) -> Floats:
        """How far each goes to it, [draw], infinite past it. x_m, y_m: where they come down; they go there straight."""
        aside = y_m * self.from_m / np.maximum(x_m, 0.1)
        low, high = self.aside_m
        meets = (aside > low - ASIDE_M) & (aside < high + ASIDE_M)
        return np.asarray(np.where(meets, self.from_m, np.inf))


def hard_things(plan: Plan, *, catches: Footprint | None, up_to_m: float) -> tuple[HardThing, ...]:
    """Those of the place along x. catches: what lies there; things under it do not count. up_to_m: of the way."""
    found = []
    for thing in plan.place.objects:
        place, low = footprint_of_thing(thing), _low_m(thing)
        under = catches is not None and is_under(thing, catches)
        if place.high_x_m > _FROM_M and low < up_to_m and not under:
            name, begins = f"the {thing.what}", max(place.low_x_m, _FROM_M)
            found.append(HardThing(name, begins, (place.low_y_m, place.high_y_m)))
    return tuple(found)


def first_of(things: Sequence[HardThing], wall_m: float | None, x_m: Floats, y_m: Floats) -> Floats:
    """How far each goes to the first hard thing, [draw], infinite where there is none."""
    walls = np.full(len(x_m), np.inf if wall_m is None else wall_m)
    return np.asarray(np.min([walls, *(thing.distance_m(x_m, y_m) for thing in things)], axis=0))


def first_as_planned(
    things: Sequence[HardThing], wall_m: float | None, x_m: Floats, y_m: Floats
) -> tuple[float | None, str]:
    """How far it is to the first hard thing that takes as planned come to, and what it is; None where there is none."""
    often = [one for one in things if np.mean(np.isfinite(one.distance_m(x_m, y_m))) > _OFTEN]
    nearest = min(often, key=lambda one: one.from_m, default=None)
    if nearest is None or (wall_m is not None and wall_m <= nearest.from_m):
        return wall_m, ""
    return nearest.from_m, nearest.name


def is_under(thing: Thing, catches: Footprint) -> bool:
    """Whether a thing lies under what catches, with all of it."""
    place = footprint_of_thing(thing)
    along = catches.low_x_m <= place.low_x_m and place.high_x_m <= catches.high_x_m
    across = catches.low_y_m <= place.low_y_m and place.high_y_m <= catches.high_y_m
    return along and across and top_of_m(thing) <= catches.top_m


def top_of_m(thing: Thing) -> float:
    """How high a thing comes, above the ground."""
    return _low_m(thing) + footprint_of_thing(thing).top_m


def _low_m(thing: Thing) -> float:
    return thing.at[2].value if len(thing.at) == 3 else 0.0
