"""How often a limit is passed when the simulated takes are too few to count: a response surface over all the draws.

A few hundred full-body takes cannot show by counting that a limit is passed less than once in a thousand takes: none in
200 only says under 1.5 %. But a load depends smoothly on what is drawn (speed, mass, aim), so the simulated takes fit a
quadratic surface to the logarithm of the load, and the surface with its own scatter is read at every cheap draw. Each
branch has a height of its own; slopes and scatter are shared by the branches that end alike, so that a branch seen in
three takes is not taken to be all bad. With fewer takes the surface is a plane, and with fewer still a level for each
branch: a lognormal load whose scatter is known from as many takes as there are.

The logarithm is the rule, since loads are products; but a load that grows evenly with how far a body is turned is no
product, and a curved surface through its logarithm shoots up a hundredfold just beyond the takes. So the root of the
load, or the load itself, is fitted where the takes are clearly likelier under it (the power transforms of Box and Cox).

A surface knows nothing beyond its takes. A draw outside the range of the simulated ones is read both at the edge of
that range and where it lies, and how much of the way between is believed is itself drawn, from none to all of it: the
best estimate goes half the way, and the ends of an interval hold both.

A tenth of the median is added first, so that a strike that only grazes does not decide how high the tail reaches. It is
at least two hundredths of the limit: loads that scatter widely far below a limit say nothing about reaching it.

The same is done with a chance of injury: its probit is fitted, a line in the logarithm of the load for a lognormal
curve.

Source: response surface method of structural reliability (Bucher & Bourgund 1990, doi:10.1016/0167-4730(90)90012-E,
R-h); posterior of a linear model with unknown variance (Gelman et al., Bayesian Data Analysis, 14.2, R-h); power
transforms by profile likelihood (Box & Cox 1964, doi:10.1111/j.2517-6161.1964.tb00553.x, R-h).
Valid for: loads from 0 up that change smoothly with what is drawn. Where the surface fits badly its scatter is wide and
so is the interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement

import numpy as np
from numpy.random import Generator
from scipy.special import ndtr, stdtrit

from stuntlab.datasets import Flags, Floats, Integers
from stuntlab.verdict.doubt import SAMPLES
from stuntlab.verdict.normal_shares import shares_beyond

MOST_DRAWS = 4096
"""Draws read per stratum; the sum over them is smooth, so more change nothing that is printed."""

EVERY_ONE = 32
"""Of the draws in the order of their load, a sample reads the first and last 32, and ever fewer towards the middle: a
tail hangs on its few highest draws, and the middle is smooth (judgement; a test reads every one beside it)."""

TAKES_PER_TERM = 2.5
"""Fewer takes than this for each term of a curved surface and a plane is fitted instead (judgement)."""

CURVED = 2
"""Degree of a surface that has its full form."""

FREEDOM = 3
"""Takes beyond the terms that a plane needs at least; a level needs one."""

BEYOND_DOUBT = 1e-7
"""A chance that no posterior sample of all draws reaches; what is so far from the limit is not sampled."""

OFFSET_SHARE = 0.1
LIMIT_SHARE = 0.02
"""Of the median and of the limit, what is added to a load before its logarithm is taken (judgement)."""

POWERS = (0.0, 0.5, 1.0)
"""Of a load, of which the surface is fitted to the likeliest; 0 is the logarithm."""

CLEARLY = 1.92
"""By how much a power must be likelier than the logarithm (log-likelihood): 95 % of a chi-square of one degree."""

HALF_WAY = 0.5
"""How much of the way from the edge of the takes to a draw beyond it the best estimate goes (judgement)."""

SMALLEST = 1e-12


@dataclass(frozen=True, slots=True)
class At:
    """Draws of one branch as the terms of a surface: [draw, term].

    edge: at the edge of what was simulated, for draws beyond it; beyond: what is missing from there. leverage: the
    widest that a surface is known at any of them, in its own scatter.
    """

    edge: Floats
    beyond: Floats
    leverage: float


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """What a surface is fitted over in standardised features, the same for all that is fitted to the same takes.

    terms: [take, term], one level for each of `branches` first; solve: [term, take], from heights to coefficients;
    root: [term, term], a root of (XᵀX)⁻¹; freedom: takes less terms; centre, scale: [feature]. low, high: [feature],
    the range of the simulated takes. degree: 0 levels, 1 a plane, 2 curved.
    """

    terms: Floats
    solve: Floats
    root: Floats
    freedom: int
    branches: Integers
    centre: Floats
    scale: Floats
    low: Floats
    high: Floats
    degree: int

    def terms_of(self, features: Floats, branch: Integers) -> Floats:
        """Features [draw, feature] and branches [draw] as the surface's terms [draw, term]."""
        levels = (branch[:, None] == self.branches).astype(float)
        return np.hstack([levels, _terms((features - self.centre) / self.scale, self.degree)])

    def at(self, features: Floats, branch: int) -> At:
        """Draws of one branch, [draw, feature]; at most `MOST_DRAWS` of them."""
        features = features[:MOST_DRAWS]
        of_branch = np.full(len(features), branch)
        terms = self.terms_of(features, of_branch)
        edge = self.terms_of(np.clip(features, self.low, self.high), of_branch)
        return At(edge, terms - edge, float(np.sqrt(1 + np.sum((terms @ self.root) ** 2, axis=1).max())))


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """What the takes of one gag were drawn from.

    simulated: [take, feature], of the simulated takes; drawn: for each stratum [draw, feature], of all its draws.
    Dozens of surfaces are fitted over the same takes and read at the same draws: what they share is kept.
    """

    simulated: Floats
    drawn: Sequence[Floats]
    _designs: dict[bytes, Design | None] = field(default_factory=dict)
    _at: dict[tuple[int, int], At] = field(default_factory=dict)

    def design(self, here: Flags, branch: Integers) -> Design | None:
        """Of some of the simulated takes, [take], each of a branch, [take]; None with too few."""
        key = here.tobytes()
        if key not in self._designs:  # threads may both make it, and go on with the first
            self._designs.setdefault(key, design_of(self.simulated[here], branch[here]))
        return self._designs[key]

    def bears_a_surface(self, takes: int) -> bool:
        """Whether so many takes of one branch are enough for a plane, and not for a level alone."""
        return bool(_degree(takes, 1, self.simulated.shape[1]))

    def at(self, design: Design, stratum: int, branch: int) -> At:
        """The draws of a stratum, which are all of one branch, as terms of one of the designs."""
        key = (id(design), stratum)
        if key not in self._at:
            self._at.setdefault(key, design.at(self.drawn[stratum], branch))
        return self._at[key]


