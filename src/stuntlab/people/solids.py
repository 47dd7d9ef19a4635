"""Rigid bodies put together from parts: mass, centre of mass and inertia."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats


@dataclass(frozen=True, slots=True)
class MassSolid:
    """Mass (kg), centre of mass [3] (m) and inertia [3, 3] about it (kg m²), in one body's axes."""

    mass_kg: float
    centre_m: Floats
    inertia_kgm2: Floats

    def lighter(self, mass_kg: float) -> MassSolid:
        """The same shape with `mass_kg` taken away evenly."""
        share = 1.0 - mass_kg / self.mass_kg
        return MassSolid(self.mass_kg * share, self.centre_m, self.inertia_kgm2 * share)


def solid(mass_kg: float, centre_m: Iterable[float], principal_kgm2: Iterable[float]) -> MassSolid:
    """A part whose principal axes are the body's."""
    return MassSolid(mass_kg, np.array(list(centre_m), dtype=float), np.diag(list(principal_kgm2)))


def join_solids(*parts: MassSolid) -> MassSolid:
    """Parts welded together (parallel axis theorem)."""
    mass = sum(part.mass_kg for part in parts)
    centre = sum((part.mass_kg * part.centre_m for part in parts), np.zeros(3)) / mass
    inertia = np.zeros((3, 3))
    for part in parts:
        arm = part.centre_m - centre
        inertia = inertia + part.inertia_kgm2 + part.mass_kg * (arm @ arm * np.eye(3) - np.outer(arm, arm))
    return MassSolid(mass, centre, inertia)
