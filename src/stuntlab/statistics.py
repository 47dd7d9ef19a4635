"""How sure a counted share is, and quantiles of takes that weigh differently.

A share is counted: it `happened` so often, and `otherwise` so often. Jeffreys' posterior of it is
Beta(happened + 1/2, otherwise + 1/2).

Source: Jeffreys' interval for a binomial share (Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from stuntlab.datasets import Floats, Interval

CENTRAL_95 = (0.025, 0.975)
"""The quantiles between which 95 % lie."""

_PRIOR = 0.5
"""What Jeffreys' prior adds to either count."""


def jeffreys_interval(happened: int, total: int) -> Interval:
    """A share with its 95 % interval; the low end of 0 counts is 0, and the high end of all counts is 1."""
    low, high = (float(betaincinv(happened + _PRIOR, total - happened + _PRIOR, end)) for end in CENTRAL_95)
    return Interval(happened / total, low if happened else 0.0, high if happened < total else 1.0)


def jeffreys_samples(rng: Generator, happened: Floats, otherwise: Floats, count: int) -> Floats:
    """Samples of the posterior of shares, [share, sample]."""
    return rng.beta(happened[:, None] + _PRIOR, otherwise[:, None] + _PRIOR, size=(len(happened), count))


@dataclass(frozen=True, slots=True)
class SampledShares:
    """Samples of shares, [share, sample], for the low end of an interval and for its high end."""

    low: Floats
    high: Floats


def sample_shares(rng: Generator, happened: Floats, otherwise: Floats, count: int) -> SampledShares:
    """Samples by Jeffreys. What was never seen may be impossible (low end 0), what always happened certain (high 1).

    Without the two ends a sum over many shares in which nothing happened would be pushed above a truth of nearly zero.
    """
    sampled = jeffreys_samples(rng, happened, otherwise, count)
    return SampledShares(np.where(happened[:, None] > 0, sampled, 0.0), np.where(otherwise[:, None] > 0, sampled, 1.0))


def weighted_quantile(values: ArrayLike, weights: ArrayLike, share: float) -> float:
    """The smallest value that at least `share` of the weight does not pass; 0 where there are no values.

    values, weights: [take]. Takes without weight do not count.
    """
    value, weight = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    counted = weight > 0
    if not counted.any():
        return 0.0
    return float(np.quantile(value[counted], share, weights=weight[counted], method="inverted_cdf"))
