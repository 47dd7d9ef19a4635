"""The planned take of whatever leaves an edge, moment by moment, for a picture."""

from __future__ import annotations

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.datasets.jump import FlownPath
from stuntlab.flight import Flights, Stage, trace_bikes, trace_out

_RATE_HZ = 48.0


def flown_path_of(middle: Flights, ground: Floats, *, vehicle: str, canopy_m2: float) -> FlownPath:
    """The first of some flights. ground: pieces of the section."""
    first = trace_out(middle, ground)[0]
    bike = trace_bikes(middle, ground)[0]
    open_s = first[first[:, 7] == Stage.CANOPY, 0]
    lands_s = float(first[-1, 0])
    time_s = np.arange(0.0, lands_s, 1.0 / _RATE_HZ)
    return FlownPath(
        time_s=time_s,
        rider_m=_at(time_s, first),
        vehicle_m=_at(time_s, bike) if len(bike) else None,
        vehicle=vehicle,
        parts_s=float(min(middle.separates_s[0], lands_s)) if len(bike) else 0.0,
        full_s=float(open_s[0]) if len(open_s) else None,
        canopy_m2=canopy_m2,
        lands_s=lands_s,
    )


def _at(time_s: Floats, way: Floats) -> Floats:
    """Places of a way at moments, [moment, 3]; it stays where it ends."""
    return np.stack([_smooth(time_s, way[:, 0], way[:, 1 + axis], way[:, 4 + axis]) for axis in range(3)], axis=1)


def _smooth(time_s: Floats, known_s: Floats, place_m: Floats, speed_m_s: Floats) -> Floats:
    """Between the steps of a way, by place and speed at both ends of each (Hermite)."""
    after = np.clip(np.searchsorted(known_s, time_s, side="right"), 1, len(known_s) - 1)
    before = after - 1
    step = np.maximum(known_s[after] - known_s[before], 1e-9)
    share = np.clip((time_s - known_s[before]) / step, 0.0, 1.0)
    begins = (1 + 2 * share) * (1 - share) ** 2 * place_m[before] + share * (1 - share) ** 2 * step * speed_m_s[before]
    ends = share**2 * (3 - 2 * share) * place_m[after] - share**2 * (1 - share) * step * speed_m_s[after]
    return np.asarray(begins + ends)
