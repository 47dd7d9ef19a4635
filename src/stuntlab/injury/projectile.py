"""Blunt criterion of a projectile that does not penetrate."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.sampling import numbers


def blunt_criterion(
    energy_j: ArrayLike, *, body_mass_kg: ArrayLike, wall_thickness_m: ArrayLike, diameter_m: ArrayLike
) -> Floats:
    """Blunt criterion, [...]; 0.37 is about an even chance of AIS 2 to 3 at the chest.

    energy_j: [...], energy of the projectile, J; wall_thickness_m: of the body wall where it strikes, m;
    diameter_m: of the projectile, m.

    Equation: BC = ln(E/(W^(1/3)·T·D)), E in J, W in kg, T and D in cm.

    Raises: SignalError for a value that is not positive.

    Source: Sturdivan; Bir and Viano 2004 (R-m).
    Valid for: blunt, rigid projectiles of 30 to 140 g on the chest; not for eyes, face or bare skin.
    """
    values = [numbers(v, name="projectile") for v in (energy_j, body_mass_kg, wall_thickness_m, diameter_m)]
    if any((value <= 0).any() for value in values):
        raise SignalError("energy, body mass, wall thickness and diameter must be above 0")
    energy, mass, wall, diameter = values
    return np.asarray(np.log(energy / (np.cbrt(mass) * 100 * wall * 100 * diameter)))
