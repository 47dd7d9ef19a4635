"""Turning of the head against the oldest published tolerances: Ommaya for concussion, Löwenhielm for bridging veins."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.sampling import numbers


def ommaya_share(angular_acceleration_rad_s2: ArrayLike, angular_rate_rad_s: ArrayLike) -> Floats:
    """Share of the tolerated angular acceleration, [...]; 1 is the tolerance.

    Both peaks of one impact, [...], magnitudes.

    Equation: α/4500 rad/s² where the rate stays under 30 rad/s, α/1800 rad/s² otherwise.

    Raises: SignalError for numbers that are not finite.

    Source: Ommaya 1985 (R-m).
    Valid for: scaled from rhesus monkeys to adults.
    """
    acceleration = np.abs(numbers(angular_acceleration_rad_s2, name="angular acceleration"))
    rate = np.abs(numbers(angular_rate_rad_s, name="angular rate"))
    return np.asarray(acceleration / np.where(rate < 30, 4500.0, 1800.0))


def bridging_vein_share(angular_acceleration_rad_s2: ArrayLike, angular_rate_rad_s: ArrayLike) -> Floats:
    """Share of the tolerance of the bridging veins, [...]; 1 needs both the acceleration and the rate.

    Both peaks of one impact, [...], magnitudes.

    Equation: min(α/4500 rad/s², ω/70 rad/s).

    Raises: SignalError for numbers that are not finite.

    Source: Löwenhielm 1975 (R-m).
    Valid for: cadavers, sagittal rotation.
    """
    acceleration = np.abs(numbers(angular_acceleration_rad_s2, name="angular acceleration"))
    rate = np.abs(numbers(angular_rate_rad_s, name="angular rate"))
    return np.asarray(np.minimum(acceleration / 4500.0, rate / 70.0))
