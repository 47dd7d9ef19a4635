"""How the takes of a high fall end: flat on the middle, on the edge, beside it, against something on the way."""

from __future__ import annotations

from dataclasses import replace
from math import radians

import numpy as np

from stuntlab.datasets import Draws, Flags, Floats, Integers, Outcome
from stuntlab.gags.high_fall.catch import enters_flat
from stuntlab.gags.high_fall.numbers import HIGH_FALL_NUMBERS
from stuntlab.gags.high_fall.setup import HighFallSetup

FLAT, OFF_FLAT, OUTER, BESIDE, NOT_READY, RIM = range(6)
ON_EDGE = (OUTER, RIM)
RIM_M = 0.35
"""How far in from the outline a body may still roll off: half a trunk and what the rim gives way (judgement). Takes
that end so differ so much from the rest of the edge that they are simulated apart; no answer rests on the number."""

MET = Outcome("against something on the way down", True, modelled=False)
"""The last of all outcomes, whatever there is below."""

ON_CATCHER = (
    Outcome("flat on the middle", True),
    Outcome("on the middle, feet or neck first", True),
    Outcome("on the edge of the catcher", True),
    Outcome("beside the catcher", True),
    Outcome("on a catcher that is not ready", True),
    Outcome("on the rim of the catcher", True),
    MET,
)
ON_UNKNOWN = tuple(replace(end, modelled=end.modelled and index != BESIDE) for index, end in enumerate(ON_CATCHER))
"""Onto a catcher of which there is no model: then there is none of the ground beside it either."""

ON_GROUND = (Outcome("on the ground as meant", True), Outcome("on the ground, feet or neck first", True), MET)
IN_WATER = (
    Outcome("in the water as meant", False),
    Outcome("flat on the water", False),
    Outcome("at the rim of the water", False),
    Outcome("beside the water", True, modelled=False),
    MET,
)


def outcomes_of(fall: HighFallSetup) -> tuple[Outcome, ...]:
    """The ways in which takes end, by what is below."""
    if fall.behaviour.properties.water:
        return IN_WATER
    if fall.behaviour.not_simulated is not None:
        return ON_UNKNOWN
    return ON_CATCHER if fall.catcher else ON_GROUND


def classify_landings(fall: HighFallSetup, draws: Draws) -> Integers:
    """How draws end that meet nothing before."""
    inside = _inside_m(fall, draws)
    if fall.behaviour.properties.water:
        middle = np.where(enters_flat(fall.fall, draws), OFF_FLAT, FLAT)
    else:
        middle = np.where(_is_off_flat(fall, draws), OFF_FLAT, FLAT)
    ready = np.where(_is_not_ready(fall, draws), NOT_READY, middle)
    edge = np.where(inside < RIM_M, RIM, OUTER)
    on_catcher = np.where(inside < fall.edge.outer_m, edge, ready)
    return np.asarray(np.where(inside < 0, BESIDE, on_catcher), dtype=np.int64)


def _inside_m(fall: HighFallSetup, draws: Draws) -> Floats:
    """How far inside the edge a draw lands; the ground has no edge."""
    if fall.catcher is None:
        return np.full(len(draws.branch), np.inf)
    return fall.footprint.inside_m(draws.values["x_m"], draws.values["y_m"])


def _is_off_flat(fall: HighFallSetup, draws: Draws) -> Flags:
    upright = fall.style.turn_deg == 0  # feet first is meant
    turned = np.abs(draws.values["rotation_rad"]) > radians(HIGH_FALL_NUMBERS.read().body.off_flat_deg)
    return np.asarray(turned & (not upright))


def _is_not_ready(fall: HighFallSetup, draws: Draws) -> Flags:
    """Draws that come down on a catcher that has sagged, is damp, or has no fans, [take]."""
    if fall.behaviour.properties.always_ready:
        return np.zeros(len(draws.branch), dtype=bool)
    left = draws.values["strength"] * draws.values["bears"]
    return np.asarray((left < HIGH_FALL_NUMBERS.read().body.ready) | (draws.values["fans_off_s"] > 0))
