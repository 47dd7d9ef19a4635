"""Where the falls of a plan come down, drawn but not simulated."""

from __future__ import annotations

from stuntlab.datasets import Landings
from stuntlab.gags import gags_of
from stuntlab.gags.base import Caught
from stuntlab.pipeline.rehearse import drawn
from stuntlab.plan import Plan


def landings_of(plan: Plan, *, seed: int = 0) -> dict[str, Landings]:
    """For each fall of a plan, by its label: the same draws that `assess` makes.

    Raises: UserError for a plan that can be read but not assessed.
    """
    falls = [gag for gag in gags_of(plan) if isinstance(gag, Caught)]
    return {gag.label: gag.landings(drawn(gag, seed=seed)) for gag in falls}
