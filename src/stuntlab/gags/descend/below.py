"""What stands below somebody who is let down: things of the place in the column of their way, above what catches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Flags, Floats
from stuntlab.datasets.machine import UnderDescent
from stuntlab.gags.harnessed.in_the_way import ASIDE_M, is_under, top_of_m
from stuntlab.gear.footprint import Footprint, footprint_of_thing
from stuntlab.plan import Plan

_BESIDE_M = 0.5
"""What comes up to so little below where they start is what they start from, or stands beside it (J)."""


@dataclass(frozen=True, slots=True)
class ThingBelow:
    """along_m, across_m: from and to, in the axes of the place. top_m: above the ground."""

    name: str
    along_m: tuple[float, float]
    across_m: tuple[float, float]
    top_m: float

    def is_under(self, values: Mapping[str, Floats]) -> Flags:
        """Over whose ground each comes down, [draw]."""
        along, across = values["x_m"], values["y_m"]
        return np.asarray(_near(along, self.along_m) & _near(across, self.across_m))

    def is_met(self, values: Mapping[str, Floats]) -> Flags:
        """Who comes down so far that they meet it, [draw]."""
        return np.asarray(self.is_under(values) & (values["feet_m"] < self.top_m))


def things_below(plan: Plan, *, catches: Footprint | None, from_m: float) -> tuple[ThingBelow, ...]:
    """Those of the place that a descent from a height of the feet can come to. catches: what lies there."""
    found = []
    for thing in plan.place.objects:
        place = footprint_of_thing(thing)
        top = top_of_m(thing)
        if top < from_m - _BESIDE_M and not (catches is not None and is_under(thing, catches)):
            along, across = (place.low_x_m, place.high_x_m), (place.low_y_m, place.high_y_m)
            found.append(ThingBelow(f"the {thing.what}", along, across, top))
    return tuple(found)


def stands_below(things: Sequence[ThingBelow], planned: Mapping[str, Floats]) -> tuple[UnderDescent, ...]:
    """Those that takes as planned, name -> [draw], come over, and how far above them the feet stop."""
    found = []
    for thing in things:
        over = thing.is_under(planned)
        if over.any():
            clear = planned["feet_m"][over] - thing.top_m
            found.append(
                UnderDescent(
                    name=thing.name,
                    top_m=thing.top_m,
                    met=float(np.mean(thing.is_met(planned))),
                    clear_m=(float(np.median(clear)), float(np.quantile(clear, 0.001))),
                )
            )
    return tuple(found)


def _near(place_m: Floats, ends_m: tuple[float, float]) -> Flags:
    low, high = ends_m
    return np.asarray((place_m > low - ASIDE_M) & (place_m < high + ASIDE_M))
