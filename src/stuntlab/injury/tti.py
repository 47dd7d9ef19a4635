"""Thoracic trauma index of a side impact."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.sampling import numbers

STANDARD_MASS_KG = 75.0


def tti(rib_g: ArrayLike, t12_g: ArrayLike, *, age_years: ArrayLike, mass_kg: ArrayLike) -> Floats:
    """Thoracic trauma index of a person, [...], g.

    rib_g, t12_g: [...], largest lateral acceleration of the struck ribs and of the twelfth thoracic vertebra, g.

    Equation: TTI = 1.4·age + 0.5·(rib + T12)·mass/75 kg.

    Raises: SignalError for numbers that are not finite.

    Source: Eppinger 1984, FMVSS 214 (R-h).
    Valid for: adults struck from the side.
    """
    age, mass = numbers(age_years, name="age"), numbers(mass_kg, name="mass")
    return np.asarray(1.4 * age + dummy_tti(rib_g, t12_g) * mass / STANDARD_MASS_KG)


def dummy_tti(rib_g: ArrayLike, t12_g: ArrayLike) -> Floats:
    """Thoracic trauma index of a dummy, TTI(d), [...], g: without age and mass.

    rib_g, t12_g: [...], as `tti`.

    Equation: TTI(d) = 0.5·(rib + T12).

    Raises: SignalError for numbers that are not finite.

    Source: FMVSS 214 (R-h): 85 g in four-door, 90 g in two-door cars.
    Valid for: the US side impact dummy.
    """
    return np.asarray(0.5 * (numbers(rib_g, name="rib acceleration") + numbers(t12_g, name="T12 acceleration")))
