"""What a gust does to somebody on a long line: how far out, and how fast back through plumb."""

from __future__ import annotations

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets.rigging import Gusts
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gear.lines import Gust, Hang, LineLaw, swing
from stuntlab.plan import Plan
from stuntlab.plan.on_line import OnLine

_LENGTHS = 5


def gusts_of(plan: Plan, action: OnLine, *, mass_kg: float, clear_m: float | None) -> Gusts | None:
    """None where the line is too short to carry anybody far, or the plan has neither wind nor gust: indoors."""
    wind, length = plan.place.wind, action.length_out.value
    if length < ON_LINES.read().wind.matters_from_m or (wind is None and action.gust is None):
        return None
    mean = wind.value if wind else 0.0
    if action.gust is None:
        return Gusts(mean_m_s=mean, gust_m_s=None, out_m=0.0, back_m_s=0.0, clear_m=clear_m)
    out, back = blown(length, mass_kg=mass_kg, gust_m_s=action.gust.value)
    return Gusts(mean_m_s=mean, gust_m_s=action.gust.value, out_m=out, back_m_s=back, clear_m=clear_m)


def blown(length_m: float, *, mass_kg: float, gust_m_s: float) -> tuple[float, float]:
    """The farthest that gusts of 3 to 11 s and a step of wind carry somebody, m, and the speed back through plumb."""
    numbers = ON_LINES.read().wind
    lasts = np.append(np.linspace(numbers.shortest_s, numbers.longest_s, _LENGTHS), np.inf)
    count, period = len(lasts), 2.0 * np.pi * np.sqrt(length_m / GRAVITY_M_S2)
    start = np.zeros((count, 6))
    start[:, 2] = -length_m
    gust = np.zeros((count, 3))
    gust[:, 0] = gust_m_s
    calm = Hang.on_one(LineLaw(1e6, 0.0, 1.0), length_m, mass_kg=np.full(count, mass_kg), start=start)
    blows = Gust(np.zeros((count, 3)), gust, np.zeros(count), lasts)
    bodies = Hang(
        calm.mass_kg,
        np.full(count, numbers.drag_area_m2),
        calm.start,
        calm.lines,
        calm.belay,
        blows,
        calm.face,
    )
    swung = swing(bodies, seconds=float(numbers.longest_s + period))
    out = float(swung.farthest_m.max())
    dip = length_m - np.sqrt(max(length_m**2 - min(out, length_m) ** 2, 0.0))
    return out, float(np.sqrt(2.0 * GRAVITY_M_S2 * dip))
