"""What everything that leaves a ramp has: what is ridden, its speed and angle at the lip, the run-up."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import Flag, OneOf, QuantityField, UsualSpread, VehicleName
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

FLAT, CURVED = "flat", "curved"

_SPEED = UsualSpread("what a rider holds without a speedometer; lines_and_flight.md 4.1 [J]", least="0.8 m/s")
_ANGLE = UsualSpread("how a ramp stands; lines_and_flight.md 4.1 [J]", least="0.5 deg")


class OffARamp(Action):
    """A person rides or drives off a ramp. x runs out from the lip, y to the left, z up; the lip is the origin."""

    bike: VehicleName = Field(description="what leaves the ramp, by its name in the gear")
    exit_speed: Annotated[Quantity, QuantityField(Dimension.SPEED, least="2 m/s", most="80 m/s", usual=_SPEED)] = Field(
        description="at the lip"
    )
    exit_angle: Annotated[Quantity, QuantityField(Dimension.ANGLE, least="-20 deg", most="60 deg", usual=_ANGLE)] = (
        Field(description="of the ramp at the lip, up is positive")
    )
    lip: Annotated[str, OneOf((FLAT, CURVED))] = Field(default=FLAT, description="a flat ramp, or one that curves up")
    lip_radius: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="2 m", most="500 m")] = Field(
        default=None, description="of a curved lip"
    )
    run_up: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="1 m", most="3 km")] = Field(
        default=None, description="length from standstill to the lip"
    )
    power: Annotated[Quantity | None, QuantityField(Dimension.POWER, above="0 W", most="2000 kW")] = Field(
        default=None, description="of the engine at the wheel; with run_up, the speed that can be reached"
    )
    speed_gate: Flag = Field(default=False, description="a gate before the lip reads the speed of every run")

    @model_validator(mode="after")
    def _has_its_radius(self) -> Self:
        if self.lip == CURVED and self.lip_radius is None:
            raise refusal("a curved lip needs its radius (lip_radius: 12 m)")
        return self
