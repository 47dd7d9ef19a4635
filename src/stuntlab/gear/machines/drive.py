"""What drives a line: a cylinder of gas, geared up, or a mass that falls; by its card, or by what it did.

A piston of area A under gauge pressure p pulls a line that runs n times as fast with F = A·p/n·(1 - lost), and the gas
expands as it goes (`pull`), with X = n·V/A the line that doubles the volume of the gas. A mass M that
falls and pulls a line n times as fast acts with M·g/n and moves along as M/n²: a = n·g·M/(M + n²·m) of a level pull.

Source: lines_and_flight.md 3.1; bore, ratio and volume of a plausible cylinder land on the figures of the trade (C).
Valid for: pulls of 0.5 to 15 m; a line without mass or stretch.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, pi

from scipy.optimize import brentq

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.errors import ModelError
from stuntlab.gear.machines.numbers import MACHINES
from stuntlab.gear.machines.pull import LineDrive

ATMOSPHERE_PA = 101_325.0
"""Of the standard atmosphere."""

_LEAST_N, _MOST_N = 1.0, 1e6


def ratchet(
    pressure_pa: float, *, bore_m: float, gearing: float, reservoir_m3: float, friction: float | None = None
) -> LineDrive:
    """A pneumatic cylinder whose line runs `gearing` times as fast as its piston; gauge pressure."""
    numbers = MACHINES.read()
    area, lost = pi / 4 * bore_m**2, numbers.friction.share if friction is None else friction
    return LineDrive(
        force_n=area * pressure_pa / gearing * (1 - lost),
        expands_m=gearing * reservoir_m3 / area,
        moving_kg=numbers.ratchet.moving_kg,
        opens_s=numbers.valve.s,
        atmosphere=ATMOSPHERE_PA / pressure_pa,
    )


def mass_on_line(drive_kg: float, *, gearing: float) -> LineDrive:
    """A mass that falls and pulls a line `gearing` times as fast as it falls."""
    return LineDrive(drive_kg * GRAVITY_M_S2 / gearing, inf, drive_kg / gearing**2, 0.0)


def by_duration(duration_s: float, *, travel_m: float, mass_kg: float) -> LineDrive:
    """A ratchet of which only is known how long it took to pull a mass over its travel.

    Raises: ModelError for a pull that no such machine makes, such as one that ends before its valve is open.
    """
    numbers = MACHINES.read()
    unit = LineDrive(1.0, numbers.ratchet.expands * travel_m, numbers.ratchet.moving_kg, numbers.valve.s)

    def excess(force_n: float) -> float:
        took = float(replace(unit, force_n=force_n).pulls(mass_kg, travel_m).duration_s[0])
        return took - duration_s

    if excess(_MOST_N) > 0:
        raise ModelError(f"no ratchet pulls {mass_kg:.3g} kg over {travel_m:.3g} m in {duration_s:.2g} s")
    if excess(_LEAST_N) < 0:
        raise ModelError(f"{travel_m:.3g} m in {duration_s:.3g} s is slower than any pull")
    return replace(unit, force_n=float(brentq(excess, _LEAST_N, _MOST_N, rtol=1e-6)))
