"""Viscous criterion: how deep times how fast, at the same instant."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.injury.largest import first_at, largest
from stuntlab.injury.peaks import Peak
from stuntlab.injury.trunk import positive_depth
from stuntlab.sampling import sample


def viscous_criterion(time_s: ArrayLike, deflection_m: ArrayLike, *, depth_m: float, scale: float = 1.0) -> Peak:
    """Viscous criterion of the chest or the abdomen, m/s.

    time_s: [time], s, at least five samples; deflection_m: [..., time], compression positive, filtered, m;
    depth_m, scale: for a person their own depth and scale 1; for a dummy both from `stuntlab.injury.chest_of("50M")`.
    Returns `Peak(value, time_s)`, [...]. Only inward motion of a compressed trunk counts; the two samples at each end,
    where the stencil does not reach, are left out.

    Equation: VC = scale · max[D(t)/depth · dD/dt], dD/dt = [8(D₊₁ − D₋₁) − (D₊₂ − D₋₂)]/(12 Δt).

    Raises: SignalError for fewer than five samples, or a bad signal.

    Source: UN R94 and R95 annex 4; scales and depths from pyisomme (V-S).
    Valid for: impacts at about 3 to 30 m/s; slower crushing is judged by compression alone.
    """
    sampled = sample(time_s, deflection_m, name="deflection", least=5)
    value = np.empty(sampled.rows.shape[0])
    at = np.empty(sampled.rows.shape[0])
    _viscous_rows(sampled.rows, scale / (12 * sampled.step_s * positive_depth(depth_m)), value, at)
    return Peak(sampled.per_signal(value), sampled.time_of(at))


@compiled(error_model="numpy")
def _viscous_rows(rows: Floats, factor: float, value: Floats, at: Floats) -> None:
    product = np.empty(rows.shape[1] - 4)
    for i in range(rows.shape[0]):
        row = rows[i]
        for j in range(product.size):
            rate = 8 * (row[j + 3] - row[j + 1]) - (row[j + 4] - row[j])
            product[j] = max(row[j + 2], 0.0) * rate
        best = largest(product)
        value[i], at[i] = best * factor, first_at(product, best) + 2 if best > 0 else 0
