"""Replayed takes that come down, as lines of a figure."""

from __future__ import annotations

import numpy as np

from stuntlab.gags.base import Gag
from stuntlab.previs.motion import Motion
from stuntlab.previs.replay import Replay
from stuntlab.previs.take_film import against_limit
from stuntlab.previs.take_stage import words_of_floor
from stuntlab.report.heights_plot import Descent


def descent_of(replay: Replay, motion: Motion) -> Descent:
    """The first body of a take on its way down."""
    take, height = replay.take, motion.subject_m[:, 2]
    rides = replay.world.rides is not None
    shown = slice(int(np.argmax(height < 0)) if rides and (height < 0).any() else None)  # then the next world has them
    return Descent(
        name=f"{take.why} take: {take.branch}, {take.outcome}",
        time_s=motion.time_s[shown],
        height_m=height[shown],
        meets_s=motion.meets_s,
        felt=against_limit(take),
    )


def lands_on(gag: Gag, replay: Replay) -> tuple[str, float] | None:
    """What a take comes down on and how high its top is; None where that is the ground."""
    return None if replay.soft_top_m is None else (words_of_floor(gag), replay.soft_top_m)
