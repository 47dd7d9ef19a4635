"""A jump from a cliff, a tower or a bridge with a canopy.

Valid for: as `off_the_edge/jump_gag.py`; somebody who steps or runs off level.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.off_the_edge.jump import Leaves
from stuntlab.gags.off_the_edge.jump_gag import JumpGag
from stuntlab.gags.off_the_edge.numbers import JUMPS
from stuntlab.plan.actions.base_jump import BaseJump as BaseJumpWords


class BaseJump(JumpGag):
    """One `base_jump:` line of a plan."""

    kind: ClassVar[str] = "base_jump"
    summary: ClassVar[str] = BaseJumpWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(JUMPS.read().of_kind("base_jump"))
    runs_inform: ClassVar[Mapping[str, int]] = {"exit_speed": -1, "pull_after": 1}

    @property
    def leaves(self) -> Leaves:
        speed, pull = self.in_takes("exit_speed"), self.in_takes("pull_after")
        return Leaves((speed.value, speed.sd), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (pull.value, pull.sd), None)
