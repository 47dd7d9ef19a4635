"""How sure a share of takes is, when cheap draws say how often somebody is touched and full takes say what they feel.

Notation, one entry per stratum [stratum]: of `drawn` cheap draws of a branch `touching` reach somebody; of those
`simulated` were run as full-body takes. The branch happens with `branch_probability` per take.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats, Interval
from stuntlab.statistics import CENTRAL_95, sample_shares

SAMPLES = 4096
CHUNK_NUMBERS = 2_000_000
"""Random numbers held at once: 16 MB, whatever the number of takes."""


def contact_interval(
    branch_probability: ArrayLike, drawn: ArrayLike, touching: ArrayLike, *, seed: int = 0
) -> Interval:
    """Probability that a take touches somebody, with its 95 % interval.

    Source: Jeffreys' interval (`stuntlab.statistics`), summed over branches by sampling.
    """
    branch, n, k = _strata(branch_probability, drawn, touching)
    contact = sample_shares(np.random.default_rng(seed), k, n - k, SAMPLES)
    return _interval(float(branch @ (k / n)), branch @ contact.low, branch @ contact.high)


def exceedance_interval(
    branch_probability: ArrayLike,
    drawn: ArrayLike,
    touching: ArrayLike,
    simulated: ArrayLike,
    exceeding: ArrayLike,
    *,
    seed: int = 0,
) -> Interval:
    """Probability that a take passes a limit, with its 95 % interval.

    exceeding: how many of the simulated takes pass it, failed takes included. A stratum that touches somebody and was
    never simulated counts as passing it: what nobody looked at is not taken for harmless.

    Source: Jeffreys' intervals as in `contact_interval`, for touching and for passing the limit; their product,
    weighted by branch, sampled.
    """
    branch, n, k = _strata(branch_probability, drawn, touching)
    m, e = (np.asarray(values, dtype=float) for values in (simulated, exceeding))
    rng = np.random.default_rng(seed)
    contact, passing = sample_shares(rng, k, n - k, SAMPLES), sample_shares(rng, e, m - e, SAMPLES)
    looked_at = m[:, None] > 0
    low = branch @ (contact.low * np.where(looked_at, passing.low, 1.0))
    high = branch @ (contact.high * np.where(looked_at, passing.high, 1.0))
    share = np.where(m > 0, e / np.maximum(m, 1.0), 1.0)
    return _interval(float(branch @ (k / n * share)), low, high)


def mean_interval(
    branch_probability: ArrayLike,
    drawn: ArrayLike,
    touching: ArrayLike,
    outcome: Sequence[Floats],
    *,
    seed: int = 0,
) -> Interval:
    """Mean over all takes of an outcome between 0 and 1, such as an injury probability, with its 95 % interval.

    outcome: for each stratum the outcome of its simulated takes, [take]; give failed takes the outcome 1. Draws that
    touch nobody have the outcome 0; a touching stratum without a simulated take has the outcome 1.

    Source: Jeffreys' interval for touching times the Bayesian bootstrap of the mean (Rubin 1981,
    doi:10.1214/aos/1176345338). It covers the luck of the draw, not the error of the model.
    """
    branch, n, k = _strata(branch_probability, drawn, touching)
    rng = np.random.default_rng(seed)
    contact = sample_shares(rng, k, n - k, SAMPLES)
    means = np.array([_bootstrap_mean(rng, np.asarray(values, dtype=float)) for values in outcome])
    plain = np.array([np.mean(values) if len(values) else 1.0 for values in outcome])
    return _interval(float(branch @ (k / n * plain)), branch @ (contact.low * means), branch @ (contact.high * means))


def _strata(branch_probability: ArrayLike, drawn: ArrayLike, touching: ArrayLike) -> tuple[Floats, Floats, Floats]:
    branch, n, k = (np.asarray(values, dtype=float) for values in (branch_probability, drawn, touching))
    return branch, n, k


def _bootstrap_mean(rng: Generator, values: Floats) -> Floats:
    """Samples of the mean of a population of which `values` were seen, [sample]."""
    if len(values) == 0:
        return np.ones(SAMPLES)
    rows = max(1, CHUNK_NUMBERS // len(values))
    sampled = np.empty(SAMPLES)
    for start in range(0, SAMPLES, rows):
        weights = rng.standard_exponential((min(rows, SAMPLES - start), len(values)))
        sampled[start : start + rows] = weights @ values / weights.sum(axis=1)
    return sampled


def _interval(mean: float, low: Floats, high: Floats) -> Interval:
    ends = float(np.quantile(low, CENTRAL_95[0])), float(np.quantile(high, CENTRAL_95[1]))
    return Interval(mean, min(mean, ends[0]), min(1.0, max(mean, ends[1])))
