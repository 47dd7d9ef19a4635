"""How often a limit is passed when the simulated takes are too few to count: a response surface over all the draws.

A few hundred full-body takes cannot show by counting that a limit is passed less than once in a thousand takes: none in
200 only says under 1.5 %. But a load depends smoothly on what is drawn (speed, mass, aim), so the simulated takes fit a
quadratic surface to the logarithm of the load, and the surface with its own scatter is read at every cheap draw. A
tenth of the median is added first, so that a strike that only grazes does not decide how high the tail reaches. It is
at least two hundredths of the limit: loads that scatter widely far below a limit say nothing about reaching it.

Source: response surface method of structural reliability (Bucher & Bourgund 1990, doi:10.1016/0167-4730(90)90012-E,
R-h); posterior of a linear model with unknown variance (Gelman et al., Bayesian Data Analysis, 14.2, R-h).
Valid for: loads from 0 up that change smoothly with what is drawn. Where the surface fits badly its scatter is wide and
so is the interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from scipy.special import ndtr, stdtr

from stuntlab.datasets import Floats, Integers, Interval
from stuntlab.statistics import CENTRAL_95, jeffreys_samples

POSTERIOR_SAMPLES = 200
MOST_DRAWS = 4096
"""Draws read per stratum; the sum over them is smooth, so more change nothing that is printed."""

EVERY_ONE, ONE_IN = 128, 8
"""Of the draws in the order of their load, a posterior sample reads the first and last 128, and one in 8 between them:
a tail hangs on its few highest draws, and the middle is smooth (judgement; a test reads every one beside it)."""

TAKES_PER_TERM = 2.5
"""Fewer takes than this for each term of a curved surface and a plane is fitted instead (judgement)."""

BEYOND_DOUBT = 12.0
"""Every draw this many scatters from the limit, on one side: no sample of the posterior says anything else."""

OFFSET_SHARE = 0.1
LIMIT_SHARE = 0.02
"""Of the median and of the limit, what is added to a load before its logarithm is taken (judgement)."""

SMALLEST = 1e-12


@dataclass(frozen=True, slots=True)
class Response:
    """What the takes of one gag were drawn from.

    simulated: [take, feature], of the simulated takes; weight: [take], the share of probability each stands for;
    drawn: for each stratum [draw, feature], of all its draws.
    """

    simulated: Floats
    weight: Floats
    drawn: Sequence[Floats]


def read_surface(
    response: Response,
    load: Floats,
    touching: Sequence[int],
    limit: float,
    contact: tuple[Floats, Floats, Floats],
    *,
    seed: int = 0,
) -> Interval | None:
    """Probability that a take passes a limit, from a surface through the simulated takes; None with too few of them.

    load: [take]; touching: which strata touch somebody; contact: branch probability, draws and touching draws, each
    [touching stratum].
    """
    surface = fit(response.simulated, load, response.weight, least_offset=LIMIT_SHARE * limit)
    if surface is None:
        return None
    rng = np.random.default_rng(seed)
    branch, drawn, reached = contact
    contacts = jeffreys_samples(rng, reached, drawn - reached, POSTERIOR_SAMPLES)
    read = [_passing_or_all(surface, response.drawn[index], limit, rng) for index in touching]
    mean = float(np.sum(branch * reached / drawn * np.array([estimate for estimate, _ in read])))
    sampled = branch @ (contacts * np.array([shares for _, shares in read]))
    low, high = np.quantile(sampled, CENTRAL_95)
    return Interval(mean, min(float(low), mean), max(float(high), mean))


def _passing_or_all(
    surface: ResponseSurface, drawn: Floats, limit: float, rng: np.random.Generator
) -> tuple[float, Floats]:
    """A stratum that would touch but was never drawn counts as passing every limit."""
    return passing(surface, drawn, limit, rng) if len(drawn) else (1.0, np.ones(POSTERIOR_SAMPLES))


@dataclass(frozen=True, slots=True)
class ResponseSurface:
    """A fitted response surface in standardised features.

    coefficients: [term]; root: [term, term], a root of (XᵀX)⁻¹; scatter: residual sd of log(load + offset);
    freedom: effective takes less terms; centre, scale: [feature].
    """

    coefficients: Floats
    root: Floats
    scatter: float
    freedom: float
    offset: float
    centre: Floats
    scale: Floats
    curved: bool

    def terms(self, features: Floats) -> Floats:
        """Features [draw, feature] as the surface's terms [draw, term]."""
        return _terms((features - self.centre) / self.scale, curved=self.curved)


