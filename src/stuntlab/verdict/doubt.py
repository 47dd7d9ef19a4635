"""How often something happens per take, with everything that is not known about it sampled together.

Three things are not known. What the takes say of each stratum: their luck, which more takes shrink. By what factor the
body model is wrong (`model_error.toml`), and how often the branches happen (rates of human error are lognormal with an
error factor, THERP, NUREG/CR-1278 (R-m)): no number of takes changes those. One sample holds a value of each, so that
the ends of an interval are those of all of them together and not the worst of each at once.

The mean takes the model at its word and the branches at their nominal rate. A factor integrated over its spread would
let doubt itself pass for a load: at a third of a limit a factor known to 2.1 passes it once in 400 takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator
from scipy.special import ndtri

from stuntlab.datasets import Basis, Branch, Floats, Integers, Interval, Stratum
from stuntlab.statistics import sample_shares

SAMPLES = 320
"""Sampled answers: the outer one in 40, which an end of 95 % is, are eight of them (judgement)."""

ENDS = (0.02, 0.98)
"""Quantiles of everything together at which an interval is 95 %: of 400 planted truths so many are held
(`tests/verdict/test_coverage.py`). At 2.5 and 97.5 % it were 93, since a surface takes its own form for granted."""

SETTLED = (0.005, 0.995)
"""Quantiles of what sampling alone leaves. Stricter than 95 %, since takes are looked at several times before they are
enough: five looks at one in 200 are wrong on one side in less than one in 40 plans (Bonferroni)."""

P95 = 1.644854
"""The 95th percentile of the standard normal, at which an error factor is given."""

TAKES, MODEL = "takes", "model"
"""What is not known, beside the branches, which go by their names."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not known of a gag besides its takes, the same samples for every number that is said of it.

    names, nominal: [branch]; rates: [branch, sample], per take, as planned what the others leave; model: [sample],
    standard normal, by how many scatters the logarithm of every load is off.
    """

    names: tuple[str, ...]
    nominal: Floats
    rates: Floats
    model: Floats


def doubt_of(branches: Sequence[Branch], *, seed: int) -> Doubt:
    """Samples of the rates of the branches and of the model's error. The first branch is the one as planned."""
    rng = np.random.default_rng(seed)
    nominal = np.array([branch.probability for branch in branches])
    wrong = [_rates(rng, branch) for branch in branches[1:]]
    rates = np.vstack([np.zeros(SAMPLES), *wrong])
    rates /= np.maximum(rates.sum(axis=0) / nominal.sum(), 1.0)
    rates[0] = nominal.sum() - rates.sum(axis=0)
    return Doubt(tuple(branch.name for branch in branches), nominal, rates, normals(rng))


def _rates(rng: Generator, branch: Branch) -> Floats:
    """The odds are lognormal, so that a likely branch stays below 1 and a rare one is lognormal itself: [sample]."""
    if branch.probability in (0.0, 1.0):
        return np.full(SAMPLES, branch.probability)
    odds = branch.probability / (1 - branch.probability) * branch.error_factor ** (normals(rng) / P95)
    return np.asarray(odds / (1 + odds))


def normals(rng: Generator) -> Floats:
    """Standard normal numbers in any order, one from each of as many equal parts of the distribution: [sample]."""
    return np.asarray(ndtri((rng.permutation(SAMPLES) + 0.5) / SAMPLES))


@dataclass(frozen=True, slots=True)
class Ends:
    """Samples for the low end of an interval and for its high end, each [stratum, sample]."""

    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Happens:
    """How often it happens in the takes of each stratum that touch somebody.

    estimate: [stratum], with the model at its word; by_factor: [stratum, sample], the same with the model's error;
    sampled: with the luck of the takes and the model at its word; everything: with both. planes: [stratum], 1 where
    it is read off a plane, for want of takes to curve it; no entry: nowhere.
    """

    estimate: Floats
    by_factor: Floats
    sampled: Ends
    everything: Ends
    planes: Floats = field(default_factory=lambda: np.zeros(0))


def always(strata: int) -> Happens:
    """What happens whenever somebody is touched."""
    ones = np.ones((strata, SAMPLES))
    return Happens(np.ones(strata), ones, Ends(ones, ones), Ends(ones, ones))


