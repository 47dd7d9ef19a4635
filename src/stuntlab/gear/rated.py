"""A maker's rating as the drop of a body's centre of mass."""

from __future__ import annotations

from stuntlab.gear.air_bag import NUMBERS
from stuntlab.plan.catcher import Catcher


def rated_drop_m(catcher: Catcher) -> float | None:
    """How far the reference faller's centre of mass falls to the top of a catcher from its rated height."""
    if catcher.rated_height is None:
        return None
    top = 0.0 if catcher.rated_from == "top" else catcher.top_m
    return max(catcher.rated_height.value - top, 0.1) + float(NUMBERS.read().reference_faller.sinks_m)
