"""Rate of change of a sampled signal by the five-point stencil that impact testing prescribes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.sampling import sample


def derivative(time_s: ArrayLike, signal: ArrayLike) -> Floats:
    """Rate of change, [..., time], in the unit of the signal per second.

    time_s: [time], s, at least five samples; signal: [..., time].

    Equation: [8(x₊₁ − x₋₁) − (x₊₂ − x₋₂)]/(12 Δt); the two samples at each end use the five-point stencils that are
    exact for the same (fourth-degree) polynomials.

    Raises: SignalError for fewer than five samples, or a bad signal.

    Source: UN R94 annex 4, stencil of the viscous criterion (V-S).
    Valid for: filtered signals; it magnifies noise by about one part in a step.
    """
    sampled = sample(time_s, signal, least=5)
    x = sampled.rows
    rate = np.empty_like(x)
    rate[:, 2:-2] = 8 * (x[:, 3:-1] - x[:, 1:-3]) - (x[:, 4:] - x[:, :-4])
    rate[:, 0], rate[:, 1] = _first_two(x[:, :5])
    # Read backward in time, the end of a record is a start with the sign turned.
    last, second_last = _first_two(x[:, :-6:-1])
    rate[:, -1], rate[:, -2] = -last, -second_last
    rate /= 12 * sampled.step_s
    return sampled.per_sample(rate)


def _first_two(x: Floats) -> tuple[Floats, Floats]:
    """Twelve steps' worth of rate at the first and second of five samples, [row, 5] -> [row]."""
    first = x @ np.array([-25.0, 48.0, -36.0, 16.0, -3.0])
    second = x @ np.array([-3.0, -10.0, 18.0, -6.0, 1.0])
    return first, second