def never(strata: int) -> Happens:
    """What happens in none of them."""
    zeros = np.zeros((strata, SAMPLES))
    return Happens(np.zeros(strata), zeros, Ends(zeros, zeros), Ends(zeros, zeros))


@dataclass(frozen=True, slots=True)
class Chance:
    """How often something happens per take, and what that rests on."""

    interval: Interval
    basis: Basis


NONE = Chance(Interval(0.0, 0.0, 0.0), Basis(Interval(0.0, 0.0, 0.0)))


def chance_per_take(strata: Sequence[Stratum], happens: Happens, doubt: Doubt, *, seed: int) -> Chance:
    """Over the strata that touch somebody, in their order in `happens`."""
    if not strata:
        return NONE
    branch = np.array([stratum.branch for stratum in strata])
    drawn = np.array([stratum.drawn for stratum in strata], dtype=float)
    reached = np.array([len(stratum.takes) for stratum in strata], dtype=float)
    contact = sample_shares(np.random.default_rng(seed), reached, drawn - reached, SAMPLES)
    nominal, rates, share = doubt.nominal[branch], doubt.rates[branch], reached / drawn
    plain = share * happens.estimate
    mean = float(nominal @ plain)
    everything = (
        np.sum(rates * contact.low * happens.everything.low, axis=0),
        np.sum(rates * contact.high * happens.everything.high, axis=0),
    )
    sampled = nominal @ (contact.low * happens.sampled.low), nominal @ (contact.high * happens.sampled.high)
    by_itself = np.quantile(nominal[:, None] * contact.high * happens.everything.high, ENDS[1], axis=1)
    by_branch = np.asarray(np.bincount(branch, weights=plain, minlength=len(doubt.nominal)), dtype=float)
    by_model = nominal @ (share[:, None] * happens.by_factor)
    planes = happens.planes if len(happens.planes) else np.zeros(len(strata))
    on_planes = (nominal * planes) @ (share[:, None] * happens.by_factor)
    basis = Basis(
        sampled=_interval(mean, *sampled, SETTLED),
        adds=dict(zip(doubt.names, map(float, doubt.nominal * by_branch), strict=True)),
        reaches={
            TAKES: _interval(mean, *sampled, ENDS).high,
            MODEL: _interval(mean, by_model, by_model, ENDS).high,
            **_reaches_by_branch(mean, by_branch, doubt),
        },
        on_planes=float(np.quantile(on_planes, ENDS[1])),
        alone={part.name: float(high) for part, high in zip(strata, by_itself, strict=True) if part.branch == 0},
    )
    return Chance(_interval(mean, *everything, ENDS), basis)


def _reaches_by_branch(mean: float, by_branch: Floats, doubt: Doubt) -> Mapping[str, float]:
    """The upper end if the rate of one branch alone were unknown; what it has more, the plan has less."""
    found = {}
    for index, name in enumerate(doubt.names[1:], start=1):
        more = (doubt.rates[index] - doubt.nominal[index]) * (by_branch[index] - by_branch[0])
        found[name] = _interval(mean, mean + more, mean + more, ENDS).high
    return found


def _interval(mean: float, low: Floats, high: Floats, ends: tuple[float, float]) -> Interval:
    lowest, highest = float(np.quantile(low, ends[0])), float(np.quantile(high, ends[1]))
    return Interval(mean, max(0.0, min(mean, lowest)), min(1.0, max(mean, highest)))


def contact_chance(strata: Sequence[Stratum], doubt: Doubt, *, seed: int) -> Chance:
    """How often a take touches somebody."""
    touching = [stratum for stratum in strata if stratum.touches]
    return chance_per_take(touching, always(len(touching)), doubt, seed=seed)


def contact_of_counts(branches: Sequence[Branch], drawn: Sequence[int], reached: Integers, *, seed: int) -> Interval:
    """The same from counts of draws, each [branch]."""
    strata = [
        Stratum(branch.name, index, True, Interval(0.0, 0.0, 1.0), int(drawn[index]), np.arange(int(reached[index])))
        for index, branch in enumerate(branches)
    ]
    return contact_chance(strata, doubt_of(branches, seed=seed), seed=seed).interval
