"""Concussion from linear and angular acceleration together. The single-variable curves are in `curves/head.toml`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.sampling import numbers


def concussion_probability(acceleration_g: ArrayLike, angular_acceleration_rad_s2: ArrayLike) -> Floats:
    """Probability of a concussion, [...].

    Peak resultants of the head in one impact: acceleration_g: [...], g; angular_acceleration_rad_s2: [...], rad/s².

    Equation: CP = 1/(1 + exp(10.2 − 0.0433·a − 0.000873·α + 9.2e-7·a·α)).

    Raises: SignalError for negative or infinite peaks.

    Source: Rowson and Duma 2013, Ann. Biomed. Eng. 41:873 (V-P).
    Valid for: helmeted male college football players, 37 concussions in 63 011 impacts, corrected for under-reporting.
        The range is about 20 to 150 g and 1000 to 9000 rad/s². Far beyond it the product term turns the curve over.
    """
    a = numbers(acceleration_g, name="acceleration")
    alpha = numbers(angular_acceleration_rad_s2, name="angular acceleration")
    if (a < 0).any() or (alpha < 0).any():
        raise SignalError("peak accelerations are magnitudes and cannot be negative")
    return np.asarray(expit(-10.2 + 0.0433 * a + 0.000873 * alpha - 9.2e-7 * a * alpha))
