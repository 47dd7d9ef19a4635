"""Sort draws into strata, and spend the full-body takes on those that touch somebody."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stuntlab.datasets import Branch, Draws, Floats, Integers, Interval, Outcome, Stratum
from stuntlab.statistics import jeffreys_interval

HARDEST_SHARE = 0.05
"""Of the draws that touch, those that would hit hardest are a stratum of their own: the tail decides, so it is run."""

FIRST_LOOKS = 3
"""Takes every stratum that touches gets before the rest are shared out, where the budget reaches that far."""

RARE = 1e-4
"""A stratum rarer than this, per take, gets one look: what it holds can no longer move an answer (judgement)."""

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


def allocate(strata: Sequence[Stratum], budget: int, *, besides: Sequence[int] = ()) -> list[Integers]:
    """Which draws of each stratum to simulate, `budget` in all where there are enough.

    besides: how many draws of each stratum are simulated already; they stay, and count.

    Shares go by the root of the strata's probabilities: between by probability, which would hardly look at a rare
    branch, and evenly, which would hardly look at the plan. Every stratum that touches gets a few, since a rare branch
    can hold the worst load. Draws are taken in draw order.
    """
    able = np.array([len(stratum.takes) if stratum.touches and stratum.modelled else 0 for stratum in strata])
    root = np.sqrt([stratum.probability.mean for stratum in strata]) * (able > 0)
    active = int(np.count_nonzero(able))
    looks = np.where([stratum.probability.mean < RARE for stratum in strata], 1, FIRST_LOOKS)
    first = np.minimum(able, np.minimum(looks, budget // max(active, 1)))
    wanted = first + np.floor((budget - first.sum()) * root / max(root.sum(), np.finfo(float).tiny)).astype(int)
    least = np.array(besides, dtype=np.int64) if len(besides) else np.zeros(len(strata), dtype=np.int64)
    counts = _cap_counts(budget, np.maximum(np.minimum(wanted, able), least), least)
    for index in np.argsort(-root, kind="stable"):
        counts[index] += min(able[index] - counts[index], max(0, budget - counts.sum()))
    return [stratum.takes[:count] for stratum, count in zip(strata, counts, strict=True)]


def _cap_counts(budget: int, counts: Integers, least: Integers) -> Integers:
    """Counts with what is over the budget taken off where most is beyond `least`."""
    counts = counts.copy()
    while counts.sum() > budget and (counts > least).any():
        counts[int(np.argmax(counts - least))] -= 1
    return counts
