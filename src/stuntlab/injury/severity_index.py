"""Gadd's severity index of a head impact."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.sampling import sample

# Rows worked on at once, so that the powers of a big batch are never all in memory.
_ROWS = 256


def severity_index(time_s: ArrayLike, acceleration_g: ArrayLike) -> Floats:
    """Severity index (SI, also GSI), [...].

    time_s: [time], s; acceleration_g: [..., time], resultant at the head's centre of gravity, filtered, g. What
    filtering left below 0 counts as 0.

    Equation: SI = ∫ a^2.5 dt over the whole pulse, by trapezoids.

    Raises: SignalError for a bad signal.

    Source: Gadd 1966 (R-h).
    Valid for: one main pulse; helmets and padded impacts. A long gentle record adds up to a number without meaning.
    """
    sampled = sample(time_s, acceleration_g, name="acceleration")
    index = np.empty(sampled.rows.shape[0])
    for first in range(0, index.size, _ROWS):
        pushing = np.maximum(sampled.rows[first : first + _ROWS], 0)
        powers = pushing * pushing * np.sqrt(pushing)  # a general power costs ten times as much
        index[first : first + _ROWS] = sampled.step_s * (powers.sum(axis=1) - (powers[:, 0] + powers[:, -1]) / 2)
    return sampled.per_signal(index)
