"""A motorcycle or a car off a ramp, into a free fall and under a canopy.

Valid for: as `off_the_edge/jump_gag.py`; a bike that leaves a ramp straight, with somebody who pushes off it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import tan
from typing import ClassVar

from stuntlab.datasets.jump import EdgeSet
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.off_the_edge.jump import Leaves
from stuntlab.gags.off_the_edge.jump_gag import JumpGag
from stuntlab.gags.off_the_edge.numbers import JUMPS
from stuntlab.gags.off_the_edge.ridden import bike_of
from stuntlab.plan.actions.ramp_jump import RampJump as RampJumpWords
from stuntlab.plan.gear.car import Car

_PARTS = (0.6, 0.2)
_PUSH = (0.0, 0.6)
"""Where the plan does not say: lines_and_flight.md 4.1 (J); a push that nobody measured is none."""

_RAMP_M, _LEAST_M = 8.0, 0.4
"""Of a ramp in a picture, how long it rises, and how high it is at least (J)."""


class RampJump(JumpGag):
    """One `ramp_jump:` line of a plan."""

    kind: ClassVar[str] = "ramp_jump"
    summary: ClassVar[str] = RampJumpWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(JUMPS.read().of_kind("ramp_jump"))
    runs_inform: ClassVar[Mapping[str, int]] = {"exit_speed": -1, "exit_angle": 0, "pull_after": 1}
    begins: ClassVar[str] = "the lip"
    words: RampJumpWords

    @property
    def bike(self) -> Car:
        """What leaves the ramp."""
        return bike_of(self.plan, self.words.bike)

    @property
    def leaves(self) -> Leaves:
        words = self.words
        speed, angle = self.in_takes("exit_speed"), self.in_takes("exit_angle")
        pull = self.in_takes("pull_after")
        parts = self.in_takes("separates_after") if words.separates_after else None
        push = self.in_takes("push") if words.push else None
        return Leaves(
            (speed.value, speed.sd),
            (angle.value, angle.sd),
            (parts.value, parts.sd) if parts else _PARTS,
            (push.value, push.sd) if push else _PUSH,
            (pull.value, pull.sd),
            self.bike,
        )

    @property
    def edge(self) -> EdgeSet:
        up = self.words.exit_angle.value
        high = max(_RAMP_M * tan(up), _LEAST_M)
        return replace(super().edge, ramp=(up, high), behind_m=-high)
