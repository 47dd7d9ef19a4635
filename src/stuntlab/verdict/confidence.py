"""How sure a share of cheap draws is, such as those that come down beside a catcher, with the branches taken as given.

Notation, one entry per branch [branch]: of `drawn` cheap draws `counted` end in one way. The branch happens with
`branch_probability` per take. `doubt.contact_of_counts` doubts how often the branches happen as well.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Catch, Floats, Integers, Interval
from stuntlab.statistics import CENTRAL_95, sample_shares

SAMPLES = 4096


def share_of_draws(catch: Catch, draws: Integers, branch_probability: Sequence[float], *, seed: int) -> Interval:
    """How often a take ends that way, draws [branch] of `catch.drawn`."""
    return share_interval(branch_probability, catch.drawn, draws, seed=seed)


def share_interval(branch_probability: ArrayLike, drawn: ArrayLike, counted: ArrayLike, *, seed: int = 0) -> Interval:
    """Probability that a take ends so, with its 95 % interval.

    Source: Jeffreys' interval (`stuntlab.statistics`), summed over branches by sampling.
    """
    branch, n, k = (np.asarray(values, dtype=float) for values in (branch_probability, drawn, counted))
    share = sample_shares(np.random.default_rng(seed), k, n - k, SAMPLES)
    return _interval(float(branch @ (k / n)), branch @ share.low, branch @ share.high)


def _interval(mean: float, low: Floats, high: Floats) -> Interval:
    ends = float(np.quantile(low, CENTRAL_95[0])), float(np.quantile(high, CENTRAL_95[1]))
    return Interval(mean, min(mean, ends[0]), min(1.0, max(mean, ends[1])))
