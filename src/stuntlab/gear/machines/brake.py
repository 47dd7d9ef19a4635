"""Descenders and decelerators: how fast somebody comes down, and what it takes to stop them over a length.

A fan turns so fast that its drag carries the weight: v = v₀·(m/m₀)^½, from the mass m₀ it was tried with. A decelerator
stops v over a length d with a mean of v²/(2·d); the line carries one weight more. A brake that sets in late by t lets
v·t more line out.

Source: lines_and_flight.md 3.2 (C, exponent J).
Valid for: one body that hangs; a brake that holds its force.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.machines.numbers import MACHINES


@dataclass(frozen=True, slots=True)
class Stopped:
    """What it takes to stop somebody on a line, [draw].

    mean_g: deceleration, without the weight. line_n: pull of the line meanwhile. late_m: line that runs out before the
    brake sets in.
    """

    mean_g: Floats
    line_n: Floats
    late_m: Floats


def terminal_speed_m_s(mass_kg: Floats, *, speed_m_s: float, of_kg: float) -> Floats:
    """Speed at which a fan lets a mass down, from that of the mass it was tried with."""
    return np.asarray(speed_m_s * (mass_kg / of_kg) ** MACHINES.read().fan.exponent)


def stop_over(speed_m_s: Floats, over_m: Floats, *, mass_kg: Floats, late_s: Floats) -> Stopped:
    """Stop a mass that comes down over a length, the brake so late."""
    slows = np.asarray(speed_m_s) ** 2 / (2 * np.asarray(over_m))
    line = np.asarray(mass_kg) * (slows + GRAVITY_M_S2)
    return Stopped(np.asarray(slows / GRAVITY_M_S2), np.asarray(line), np.asarray(speed_m_s * late_s))
