"""Blast: overpressure of a free-air charge, and the speed it gives to the chest wall."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.constants import STANDARD_ATMOSPHERE_PA
from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.injury.peaks import Peak
from stuntlab.sampling import numbers, sample

# Axelsson's chest: area m², mass kg, damping N·s/m, stiffness N/m, lung volume m³, pressure Pa, gas exponent.
# Source: STANAG 4569 AEP-55 (V-S).
AREA_M2, MASS_KG, DAMPING_NS_M, STIFFNESS_N_M = 0.082, 2.03, 696.0, 989.0
LUNG_M3, AMBIENT_PA, GAS_EXPONENT = 1.82e-3, 1.0e5, 1.2
_LONGEST_STEP_S = 2e-5


def chest_wall_velocity(time_s: ArrayLike, overpressure_pa: ArrayLike) -> Peak:
    """Largest inward speed of the chest wall (CWVP), m/s.

    time_s: [time], s; overpressure_pa: [..., time], pressure above ambient at the chest, Pa.
    Returns `Peak(value, time_s)`, [...].

    Equation: M·ẍ + C·ẋ + K·x = A·[p + P0 − P0·(V/(V − A·x))^γ], from rest; fourth-order Runge–Kutta, p straight between
    samples.

    Raises: SignalError for a bad signal.

    Source: Axelsson and Yelverton 1996; constants STANAG 4569 AEP-55 (V-S), with one misprinted sign corrected.
    Valid for: 70 kg adults, air blast; 3.6 m/s is the limit of AEP-55.
    """
    sampled = sample(time_s, overpressure_pa, name="overpressure")
    inner = max(1, math.ceil(sampled.step_s / _LONGEST_STEP_S))
    value, at = np.empty(sampled.rows.shape[0]), np.empty(sampled.rows.shape[0])
    _chest_rows(sampled.rows, sampled.step_s, inner, value, at)
    return Peak(sampled.per_signal(value), sampled.time_of(at))


def free_air_overpressure(distance_m: ArrayLike, *, charge_kg_tnt: ArrayLike) -> Floats:
    """Peak side-on overpressure of a charge in free air, [...], Pa.

    distance_m, charge_kg_tnt: [...], m and kg of TNT. A charge on hard ground acts like about 1.8 times its mass.

    Equation: Δp/P0 = 808·[1 + (Z/4.5)²]/√([1 + (Z/0.048)²]·[1 + (Z/0.32)²]·[1 + (Z/1.35)²]), Z = R/W^(1/3).

    Raises: SignalError for a distance or a charge that is not positive.

    Source: Kinney and Graham 1985 (R-h).
    Valid for: Z of 0.05 to 40 m/kg^(1/3), within about 15 %; no walls, no fragments.
    """
    distance, charge = numbers(distance_m, name="distance"), numbers(charge_kg_tnt, name="charge")
    if (distance <= 0).any() or (charge <= 0).any():
        raise SignalError("distance and charge must be above 0")
    z = distance / np.cbrt(charge)
    below = (1 + (z / 0.048) ** 2) * (1 + (z / 0.32) ** 2) * (1 + (z / 1.35) ** 2)
    return np.asarray(STANDARD_ATMOSPHERE_PA * 808 * (1 + (z / 4.5) ** 2) / np.sqrt(below))


@compiled
def _acceleration(x: float, v: float, p: float) -> float:
    gas = AMBIENT_PA * (LUNG_M3 / max(LUNG_M3 - AREA_M2 * x, 1e-9)) ** GAS_EXPONENT
    return float((AREA_M2 * (p + AMBIENT_PA - gas) - DAMPING_NS_M * v - STIFFNESS_N_M * x) / MASS_KG)


@compiled
def _chest_rows(rows: Floats, step_s: float, inner: int, value: Floats, at: Floats) -> None:
    h = step_s / inner
    for i in range(rows.shape[0]):
        x = v = 0.0
        best, best_at = 0.0, 0.0
        for j in range(rows.shape[1] - 1):
            for k in range(inner):
                p0 = rows[i, j] + (rows[i, j + 1] - rows[i, j]) * k / inner
                p1 = rows[i, j] + (rows[i, j + 1] - rows[i, j]) * (k + 1) / inner
                middle = (p0 + p1) / 2
                a1 = _acceleration(x, v, p0)
                a2 = _acceleration(x + v * h / 2, v + a1 * h / 2, middle)
                a3 = _acceleration(x + (v + a1 * h / 2) * h / 2, v + a2 * h / 2, middle)
                a4 = _acceleration(x + (v + a2 * h / 2) * h, v + a3 * h, p1)
                x += v * h + (a1 + a2 + a3) * h * h / 6
                v += (a1 + 2 * a2 + 2 * a3 + a4) * h / 6
                if v > best:
                    best, best_at = v, j + (k + 1) / inner
        value[i], at[i] = best, best_at
