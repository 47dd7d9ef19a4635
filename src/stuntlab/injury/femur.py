"""Impulse through knee, thigh and hip."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.sampling import sample

ENDS_BELOW_N = 4050.0


def femur_impulse(time_s: ArrayLike, axial_force_n: ArrayLike) -> Floats:
    """Impulse of femur compression around its peak (IIHS knee-thigh-hip), [...], N·s.

    time_s: [time], s; axial_force_n: [..., time], tension positive (SAE J1733), filtered, N.
    0 where compression never reached 4050 N, for which the impulse is not defined. The peak force itself is
    `peak_compression`.

    Equation: ∫ −Fz dt from the last zero crossing before the peak to the first fall below 4050 N after it, straight
    between samples.

    Raises: SignalError for a bad signal.

    Source: IIHS moderate overlap protocol by way of pyisomme (V-S).
    Valid for: Hybrid III 50M.
    """
    sampled = sample(time_s, axial_force_n, name="femur force")
    impulse = np.empty(sampled.rows.shape[0])
    _impulse_rows(sampled.rows, ENDS_BELOW_N, impulse)
    return sampled.per_signal(impulse * sampled.step_s)


@compiled
def _impulse_rows(rows: Floats, ends_below: float, impulse: Floats) -> None:
    for i in range(rows.shape[0]):
        push = -rows[i]
        top = int(push.argmax())
        impulse[i] = 0.0
        if push[top] < ends_below:
            continue
        first = top
        while first > 0 and push[first - 1] > 0:
            first -= 1
        if first > 0:  # the triangle between the zero crossing and the first sample after it
            impulse[i] += 0.5 * push[first] * push[first] / (push[first] - push[first - 1])
        last = top
        while last < push.size - 1 and push[last + 1] >= ends_below:
            last += 1
        for j in range(first, last):
            impulse[i] += 0.5 * (push[j] + push[j + 1])
        if last < push.size - 1:
            share = (push[last] - ends_below) / (push[last] - push[last + 1])
            impulse[i] += 0.5 * (push[last] + ends_below) * share
