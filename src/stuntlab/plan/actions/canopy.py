"""A jump from an aircraft with a canopy, or the flight of one alone."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import CanopyName, QuantityField, UsualSpread
from stuntlab.plan.practice import Ladder, TakeDose
from stuntlab.plan.under_canopy import UnderCanopy
from stuntlab.units import Dimension, Quantity

_HEIGHT = UsualSpread("a barometric height; judgement [J]", least="10 m")
_FALLS = UsualSpread("how somebody lies in the air; judgement [J]", share=0.05)


class CanopyFlight(UnderCanopy):
    """A person in the air who opens a canopy and lands it. x runs the way they fly, z up from where they pull."""

    kind: ClassVar[str] = "canopy"
    summary: ClassVar[str] = "a canopy that is opened in the air and landed: an aircraft jump, or the flight alone"
    ladder: ClassVar[Ladder] = Ladder(("ground", "high", "full"), dummy_first=False)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls")

    canopy: CanopyName = Field(description="the parachute, by its name in the gear")
    pulls_at: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="20 m", most="8 km", usual=_HEIGHT)] = Field(
        description="height above the landing area at which it is opened"
    )
    falls_at: Annotated[Quantity, QuantityField(Dimension.SPEED, least="0 m/s", most="120 m/s", usual=_FALLS)] = Field(
        description="speed of the fall at the pull: 50 m/s after a long fall, 0 from a balloon"
    )
