"""How often the takes of each stratum pass a limit or do harm: read from a surface, or counted where it can be.

Takes that end in different ways are read apart, and so are those that go as planned from those that go wrong: a take of
a rare branch that passes must not void the surface of the plan. Where too few takes as planned end that way for a
surface of their own, such as feet first where the plan is flat, there is none to void: they are read together with
those that go wrong and end alike, each branch at its own height. A level alone would take them for all there is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from scipy.special import ndtr, ndtri

from stuntlab.datasets import Flags, Floats, Integers, Stratum
from stuntlab.statistics import CENTRAL_95, sample_shares
from stuntlab.verdict.doubt import SAMPLES, Doubt, Ends, Happens, always, never
from stuntlab.verdict.response import (
    CURVED,
    Response,
    ResponseSurface,
    Shares,
    fit,
    fit_load,
    read_shares,
    sample_surfaces,
)

COUNTABLE = 5
"""Takes that must lie on either side of a limit before their share is counted, not read from a surface (judgement)."""

NODES = np.array([-3.2, -1.6, 0.0, 1.6, 3.2])
"""At how many scatters of the model's error a chance of injury is computed; between them its probit is a line."""

LEAST_RISK = 1e-9
"""A chance of injury below this is taken as this: what lies below changes no chance that is said."""

MISFIT = 3.0
"""Standard errors between what a surface says of the simulated takes and what they say themselves, from which it is
not believed (judgement)."""


@dataclass(frozen=True, slots=True)
class TakesOfModel:
    """The simulated takes of one gag under one model, and the strata they stand for.

    stratum: [take], index into `strata`; ok: [take], whether it ran through; response: None where nothing is smooth.
    """

    strata: Sequence[Stratum]
    stratum: Integers
    ok: Flags
    response: Response | None

    @property
    def touching(self) -> list[int]:
        """Which strata touch somebody."""
        return [index for index, stratum in enumerate(self.strata) if stratum.touches]

    @property
    def groups(self) -> list[list[int]]:
        """The touching strata that are read together: they end alike, and all go as planned or all wrong.

        Where the planned ones have too few takes for a surface of their own, both are one group.
        """
        own = {outcome: self._has_own_surface(outcome) for outcome in {stratum.outcome for stratum in self.strata}}
        strata = [self.strata[index] for index in self.touching]
        keys = [(stratum.outcome, stratum.branch == 0 and own[stratum.outcome]) for stratum in strata]
        return [
            [index for index, own_key in zip(self.touching, keys, strict=True) if own_key == key]
            for key in dict.fromkeys(keys)
        ]

    def _has_own_surface(self, outcome: int) -> bool:
        """Whether the planned takes that end so are enough for one; where nothing is smooth, none is missing."""
        planned = [index for index, one in enumerate(self.strata) if one.branch == 0 and one.outcome == outcome]
        takes = int(np.count_nonzero(np.isin(self.stratum, planned) & self.ok))
        return self.response is None or self.response.bears_a_surface(takes)

    def can_simulate(self, group: Sequence[int]) -> bool:
        """Whether takes of a group can be simulated."""
        return all(self.strata[index].modelled for index in group)

    @property
    def branch(self) -> Integers:
        """[take]."""
        return np.array([stratum.branch for stratum in self.strata], dtype=np.int64)[self.stratum]

    def weight(self, group: Sequence[int], doubt: Doubt) -> Floats:
        """Probability per take of each stratum of a group, at nominal rates: [stratum]."""
        return np.array(
            [
                doubt.nominal[self.strata[index].branch] * len(self.strata[index].takes) / self.strata[index].drawn
                for index in group
            ]
        )


def loads_passing(
    taken: TakesOfModel, values: Floats, limit: float, *, scatter: float, doubt: Doubt, seed: int = 0
) -> Happens:
    """How often a load [take] passes a limit, failed takes included; nothing is said of takes without a model.

    scatter: of the logarithm of the load against people (`model_error.toml`).
    """
    limits = limit / np.exp(scatter * doubt.model)

    def read(group: Sequence[int], rng: Generator) -> Happens:
        here = np.isin(taken.stratum, group) & taken.ok
        counted = _count(taken, group, values, limit, limits, rng)
        passing = int(np.count_nonzero(values[here] > limit))
        countable = min(passing, int(np.count_nonzero(here)) - passing) >= COUNTABLE
        one_branch = len({taken.strata[index].branch for index in group}) == 1
        if taken.response is None or limit <= 0 or not here.any() or (countable and one_branch):
            return counted
        design = taken.response.design(here, taken.branch)
        if design is None:
            return counted
        surface, height = fit_load(design, values[here], limit)
        found = _read(taken, group, surface, (float(height.of(np.array(limit))), height.of(limits)), rng)
        weight = taken.weight(group, doubt)
        if _contradicts(weight @ found.sampled.low, weight, counted):
            return counted
        return _no_surer_than(_reached(taken, group, values > limit), found)

    return _over_groups(taken, read, seed, never)


