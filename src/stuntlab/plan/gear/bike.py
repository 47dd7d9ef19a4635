"""A motorcycle or a car that leaves a ramp."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import Flag, OneOf, QuantityField
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity

MOTORCYCLE, CAR = "motorcycle", "car"


class Bike(Gear):
    """What is ridden or driven off a ramp."""

    kind: ClassVar[str] = "bike"
    summary: ClassVar[str] = "a motorcycle or a car that leaves a ramp"
    group: ClassVar[str] = "bikes and cars"

    vehicle: Annotated[str, OneOf((MOTORCYCLE, CAR))] = Field(
        default=MOTORCYCLE, description="a motorcycle, or a car with somebody strapped into it"
    )
    mass: Annotated[Quantity, QuantityField(Dimension.MASS, least="20 kg", most="20 t")] = Field(
        description="without whoever rides it"
    )
    dummy_dropped: Flag = Field(
        default=False, description="it left this ramp with a dummy on it at this speed, and both were filmed"
    )
