"""What a picture of landings needs: points of every branch, and who and what stands about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stuntlab.datasets import Branch, Draws, Integers, Landings
from stuntlab.gear.footprint import Footprint, footprint_of_thing
from stuntlab.plan import Plan

POINTS_PLANNED, POINTS_PER_BRANCH = 400, 100
"""So many that the shape of each is seen, and so few that they are told apart."""


def landings_picture(
    plan: Plan,
    title: str,
    catcher: str,
    stands: Footprint,
    take_off: tuple[float, float],
    branches: Sequence[Branch],
    outcomes: Sequence[str],
    draws: Draws,
    outcome: Integers,
    *,
    outer_m: float,
    thrown_m: float,
    clear_m: float | None,
) -> Landings:
    """The first landings of every branch; take_off: x, and the drop of the centre of mass; others as in `Landings`."""
    counts = [POINTS_PLANNED, *(POINTS_PER_BRANCH for _ in branches[1:])]
    shown = np.concatenate([np.flatnonzero(draws.branch == index)[:count] for index, count in enumerate(counts)])
    return Landings(
        title=title,
        catcher=catcher,
        outline=_rectangle(stands),
        outer_m=outer_m,
        thrown_m=thrown_m,
        clear_m=clear_m,
        wall=plan.place.wall,
        take_off=take_off,
        outcomes=tuple(outcomes),
        chances=_chances(branches, len(outcomes), draws, outcome),
        x_m=draws.values["x_m"][shown],
        y_m=draws.values["y_m"][shown],
        outcome=outcome[shown],
        planned=draws.branch[shown] == 0,
        things={thing.what: _rectangle(footprint_of_thing(thing)) for thing in plan.place.objects},
        people={
            name: tuple((point[0].value, point[1].value) for point in person.stands)
            for name, person in plan.people.items()
            if person.stands
        },
        cameras={name: (camera.at[0].value, camera.at[1].value) for name, camera in plan.cameras.items() if camera.at},
    )


def _chances(branches: Sequence[Branch], count: int, draws: Draws, outcome: Integers) -> tuple[float, ...]:
    """How often each outcome comes, per take: its share of every branch, times that branch's probability."""
    chances = np.zeros(count)
    for index, branch in enumerate(branches):
        here = draws.branch == index
        chances += branch.probability * np.bincount(outcome[here], minlength=count) / max(int(here.sum()), 1)
    return tuple(chances.tolist())


def _rectangle(place: Footprint) -> tuple[float, float, float, float]:
    return place.low_x_m, place.high_x_m, place.low_y_m, place.high_y_m
