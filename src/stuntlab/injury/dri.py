"""Dynamic response index: how far a spring with the spine's period is compressed by a seat or floor coming up."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.injury.oscillator import steps_of_one_period, transition
from stuntlab.injury.peaks import Peak
from stuntlab.sampling import sample

NATURAL_RAD_S = 52.9
DAMPING_RATIO = 0.224


def dri(time_s: ArrayLike, acceleration_g: ArrayLike) -> Peak:
    """Dynamic response index (DRI, DRIz).

    time_s: [time], s; acceleration_g: [..., time], upward acceleration of the seat (or of the pelvis' support), g.
    Returns `Peak(value, time_s)`, [...]. The spine starts at rest; after the record the seat is taken to move on
    without acceleration, for one period (119 ms), so that a short record is not cut before its peak.

    Equation: ẍ + 2ζω·ẋ + ω²·x = z̈, ω 52.9 rad/s, ζ 0.224; DRI = ω²·max x/g. A blow much shorter than 120 ms gives
    3.96 per m/s of speed change.

    Raises: SignalError for a bad signal.

    Source: STANAG 4569 AEP-55; Stech and Payne model (V-S).
    Valid for: seated, restrained, spine upright and along the pulse. On feet the legs take much of the blow first.
    """
    sampled = sample(time_s, acceleration_g, name="acceleration")
    matrix = transition(NATURAL_RAD_S, DAMPING_RATIO, sampled.step_s)
    value, at = np.empty(sampled.rows.shape[0]), np.empty(sampled.rows.shape[0])
    _dri_rows(sampled.rows, matrix, steps_of_one_period(NATURAL_RAD_S, sampled.step_s), value, at)
    return Peak(sampled.per_signal(value * NATURAL_RAD_S**2), sampled.time_of(at))


@compiled
def _dri_rows(rows: Floats, m: Floats, after: int, value: Floats, at: Floats) -> None:
    length = rows.shape[1]
    for i in range(rows.shape[0]):
        x = v = 0.0
        best, best_at = 0.0, 0
        now = rows[i, 0]
        for j in range(1, length + after):
            following = rows[i, j] if j < length else 0.0
            change = following - now
            x, v = (
                m[0, 0] * x + m[0, 1] * v + m[0, 2] * now + m[0, 3] * change,
                m[1, 0] * x + m[1, 1] * v + m[1, 2] * now + m[1, 3] * change,
            )
            now = following
            if x > best:
                best, best_at = x, j
        value[i], at[i] = best, best_at