def harm_done(
    taken: TakesOfModel, at_nodes: Sequence[Floats], inside: Floats, *, doubt: Doubt, seed: int = 0
) -> Happens:
    """How often takes injure; a failed take injures, and one that ends where there is no model.

    at_nodes: the chance of injury in each take, [take], with the model off by as many scatters as each of `NODES`.
    inside: the same at the middle one, as far as it is read inside the data of curves: [take]. It alone proves harm.
    """
    middle = len(NODES) // 2

    def read(group: Sequence[int], rng: Generator) -> Happens:
        here = np.isin(taken.stratum, group) & taken.ok
        design = taken.response.design(here, taken.branch) if taken.response else None
        fitted = [fit(design, ndtri(_readable(risk[here]))) for risk in at_nodes] if design else []
        if not fitted or _misfits(taken, fitted[middle], at_nodes[middle], here, group, doubt):
            return _count_harm(taken, group, at_nodes, inside, doubt, rng)
        state = rng.bit_generator.state
        read_at = []
        for node, surface in enumerate(fitted):
            rng.bit_generator.state = state
            wanted = None if node == middle else _reads_node(doubt.model, node)
            read_at.append(_read(taken, group, surface, (0.0, None), rng, softness=1.0, wanted=wanted))
        found = _between(read_at, doubt.model, middle)
        return _no_surer_than(_proved(taken, group, inside, rng), found)

    return _over_groups(taken, read, seed, always)


def _no_surer_than(proved: Floats, found: Happens) -> Happens:
    """What a surface reads beyond its takes may be so and proves nothing: the low end of what the takes say ends there.

    proved: [stratum, sample].
    """
    return replace(found, sampled=Ends(np.minimum(found.sampled.low, proved), found.sampled.high))


def _reached(taken: TakesOfModel, group: Sequence[int], passes: Flags) -> Floats:
    """1 for each stratum of a branch of which a simulated take passes, else 0: [stratum, 1]."""
    reached = set(taken.branch[np.isin(taken.stratum, group) & taken.ok & passes].tolist())
    return np.array([[float(taken.strata[index].branch in reached)] for index in group])


def _proved(taken: TakesOfModel, group: Sequence[int], inside: Floats, rng: Generator) -> Floats:
    """The luck of as many injuries as chances inside the data of curves add up to, by Jeffreys: [stratum, sample].

    The tail of a curve is a shape: many small chances read there are no injury, beside one take that is. Half an injury
    that Jeffreys adds is shared by the strata in which any was read: a half in each would add up, and eight strata of
    eight takes with 0.05 injuries each would prove more than twice what their takes say. The plan proves by its own
    takes, and what goes wrong by its own, whether they are read together or apart.
    """
    mine = [inside[(taken.stratum == index) & taken.ok] for index in group]
    happened = np.array([one.sum() for one in mine])[:, None]
    otherwise = np.array([float(len(one)) for one in mine])[:, None] - happened
    planned = np.array([[taken.strata[index].branch == 0] for index in group])
    share_it = np.where(planned, np.sum(planned & (happened > 0)), np.sum(~planned & (happened > 0)))
    half = 0.5 / np.maximum(share_it, 1)
    drawn = rng.beta(happened + half, otherwise + 0.5, (len(group), SAMPLES))
    return np.where(happened > 0, drawn, 0.0)


def _over_groups(
    taken: TakesOfModel,
    read: Callable[[Sequence[int], Generator], Happens],
    seed: int,
    unseen: Callable[[int], Happens],
) -> Happens:
    """Every group read by itself, failed takes added, in the order of the strata that touch.

    unseen: what is taken of strata of which there is no model, by their number.
    """
    rng = np.random.default_rng(seed)
    touching = taken.touching
    place = {index: at for at, index in enumerate(touching)}
    estimate = np.zeros(len(touching))
    planes = np.zeros(len(touching))
    arrays = [np.zeros((len(touching), SAMPLES)) for _ in range(5)]
    for group in taken.groups:
        rows = [place[index] for index in group]
        found = _with_failed(taken, group, read(group, rng), rng) if taken.can_simulate(group) else unseen(len(group))
        estimate[rows] = found.estimate
        planes[rows] = found.planes if len(found.planes) else 0.0
        parts = (found.by_factor, found.sampled.low, found.sampled.high, found.everything.low, found.everything.high)
        for whole, part in zip(arrays, parts, strict=True):
            whole[rows] = part
    return Happens(estimate, arrays[0], Ends(arrays[1], arrays[2]), Ends(arrays[3], arrays[4]), planes)


