"""A jump from a cliff, a tower or a bridge with a canopy."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import CanopyName, QuantityField, UsualSpread
from stuntlab.plan.practice import Ladder, TakeDose
from stuntlab.plan.under_canopy import UnderCanopy
from stuntlab.units import Dimension, Quantity

JUMP_LADDER = ("ground", "aircraft", "higher object", "full")

_STEPS = UsualSpread("how hard somebody steps or runs off; judgement [J]", share=0.2, least="0.4 m/s")
_PULLS = UsualSpread("when somebody in free fall pulls; lines_and_flight.md 4.5 [J]", least="0.4 s")


class BaseJump(UnderCanopy):
    """A person's jump off something that stands, and the canopy. x runs out from the edge, y to the left, z up."""

    kind: ClassVar[str] = "base_jump"
    summary: ClassVar[str] = "a jump off a cliff, a tower or a bridge with a canopy"
    ladder: ClassVar[Ladder] = Ladder(JUMP_LADDER, dummy_first=False)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls")

    canopy: CanopyName = Field(description="the parachute, by its name in the gear")
    pull_after: Annotated[Quantity, QuantityField(Dimension.TIME, least="0 s", most="90 s", usual=_PULLS)] = Field(
        description="after the edge; its ± is how well the pull is timed"
    )
    exit_speed: Annotated[Quantity, QuantityField(Dimension.SPEED, least="0 m/s", most="12 m/s", usual=_STEPS)] = Field(
        description="away from the edge: a step 1 to 2 m/s, a run 3 to 5 m/s"
    )
