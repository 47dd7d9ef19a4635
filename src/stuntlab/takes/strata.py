"""Sort draws into strata, and spend the full-body takes on those that touch somebody."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr, ndtri, owens_t

from stuntlab.datasets import Branch, Draws, Floats, Integers, Interval, Outcome, Stratum
from stuntlab.statistics import jeffreys_interval

HARDEST_SHARE = 0.05
"""Of the draws that touch, those that would hit hardest are a stratum of their own: the tail decides, so it is run."""

FIRST_LOOKS = 3
"""Takes every stratum that touches gets before the rest are shared out, where the budget reaches that far."""

RARE = 1e-4
"""A stratum rarer than this, per take, gets one look: what it holds can no longer move an answer (judgement)."""

LEAST_CHANCE = 1e-9
"""What a take says of a chance is read no nearer to never or always than this."""

SOME = 10
"""Takes of a stratum from which their scatter is believed; fewer that agree may agree by luck (judgement)."""

EVENLY = 0.25
"""Of further takes of what goes wrong, the share that goes by the root of probability all the same: what the takes so
far say of where to look is itself a guess (judgement)."""

FEWEST_TO_SPLIT = 200
"""Touching draws of a branch below which its hardest are not told apart."""


def stratify(
    draws: Draws, outcome: Integers, severity: Floats, branches: Sequence[Branch], outcomes: Sequence[Outcome]
) -> tuple[Stratum, ...]:
    """Strata of every branch: its draws by how they end, and the hardest of those where the outcome asks for it.

    outcome: [take], index into `outcomes`; severity: [take], any measure that grows with how hard a draw would hit.
    Strata without a draw are kept: none seen is not none possible.
    """
    strata: list[Stratum] = []
    for index, branch in enumerate(branches):
        of_branch = np.flatnonzero(draws.branch == index)
        for kind, end in enumerate(outcomes):
            of_kind = of_branch[outcome[of_branch] == kind]
            strata += [
                Stratum(
                    name=f"{branch.name}: {name}",
                    branch=index,
                    touches=end.touches,
                    probability=_of_branch(branch, jeffreys_interval(len(takes), len(of_branch))),
                    drawn=len(of_branch),
                    takes=takes,
                    outcome=kind,
                    modelled=end.modelled,
                )
                for name, takes in _parts(end, of_kind, severity[of_kind]).items()
            ]
    return tuple(strata)


def _parts(end: Outcome, takes: Integers, severity: Floats) -> dict[str, Integers]:
    """Takes that end alike, with the hardest apart where there are enough of them."""
    if not end.split or len(takes) < FEWEST_TO_SPLIT:
        return {end.name: takes}
    hard = severity > np.quantile(severity, 1 - HARDEST_SHARE)
    return {end.name: takes[~hard], f"{end.name}, the hardest 1 in 20": takes[hard]}


def _of_branch(branch: Branch, share: Interval) -> Interval:
    return Interval(*(branch.probability * end for end in (share.mean, share.low, share.high)))


def allocate(
    strata: Sequence[Stratum],
    budget: int,
    *,
    besides: Sequence[int] = (),
    wanted: Floats | None = None,
    settled: Sequence[int] = (),
) -> list[Integers]:
    """Which draws of each stratum to simulate, `budget` in all where there are enough.

    besides: how many draws of each stratum are simulated already; they stay, and count. wanted: [stratum], in what
    shares takes would tell most of what is open (`tells_most`); None before anything is known. settled: strata that
    leave nothing of it open, and get no further takes, unless all of them do.

    Shares go by the root of the strata's probabilities: between by probability, which would hardly look at a rare
    branch, and evenly, which would hardly look at the plan. Once it is known what is open, most takes of what goes
    wrong go where they would tell most of that. The plan keeps its share, since a surface through its takes is read
    far beyond them, until that surface is known to leave nothing open. Every stratum that touches gets a few, since a
    rare branch can hold the worst load. Draws are taken in draw order.
    """
    able = np.array([len(stratum.takes) if stratum.touches and stratum.modelled else 0 for stratum in strata])
    share = _shares(np.sqrt([stratum.probability.mean for stratum in strata]) * (able > 0))
    wrong = np.array([stratum.branch > 0 for stratum in strata]) & (able > 0)
    if wanted is not None and np.any(wanted[wrong]):
        mixed = EVENLY * _shares(share[wrong]) + (1 - EVENLY) * _shares(wanted[wrong])
        share[wrong] = share[wrong].sum() * mixed
    others = share.copy()
    others[list(settled)] = 0.0
    share = _shares(others if others.any() else share)
    active = int(np.count_nonzero(able))
    looks = np.where([stratum.probability.mean < RARE for stratum in strata], 1, FIRST_LOOKS)
    first = np.minimum(able, np.minimum(looks, budget // max(active, 1)))
    meant = first + np.floor((budget - first.sum()) * share).astype(int)
    least = np.array(besides, dtype=np.int64) if len(besides) else np.zeros(len(strata), dtype=np.int64)
    counts = _cap_counts(budget, np.maximum(np.minimum(meant, able), least), least)
    for index in np.argsort(-share, kind="stable"):
        counts[index] += min(able[index] - counts[index], max(0, budget - counts.sum()))
    return [stratum.takes[:count] for stratum, count in zip(strata, counts, strict=True)]


def _shares(parts: Floats) -> Floats:
    return np.asarray(parts / max(float(parts.sum()), np.finfo(float).tiny))


def tells_most(strata: Sequence[Stratum], stratum: Integers, chances: Floats) -> Floats:
    """In what shares takes of the strata would narrow a chance most, [stratum], by what the takes so far say.

    stratum: [take], index into `strata`; chances: [take], what each take says of the chance, from 0 to 1.

    A sum over strata is known best if takes go by probability times the scatter of what a take says. The scatter is
    that of a normal probit, with what so few takes leave open of its own mean and scatter, as if one take had shown a
    scatter of 1 before. Of fewer than `SOME` takes it is at least that of a share of which no take was seen (Jeffreys).

    Source: allocation of Neyman 1934 (doi:10.2307/2342192, R-h), by a first look as in two-stage sampling; mean and
    variance of a normal probit by Owen's T (Owen 1956, doi:10.1214/aoms/1177728074, R-h).
    """
    probit = ndtri(np.clip(chances, LEAST_CHANCE, 1 - LEAST_CHANCE))
    count = np.bincount(stratum, minlength=len(strata))
    some = np.maximum(count, 1)
    mean = np.bincount(stratum, probit, minlength=len(strata)) / some
    squares = np.bincount(stratum, (probit - mean[stratum]) ** 2, minlength=len(strata))
    variance = (squares + 1.0) / some * (1 + 1 / some)
    at = mean / np.sqrt(1 + variance)
    middle, luck = ndtr(at), 0.5 / (count + 1)
    spread = np.sqrt(np.maximum(middle * (1 - middle) - 2 * owens_t(at, 1 / np.sqrt(1 + 2 * variance)), 0.0))
    spread = np.where(count < SOME, np.maximum(spread, np.sqrt(luck * (1 - luck))), spread)
    return _shares(np.array([part.probability.mean for part in strata]) * spread)


def _cap_counts(budget: int, counts: Integers, least: Integers) -> Integers:
    """Counts with what is over the budget taken off where most is beyond `least`."""
    counts = counts.copy()
    while counts.sum() > budget and (counts > least).any():
        counts[int(np.argmax(counts - least))] -= 1
    return counts
