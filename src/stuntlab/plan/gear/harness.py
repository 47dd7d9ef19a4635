"""A harness."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import Flag, OneOf, QuantityField
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity

FULL_BODY, SIT, CHEST, VEST = "full body", "sit", "chest", "jerk vest"


class Harness(Gear):
    """What joins a line to a body."""

    kind: ClassVar[str] = "harness"
    summary: ClassVar[str] = "a harness or a vest that joins a line to a body"
    worn: ClassVar[bool] = True
    group: ClassVar[str] = "harnesses"

    cut: Annotated[str | None, OneOf((FULL_BODY, SIT, CHEST, VEST))] = Field(
        default=None, description="full body, sit, chest alone, or the vest that a body is pulled in"
    )
    rated_mass: Annotated[Quantity | None, QuantityField(Dimension.MASS, above="0 kg", most="500 kg")] = Field(
        default=None, description="the heaviest wearer its maker allows"
    )
    breaking_load: Annotated[Quantity | None, QuantityField(Dimension.FORCE, above="0 N", most="500 kN")] = Field(
        default=None, description="what its attachment point breaks at (MBS)"
    )
    inspected: Flag = Field(default=False, description="looked over by a competent person on the day")
