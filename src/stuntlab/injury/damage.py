"""DAMAGE: how far three coupled springs with the brain's stiffness are turned by the head's angular acceleration."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.injury.oscillator import steps_of_one_period, transition
from stuntlab.injury.peaks import Peak
from stuntlab.sampling import sample_together

# Stiffness of unit masses, 1/s², damping over stiffness, s, and the factor from deflection to strain, 1/m.
# Source: Gabler 2019 by way of pyisomme (V-S).
KXX, KYY, KZZ, KXZ = 32142.0, 23493.0, 16935.0, 1636.3
DAMPING_OVER_STIFFNESS_S = 5.9148e-3
BETA_PER_M = 2.9903


def damage(time_s: ArrayLike, angular_x: ArrayLike, angular_y: ArrayLike, angular_z: ArrayLike) -> Peak:
    """DAMAGE: estimate of the largest brain strain from head rotation alone.

    time_s: [time], s; angular_x, angular_y, angular_z: [..., time], angular acceleration of the head, rad/s².
    Returns `Peak(value, time_s)`, [...]. The brain starts at rest; after the record the head turns on without
    acceleration for one period of the softest mode.

    Equation: δ̈ + a1·K·δ̇ + K·δ = α(t), K with kxx + kxz, kyy, kzz + kxz on the diagonal and −kxz between x and z;
    DAMAGE = β·max |δ|. Solved mode by mode, exact for α straight between samples.

    Raises: SignalError for a bad signal.

    Source: Gabler 2019; Euro NCAP, constants from pyisomme (V-S).
    Valid for: one impact; a model of one human brain mesh, 50M.
    """
    axes = sample_together(time_s, angular_x=angular_x, angular_y=angular_y, angular_z=angular_z)
    step_s = axes[0].step_s
    stiffness, shapes = np.linalg.eigh(np.array([[KXX + KXZ, 0, -KXZ], [0, KYY, 0], [-KXZ, 0, KZZ + KXZ]]))
    natural = np.sqrt(stiffness)
    matrices = np.stack([transition(w, DAMPING_OVER_STIFFNESS_S * w / 2, step_s) for w in natural])
    after = steps_of_one_period(float(natural.min()), step_s)
    value, at = np.empty(axes[0].rows.shape[0]), np.empty(axes[0].rows.shape[0])
    _damage_rows(axes[0].rows, axes[1].rows, axes[2].rows, np.ascontiguousarray(shapes.T), matrices, after, value, at)
    return Peak(axes[0].per_signal(BETA_PER_M * value), axes[0].time_of(at))


@compiled
def _damage_rows(
    x: Floats, y: Floats, z: Floats, shapes: Floats, m: Floats, after: int, value: Floats, at: Floats
) -> None:
    length = x.shape[1]
    deflection, rate, now = np.empty(3), np.empty(3), np.empty(3)
    for i in range(x.shape[0]):
        deflection[:], rate[:] = 0.0, 0.0
        now[:] = shapes[:, 0] * x[i, 0] + shapes[:, 1] * y[i, 0] + shapes[:, 2] * z[i, 0]
        best, best_at = 0.0, 0
        for j in range(1, length + after):
            size = 0.0
            for k in range(3):
                after_step = 0.0
                if j < length:
                    after_step = shapes[k, 0] * x[i, j] + shapes[k, 1] * y[i, j] + shapes[k, 2] * z[i, j]
                d, r, u, du = deflection[k], rate[k], now[k], after_step - now[k]
                deflection[k] = m[k, 0, 0] * d + m[k, 0, 1] * r + m[k, 0, 2] * u + m[k, 0, 3] * du
                rate[k] = m[k, 1, 0] * d + m[k, 1, 1] * r + m[k, 1, 2] * u + m[k, 1, 3] * du
                now[k] = after_step
                size += deflection[k] ** 2
            if size > best:
                best, best_at = size, j
        value[i], at[i] = math.sqrt(best), best_at
