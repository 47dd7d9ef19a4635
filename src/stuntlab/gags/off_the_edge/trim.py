"""How a canopy flies, and how high somebody must be to fly it to the landing area."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gags.off_the_edge.numbers import JUMPS
from stuntlab.plan.gear.canopy import DOWN, Canopy
from stuntlab.plan.under_canopy import LandingArea

NEVER_S = 1e4
"""How long it takes to where the wind does not let anybody fly."""


@dataclass(frozen=True, slots=True)
class Trim:
    """Forward speed through the air and sink, m/s, and drag area as it opens, m²."""

    air_speed_m_s: float
    sink_m_s: float
    drag_area_m2: float


def trim_of(canopy: Canopy | None, mass_kg: float) -> Trim:
    """Of a canopy under so much mass; speeds go with the root of the wing loading."""
    table = JUMPS.read().trim
    size_m2 = canopy.size.value if canopy else 24.0
    speed = sqrt(2 * mass_kg * GRAVITY_M_S2 / (AIR_KG_PER_M3 * size_m2 * table.lift_area))
    sink = speed / sqrt(1 + table.glide**2)
    return Trim(sink * table.glide, sink, table.drag_area * size_m2)


def fill_time(canopy: Canopy | None) -> tuple[float, float]:
    """From line stretch to full, s, and its standard deviation; where nobody says, that of the slider, down or up."""
    table, stretch = JUMPS.read().fills, JUMPS.read().trim.stretches_s
    if canopy is not None and canopy.opening_time is not None:
        return max(canopy.opening_time.value - stretch, 0.4), canopy.opening_time.sd
    usual = table.down_s if canopy is not None and canopy.slider == DOWN else table.up_s
    return usual, table.share_sd * usual


def flight_time(  # the root of a quadratic: the way in the moving air, with the air's own speed
    away: tuple[Floats, Floats], wind: tuple[Floats, Floats], air_speed: Floats, area: LandingArea
) -> Floats:
    """How long a canopy flies from where it is full to the near edge of the landing area, [draw], s.

    away: out and across of where it is full. Source: |d - w t| = a t + r, the smallest t from 0 on.
    """
    out = area.out.value - away[0]
    aside = (area.across.value if area.across else 0.0) - away[1]
    radius = area.radius.value
    gains = air_speed**2 - wind[0] ** 2 - wind[1] ** 2
    helps = air_speed * radius + out * wind[0] + aside * wind[1]
    short = radius**2 - out**2 - aside**2
    inside = helps**2 - gains * short
    with np.errstate(invalid="ignore", divide="ignore"):
        quick = (-helps + np.sqrt(np.maximum(inside, 0.0))) / gains
    can = (inside >= 0) & (np.abs(gains) > 1e-9) & (quick >= 0)
    return np.where(short >= 0, 0.0, np.where(can, quick, NEVER_S))
