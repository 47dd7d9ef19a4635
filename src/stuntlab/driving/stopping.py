"""How far a vehicle needs to stop, and how far a person is thrown: closed forms, arrays in and out, SI."""

from __future__ import annotations

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats


def stopping_m(speed_m_s: Floats, brakes_m_s2: Floats, late_s: Floats) -> Floats:
    """Reaction and braking: v·t + v²/(2a)."""
    return np.asarray(speed_m_s * late_s + speed_m_s**2 / (2 * np.asarray(brakes_m_s2)))


def slide_throw_m(speed_m_s: Floats, friction: Floats) -> Floats:
    """How far a body slides that leaves the ground's height with a speed: v²/(2·μ·g)."""
    return np.asarray(speed_m_s**2 / (2 * np.asarray(friction) * GRAVITY_M_S2))


def searle_throw_m(speed_m_s: Floats, friction: Floats) -> Floats:
    """The farthest a body comes that is thrown and slides: v²·(1 + μ²)/(2·μ·g), the least-speed form read backwards.

    Source: Searle, by way of biomechanics.md 9.3 (R-h). Real throws scatter widely about it (Bhalla, V-A).
    """
    mu = np.asarray(friction)
    return np.asarray(speed_m_s**2 * (1 + mu**2) / (2 * mu * GRAVITY_M_S2))
