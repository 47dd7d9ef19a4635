"""An air ram throws somebody."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.by_machine import ByMachine
from stuntlab.plan.fields import OneOf, QuantityField, RamName, UsualSpread
from stuntlab.plan.practice import AlsoDose, Ladder, TakeDose
from stuntlab.units import Dimension, Quantity

LANDINGS = ("back", "front", "feet")

_HEIGHT = UsualSpread("± 2 % of pressure and how somebody stands on it; judgement [J]", share=0.05, least="10 cm")
_ANGLE = UsualSpread("which way a plate throws; judgement [J]", share=0.0, least="3 deg")


class AirRam(ByMachine):
    """Somebody steps onto a plate and is thrown. x runs the way they fly, from the plate, z up."""

    kind: ClassVar[str] = "air_ram"
    summary: ClassVar[str] = "an air ram throws somebody up and onwards"
    ladder: ClassVar[Ladder] = Ladder(("dry", "quarter", "half", "full"), dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls", also=(AlsoDose("head_whips"),))

    with_: RamName = Field(alias="with", description="the ram, by its name in the gear")
    height: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="20 cm", most="12 m", usual=_HEIGHT)] = Field(
        description="how much higher the middle of the body comes, as a dummy showed at this setting"
    )
    angle: Annotated[Quantity, QuantityField(Dimension.ANGLE, least="30 deg", most="90 deg", usual=_ANGLE)] = Field(
        description="of the throw above level; 90 deg is straight up"
    )
    lands: Annotated[str, OneOf(LANDINGS)] = Field(default="back", description="what they come down on")
