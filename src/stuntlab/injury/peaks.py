"""The largest value of a signal and when it was reached: what a force limit or a force curve is applied to."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.injury.largest import first_at, largest
from stuntlab.sampling import Sampled

Side = Literal["positive", "negative", "both"]

_SIGNS = {"positive": (1.0, 0.0), "negative": (0.0, 1.0), "both": (1.0, 1.0)}


class Peak(NamedTuple):
    """Largest value, [...], as a magnitude and never below 0, and the time it was reached, [...], s."""

    value: Floats
    time_s: Floats


def peak(sampled: Sampled, *, side: Side = "positive") -> Peak:
    """Peak magnitude on one side of zero, or on both."""
    up, down = _SIGNS[side]
    value = np.empty(sampled.rows.shape[0])
    at = np.empty(sampled.rows.shape[0])
    _peak_rows(sampled.rows, up, down, value, at)
    return Peak(sampled.per_signal(value), sampled.time_of(at))


@compiled(error_model="numpy")
def _peak_rows(rows: Floats, up: float, down: float, value: Floats, at: Floats) -> None:
    size = np.empty(rows.shape[1])
    for i in range(rows.shape[0]):
        for j in range(size.size):
            size[j] = max(up * rows[i, j], -down * rows[i, j])
        value[i] = largest(size)
        at[i] = first_at(size, value[i])
