"""How likely a strike that should stop short touches after all, by the spread of the reach alone.

Source: film.md 2.1 (C). Valid for: a first look. Far tails of a normal spread are not to be believed, slips and wrong
cues are the floor; a gag draws its takes with both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from stuntlab.datasets import Floats


def chance_of_touch(gap_m: ArrayLike, spread_m: ArrayLike) -> Floats:
    """Φ(-g / s), [...]."""
    return np.asarray(ndtr(-np.asarray(gap_m, dtype=float) / np.asarray(spread_m)))


def chance_of_any(probability: ArrayLike, count: ArrayLike) -> Floats:
    """At least one in a series, 1 - (1 - p)ⁿ, [...]."""
    return np.asarray(-np.expm1(np.asarray(count) * np.log1p(-np.asarray(probability, dtype=float))))
