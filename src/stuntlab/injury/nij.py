"""Normalised neck injury criterion in its four quadrants, and the neck's axial, shear and bending peaks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.injury.largest import first_at, largest
from stuntlab.injury.tables import Neck, neck_of
from stuntlab.sampling import numbers, sample_together


class Nij(NamedTuple):
    """Largest Nij, [...], its time, s, and the largest in each quadrant, [...].

    ntf tension with flexion, nte tension with extension, ncf compression with flexion, nce compression with extension;
    0 where the quadrant was never entered. A moment of exactly 0 counts as flexion, a force of exactly 0 as tension.
    """

    value: Floats
    time_s: Floats
    ntf: Floats
    nte: Floats
    ncf: Floats
    nce: Floats


def nij(time_s: ArrayLike, axial_force_n: ArrayLike, moment_nm: ArrayLike, *, dummy: str | Neck = "50M") -> Nij:
    """Normalised neck injury criterion.

    time_s: [time], s; axial_force_n: [..., time], tension positive, filtered, N; moment_nm: [..., time], about
    the occipital condyle, flexion positive, filtered, N·m (`occipital_moment` makes it from an upper neck load cell).
    dummy: intercept set: "50M", "5F", "5F out of position", "THOR-50M", or a person's own between two of them.
    Returns `Nij(value, time_s, ntf, nte, ncf, nce)`, each [...].

    Equation: Nij = Fz/Fint + M/Mint at every instant, with the intercepts of the quadrant the signs give.

    Raises: CriterionError for an unknown intercept set; SignalError for a bad signal.

    Source: FMVSS 208, intercepts from pyisomme (V-S).
    Valid for: frontal loading of the named dummy; the moment must be the one at the occipital condyle.
    """
    force, moment = sample_together(time_s, axial_force=axial_force_n, neck_moment=moment_nm)
    limits = dummy if isinstance(dummy, Neck) else neck_of(dummy)
    found = np.zeros((force.rows.shape[0], 5))
    _nij_rows(
        force.rows,
        moment.rows,
        1 / np.array([limits.tension_n, limits.compression_n]),
        1 / np.array([limits.flexion_nm, limits.extension_nm]),
        found,
    )
    quadrants = [force.per_signal(found[:, i]) for i in range(4)]
    value = np.maximum.reduce(quadrants)
    return Nij(np.asarray(value), force.time_of(found[:, 4]), *quadrants)


def occipital_moment(moment_y_nm: ArrayLike, shear_x_n: ArrayLike, *, lever_m: float = 0.01778) -> Floats:
    """Moment about the occipital condyle from an upper neck load cell, [..., time], N·m, flexion positive.

    moment_y_nm, shear_x_n: [..., time], as measured; lever_m: height of the cell above the condyle.

    Equation: M_OC = My − 0.01778 m · Fx.

    Raises: SignalError for numbers that are not finite, or shapes that do not fit.

    Source: 49 CFR 572.123 (V-P); the same lever for 50M and 5F in pyisomme (V-S).
    Valid for: Hybrid III 50M and 5F.
    """
    moment, shear = numbers(moment_y_nm, name="neck moment"), numbers(shear_x_n, name="neck shear")
    try:
        return np.asarray(moment - lever_m * shear)
    except ValueError:
        raise SignalError(
            f"neck moment and shear must have the same shape, given {moment.shape} and {shear.shape}"
        ) from None


@compiled(error_model="numpy")
def _nij_rows(force: Floats, moment: Floats, per_force: Floats, per_moment: Floats, found: Floats) -> None:
    length = force.shape[1]
    share, part = np.empty(length), np.empty(length)
    for i in range(force.shape[0]):
        f, m = force[i], moment[i]
        for j in range(length):
            # Of the two signs of a load, the wrong one is negative and never the larger.
            share[j] = max(f[j] * per_force[0], -f[j] * per_force[1]) + max(m[j] * per_moment[0], -m[j] * per_moment[1])
        best = largest(share)
        found[i, 4] = first_at(share, best)
        for quadrant in range(4):
            f_low, f_high = (0.0, np.inf) if quadrant < 2 else (-np.inf, 0.0)
            m_low, m_high = (0.0, np.inf) if quadrant % 2 == 0 else (-np.inf, 0.0)
            for j in range(length):
                inside = (f_low <= f[j]) & (f[j] < f_high) & (m_low <= m[j]) & (m[j] < m_high)
                part[j] = share[j] if inside else 0.0
            found[i, quadrant] = largest(part)