def fit(features: Floats, load: Floats, weight: Floats, *, least_offset: float = 0.0) -> ResponseSurface | None:
    """Fit log(load + offset) [take] over features [take, feature]; None where the takes are too few for even a plane.

    weight: [take], the share of probability a take stands for: a rare branch that goes all ways must not blur the plan.
    least_offset: in the unit of the load.
    """
    centre, scale = features.mean(axis=0), features.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    standard = (features - centre) / scale
    count = float(weight.sum() ** 2 / np.sum(weight**2))
    curved = count >= TAKES_PER_TERM * _terms(standard[:1], curved=True).shape[1]
    terms = _terms(standard, curved=curved)
    if count < terms.shape[1] + 3:
        return None
    root_weight = np.sqrt(weight * count / weight.sum())[:, None]
    offset = max(OFFSET_SHARE * float(np.median(load)), least_offset, SMALLEST)
    target = np.log(load + offset)[:, None]
    left, singular, right = np.linalg.svd(root_weight * terms, full_matrices=False)
    kept = singular > 1e-9 * singular[0]
    inverse = np.where(kept, 1.0 / np.where(kept, singular, 1.0), 0.0)
    coefficients = right.T @ (inverse * (left.T @ (root_weight * target))[:, 0])
    freedom = count - int(kept.sum())
    misses = root_weight[:, 0] * (target[:, 0] - terms @ coefficients)
    scatter = float(np.sqrt(np.sum(misses**2) / freedom))
    return ResponseSurface(coefficients, right.T * inverse, scatter, freedom, offset, centre, scale, curved)


def passing(surface: ResponseSurface, features: Floats, limit: float, rng: np.random.Generator) -> tuple[float, Floats]:
    """Share of draws whose load passes a limit: the best estimate, and a posterior sample of it [sample].

    features: [draw, feature].
    """
    terms = surface.terms(features[:MOST_DRAWS])
    height = np.log(limit + surface.offset)
    spread = max(surface.scatter, SMALLEST)
    sigmas = (terms @ surface.coefficients - height) / spread
    estimate = float(np.mean(stdtr(surface.freedom, sigmas)))
    if sigmas.max() < -BEYOND_DOUBT or sigmas.min() > BEYOND_DOUBT:
        return estimate, np.full(POSTERIOR_SAMPLES, estimate)
    variance = surface.freedom * spread**2 / rng.chisquare(surface.freedom, POSTERIOR_SAMPLES)
    shifts = rng.standard_normal((POSTERIOR_SAMPLES, surface.root.shape[1])) * np.sqrt(variance)[:, None]
    sampled = surface.coefficients + shifts @ surface.root.T
    read, stands_for = representatives(sigmas)
    passed = ndtr((sampled @ terms[read].T - height) / np.sqrt(variance)[:, None])
    return estimate, np.asarray(passed @ stands_for)


def representatives(order_by: Floats) -> tuple[Integers, Floats]:
    """Which of many draws [draw] are read for all of them, and the share of them each stands for."""
    ordered, count = np.argsort(order_by), len(order_by)
    between = count - 2 * EVERY_ONE
    if between < ONE_IN:
        return ordered, np.full(count, 1 / count)
    some = -(-between // ONE_IN)
    middle = EVERY_ONE + ((np.arange(some) + 0.5) * between / some).astype(np.int64)
    ends = np.concatenate([np.arange(EVERY_ONE), np.arange(count - EVERY_ONE, count)])
    read = ordered[np.concatenate([ends, middle])]
    return read, np.concatenate([np.full(len(ends), 1 / count), np.full(some, between / some / count)])


def _terms(standard: Floats, *, curved: bool) -> Floats:
    """1, every feature, and for a curved surface every product of two: [draw, term]."""
    columns = [np.ones(len(standard)), *standard.T]
    if curved:
        pairs = combinations_with_replacement(range(standard.shape[1]), 2)
        columns += [standard[:, first] * standard[:, second] for first, second in pairs]
    return np.column_stack(columns)
