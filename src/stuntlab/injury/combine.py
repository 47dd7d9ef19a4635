"""What several risks of one person come to: two bounds, never one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.injury.risk import Risk


class Bounds(NamedTuple):
    """Probability of at least one injury, [...]: with all risks falling together, and with all independent."""

    together: Floats
    independent: Floats


def combine(probability: ArrayLike, *, axis: int = -1) -> Bounds:
    """Bounds on the probability of at least one injury of one person, over body regions.

    probability: [..., region, ...], all of the same severity; axis: the axis of the regions.
    Returns `Bounds(together, independent)`, that axis removed.

    Equation: max p ≤ P ≤ 1 − Π(1 − p). Loads of one event rise and fall together, so the truth is nearer the first.

    Raises: SignalError for values outside 0…1 or no region.

    Source: US NCAP joint probability (V-S) for the upper form; the lower is exact.
    Valid for: regions of one person in one event, one severity. Never over people, and never two curves of one region.
    """
    p = np.asarray(probability, dtype=float)
    if p.ndim == 0 or p.shape[axis] == 0:
        raise SignalError("there is no region to combine")
    if not ((p >= 0) & (p <= 1)).all():
        raise SignalError("probabilities lie between 0 and 1")
    return Bounds(
        np.asarray(p.max(axis=axis)), np.asarray(-np.expm1(np.log1p(-np.minimum(p, _BELOW_ONE)).sum(axis=axis)))
    )


def combine_risks(risks: Sequence[Risk], level: str) -> Bounds:
    """Bounds over body regions for one severity, [...], each region counted once.

    risks: one a region, loads of the same shape; level: "ais2", "ais3", …

    Raises: SignalError for two curves of one region, whose injury would be counted twice; CriterionError for a curve
    without that severity.

    Source and validity: as `combine`.
    """
    regions = [risk.curve.region for risk in risks]
    twice = next((region for region in regions if regions.count(region) > 1), None)
    if twice is not None:
        names = ", ".join(risk.curve.name for risk in risks if risk.curve.region == twice)
        raise SignalError(f"{names} are curves of one region, the {twice}; choose one and say which")
    return combine(np.stack([risk.at(level) for risk in risks], axis=-1))


# The largest number below 1: log(1 − p) stays finite, and 1 − Π(1 − p) rounds to 1.
_BELOW_ONE = np.nextafter(1.0, 0.0)
