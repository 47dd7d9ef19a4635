"""Brain injury criterion from the peak turning rate about each axis of the head."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.injury.peaks import peak
from stuntlab.sampling import sample_together

BricSet = Literal["average", "CSDM", "MPS"]

# Critical turning rates about x, y, z, rad/s. Source: Takhounts 2013 by way of pyisomme and d3view (V-S).
CRITICAL_RAD_S = {
    "average": (66.25, 56.45, 42.87),
    "CSDM": (66.20, 59.10, 44.25),
    "MPS": (66.30, 53.80, 41.50),
}


def bric(
    time_s: ArrayLike, rate_x: ArrayLike, rate_y: ArrayLike, rate_z: ArrayLike, *, critical: BricSet = "average"
) -> Floats:
    """Brain injury criterion, [...].

    time_s: [time], s; rate_x, rate_y, rate_z: [..., time], turning rate of the head, filtered, rad/s;
    critical: the set of critical rates, fitted to two strain measures or their average.

    Equation: BrIC = √Σ(ωi/ωic)², ωi the largest |ω| of each axis, whenever it comes.

    Raises: SignalError for a bad signal.

    Source: Takhounts 2013 (V-S).
    Valid for: a trend only; the risk read from it is 3 to 85 % where the field shows 1.3 to 5 % (Mueller 2015, V-A).
    """
    axes = sample_together(time_s, rate_x=rate_x, rate_y=rate_y, rate_z=rate_z)
    shares = [peak(axis, side="both").value / limit for axis, limit in zip(axes, CRITICAL_RAD_S[critical], strict=True)]
    return np.asarray(np.sqrt(sum(share**2 for share in shares)))
