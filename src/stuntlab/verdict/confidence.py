"""How sure a share of cheap draws is, such as those that come down beside a catcher, with the branches taken as given.

Notation, one entry per branch [branch]: of `drawn` cheap draws `touching` reach somebody. The branch happens with
`branch_probability` per take.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats, Interval
from stuntlab.statistics import CENTRAL_95, sample_shares

SAMPLES = 4096


def contact_interval(
    branch_probability: ArrayLike, drawn: ArrayLike, touching: ArrayLike, *, seed: int = 0
) -> Interval:
    """Probability that a take touches somebody, with its 95 % interval.

    Source: Jeffreys' interval (`stuntlab.statistics`), summed over branches by sampling.
    """
    branch, n, k = _strata(branch_probability, drawn, touching)
    contact = sample_shares(np.random.default_rng(seed), k, n - k, SAMPLES)
    return _interval(float(branch @ (k / n)), branch @ contact.low, branch @ contact.high)


def _strata(branch_probability: ArrayLike, drawn: ArrayLike, touching: ArrayLike) -> tuple[Floats, Floats, Floats]:
    branch, n, k = (np.asarray(values, dtype=float) for values in (branch_probability, drawn, touching))
    return branch, n, k


def _interval(mean: float, low: Floats, high: Floats) -> Interval:
    ends = float(np.quantile(low, CENTRAL_95[0])), float(np.quantile(high, CENTRAL_95[1]))
    return Interval(mean, min(mean, ends[0]), min(1.0, max(mean, ends[1])))
