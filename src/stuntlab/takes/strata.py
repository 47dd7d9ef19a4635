"""Sort draws into strata, and spend the full-body takes on those that touch somebody."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import betaincinv

from stuntlab.datasets import Branch, Draws, Flags, Integers, Interval, Stratum


def stratify(draws: Draws, touches: Flags, branches: Sequence[Branch]) -> tuple[Stratum, ...]:
    """Two strata for every branch: the draws that touch somebody, and those that end away from everybody.

    touches: [take]. Strata without a draw are kept when they would touch: none seen is not none possible.
    """
    strata: list[Stratum] = []
    for index, branch in enumerate(branches):
        of_branch = np.flatnonzero(draws.branch == index)
        for touching in (True, False):
            takes = of_branch[touches[of_branch] == touching]
            share = _share(len(takes), len(of_branch))
            probability = Interval(*(branch.probability * end for end in (share.mean, share.low, share.high)))
            strata.append(
                Stratum(
                    name=f"{branch.name}: {'touches' if touching else 'stops short'}",
                    branch=index,
                    touches=touching,
                    probability=probability,
                    drawn=len(of_branch),
                    takes=takes,
                )
            )
    return tuple(strata)


def allocate(strata: Sequence[Stratum], budget: int) -> list[Integers]:
    """Which draws of each stratum to simulate, `budget` in all where there are enough.

    Every touching stratum gets an equal first share of half the budget, since a rare branch can hold the worst load;
    the other half follows the strata's probabilities. Draws are taken in draw order, so a larger budget only adds.
    """
    able = [len(stratum.takes) if stratum.touches else 0 for stratum in strata]
    active = [index for index, count in enumerate(able) if count]
    wanted = np.zeros(len(strata))
    if active:
        weights = np.array([strata[index].probability.mean for index in active])
        wanted[active] = budget / 2 / len(active) + budget / 2 * weights / weights.sum()
    counts = np.minimum(np.floor(wanted).astype(int), able)
    for index in sorted(active, key=lambda index: -strata[index].probability.mean):
        counts[index] += min(able[index] - counts[index], max(0, budget - counts.sum()))
    return [stratum.takes[:count] for stratum, count in zip(strata, counts, strict=True)]


def _share(count: int, total: int) -> Interval:
    """A share of draws with its 95 % interval (Jeffreys: Beta(k + 1/2, n - k + 1/2))."""
    low, high = (float(betaincinv(count + 0.5, total - count + 0.5, q)) for q in (0.025, 0.975))
    return Interval(count / total, low if count else 0.0, high if count < total else 1.0)
