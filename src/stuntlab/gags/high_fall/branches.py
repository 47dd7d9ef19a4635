"""How a high fall goes wrong, how often, and what differs from take to take when it does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import hypot, prod, radians, sqrt

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Branch, Floats, Integers, Unknown
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.high_fall.numbers import HIGH_FALL_NUMBERS, FallControl, FallDeviation, FallEdge, HighFallFailure
from stuntlab.gear.catchers.properties import Properties
from stuntlab.plan import Plan, quantities
from stuntlab.plan.actions.high_fall import HighFall as HighFallWords

AS_PLANNED = "as planned"
_ANY_EDGE = FallEdge(words="", tag="J")
"""What a fall goes over whose plan names no edge."""


def failure_modes() -> tuple[FailureMode, ...]:
    """Those that every fall has, whatever it goes over and onto."""
    rows = HIGH_FALL_NUMBERS.read().branch
    return failure_modes_of({name: row for name, row in rows.items() if row.if_property is None})


def rows_of(properties: Properties) -> Mapping[str, HighFallFailure]:
    """Rows of the failure modes that can happen on a catcher, by name."""
    rows = HIGH_FALL_NUMBERS.read().branch
    return {name: row for name, row in rows.items() if row.if_property is None or properties.has(row.if_property)}


def branches_of(fall: HighFallWords, properties: Properties, *, alone: bool) -> tuple[Branch, ...]:
    """As planned first; a branch is only made rarer by a control that the plan has.

    alone: whether nobody else of the plan comes down on the same catcher.
    """
    wrong = tuple(_branch(name, row, fall, alone=alone) for name, row in rows_of(properties).items())
    planned = 1.0 - sum(branch.probability for branch in wrong)
    return (Branch(AS_PLANNED, planned, "", "the fall goes as the plan says, within its spread"), *wrong)


def _branch(name: str, row: HighFallFailure, fall: HighFallWords, *, alone: bool) -> Branch:
    """Its rate where it happens, and in words what made it rarer or likelier and what else would make it rarer."""
    why, edge = HIGH_FALL_NUMBERS.read().control, _edge(fall)
    has = partial(_has, fall, alone=alone)
    named = {why[control]: factor for control, factor in row.controls.items() if has(control)}
    if name in edge.branches:
        named = {edge.words: edge.branches[name], **named}
    counted = "".join(f"; {factor:g} times that, because {reason}" for reason, factor in named.items())
    left = "".join(
        f"; {_WORD_OF[control]} would make it {factor:g} times that"
        for control, factor in row.controls.items()
        if not has(control)
    )
    return Branch(name, row.probability * prod(named.values()), row.reason + counted + left, row.outcome)


_WORD_OF: Mapping[FallControl, str] = {
    "outrigger": "an outrigger",
    "rehearsed": "a ladder of lower heights (rehearsed_from)",
    "plumb_line": "a plumb line",
    "spotter_calls": "a spotter's call",
    "alone": "nobody else on this catcher",
}


def _has(fall: HighFallWords, control: FallControl, *, alone: bool = False) -> bool:
    """Whether the plan has a control."""
    rehearsed = fall.rehearsed_from
    return {
        "outrigger": fall.outrigger is not None and fall.outrigger.value > 0,
        "rehearsed": rehearsed is not None and rehearsed.value >= fall.from_.value * 2 / 3,
        "plumb_line": fall.plumb_line,
        "spotter_calls": fall.spotter_calls,
        "alone": alone,
    }[control]


def _edge(fall: HighFallWords) -> FallEdge:
    return HIGH_FALL_NUMBERS.read().edge[fall.edge] if fall.edge else _ANY_EDGE


def unknowns_of(plan: Plan, fall: HighFallWords, branch: FallDeviation, to_edge_m: float) -> tuple[Unknown, ...]:
    """What differs from take to take in a branch; to_edge_m: from the planned landing to just inside the near edge."""
    spread, edge, across = HIGH_FALL_NUMBERS.read().spread, _edge(fall), fall.sideways
    wind = quantities(plan.place).get("wind")
    wind_sd = hypot(*((wind.value, wind.sd) if wind else (0.0,)), branch.wind_sd_m_s) / 2**0.5
    push_share = edge.push_factor * branch.push_factor
    rotation, rotation_sd = _rotation(fall, branch, edge)
    push_sd = fall.push.sd if branch.push_sd_m_s is None else branch.push_sd_m_s
    return (
        Unknown("height_m", fall.from_.value, hypot(fall.from_.sd, spread.take_off_m.sd), low=0.5),
        Unknown("push_m_s", fall.push.value * push_share, push_sd, low=0.0),
        Unknown("sideways_m_s", across.value, hypot(across.sd, branch.sideways_sd_m_s)),
        Unknown("wind_out_m_s", 0.0, wind_sd),
        Unknown("wind_across_m_s", 0.0, wind_sd),
        Unknown("rotation_rad", rotation, rotation_sd),
        Unknown("yaw_rad", 0.0, radians(spread.yaw_deg.sd)),
        Unknown("aim_out_m", to_edge_m if branch.to_edge else 0.0, branch.aim_sd_m),
        Unknown("aim_across_m", 0.0, branch.aim_sd_m),
        Unknown("strength", branch.strength, 0.0, low=0.0, high=1.0),
    )


def of_catcher(properties: Properties, branch: Integers) -> dict[str, Floats]:
    """What the catcher still bears and how long its fans are off, in the branch of each take, [take]."""
    rows = (FallDeviation(), *rows_of(properties).values())
    return {
        "bears": np.array([row.bears for row in rows])[branch],
        "fans_off_s": np.array([row.fans_off_s for row in rows])[branch],
    }


def _rotation(fall: HighFallWords, branch: FallDeviation, edge: FallEdge) -> tuple[float, float]:
    """How far past flat, and its spread, rad. Where no turn is meant, none comes late."""
    asked = fall.rotation
    share = _time_to_turn(fall)
    late_deg = branch.late_deg if HIGH_FALL_NUMBERS.read().style[fall.style].turn_deg else 0.0
    mean = (asked.value if asked else 0.0) + share * radians(branch.rotation_deg - late_deg)
    sd = ((asked.sd if asked else 0.0) or radians(usual_spread_deg(fall))) * edge.rotation_factor
    return mean, hypot(sd, share * radians(branch.rotation_sd_deg))


def usual_spread_deg(fall: HighFallWords) -> float:
    """Of the attitude at landing, where the plan gives none."""
    numbers = HIGH_FALL_NUMBERS.read()
    style, spread = numbers.style[fall.style], numbers.spread
    share = 1.0 if style.turn_deg else _time_to_turn(fall)
    learned = spread.rehearsed.share if _has(fall, "rehearsed") else 1.0
    if fall.trained_diver:
        learned = min(learned, spread.diver.share)
    return share * learned * spread.rotation_deg.sd * style.spread_factor


def _time_to_turn(fall: HighFallWords) -> float:
    """Time in the air over that in which a turn nobody meant runs its course."""
    in_the_air_s = sqrt(2 * fall.from_.value / GRAVITY_M_S2)
    return min(1.0, in_the_air_s / HIGH_FALL_NUMBERS.read().body.turns_out_s)
