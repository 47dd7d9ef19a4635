"""Combined thoracic index: spine acceleration and chest deflection weighed together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.injury.tables import thorax_of
from stuntlab.sampling import numbers


def cti(clip_3ms_g: ArrayLike, deflection_m: ArrayLike, *, dummy: str = "50M") -> Floats:
    """Combined thoracic index, [...].

    clip_3ms_g: [...], 3 ms clip of the spine's resultant acceleration, g; deflection_m: [...], largest chest
    deflection, m; dummy: "50M", "5F", or "50M 1999" for the later intercepts.

    Equation: CTI = A/Aint + D/Dint.

    Raises: CriterionError for an unknown set; SignalError for negative peaks.

    Source: Kleinberger 1998 (R-h); "50M 1999" R-m.
    Valid for: frontal loading by belt and bag.
    """
    intercepts = thorax_of(dummy)
    acceleration = numbers(clip_3ms_g, name="chest acceleration")
    deflection = numbers(deflection_m, name="chest deflection")
    if (acceleration < 0).any() or (deflection < 0).any():
        raise SignalError("chest acceleration and deflection are magnitudes and cannot be negative")
    return np.asarray(acceleration / intercepts.acceleration_g + deflection / intercepts.deflection_m)
