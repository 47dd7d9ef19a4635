"""A canopy that is opened in the air and landed.

Valid for: as `off_the_edge/jump_gag.py`; the ground is level unless a profile is given, and no wall is near.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import pi
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.datasets.jump import EdgeSet
from stuntlab.flight import section
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.off_the_edge.jump import Leaves
from stuntlab.gags.off_the_edge.jump_gag import JumpGag
from stuntlab.gags.off_the_edge.numbers import JUMPS
from stuntlab.plan.actions.canopy import CanopyFlight as CanopyWords


class CanopyJump(JumpGag):
    """One `canopy:` line of a plan."""

    kind: ClassVar[str] = "canopy"
    summary: ClassVar[str] = CanopyWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(JUMPS.read().of_kind("canopy"))
    runs_inform: ClassVar[Mapping[str, int]] = {"pulls_at": -1, "falls_at": 1}
    begins: ClassVar[str] = "where they pull"
    words: CanopyWords

    @property
    def leaves(self) -> Leaves:
        falls, pull = self.in_takes("falls_at"), self.words.pull_after
        when = (pull.value, pull.sd) if pull else (0.0, 0.4)
        return Leaves((max(falls.value, 0.1), falls.sd), (-pi / 2, 0.0), (0.0, 0.0), (0.0, 0.0), when, None)

    @property
    def no_survey(self) -> str:
        return ""

    @property
    def ground(self) -> Floats:
        if self.words.profile is not None:
            return section(np.array([[out.value, up.value] for out, up in self.words.profile]))
        return section(np.array([[-1e4, -self.words.pulls_at.value]]))

    @property
    def edge(self) -> EdgeSet:
        return replace(super().edge, behind_m=float(self.ground[0, 1]))