@dataclass(frozen=True, slots=True)
class ResponseSurface:
    """A fitted response surface.

    coefficients: [term]; scatter: residual sd.
    """

    design: Design
    coefficients: Floats
    scatter: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """Surfaces that the takes leave possible.

    coefficients: [sample, term]; scatter: [sample]; believed: [sample], how much of the way beyond the takes, 0 to 1.
    """

    coefficients: Floats
    scatter: Floats
    believed: Floats

    def only(self, wanted: Flags) -> Posterior:
        """Some of the surfaces, [sample]."""
        return Posterior(self.coefficients[wanted], self.scatter[wanted], self.believed[wanted])


@dataclass(frozen=True, slots=True)
class Height:
    """What a surface is fitted to: a power of a load, or its logarithm, with what is added first."""

    offset: float
    power: float = 0.0

    def of(self, load: Floats) -> Floats:
        """Of loads, in any shape."""
        raised = np.asarray(load) + self.offset
        return np.log(raised) if self.power == 0 else raised**self.power


def fit_load(design: Design, load: Floats, limit: float) -> tuple[ResponseSurface, Height]:
    """Fit loads [take] that are held against a limit, in the power of them that the takes are likeliest under."""
    offset = max(OFFSET_SHARE * float(np.median(load)), LIMIT_SHARE * limit, SMALLEST)
    heights = [Height(offset, power) for power in POWERS]
    surfaces = [fit(design, height.of(load)) for height in heights]
    likely = [_log_likelihood(*pair, load) for pair in zip(surfaces, heights, strict=True)]
    likely[0] += CLEARLY
    best = int(np.argmax(likely))
    return surfaces[best], heights[best]


def _log_likelihood(surface: ResponseSurface, height: Height, load: Floats) -> float:
    """Of the loads themselves, with the scatter at its likeliest; 0 for a level, which has no form."""
    if surface.design.degree == 0:
        return 0.0
    takes = len(load)
    stretched = np.log(height.power) if height.power else 0.0
    slope = stretched + (height.power - 1) * np.log(load + height.offset)
    return float(slope.sum() - takes / 2 * np.log(surface.design.freedom / takes * surface.scatter**2))


def design_of(features: Floats, branch: Integers) -> Design | None:
    """Of features [take, feature], with a level for each branch [take]; None with too few takes."""
    takes = len(features)
    branches = np.unique(branch)
    degree = _degree(takes, len(branches), features.shape[1])
    if degree is None:
        return None
    centre, scale = features.mean(axis=0), features.std(axis=0)
    scale = np.where(scale > SMALLEST, scale, 1.0)
    standard = (features - centre) / scale
    levels = (branch[:, None] == branches).astype(float)
    terms = np.hstack([levels, _terms(standard, degree)])
    left, singular, right = np.linalg.svd(terms, full_matrices=False)
    kept = singular > 1e-9 * singular[0]
    inverse = np.where(kept, 1.0 / np.where(kept, singular, 1.0), 0.0)
    root = right.T * inverse
    return Design(
        terms=terms,
        solve=root @ left.T,
        root=root,
        freedom=takes - int(kept.sum()),
        branches=branches,
        centre=centre,
        scale=scale,
        low=features.min(axis=0),
        high=features.max(axis=0),
        degree=degree,
    )


