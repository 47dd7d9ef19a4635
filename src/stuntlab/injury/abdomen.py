"""Abdomen: peak force, and the largest speed times the largest compression.

Compression and the viscous criterion of the abdomen are `compression` and `viscous_criterion` with the abdomen's depth.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.injury.peaks import Peak, peak
from stuntlab.injury.trunk import positive_depth
from stuntlab.sampling import sample


def abdomen_force(time_s: ArrayLike, force_n: ArrayLike) -> Peak:
    """Largest force pressing on the abdomen, N.

    time_s: [time], s; force_n: [..., time], compression positive, filtered, N; for ES-2 the sum of its three cells.
    Returns `Peak(value, time_s)`, [...].

    Equation: F = max F(t).

    Raises: SignalError for a bad signal.

    Source: FMVSS 214, UN R95 (V-S).
    Valid for: the risk curve and the limits are those of the side-impact dummy ES-2re.
    """
    return peak(sample(time_s, force_n, name="abdomen force"))


def abdominal_injury_criterion(time_s: ArrayLike, deflection_m: ArrayLike, *, depth_m: float) -> Floats:
    """Largest inward speed times largest compression, [...], m/s, reached together or not.

    time_s: [time], s, at least five samples; deflection_m: [..., time], compression positive, CFC 180, m;
    depth_m: the person's own abdominal depth, m.

    Equation: AIC = max dD/dt · max D/depth, dD/dt by the stencil of the viscous criterion.

    Raises: SignalError for fewer than five samples, a depth that is not one, or a bad signal.

    Source: Rouhana 1985, 117 lateral impacts on rabbits (V-S).
    Valid for: 3 to 15 m/s, 10 to 50 % compression, animals; a rank of severity, not a human risk.
    """
    sampled = sample(time_s, deflection_m, name="deflection", least=5)
    x = sampled.rows
    speed = (8 * (x[:, 3:-1] - x[:, 1:-3]) - (x[:, 4:] - x[:, :-4])).max(axis=1) / (12 * sampled.step_s)
    deepest = x.max(axis=1) / positive_depth(depth_m)
    return sampled.per_signal(np.maximum(speed, 0) * np.maximum(deepest, 0))