def _with_failed(taken: TakesOfModel, group: Sequence[int], found: Happens, rng: Generator) -> Happens:
    """A failed take counts as passing and as harm; how many fail is known from all takes that end alike."""
    here = np.isin(taken.stratum, group)
    failed = float(np.count_nonzero(here & ~taken.ok))
    if not failed:
        return found
    total = float(np.count_nonzero(here))
    share = sample_shares(rng, np.array([failed]), np.array([total - failed]), SAMPLES)
    plain = failed / total

    def ends(of: Ends) -> Ends:
        return Ends(share.low + (1 - share.low) * of.low, share.high + (1 - share.high) * of.high)

    return Happens(
        plain + (1 - plain) * found.estimate,
        plain + (1 - plain) * found.by_factor,
        ends(found.sampled),
        ends(found.everything),
        found.planes,
    )


def _read(
    taken: TakesOfModel,
    group: Sequence[int],
    surface: ResponseSurface,
    heights: tuple[float, Floats | None],
    rng: Generator,
    *,
    softness: float = 0.0,
    wanted: Flags | None = None,
) -> Happens:
    """A surface read at the draws of each stratum of a group.

    wanted: the samples that are read, [sample], None for all; the others are nobody's and hold 1.
    """
    assert taken.response is not None
    posterior = sample_surfaces(surface, rng)
    if wanted is not None:
        posterior = posterior.only(wanted)
    known = set(surface.design.branches.tolist())
    shares = [
        read_shares(
            surface,
            posterior,
            taken.response.at(surface.design, index, taken.strata[index].branch),
            *heights,
            softness=softness,
        )
        if len(taken.response.drawn[index]) and taken.strata[index].branch in known
        else _never_looked_at()
        for index in group
    ]
    sampled = _in_all([share.sampled for share in shares], wanted)
    everything = _in_all([share.everything for share in shares], wanted)
    return Happens(
        np.array([share.estimate for share in shares]),
        _in_all([share.by_height for share in shares], wanted),
        Ends(sampled, sampled),
        Ends(everything, everything),
        np.full(len(group), float(surface.design.degree < CURVED)),
    )


def _in_all(read: Sequence[Floats], wanted: Flags | None) -> Floats:
    """What was read of some samples as a row of all of them for each stratum, [stratum, sample]."""
    if wanted is None:
        return np.array(read)
    rows = np.ones((len(read), SAMPLES))
    for row, one in zip(rows, read, strict=True):
        row[wanted] = one[wanted] if len(one) == SAMPLES else one
    return rows


def _never_looked_at() -> Shares:
    """A branch that touches and of which no take was simulated counts as passing: it is not taken for harmless."""
    ones = np.ones(SAMPLES)
    return Shares(1.0, ones, ones, ones)


def _contradicts(read: Floats, weight: Floats, counted: Happens) -> bool:
    """Whether a surface says something else of a group than its takes do when they are counted."""
    low, high = np.quantile(read, CENTRAL_95)
    lowest = np.quantile(weight @ counted.sampled.low, CENTRAL_95[0])
    highest = np.quantile(weight @ counted.sampled.high, CENTRAL_95[1])
    return bool(high < lowest or low > highest)


def _count(
    taken: TakesOfModel, group: Sequence[int], values: Floats, limit: float, limits: Floats, rng: Generator
) -> Happens:
    """Counted takes by Jeffreys, each stratum by itself; one without a take counts as passing."""
    felt = [np.sort(values[(taken.stratum == index) & taken.ok]) for index in group]
    total = np.array([len(one) for one in felt], dtype=float)
    passing = np.array([len(one) - np.searchsorted(one, limit, side="right") for one in felt], dtype=float)
    others = np.array([len(one) - np.searchsorted(one, limits, side="right") for one in felt], dtype=float)
    looked_at = total > 0
    share = np.where(looked_at, passing / np.maximum(total, 1.0), 1.0)
    by_factor = np.where(looked_at[:, None], others / np.maximum(total, 1.0)[:, None], 1.0)
    sampled = sample_shares(rng, passing, total - passing, SAMPLES)
    drawn = rng.beta(others + 0.5, total[:, None] - others + 0.5)
    everything = Ends(np.where(others > 0, drawn, 0.0), np.where(others < total[:, None], drawn, 1.0))
    return Happens(
        share,
        by_factor,
        Ends(sampled.low, _or_all(sampled.high, looked_at)),
        Ends(_or_all(everything.low, looked_at), _or_all(everything.high, looked_at)),
    )


