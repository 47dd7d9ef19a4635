"""Chest compression, and the severity Kroell and Neathery read from it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.injury.peaks import Peak, peak
from stuntlab.injury.trunk import positive_depth
from stuntlab.sampling import numbers, sample


def compression(time_s: ArrayLike, deflection_m: ArrayLike, *, depth_m: float) -> Peak:
    """Largest compression of the chest, or of the abdomen, as a share of its depth.

    time_s: [time], s; deflection_m: [..., time], compression positive (ISO-MME channels are negative: turn them), m;
    depth_m: depth of the trunk there: the person's own, or `stuntlab.injury.chest_of("50M").depth_m` for a dummy, m.
    Returns `Peak(value, time_s)`, [...]; 0 where the trunk was never compressed.

    Equation: C = max D(t)/depth.

    Raises: SignalError for a depth that is not one, or a bad signal.

    Source: Kroell 1974 (R-h); depths of dummies from pyisomme (V-S).
    Valid for: frontal blunt loading.
    """
    deepest = peak(sample(time_s, deflection_m, name="deflection"))
    return Peak(np.asarray(deepest.value / positive_depth(depth_m)), deepest.time_s)


def chest_severity(compression: ArrayLike) -> Floats:
    """Mean severity (AIS, not an integer) of unembalmed cadavers at a compression, [...], held between 0 and 6.

    compression: [...], share of the chest's depth.

    Equation: AIS = −3.78 + 19.56·C.

    Raises: SignalError for numbers that are not finite.

    Source: Kroell 1974, Neathery 1975 (R-h).
    Valid for: 23 kg hub at mid-sternum, adults; a regression line, not a risk.
    """
    return np.clip(-3.78 + 19.56 * numbers(compression, name="compression"), 0.0, 6.0)


def chest_severity_at_age(compression: ArrayLike, *, age_years: ArrayLike) -> Floats:
    """As `chest_severity`, with the person's age, [...].

    Equation: AIS = 17.4·C + 0.03·age − 5.15.

    Raises: SignalError for numbers that are not finite.

    Source: Neathery 1975 (R-m).
    Valid for: 20 to 80 years; a regression line, not a risk.
    """
    age = numbers(age_years, name="age")
    return np.clip(17.4 * numbers(compression, name="compression") + 0.03 * age - 5.15, 0.0, 6.0)
