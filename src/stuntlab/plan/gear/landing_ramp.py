"""A ramp that a vehicle lands on."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import QuantityField
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity


class LandingRamp(Gear):
    """A slope that a motorcycle or a car comes down on. x runs out from the lip, z up from it."""

    kind: ClassVar[str] = "landing ramp"
    summary: ClassVar[str] = "a slope that a vehicle lands on after a jump"
    group: ClassVar[str] = "landing ramps"

    begins_at: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="1 m", most="300 m")] = Field(
        description="from the lip to its upper edge, the knuckle"
    )
    above_lip: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="-100 m", most="30 m")] = Field(
        description="how much higher its upper edge is than the lip; below is negative"
    )
    angle: Annotated[Quantity, QuantityField(Dimension.ANGLE, least="0 deg", most="60 deg")] = Field(
        description="how steeply it falls"
    )
    length: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="1 m", most="200 m")] = Field(
        description="along the slope"
    )
    width: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="1 m", most="100 m")] = Field(
        description="across the way"
    )
    run_out: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="2 km")] = Field(
        default=None, description="clear ground behind it, to the first hard thing; not given, not known"
    )
