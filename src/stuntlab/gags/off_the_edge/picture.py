"""A jump for a picture: the middle take of each branch, where canopies open and vehicles land, who is where."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stuntlab.datasets import Draws, Floats, Integers
from stuntlab.datasets.jump import JumpPicture, JumpWay
from stuntlab.flight import STAGES, Flights, Stage, fly_out, trace_bikes, trace_out
from stuntlab.gags.off_the_edge.below import bikes_of, places_of, some_of_each
from stuntlab.gags.off_the_edge.card import slowest
from stuntlab.gags.off_the_edge.facts import left_of
from stuntlab.gags.off_the_edge.jump import Jump
from stuntlab.gags.off_the_edge.numbers import JUMPS
from stuntlab.plan import label_words

_SPREAD, _POINTS, _BIKES = 24, 300, 600
_UNDER_CANOPY_S = 12.0
"""Of the flight under the canopy; the rest is steered, and where to is a choice."""

_FAR_DOWN_M = 900.0
"""Without a survey a way ends nowhere; below this it says nothing (J)."""


def picture_of(gag: Jump, draws: Draws) -> JumpPicture:
    """Everything that is drawn of a jump."""
    middle, bikes = middle_take(gag), bikes_of(gag, draws) if gag.leaves.bike else None
    some = some_of_each(draws, _POINTS)
    values, branch = {name: column[some] for name, column in draws.values.items()}, draws.branch[some]
    opens, area = values["opens"] > 0, gag.words.landing_area
    flown = fly_out(gag.flights(values, branch), gag.ground)
    planned = np.flatnonzero(draws.branch == 0)[:_SPREAD]
    surveyed = not gag.no_survey
    return JumpPicture(
        title=f"{gag.plan.stunt}, {label_words(gag.label)}",
        begins=gag.begins,
        ways=_ways(gag, middle),
        spread=tuple(_cut(gag, way)[:, 1:4] for way in trace_out(_flights(gag, draws, planned), gag.ground)),
        bike=way_of("the vehicle", 1.0, _on_earth(gag, trace_bikes(middle, gag.ground)[0])) if bikes else None,
        bike_lands_m=bikes.landed_m[bikes.weight > 0][:_BIKES] if bikes and surveyed else np.empty((0, 2)),
        disc=(bikes.fall.out_m, bikes.fall.across_m, bikes.fall.radius_m) if bikes and surveyed else None,
        ground_m=gag.ground[:, :2] if surveyed else np.empty((0, 2)),
        no_survey=gag.no_survey,
        opens_m=np.nan_to_num(flown.opened[:, :2])[opens],
        speed_m_s=(values["speed_m_s"] * values["speed_share"])[opens],
        wall_m=values["wall_m"][opens] if surveyed and gag.has_wall else np.empty(0),
        planned=(branch == 0)[opens],
        needs_m_s=slowest(gag, draws),
        near_m=JUMPS.read().near.wall_m,
        left_m=left_of(gag, draws) if surveyed else {},
        asked_m=JUMPS.read().near.height_left_m,
        area=(area.out.value, area.across.value if area.across else 0.0, area.radius.value) if area else None,
        people=_people(gag),
    )


def middle_take(gag: Jump) -> Flights:
    """One take of each branch with every number at its mean, the planned one first."""
    unknowns = gag.unknowns()
    values = {one.name: np.array([row[place].mean for row in unknowns]) for place, one in enumerate(unknowns[0])}
    return gag.flights(values, np.arange(len(unknowns)))


def _ways(gag: Jump, middle: Flights) -> tuple[JumpWay, ...]:
    flown, ways = fly_out(middle, gag.ground), trace_out(middle, gag.ground)
    return tuple(
        replace(
            way_of(branch.name, branch.probability, _cut(gag, ways[index])),
            pulled_m=_place(flown.pulled[index]),
            opened_m=_place(flown.opened[index]),
        )
        for index, branch in enumerate(gag.branches())
    )


def way_of(name: str, rate: float, traced: Floats) -> JumpWay:
    """A way as it was traced, [step, 8]."""
    stages = tuple(STAGES[int(stage)] for stage in traced[:, 7])
    return JumpWay(name=name, rate=rate, states=traced[:, :7], stages=stages)


def _place(state: Floats) -> Floats | None:
    return None if np.isnan(state[:3]).any() else state[:3]


def _flights(gag: Jump, draws: Draws, rows: Integers) -> Flights:
    return gag.flights({name: column[rows] for name, column in draws.values.items()}, draws.branch[rows])


def _cut(gag: Jump, way: Floats) -> Floats:
    """A way up to some seconds under the canopy, and where nobody surveyed the ground, not to the end of the world."""
    open_s = way[way[:, 7] == Stage.CANOPY, 0]
    if len(open_s) and (gag.words.landing_area is not None or gag.no_survey):
        way = way[way[:, 0] <= open_s[0] + _UNDER_CANOPY_S]
    return _on_earth(gag, way)


def _on_earth(gag: Jump, way: Floats) -> Floats:
    return way[way[:, 3] > -_FAR_DOWN_M] if gag.no_survey else way


def _people(gag: Jump) -> dict[str, tuple[tuple[float, float, float], ...]]:
    found: dict[str, list[tuple[float, float, float]]] = {}
    for name, _, _, place in places_of(gag):
        found.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in found.items()}
