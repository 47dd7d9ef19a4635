"""Where an opening canopy points: on heading, across the wall, at the wall, or anywhere for whoever is unstable."""

from __future__ import annotations

from math import pi, radians

import numpy as np
from scipy.special import ndtr, ndtri

from stuntlab.datasets import Floats
from stuntlab.gags.off_the_edge.numbers import JUMPS, JumpFailure
from stuntlab.plan.gear.canopy import Canopy

_ACROSS_DEG = (60.0, 120.0)
_FACING_SD_DEG = 25.0


def off_heading_rates(canopy: Canopy | None) -> tuple[float, float]:
    """How often an opening points across the wall, and at it; counted openings weigh against the rates of the table."""
    table = JUMPS.read().heading
    if canopy is None:
        return table.across, table.facing
    usual = table.across + table.facing
    off = (canopy.off_heading + usual * table.worth) / (canopy.openings + table.worth)
    return off * table.across / usual, off * table.facing / usual


def headings(row: JumpFailure | None, luck: Floats, side: Floats, rates: tuple[float, float]) -> Floats:
    """Where the canopy points, [draw], rad, 0 out from the wall. luck, side: standard normal.

    row: of the failure; None as planned, where every opening is on heading, since the others are branches.
    """
    if row is None:
        return radians(JUMPS.read().heading.sd_deg) * luck
    if row.upset:
        return np.asarray(pi * (2 * ndtr(luck) - 1))
    if row.heading_deg is not None:
        off = radians(row.heading_deg) + radians(row.heading_sd_deg) * luck
        return _wrapped(np.where(side < 0, -off, off))
    return _mixed(ndtr(luck), side, rates)


def _mixed(share: Floats, side: Floats, rates: tuple[float, float]) -> Floats:
    """Of everything that an opening may do, by how often it does it."""
    across, facing = rates
    on = 1.0 - across - facing
    tiny = np.finfo(float).tiny
    straight = radians(JUMPS.read().heading.sd_deg) * ndtri(np.clip(share / on, tiny, 1 - 1e-16))
    low, high = map(radians, _ACROSS_DEG)
    aside = low + (high - low) * np.clip((share - on) / across, 0.0, 1.0)
    back = pi + radians(_FACING_SD_DEG) * ndtri(np.clip((share - on - across) / facing, 1e-12, 1 - 1e-12))
    off = np.where(share < on + across, aside, back)
    return _wrapped(np.where(share < on, straight, np.where(side < 0, -off, off)))


def _wrapped(angle: Floats) -> Floats:
    return np.asarray((angle + pi) % (2 * pi) - pi)
