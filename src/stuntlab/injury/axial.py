"""Peaks of a force cell by its sign: tension, compression, shear. Neck, lumbar spine, pelvis, femur, tibia."""

from __future__ import annotations

from numpy.typing import ArrayLike

from stuntlab.injury.peaks import Peak, peak
from stuntlab.sampling import sample


def peak_tension(time_s: ArrayLike, axial_force_n: ArrayLike) -> Peak:
    """Largest pull along a limb, the neck or the spine, N.

    time_s: [time], s; axial_force_n: [..., time], tension positive (SAE J1733), filtered, N.
    Returns `Peak(value, time_s)`, [...]; 0 where it was never pulled.

    Equation: max Fz(t).

    Raises: SignalError for a bad signal.

    Source: FMVSS 208 (V-S).
    Valid for: force cells of dummies; the limit belongs to the dummy.
    """
    return peak(sample(time_s, axial_force_n, name="axial force"), side="positive")


def peak_compression(time_s: ArrayLike, axial_force_n: ArrayLike) -> Peak:
    """Largest push along a limb, the neck or the spine, N, as a magnitude.

    time_s: [time], s; axial_force_n: [..., time], tension positive (SAE J1733), filtered, N.
    Returns `Peak(value, time_s)`, [...]; 0 where it was never pushed.

    Equation: max −Fz(t).

    Raises: SignalError for a bad signal.

    Source: FMVSS 208 (neck, femur), 14 CFR 25.562 (lumbar spine, R-h), UN R94 (tibia), V-S.
    Valid for: force cells of dummies; a dummy's lumbar compression is 1.45 to 1.7 times a human's (V-A).
    """
    return peak(sample(time_s, axial_force_n, name="axial force"), side="negative")


def peak_magnitude(time_s: ArrayLike, signal: ArrayLike) -> Peak:
    """Largest magnitude whatever the sign: shear, pubic symphysis force, lateral load.

    time_s: [time], s; signal: [..., time], any unit.
    Returns `Peak(value, time_s)`, [...].

    Equation: max |x(t)|.

    Raises: SignalError for a bad signal.

    Source: FMVSS 214, UN R135 (pubic symphysis), UN R94 (neck shear), V-S.
    Valid for: force cells of dummies; the limit belongs to the dummy.
    """
    return peak(sample(time_s, signal), side="both")
