"""Noise at the ear: daily exposure and peak."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.injury.axial import peak_magnitude
from stuntlab.sampling import numbers

WORKING_DAY_S = 8 * 3600.0
HEARING_THRESHOLD_PA = 20e-6


def daily_noise_level(level_dba: ArrayLike, duration_s: ArrayLike) -> Floats:
    """Daily noise exposure LEX,8h, [...], dB(A): the steady level over 8 h with the same energy.

    level_dba: [..., part], A-weighted equivalent level of each part of the day, dB(A); duration_s: [part] or
    [..., part], its length, s. Hearing protection is subtracted from the level before.

    Equation: 10·log10(Σ t·10^(L/10)/8 h).

    Raises: SignalError for a duration that is negative or a day without any.

    Source: EU directive 2003/10/EC, ISO 1999 (R-h).
    Valid for: levels up to about 140 dB; louder bangs are judged by their peak.
    """
    level, duration = numbers(level_dba, name="level"), numbers(duration_s, name="duration")
    if (duration < 0).any() or not (duration.sum(axis=-1) > 0).all():
        raise SignalError("durations must not be negative and a day must have some")
    energy = (duration * 10 ** (level / 10)).sum(axis=-1) / WORKING_DAY_S
    return np.asarray(10 * np.log10(energy))


def peak_noise_level(time_s: ArrayLike, pressure_pa: ArrayLike) -> Floats:
    """Peak sound pressure level, [...], dB(C) where the pressure is C-weighted; −inf for silence.

    time_s: [time], s; pressure_pa: [..., time], C-weighted sound pressure at the ear, Pa.

    Equation: 20·log10(max |p|/20 µPa).

    Raises: SignalError for a bad signal.

    Source: EU directive 2003/10/EC (R-h).
    Valid for: sampling of 100 kHz or faster for gunfire; a slower recorder misses the peak.
    """
    loudest = peak_magnitude(time_s, pressure_pa).value / HEARING_THRESHOLD_PA
    with np.errstate(divide="ignore"):
        return np.asarray(20 * np.log10(loudest))
