"""Largest of many numbers, quickly: where the time of every peak criterion goes."""

from __future__ import annotations

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats


@compiled(error_model="numpy")
def largest(values: Floats) -> float:
    """Largest of finite values, never below 0.

    Numbers above 0 are ordered like their bits, and the compiler does a maximum of integers many at a time but one of
    floating-point numbers singly.
    """
    bits = values.view(np.int64)
    best = np.int64(0)
    for i in range(bits.size):
        best = max(best, bits[i])
    found = np.int64(best)  # numba reads bits anew only from a name that was set once
    return found.view(np.float64)


@compiled(error_model="numpy")
def first_at(values: Floats, value: float) -> int:
    """First place of a value, 0 where it is 0 or less or not there."""
    if value > 0:
        for i in range(values.size):
            if values[i] == value:
                return i
    return 0
