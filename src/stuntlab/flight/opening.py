"""How hard a parachute opens, by the closed form of Pflanz: the check of what `air` integrates.

Valid for: openings that are harder than two weights. It leaves gravity out; below that, `air` alone is right.
"""

from __future__ import annotations

import numpy as np

from stuntlab.constants import AIR_KG_PER_M3
from stuntlab.datasets import Floats


def opening_force(
    *, speed_m_s: Floats, mass_kg: Floats, drag_area_m2: Floats, fills_s: Floats, growth: float = 2.0
) -> Floats:
    """Largest drag of an opening canopy, [draw], N.

    speed_m_s: when the lines are stretched. fills_s: until the canopy is full. growth: power of time by which the drag
    area grows. Source: biomechanics.md 8.2, Pflanz's method in Knacke 1992 (V-S).
    """
    fills_m = speed_m_s * fills_s
    slows = 2 * mass_kg / (AIR_KG_PER_M3 * drag_area_m2 * fills_m)
    reached = np.minimum(1.0, (growth * slows * (growth + 1) / (growth + 2)) ** (1 / (growth + 1)))
    share = reached**growth / (1 + reached ** (growth + 1) / (slows * (growth + 1))) ** 2
    force: Floats = 0.5 * AIR_KG_PER_M3 * speed_m_s**2 * drag_area_m2 * share
    return force
