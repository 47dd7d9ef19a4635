"""Where the vehicle falls, how it lies to the rider at the pull, and who stands or flies in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, radians
from typing import Protocol

import numpy as np

from stuntlab.datasets import Borne, Draws, Floats, Integers
from stuntlab.datasets.jump import BikeFall, StandsInWay
from stuntlab.flight import fall_of_bikes, trace_out
from stuntlab.gags.off_the_edge.jump import Jump
from stuntlab.gags.off_the_edge.numbers import JUMPS
from stuntlab.plan import Action, Plan
from stuntlab.plan.fields import Point
from stuntlab.statistics import weighted_quantile

_OF_EACH, _OF_EACH_UNSURVEYED = 4096, 256
"""Draws of each branch; without a survey only the pull is of interest, and the fall is endless."""

_TRACED, _TRACED_WRONG = 160, 24
_FLIES_M = 3.0
"""Above the ground, from which somebody or a camera is in the air and not on a stand (J)."""


class Placed(Protocol):
    """A gag with people and cameras about it."""

    plan: Plan

    @property
    def words(self) -> Action:
        """The action."""


@dataclass(frozen=True, slots=True)
class Bikes:
    """Some draws of the vehicle: where it lands, [draw, 2], its weight, when, and what is said of all."""

    landed_m: Floats
    weight: Floats
    seconds: Floats
    fall: BikeFall


def some_of_each(draws: Draws, most: int) -> Integers:
    """The first draws of each branch."""
    branches = int(draws.branch.max()) + 1 if len(draws.branch) else 0
    return np.concatenate([np.flatnonzero(draws.branch == index)[:most] for index in range(branches)])


def weights_of(gag: Jump, branch: Integers) -> Floats:
    """Of some draws, so that each branch weighs what it happens."""
    rates = np.array([one.probability for one in gag.branches()])
    return np.asarray((rates / np.maximum(np.bincount(branch, minlength=len(rates)), 1))[branch])


def bikes_of(gag: Jump, draws: Draws) -> Bikes:
    """The fall of the vehicle in a few thousand draws of each branch; without a survey, down to the pull."""
    rows = some_of_each(draws, _OF_EACH_UNSURVEYED if gag.no_survey else _OF_EACH)
    values = {name: column[rows] for name, column in draws.values.items()}
    branch, table = draws.branch[rows], JUMPS.read()
    flights = gag.flights(values, branch)
    bikes = fall_of_bikes(flights, gag.ground)
    weight = weights_of(gag, branch)
    luck = np.random.default_rng(len(rows)).standard_normal((3, len(rows)))
    drop = np.maximum(-bikes.landed[:, 2], 0.0)
    lands = np.isfinite(bikes.landed[:, 0])
    tumbles = table.bike_falls.tumbles * drop
    out = np.nan_to_num(bikes.landed[:, 0]) + tumbles * luck[0]
    yaw = radians(table.bike_falls.yaw_sd_deg) * luck[1] * np.nan_to_num(bikes.landed[:, 0])
    across = np.nan_to_num(bikes.landed[:, 1]) + yaw + tumbles * luck[2] + values["off_m"]
    middle = (weighted_quantile(out[lands], weight[lands], 0.5), weighted_quantile(across[lands], weight[lands], 0.5))
    away = np.hypot(out - middle[0], across - middle[1])
    bounces = table.bike_falls.bounces * float(np.median(drop[lands])) if lands.any() else 0.0
    radius = weighted_quantile(away[lands], weight[lands], 0.999) + bounces
    apart = bikes.at_pull[:, :3] - np.stack([values["pulls_x_m"], values["pulls_y_m"], -values["fallen_m"]], axis=1)
    both = np.isfinite(apart).all(axis=1) & (values["opens_at_m_s"] > 0)
    gap, level = np.linalg.norm(apart[both], axis=1), np.hypot(apart[both, 0], apart[both, 1])
    near = level < table.near.bike_above_m
    share = weight[both]
    bike = gag.leaves.bike
    fall = BikeFall(
        out_m=middle[0],
        across_m=middle[1],
        radius_m=radius,
        seconds=weighted_quantile(bikes.landed_s[lands], weight[lands], 0.5),
        gap_m=(weighted_quantile(gap, share, 0.5), weighted_quantile(gap, share, 0.05)),
        above=float(share[near & (apart[both, 2] > 0)].sum()),
        below=float(share[near & (apart[both, 2] <= 0)].sum()),
        near_m=table.near.bike_above_m,
        dummy_dropped=bike is not None and bike.dummy_dropped,
    )
    return Bikes(np.stack([out, across], axis=1), weight * lands, np.nan_to_num(bikes.landed_s), fall)


def people_in_the_way(gag: Jump, draws: Draws, bikes: Bikes | None) -> Iterator[StandsInWay]:
    """Everybody with a place: on the ground in the disc of the vehicle, in the air in the way of whoever jumps."""
    if gag.no_survey:
        return
    ways = _ways(gag, draws)
    for name, borne, manned, place in places_of(gag):
        in_air = place[2] > _FLIES_M
        if in_air:
            yield _in_the_air(gag, name, borne, manned, place, ways)
        elif bikes is not None:
            yield _in_the_disc(name, borne, manned, place, bikes)


def places_of(gag: Placed) -> Iterator[tuple[str, Borne, bool, tuple[float, float, float]]]:
    """Who is where: name, how they bear it, whether anybody is there, and the place above the ground below it."""
    for name, person in gag.plan.people.items():
        if name == gag.words.by:
            continue
        borne = Borne.BYSTANDER if person.watching else Borne.IMPOSED
        for place in person.stands:
            yield name, borne, True, _at(place)
    for name, camera in gag.plan.cameras.items():
        if camera.at is not None:
            who = f"operator of camera {name}" if camera.manned else f"camera {name}"
            yield who, Borne.IMPOSED, camera.manned, _at(camera.at)


def _at(place: Point) -> tuple[float, float, float]:
    return place[0].value, place[1].value, place[2].value if len(place) == 3 else 0.0


def _in_the_disc(name: str, borne: Borne, manned: bool, place: tuple[float, float, float], bikes: Bikes) -> StandsInWay:
    fall = bikes.fall
    apart = np.hypot(bikes.landed_m[:, 0] - place[0], bikes.landed_m[:, 1] - place[1])
    share = float(bikes.weight[apart < JUMPS.read().near.bike_hits_m].sum())
    away = hypot(place[0] - fall.out_m, place[1] - fall.across_m)
    inside = away <= fall.radius_m
    reason = "the vehicle comes down there" if inside else "outside the disc of the vehicle"
    return StandsInWay(name, borne, reason, share, fall.seconds, away, manned, in_disc=inside)


def _ways(gag: Jump, draws: Draws) -> tuple[tuple[Floats, ...], Floats]:
    """Ways of some draws, most of them as planned, and their weights."""
    planned = np.flatnonzero(draws.branch == 0)[:_TRACED]
    wrong = some_of_each(draws, _TRACED_WRONG)
    rows = np.concatenate([planned, wrong[draws.branch[wrong] > 0]])
    values = {name: column[rows] for name, column in draws.values.items()}
    return trace_out(gag.flights(values, draws.branch[rows]), gag.ground), weights_of(gag, draws.branch[rows])


def _in_the_air(
    gag: Jump,
    name: str,
    borne: Borne,
    manned: bool,
    place: tuple[float, float, float],
    ways: tuple[tuple[Floats, ...], Floats],
) -> StandsInWay:
    """How near the ways pass to whoever flies there."""
    at = np.array([place[0], place[1], place[2] + gag.ground_height(place[0])])
    least, when = np.empty(len(ways[0])), np.empty(len(ways[0]))
    for index, way in enumerate(ways[0]):
        apart, since = _nearest(way[:, 1:4], way[:, 0], at)
        least[index], when[index] = apart, since
    near = least < JUMPS.read().near.corridor_m
    share = float(ways[1][near].sum())
    seconds = float(np.median(when[near])) if near.any() else float(np.median(when))
    return StandsInWay(name, borne, "the way of whoever jumps", share, seconds, float(least.min()), manned, in_air=True)


def _nearest(places: Floats, times: Floats, at: Floats) -> tuple[float, float]:
    """Least distance of a way of straight pieces to a point, m, and when, s."""
    start, way = places[:-1], np.diff(places, axis=0)
    length = np.maximum((way**2).sum(axis=1), 1e-12)
    along = np.clip(((at - start) * way).sum(axis=1) / length, 0.0, 1.0)
    apart = np.linalg.norm(start + along[:, None] * way - at, axis=1)
    best = int(apart.argmin())
    return float(apart[best]), float(times[best])
