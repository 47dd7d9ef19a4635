"""Where the falls of a plan come down, drawn but not simulated."""

from __future__ import annotations

from stuntlab.datasets import Landings
from stuntlab.gags import gags_of
from stuntlab.gags.base import Caught
from stuntlab.pipeline.rehearse import DRAWS_PER_BRANCH
from stuntlab.plan import Plan
from stuntlab.takes.sample import draw


def landings_of(plan: Plan, *, seed: int = 0) -> dict[str, Landings]:
    """For each fall of a plan, by its label: the same draws that `assess` makes.

    Raises: UserError for a plan that can be read but not assessed.
    """
    falls = [gag for gag in gags_of(plan) if isinstance(gag, Caught)]
    draws = {
        gag.label: gag.follow(draw(gag.unknowns(), seed=seed, label=gag.label, takes_per_branch=DRAWS_PER_BRANCH))
        for gag in falls
    }
    return {gag.label: gag.landings(draws[gag.label]) for gag in falls}