def fit(design: Design, height: Floats) -> ResponseSurface:
    """Fit heights [take]."""
    coefficients = design.solve @ height
    scatter = float(np.sqrt(np.sum((height - design.terms @ coefficients) ** 2) / design.freedom))
    return ResponseSurface(design, coefficients, max(scatter, SMALLEST))


def _degree(takes: int, branches: int, features: int) -> int | None:
    curved = branches + features + features * (features + 1) // 2
    if takes >= TAKES_PER_TERM * curved:
        return CURVED
    if takes >= branches + features + FREEDOM:
        return 1
    return 0 if takes > branches else None


def sample_surfaces(surface: ResponseSurface, rng: Generator) -> Posterior:
    """Surfaces drawn from the posterior."""
    freedom, root = surface.design.freedom, surface.design.root
    variance = freedom * surface.scatter**2 / rng.chisquare(freedom, SAMPLES)
    scatter = np.sqrt(variance)
    shifts = rng.standard_normal((SAMPLES, root.shape[1])) * scatter[:, None]
    believed = (rng.permutation(SAMPLES) + 0.5) / SAMPLES
    return Posterior(surface.coefficients + shifts @ root.T, scatter, believed)


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of the draws of one stratum that pass.

    estimate: of the best surface; by_height: [sample], the same at the height of each sample; sampled: [sample], of the
    sampled surfaces; everything: [sample], of the sampled surfaces at the height of each sample.
    """

    estimate: float
    by_height: Floats
    sampled: Floats
    everything: Floats


def read_shares(
    surface: ResponseSurface,
    posterior: Posterior,
    at: At,
    height: float,
    heights: Floats | None = None,
    *,
    softness: float = 0.0,
) -> Shares:
    """Share of the draws of a stratum that pass a height, and that pass other heights [sample], None for the same.

    softness: the sd of a height that is itself normal, such as 1 for a probit.
    """
    at_edge, more = at.edge @ surface.coefficients, at.beyond @ surface.coefficients
    centre = at_edge + HALF_WAY * more
    spread = float(np.hypot(surface.scatter, softness))
    estimate = float(np.mean(ndtr((centre - height) / spread)))
    lowest = height if heights is None else min(height, float(heights.min()))
    highest = np.maximum(at_edge, at_edge + more).max()
    far = (highest - lowest) / (spread * at.leverage) < stdtrit(surface.design.freedom, BEYOND_DOUBT)
    samples = len(posterior.scatter)
    same, at_height = np.full(samples, estimate), np.full(samples, height)
    if far:
        return Shares(estimate, same, same, same)
    read, stands_for = representatives(centre)
    by_height = same
    if heights is not None:
        by_height = shares_beyond(centre[read][None], heights, np.full(samples, spread), stands_for)
    by_few = float(ndtr((centre[read] - height) / spread) @ stands_for)
    for_all = estimate / by_few if by_few > SMALLEST else 1.0
    predicted = posterior.coefficients @ at.edge[read].T
    predicted += posterior.believed[:, None] * (posterior.coefficients @ at.beyond[read].T)
    spreads = np.hypot(posterior.scatter, softness)
    sampled = np.minimum(shares_beyond(predicted, at_height, spreads, stands_for) * for_all, 1.0)
    if heights is None:
        return Shares(estimate, by_height, sampled, sampled)
    everything = np.minimum(shares_beyond(predicted, heights, spreads, stands_for) * for_all, 1.0)
    return Shares(estimate, by_height, sampled, everything)


def representatives(order_by: Floats) -> tuple[Integers, Floats]:
    """Which of many draws [draw] are read for all of them, and the share of them each stands for.

    Every one up to the 32nd from either end, and from there steps that grow with the distance from it.
    """
    ordered, count = np.argsort(order_by), len(order_by)
    edges = [0]
    while edges[-1] < count // 2:
        edges.append(edges[-1] + max(1, 2 * edges[-1] // EVERY_ONE - 1))
    half = np.array([edge for edge in edges if edge <= count / 2], dtype=np.int64)
    bounds = np.unique(np.concatenate([half, count - half]))
    sizes = np.diff(bounds)
    return ordered[bounds[:-1] + sizes // 2], sizes / count


def _terms(standard: Floats, degree: int) -> Floats:
    """Every feature, and for a curved surface every product of two: [draw, term]; none for a level."""
    columns = list(standard.T) if degree else []
    if degree > 1:
        pairs = combinations_with_replacement(range(standard.shape[1]), 2)
        columns += [standard[:, first] * standard[:, second] for first, second in pairs]
    return np.column_stack(columns) if columns else np.zeros((len(standard), 0))
