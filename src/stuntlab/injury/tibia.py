"""Tibia index: bending and axial force of the shin together."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.errors import CriterionError
from stuntlab.injury.peaks import Peak
from stuntlab.injury.tables import tibia_of
from stuntlab.sampling import sample_together


def tibia_index(
    time_s: ArrayLike,
    axial_force_n: ArrayLike,
    moment_x_nm: ArrayLike,
    moment_y_nm: ArrayLike,
    *,
    dummy: str = "50M",
    straighten: Literal["upper", "lower"] | None = None,
) -> Peak:
    """Tibia index, original or revised.

    time_s: [time], s; axial_force_n, moment_x_nm, moment_y_nm: [..., time], one cell of the shin, filtered, N and N·m.
    dummy: "50M", "5F", "95M", or "revised" for the intercepts of cadaver legs (revised tibia index, whose risk curve is
    "tibia-index-revised"). straighten: which cell of a Hybrid III 50M this is, to take out the moment that its bent
    shin makes from axial force.
    Returns `Peak(value, time_s)`, [...]. Axial force counts with either sign.

    Equation: TI = √(Mx² + My²)/Mc + |Fz|/Fc at every instant; straightened My − 0.02832 m·Fz (upper),
    My + 0.006398 m·Fz (lower).

    Raises: CriterionError for an unknown set or a straightening that is not published; SignalError for a bad signal.

    Source: UN R94, intercepts and Zuby's levers from pyisomme (V-S); revised intercepts Kuppa 2001 (R-m).
    Valid for: the named dummy; upper and lower cell each for themselves.
    """
    force, about_x, about_y = sample_together(
        time_s, axial_force=axial_force_n, moment_about_x=moment_x_nm, moment_about_y=moment_y_nm
    )
    intercepts = tibia_of(dummy)
    lever = {None: 0.0, "upper": intercepts.upper_lever_m, "lower": intercepts.lower_lever_m}[straighten]
    if lever is None:
        raise CriterionError(f"no correction for the bent shin is published for {dummy}; it is for 50M")
    value, at = np.empty(force.rows.shape[0]), np.empty(force.rows.shape[0])
    _index_rows(
        force.rows, about_x.rows, about_y.rows, lever, 1 / intercepts.moment_nm, 1 / intercepts.force_n, value, at
    )
    return Peak(force.per_signal(value), force.time_of(at))


@compiled
def _index_rows(
    force: Floats,
    about_x: Floats,
    about_y: Floats,
    lever: float,
    per_moment: float,
    per_force: float,
    value: Floats,
    at: Floats,
) -> None:
    for i in range(force.shape[0]):
        best, best_at = 0.0, 0
        for j in range(force.shape[1]):
            bending = about_y[i, j] + lever * force[i, j]
            here = np.sqrt(about_x[i, j] ** 2 + bending**2) * per_moment + abs(force[i, j]) * per_force
            if here > best:
                best, best_at = here, j
        value[i], at[i] = best, best_at
