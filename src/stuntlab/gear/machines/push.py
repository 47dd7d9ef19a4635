"""What the plate of an air ram does to whoever stands on it: its pulse, and what a seated spine makes of that (DRI).

To come up to a height H above where the plate ends, a body leaves it at v = √(2·g·H). Over the stroke s the plate may
push evenly, a = v²/(2·s), or as half a sine, whose peak is π·v²/(4·s). The index of a pulse is its peak times a factor
of its length alone: that of a spring with the spine's period. It is that of a seated person; on straight legs the load
goes through ankles and knees instead.

Source: lines_and_flight.md 3.3, whose table is repeated in `tests/gear/test_machines.py` (C).
Valid for: strokes of 0.1 to 2 m and heights of 0.2 to 12 m.
"""

from __future__ import annotations

from functools import cache
from math import pi, sqrt
from typing import Literal

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.machines.numbers import MACHINES

Pulse = Literal["even", "half sine"]
PULSES: tuple[Pulse, ...] = ("even", "half sine")
"""The gentlest and the hardest pulse that anybody names."""

_LENGTHS = 160
_MOMENTS = 600
_LONGEST_S = 4.0


def exit_speed_m_s(height_m: Floats) -> Floats:
    """Speed that carries a body that much higher, without air."""
    return np.asarray(np.sqrt(2 * GRAVITY_M_S2 * np.maximum(height_m, 0.0)))


def peak_g(height_m: Floats, stroke_m: Floats, pulse: Pulse) -> Floats:
    """Largest acceleration of the plate, g."""
    mean = exit_speed_m_s(height_m) ** 2 / (2 * stroke_m) / GRAVITY_M_S2
    return np.asarray(mean if pulse == "even" else pi / 2 * mean)


def lasts_s(height_m: Floats, stroke_m: Floats) -> Floats:
    """How long the plate pushes: either pulse moves at half the exit speed on average."""
    return np.asarray(2 * stroke_m / exit_speed_m_s(height_m))


def dri_of_push(height_m: Floats, stroke_m: Floats, pulse: Pulse) -> Floats:
    """Dynamic response index of a push, [draw]."""
    lengths, factors = _factors(pulse)
    return np.asarray(peak_g(height_m, stroke_m, pulse) * np.interp(lasts_s(height_m, stroke_m), lengths, factors))


@cache
def _factors(pulse: Pulse) -> tuple[Floats, Floats]:
    """Lengths of a pulse, s, and how much further the spine's spring gives than under its peak held, [length] each."""
    lengths = np.geomspace(1e-3, _LONGEST_S, _LENGTHS)
    return lengths, np.array([_factor(float(length), pulse) for length in lengths])


def _factor(length_s: float, pulse: Pulse) -> float:
    """ẍ + 2ζω·ẋ + ω²·x = a, from rest, forced while the pulse lasts, free after it: the largest ω²·x over the peak.

    Both pulses are Im or Re of exp(i·p·t), so that the forced part is exp(i·p·t) over (ω² - p² + 2iζω·p).
    """
    spine = MACHINES.read().spine
    natural, ratio = spine.natural_rad_s, spine.damping_ratio
    p = 0.0 if pulse == "even" else pi / length_s
    turn = 1.0 if pulse == "even" else -1j  # Re(-i·exp(ipt)) is the sine
    forced = turn / (natural**2 - p**2 + 2j * ratio * natural * p)
    during = np.linspace(0.0, length_s, _MOMENTS)
    x, v = _free(during, -forced.real, -(1j * p * forced).real)
    x = x + (forced * np.exp(1j * p * during)).real
    v = v + (1j * p * forced * np.exp(1j * p * during)).real
    after, _ = _free(np.linspace(0.0, 2 * pi / natural, _MOMENTS), float(x[-1]), float(v[-1]))
    return float(max(x.max(), after.max()) * natural**2)


def _free(time_s: Floats, place: float, speed: float) -> tuple[Floats, Floats]:
    """Place and speed of the oscillator left to itself, [time] each."""
    spine = MACHINES.read().spine
    decays = spine.damping_ratio * spine.natural_rad_s
    turns = spine.natural_rad_s * sqrt(1 - spine.damping_ratio**2)
    sine = (speed + decays * place) / turns
    envelope = np.exp(-decays * time_s)
    cos, sin = np.cos(turns * time_s), np.sin(turns * time_s)
    x = envelope * (place * cos + sine * sin)
    v = -decays * x + turns * envelope * (sine * cos - place * sin)
    return np.asarray(x), np.asarray(v)
