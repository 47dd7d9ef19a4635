"""Something that stops a vehicle."""

from __future__ import annotations

from math import dist
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from stuntlab.plan.fields import Point, QuantityField
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

_SHORTEST_M = 0.5
"""Half of the shortest units of concrete or water-filled plastic (J)."""


class Barrier(Gear):
    """A row of units between two points, with the test it passed: concrete, steel, water-filled, a row of vehicles."""

    kind: ClassVar[str] = "barrier"
    summary: ClassVar[str] = "what stops a vehicle: concrete, steel or water-filled units between two points"

    from_: Point = Field(alias="from", description="one end")
    to: Point = Field(description="the other end")
    held_mass: Annotated[Quantity | None, QuantityField(Dimension.MASS, above="0 kg", most="60 t")] = Field(
        default=None, description="mass of the vehicle that it held in a test"
    )
    held_speed: Annotated[Quantity | None, QuantityField(Dimension.SPEED, above="0 m/s", most="60 m/s")] = Field(
        default=None, description="speed of that vehicle"
    )
    held_angle: Annotated[Quantity | None, QuantityField(Dimension.ANGLE, above="0 deg", most="90 deg")] = Field(
        default=None, description="between its way and the barrier; left out, 20 deg"
    )
    moves: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="10 m")] = Field(
        default=None, description="how far it was pushed then; left out, 1.5 m"
    )

    @model_validator(mode="after")
    def _is_as_long_as_a_unit(self) -> Self:
        if dist([one.value for one in self.from_[:2]], [one.value for one in self.to[:2]]) < _SHORTEST_M:
            raise refusal(
                f"its two ends are less than {_SHORTEST_M:g} m apart: say where it begins (from) and where it ends (to)"
            )
        return self
