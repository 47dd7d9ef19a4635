"""A swing without wind in closed form: what a line off plumb makes of its offset.

Valid for: a line that stays taut and does not stretch, offsets shorter than the line. Drag is left out, so speeds are
at their upper end; `swing` has wind and drag.
"""

from __future__ import annotations

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats


def dip_m(length_m: Floats, offset_m: Floats) -> Floats:
    """How much lower a body is at plumb than where it hangs at an offset, [draw]."""
    within = np.minimum(np.abs(offset_m), length_m)
    return np.asarray(length_m - np.sqrt(length_m**2 - within**2))


def speed_m_s(length_m: Floats, start_m: Floats, at_m: Floats | float, along_m_s: Floats | float = 0.0) -> Floats:
    """Speed where a swing from an offset passes another; 0 where it does not reach it, [draw].

    start_m, at_m: across from plumb, either sign. along_m_s: speed along the arc where it starts.
    """
    fallen = dip_m(length_m, start_m) - dip_m(length_m, np.broadcast_to(at_m, np.shape(length_m)))
    reaches = np.abs(at_m) < length_m
    energy = 2.0 * GRAVITY_M_S2 * fallen + np.square(along_m_s)
    return np.asarray(np.where(reaches, np.sqrt(np.maximum(energy, 0.0)), 0.0))


def tension_n(mass_kg: float, length_m: Floats, start_m: Floats, along_m_s: Floats | float = 0.0) -> Floats:
    """Largest pull of the line in a swing, at plumb: m·g + m·v²/L, [draw]."""
    speed = speed_m_s(length_m, start_m, 0.0, along_m_s)
    return np.asarray(mass_kg * (GRAVITY_M_S2 + speed**2 / length_m))
