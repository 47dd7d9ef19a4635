"""Things that fall from a height: how fast they come down, with how much energy, and how far wind takes them.

Their drag area goes with a power of their mass, fitted to the computed falls of four things (lines_and_flight.md 1.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.tables import Sourced, Table

GEAR, STONE = "gear", "stone"
_STEPS = 400


@dataclass(frozen=True)
class DragOfThing(Sourced):
    """Drag area of a thing of 1 kg, m², and the power of the mass by which it grows."""

    of_one_kg_m2: float
    power: float


@dataclass(frozen=True)
class HurtFrom(Sourced):
    """Energy from which somebody who is struck without a helmet is hurt."""

    energy_j: float


@dataclass(frozen=True)
class Splash(Sourced):
    """What is added to the drift: shares of the height, for ledges it bounces off."""

    of_height: float


@dataclass(frozen=True)
class DroppedNumbers:
    """`dropped.toml`."""

    drag: dict[str, DragOfThing]
    hurt: HurtFrom
    splash: Splash


DROPPED = Table("stuntlab.gear", "lines/dropped.toml", DroppedNumbers)


@dataclass(frozen=True, slots=True)
class Fallen:
    """How a thing arrives: energy, J; how far wind took it, m; after how long, s."""

    energy_j: float
    drift_m: float
    time_s: float


def fall_of_thing(mass_kg: float, height_m: float, *, wind_m_s: float, sort: str) -> Fallen:
    """A thing let go from a height in an even wind. sort: of `GEAR` and `STONE`."""
    drag = DROPPED.read().drag[sort]
    share = 0.5 * AIR_KG_PER_M3 * drag.of_one_kg_m2 * mass_kg**drag.power / mass_kg  # of v², 1/m
    down = across = fallen = drift = time = 0.0
    step = sqrt(2.0 * max(height_m, 1e-3) / GRAVITY_M_S2) / _STEPS
    while fallen < height_m:
        air = sqrt(down**2 + (wind_m_s - across) ** 2)
        down += step * (GRAVITY_M_S2 - share * air * down)
        across += step * share * air * (wind_m_s - across)
        fallen, drift, time = fallen + step * down, drift + step * across, time + step
    return Fallen(0.5 * mass_kg * (down**2 + across**2), drift, time)


def zone_radius_m(mass_kg: float, height_m: float, *, wind_m_s: float, gust_m_s: float, sort: str) -> float:
    """Radius of the ground that it may reach: drift in the mean wind, twice that in a gust, and splash off ledges."""
    mean, gust = (
        fall_of_thing(mass_kg, height_m, wind_m_s=wind, sort=sort).drift_m
        for wind in (wind_m_s, max(gust_m_s, wind_m_s))
    )
    return mean + 2.0 * gust + DROPPED.read().splash.of_height * height_m


def hurts_from_m(mass_kg: float) -> float:
    """Height from which a thing of gear has the energy that hurts, m, without drag: the least it can be."""
    return DROPPED.read().hurt.energy_j / (mass_kg * GRAVITY_M_S2)
