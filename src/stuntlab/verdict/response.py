"""How often a limit is passed when the simulated takes are too few to count: a response surface over all the draws.

A few hundred full-body takes cannot show by counting that a limit is passed less than once in a thousand takes: none in
200 only says under 1.5 %. But a load depends smoothly on what is drawn (speed, mass, aim), so the simulated takes fit a
quadratic surface to the logarithm of the load, and the surface with its own scatter is read at every cheap draw.

Source: response surface method of structural reliability (Bucher & Bourgund 1990, doi:10.1016/0167-4730(90)90012-E,
R-h); posterior of a linear model with unknown variance (Gelman et al., Bayesian Data Analysis, 14.2, R-h).
Valid for: positive loads that change smoothly with what is drawn. Where the surface fits badly its scatter is wide and
so is the interval; `scatter` is printed by nobody but decides everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from scipy.special import stdtr

from stuntlab.datasets import Floats

POSTERIOR_SAMPLES = 256
MOST_DRAWS = 4096
"""Draws read per posterior sample and stratum; the sum over them is smooth, so more change nothing that is printed."""

TAKES_PER_TERM = 2.5
"""Fewer simulated takes than this for each term of a quadratic surface and a plane is fitted instead (judgement)."""

SMALLEST = 1e-12


@dataclass(frozen=True, slots=True)
class Surface:
    """A fitted response surface in standardised features.

    coefficients: [term]; root: [term, term], a root of (XᵀX)⁻¹; scatter: residual standard deviation of log(load);
    freedom: takes less terms; centre, scale: [feature].
    """

    coefficients: Floats
    root: Floats
    scatter: float
    freedom: int
    centre: Floats
    scale: Floats
    quadratic: bool

    def terms(self, features: Floats) -> Floats:
        """Features [draw, feature] as the surface's terms [draw, term]."""
        return _terms((features - self.centre) / self.scale, quadratic=self.quadratic)


def fit(features: Floats, load: Floats) -> Surface | None:
    """Fit log(load) [take] over features [take, feature]; None where the takes are too few for even a plane."""
    varying = np.ptp(features, axis=0) > 0
    centre = features.mean(axis=0)
    scale = np.where(varying, features.std(axis=0), 1.0)
    standard = (features - centre) / scale
    count = len(load)
    quadratic = count >= TAKES_PER_TERM * _terms(standard[:1], quadratic=True).shape[1]
    terms = _terms(standard, quadratic=quadratic)
    if count < terms.shape[1] + 3:
        return None
    target = np.log(np.maximum(load, SMALLEST))
    left, singular, right = np.linalg.svd(terms, full_matrices=False)
    kept = singular > 1e-9 * singular[0]
    inverse = np.where(kept, 1.0 / np.where(kept, singular, 1.0), 0.0)
    coefficients = right.T @ (inverse * (left.T @ target))
    freedom = count - int(kept.sum())
    scatter = float(np.sqrt(np.sum((target - terms @ coefficients) ** 2) / freedom))
    return Surface(coefficients, right.T * inverse, scatter, freedom, centre, scale, quadratic)


def passing(surface: Surface, features: Floats, limit: float, rng: np.random.Generator) -> tuple[float, Floats]:
    """Share of draws whose load passes a limit: the best estimate, and a posterior sample of it [sample].

    features: [draw, feature].
    """
    terms = surface.terms(features[:MOST_DRAWS])
    height = np.log(limit)
    spread = max(surface.scatter, SMALLEST)
    estimate = float(np.mean(stdtr(surface.freedom, (terms @ surface.coefficients - height) / spread)))
    variance = surface.freedom * spread**2 / rng.chisquare(surface.freedom, POSTERIOR_SAMPLES)
    shifts = rng.standard_normal((POSTERIOR_SAMPLES, surface.root.shape[1])) * np.sqrt(variance)[:, None]
    sampled = surface.coefficients + shifts @ surface.root.T
    shares = [
        float(np.mean(stdtr(surface.freedom, (terms @ one - height) / np.sqrt(var))))
        for one, var in zip(sampled, variance, strict=True)
    ]
    return estimate, np.array(shares)


def _terms(standard: Floats, *, quadratic: bool) -> Floats:
    """1, every feature, and for a quadratic surface every product of two: [draw, term]."""
    columns = [np.ones(len(standard)), *standard.T]
    if quadratic:
        pairs = combinations_with_replacement(range(standard.shape[1]), 2)
        columns += [standard[:, first] * standard[:, second] for first, second in pairs]
    return np.column_stack(columns)
