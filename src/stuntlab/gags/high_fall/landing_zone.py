"""Who and what is near a catcher, against where bodies land and are thrown."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin
from typing import Any

import numpy as np

from stuntlab.datasets import Borne, Draws, Flags, InReach, Integers
from stuntlab.gags.high_fall.numbers import HIGH_FALL_NUMBERS
from stuntlab.gear.footprint import Footprint, footprint_of_thing
from stuntlab.plan import Plan, people_in
from stuntlab.plan.cameras import Camera


@dataclass(frozen=True, slots=True)
class LandingZone:
    """Falls that have come down around a catcher.

    draws: with x_m, y_m and time_s of each landing; outer: [take], whether it is in the catcher's outer metre, which
    throws a body off, up to throws_m. catcher: what it covers; for the bare ground, the point of the planned landing.
    """

    plan: Plan
    faller: str
    catcher: Footprint
    draws: Draws
    outer: Flags
    branch_count: int
    throws_m: float

    def tally(self, chosen: Flags) -> Integers:
        """How many of the chosen draws each branch has, [branch]."""
        return np.bincount(self.draws.branch[chosen], minlength=self.branch_count)

    def clear_m(self) -> dict[str, float]:
        """Free space beside the catcher: to the wall, and to everything hard that the plan names."""
        wall = self.plan.place.wall
        sides = {} if wall is None else {f"the {wall} wall": self.catcher.low_x_m}
        things = {f"the {thing.what}": footprint_of_thing(thing) for thing in self.plan.place.objects}
        return sides | {name: self.catcher.gap_m(place) for name, place in things.items()}

    def near(self) -> tuple[InReach, ...]:
        """Everything hard, and everybody with a place of their own: the point of theirs that is reached most often."""
        found = [
            self._in_reach(f"the {thing.what}", None, footprint_of_thing(thing)) for thing in self.plan.place.objects
        ]
        for name, person in self.plan.people.items():
            borne = Borne.BYSTANDER if person.watching else Borne.IMPOSED
            reaches = [self._in_reach(name, borne, _spot(point)) for point in person.stands if name != self.faller]
            found += [max(reaches, key=_rank_exposure)] if reaches else []
        for name, camera in self.plan.cameras.items():
            place = self._place(camera)
            if camera.manned and place:
                found.append(self._in_reach(_operator(name), Borne.BYSTANDER, _spot_of(*place)))
        return tuple(found)

    def placeless(self) -> tuple[str, ...]:
        """Who is there, no part of any action, and without a place in the plan."""
        acting = {name for action in self.plan.action for name in people_in(action)}
        idle = [name for name, person in self.plan.people.items() if name not in acting and not person.stands]
        cameras = self.plan.cameras.items()
        return (*idle, *(_operator(name) for name, camera in cameras if camera.manned and not self._place(camera)))

    def _place(self, camera: Camera) -> tuple[float, float] | None:
        """Where a camera stands, where that is known.

        A distance is from the middle of the catcher, an angle from straight out of the wall.
        """
        if camera.at is not None:
            return camera.at[0].value, camera.at[1].value
        if camera.distance is None or camera.angle is None:
            return None
        x, y = (self.catcher.low_x_m + self.catcher.high_x_m) / 2, (self.catcher.low_y_m + self.catcher.high_y_m) / 2
        distance, angle = camera.distance.value, camera.angle.value
        return x + distance * cos(angle), y + distance * sin(angle)

    def _in_reach(self, name: str, borne: Borne | None, spot: Footprint) -> InReach:
        """A body reaches what it falls on, and what the outer metre throws it at."""
        reach, values = HIGH_FALL_NUMBERS.read().reach, self.draws.values
        away = -spot.inside_m(values["x_m"], values["y_m"])
        fallen_on = away < reach.beside_m
        reached = fallen_on | (self.outer & (away < self.throws_m))
        seconds = (values["time_s"] + np.where(fallen_on, 0.0, reach.thrown_s))[reached]
        earliest = float(np.quantile(seconds, 0.05)) if len(seconds) else 0.0
        return InReach(name, borne, self.catcher.gap_m(spot), self.tally(reached), earliest)


def _spot(point: tuple[Any, ...]) -> Footprint:
    return _spot_of(*(length.value for length in point[:2]))


def _spot_of(x_m: float, y_m: float) -> Footprint:
    return Footprint(x_m, x_m, y_m, y_m)


def _operator(camera: str) -> str:
    return f"operator of camera {camera}"


def _rank_exposure(reach: InReach) -> tuple[int, float]:
    return int(reach.draws.sum()), -reach.distance_m