def _or_all(samples: Floats, looked_at: Flags) -> Floats:
    return np.where(looked_at[:, None], samples, 1.0)


def _readable(risk: Floats) -> Floats:
    """Chances that have a probit: what is below the least that is said is taken as that."""
    return np.clip(risk, LEAST_RISK, 1 - LEAST_RISK)


def _misfits(
    taken: TakesOfModel, surface: ResponseSurface, risk: Floats, here: Flags, group: Sequence[int], doubt: Doubt
) -> bool:
    """Whether the takes themselves say another mean than the surface says of them."""
    said = ndtr(surface.design.terms @ surface.coefficients / np.hypot(surface.scatter, 1.0))
    count = np.array([np.count_nonzero((taken.stratum == index) & taken.ok) for index in group])
    each = dict(zip(group, taken.weight(group, doubt) / np.maximum(count, 1), strict=True))
    weight = np.array([each[index] for index in taken.stratum[here].tolist()])
    miss = weight * (_readable(risk[here]) - said)
    return bool(abs(miss.sum()) > MISFIT * np.sqrt(np.sum(miss**2)) + LEAST_RISK * weight.sum())


def _count_harm(
    taken: TakesOfModel,
    group: Sequence[int],
    at_nodes: Sequence[Floats],
    inside: Floats,
    doubt: Doubt,
    rng: Generator,
) -> Happens:
    """The mean over the takes of each stratum; the luck of as many injuries as the chances add up to, by Jeffreys."""
    total = np.array([np.count_nonzero((taken.stratum == index) & taken.ok) for index in group], dtype=float)
    injured = np.array([[risk[(taken.stratum == index) & taken.ok].sum() for index in group] for risk in at_nodes])
    looked_at = total > 0
    share = np.where(looked_at, injured / np.maximum(total, 1.0), 1.0)
    middle = len(NODES) // 2
    by_factor = np.array([np.interp(doubt.model, NODES, share[:, at]) for at in range(len(group))])

    def luck(shares: Floats) -> Floats:
        happened = shares * total[:, None]
        return _or_all(rng.beta(happened + 0.5, total[:, None] - happened + 0.5), looked_at)

    plain, everything = luck(np.repeat(share[middle][:, None], SAMPLES, axis=1)), luck(by_factor)
    low = np.where(by_factor > 1 / np.maximum(total, 1)[:, None], everything, 0.0)
    proved = _proved(taken, group, inside, rng)
    return Happens(share[middle], by_factor, Ends(proved, plain), Ends(low, everything))


def _node_below(model: Floats) -> Integers:
    """Between which of `NODES` and the next the factor of each sample lies, [sample]."""
    return np.clip(np.searchsorted(NODES, model) - 1, 0, len(NODES) - 2)


def _reads_node(model: Floats, node: int) -> Flags:
    """Which samples are read at a node: those whose factor lies beside it, [sample]."""
    below = _node_below(model)
    return np.asarray((below == node) | (below + 1 == node))


def _between(read_at: Sequence[Happens], model: Floats, middle: int) -> Happens:
    """Answers at some factors of the model's error, read between them at the factor of each sample."""
    below = _node_below(model)
    part = np.clip((model - NODES[below]) / (NODES[below + 1] - NODES[below]), 0.0, 1.0)
    sample = np.arange(SAMPLES)

    def blend(arrays: Sequence[Floats]) -> Floats:
        stacked = np.log(np.clip(np.stack(arrays), 1e-300, 1.0))  # [node, stratum, sample]
        low, high = stacked[below, :, sample], stacked[below + 1, :, sample]
        return np.asarray(np.exp(low + part[:, None] * (high - low)).T)

    everything = blend([one.sampled.low for one in read_at])
    return Happens(
        read_at[middle].estimate,
        blend([np.repeat(one.estimate[:, None], SAMPLES, axis=1) for one in read_at]),
        read_at[middle].sampled,
        Ends(everything, everything),
        read_at[middle].planes,
    )
