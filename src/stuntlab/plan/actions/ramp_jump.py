"""A motorcycle or a car off a ramp, into a free fall and under a canopy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import CanopyName, QuantityField, UsualSpread
from stuntlab.plan.off_a_ramp import OffARamp
from stuntlab.plan.practice import Ladder, TakeDose, Tamer
from stuntlab.plan.under_canopy import UnderCanopy
from stuntlab.units import Dimension, Quantity

RAMP_LADDER = ("low ramp", "half speed", "full speed", "full")
"""The bike with a dummy first, then the ramp alone at rising speed, then everything (film practice, J)."""

_PULLS = UsualSpread("when somebody in free fall pulls; lines_and_flight.md 4.5 [J]", least="0.4 s")
_PARTS = UsualSpread("when somebody pushes off; lines_and_flight.md 4.1 [J]", least="0.2 s")
_PUSH = UsualSpread("how hard somebody pushes off; lines_and_flight.md 4.1 [J]", least="0.6 m/s")


class RampJump(OffARamp, UnderCanopy):
    """A person rides or drives off a ramp. x runs out from the lip, y to the left, z up; the lip is the origin."""

    kind: ClassVar[str] = "ramp_jump"
    summary: ClassVar[str] = "a motorcycle or a car off a ramp, into a free fall and under a canopy"
    ladder: ClassVar[Ladder] = Ladder(RAMP_LADDER, dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls")
    tamer: ClassVar[Mapping[str, Tamer]] = {}

    canopy: CanopyName = Field(description="the parachute, by its name in the gear")
    pull_after: Annotated[Quantity, QuantityField(Dimension.TIME, least="0 s", most="90 s", usual=_PULLS)] = Field(
        description="after the lip; its ± is how well the pull is timed"
    )
    separates_after: Annotated[
        Quantity | None, QuantityField(Dimension.TIME, least="0 s", most="10 s", usual=_PARTS)
    ] = Field(default=None, description="when the rider leaves the bike, after the lip; left out, never")
    push: Annotated[Quantity | None, QuantityField(Dimension.SPEED, least="0 m/s", most="6 m/s", usual=_PUSH)] = Field(
        default=None, description="speed over the bike that the push gives"
    )
