"""What a picture of landings needs: points of every branch, who and what stands about, one path of each branch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stuntlab.datasets import Draws, Floats, Integers, Landings
from stuntlab.gags.flight import GRAVITY_M_S2
from stuntlab.gags.landing_zone import priors
from stuntlab.gear.footprint import Footprint, footprint_of_thing
from stuntlab.plan import Plan

POINTS_PER_BRANCH = 400
_PATH_POINTS = 40


def pictured(
    plan: Plan,
    title: str,
    catcher: str,
    stands: Footprint,
    take_off: tuple[float, float],
    branches: Sequence[str],
    endings: Sequence[str],
    draws: Draws,
    ending: Integers,
) -> Landings:
    """The first landings of every branch; take_off: x, and the drop of the centre of mass."""
    shown = np.concatenate(
        [np.flatnonzero(draws.branch == index)[:POINTS_PER_BRANCH] for index in range(len(branches))]
    )
    return Landings(
        title=title,
        catcher=catcher,
        outline=_rectangle(stands),
        outer_m=priors()["reach"]["outer_m"],
        wall=plan.place.wall,
        take_off=take_off,
        endings=tuple(endings),
        x_m=draws.values["x_m"][shown],
        y_m=draws.values["y_m"][shown],
        ending=ending[shown],
        things={thing.what: _rectangle(footprint_of_thing(thing)) for thing in plan.place.objects},
        people={
            name: tuple((point[0].value, point[1].value) for point in person.stands)
            for name, person in plan.people.items()
            if person.stands
        },
        paths={name: _path(draws, index, stands, take_off) for index, name in enumerate(branches)},
    )


def _rectangle(place: Footprint) -> tuple[float, float, float, float]:
    return place.low_x_m, place.high_x_m, place.low_y_m, place.high_y_m


def _path(draws: Draws, branch: int, stands: Footprint, take_off: tuple[float, float]) -> tuple[Floats, Floats, Floats]:
    """The take that lands in the middle of its branch, drawn as a parabola from its start to its end."""
    of_branch = np.flatnonzero(draws.branch == branch)
    x = draws.values["x_m"][of_branch]
    take = of_branch[np.argsort(x)[len(x) // 2]]
    share = np.linspace(0, 1, _PATH_POINTS)
    time = share * draws.values["time_s"][take]
    start_x, drop = take_off
    fallen = np.minimum(GRAVITY_M_S2 * time**2 / 2, drop)
    return time, start_x + share * (draws.values["x_m"][take] - start_x), stands.top_m + drop - fallen
