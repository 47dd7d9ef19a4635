"""Where it happens."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stuntlab.plan.fields import OptionalText, Point, QuantityField, Size, Text, UsualSpread
from stuntlab.plan.model import PlanModel
from stuntlab.units import Dimension, Quantity

_GUSTS = UsualSpread("gusts come to a third of the mean wind at least; judgement [J]", share=0.33)
_WIND = QuantityField(Dimension.SPEED, least="0 m/s", most="60 m/s", spreads_to="10 m/s", usual=_GUSTS)


class Thing(PlanModel):
    """Something solid that stands about."""

    what: Text = Field(description="generator, railing, car, ...")
    at: Point = Field(description="where it stands")
    size: Annotated[tuple[float, ...] | None, Size(3)] = Field(default=None, description="along x, along y, height")


class Place(PlanModel):
    """The place, in words; what is not said is not known."""

    location: OptionalText = Field(default=None, description="town, state or country, whose law holds")
    floor: OptionalText = Field(
        default=None, description="what people stand and fall on: dry cobbles, concrete, crash mat, ..."
    )
    ground: OptionalText = Field(default=None, description="what lies below a height")
    wall: OptionalText = Field(default=None, description="what the wall is made of")
    wind: Annotated[Quantity | None, _WIND] = Field(default=None, description="wind speed")
    objects: tuple[Thing, ...] = Field(default=(), description="solid things near by")
