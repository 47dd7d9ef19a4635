"""A car leaves a ramp and comes down again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.driven import Driven
from stuntlab.plan.fields import Flag, QuantityField
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose, Tamer
from stuntlab.units import Dimension, Quantity

_Clear = Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="200 m")]


class CarJump(Driven):
    """A car is driven off the lip of a ramp, at the last point of its line, and lands straight ahead."""

    kind: ClassVar[str] = "car_jump"
    summary: ClassVar[str] = "a car jumps off a ramp among people: landing, nose, run-out, who is in its way"
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "head_whips")
    settled: ClassVar[tuple[str, ...]] = (*Driven.settled, "lands_beyond", "landing_long", "landing_angle")
    tamer: ClassVar[Mapping[str, Tamer]] = MappingProxyType({"lip_height": Tamer.LESS, "lip_angle": Tamer.LESS})

    lip_angle: Annotated[Quantity, QuantityField(Dimension.ANGLE, least="0 deg", most="45 deg")] = Field(
        description="of the last metres of the ramp above the horizontal"
    )
    lip_height: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="0 m", most="30 m")] = Field(
        description="of the lip above what it lands on"
    )
    lands_beyond: _Clear = Field(default=None, description="from the lip to where the landing begins")
    landing_long: _Clear = Field(default=None, description="from there to where the landing ends")
    landing_angle: Annotated[Quantity | None, QuantityField(Dimension.ANGLE, least="0 deg", most="45 deg")] = Field(
        default=None, description="how steeply a landing ramp slopes down, the way it flies; left out, it is flat"
    )
    balanced: Flag = Field(default=False, description="ballast in the boot, so that the nose does not drop")
    caged: Flag = Field(default=False, description="a roll cage, a seat with a five-point belt, and a fuel cell")
