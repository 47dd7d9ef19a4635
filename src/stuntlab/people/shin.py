"""The most that a push bends a shin by: no moment can be read off a rigid one."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.scene.instruments import Axis, ChannelSignal
from stuntlab.tables import Sourced, Table

AT_MOST = "What is read is the most there can be, with both ends of the shin held."
"""Why a bending moment of a shin that passes its limit proves nothing."""


@dataclass(frozen=True, slots=True)
class BentShin(Sourced):
    """The span over which a shin is bent, m."""

    span_m: float


SHIN = Table("stuntlab.people.tables", "shin.toml", BentShin)


def bending_of(push: str, axis: Axis = "") -> ChannelSignal:
    """The moment, N·m, that a push on a shin bends it by at most: at three points, in the middle of the span.

    push: channel of the force, N; axis: as of a `ChannelSignal`.
    """
    return ChannelSignal(push, axis, factor=SHIN.read().span_m / 4)
