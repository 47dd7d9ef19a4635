"""A damped oscillator driven by a sampled signal, exact for a signal that is straight between its samples."""

from __future__ import annotations

import math

import numpy as np

from stuntlab.datasets import Floats


def transition(natural_rad_s: float, damping_ratio: float, step_s: float) -> Floats:
    """One step of ẍ + 2ζω·ẋ + ω²·x = u, [2, 4]: (x, ẋ) after from (x, ẋ, u, change of u over the step) before.

    The matrix exponential of the oscillator with its input as two more states (first-order hold), so no step is too
    long for it.
    """
    w, z, h = natural_rad_s, damping_ratio, step_s
    generator = np.array([[0, h, 0, 0], [-w * w * h, -2 * z * w * h, h, 0], [0, 0, 0, 1], [0, 0, 0, 0]])
    return _exponential(generator)[:2]


def steps_of_one_period(natural_rad_s: float, step_s: float) -> int:
    """Samples that one free period takes: how long a response may still rise after the record has ended."""
    return math.ceil(2 * math.pi / (natural_rad_s * step_s))


def _exponential(matrix: Floats) -> Floats:
    halvings = max(0, math.ceil(math.log2(max(np.abs(matrix).sum(axis=1).max(), 1e-300))) + 4)
    small = matrix / 2.0**halvings
    term = result = np.eye(len(matrix))
    for order in range(1, 14):
        term = term @ small / order
        result = result + term
    for _ in range(halvings):
        result = result @ result
    return result
