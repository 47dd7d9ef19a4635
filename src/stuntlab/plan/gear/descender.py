"""A descender or decelerator."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import OneOf, QuantityField, Whole
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity

FAN, DECELERATOR = "fan", "decelerator"

_Mass = QuantityField(Dimension.MASS, above="0 kg", most="300 kg")


class Descender(Gear):
    """What lets somebody down on a line: a fan at a nearly even speed, or a brake after a free fall."""

    kind: ClassVar[str] = "descender"
    summary: ClassVar[str] = "a machine that lets somebody down on a line: fan descender, decelerator"
    group: ClassVar[str] = "descenders"

    brakes: Annotated[str | None, OneOf((FAN, DECELERATOR))] = Field(
        default=None, description="fan: all the way down; decelerator: after a free fall"
    )
    speed: Annotated[Quantity | None, QuantityField(Dimension.SPEED, above="0 m/s", most="60 m/s")] = Field(
        default=None, description="of a fan, with the mass it was set for"
    )
    stops_over: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="100 m")] = Field(
        default=None, description="length over which it brings somebody to a stop"
    )
    set_for_mass: Annotated[Quantity | None, _Mass] = Field(
        default=None, description="the mass that this setting was made for"
    )
    dummy_runs: Annotated[int, Whole(0, 100)] = Field(default=0, description="runs with a dummy at this setting")
    dummy_mass: Annotated[Quantity | None, _Mass] = Field(default=None, description="of that dummy")
