"""A ratchet, or anything else that pulls a line: a cylinder of gas, a winch, a mass that falls."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import Flag, QuantityField, Whole
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity

_Pressure = QuantityField(Dimension.PRESSURE, above="0 bar", most="100 bar")
_Mass = QuantityField(Dimension.MASS, above="0 kg", most="2 t")


class Ratchet(Gear):
    """What pulls somebody along a line. Its setting is all of its numbers: with another one it is another machine."""

    kind: ClassVar[str] = "ratchet"
    summary: ClassVar[str] = "a machine that pulls a line: air ratchet, jerk-back, winch, or a mass that falls"
    group: ClassVar[str] = "ratchets"

    pressure: Annotated[Quantity | None, _Pressure] = Field(
        default=None, description="of its gas before it fires, as the gauge says; left out where a mass drives it"
    )
    drive_mass: Annotated[Quantity | None, _Mass] = Field(
        default=None, description="of what falls and drives it; left out where gas does"
    )
    gearing: Annotated[Quantity | None, QuantityField(Dimension.NUMBER, least="0.2", most="20")] = Field(
        default=None, description="how many times as fast as piston or mass the line runs, as in 3"
    )
    bore: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="10 mm", most="500 mm")] = Field(
        default=None, description="inner diameter of its cylinder"
    )
    reservoir_litres: Annotated[int | None, Whole(1, 1000)] = Field(
        default=None, description="gas that pushes the piston, cylinder apart, in litres"
    )
    set_for_mass: Annotated[Quantity | None, _Mass] = Field(
        default=None, description="the mass that this setting was made for, of one person"
    )
    set_for: Annotated[int, Whole(1, 6)] = Field(default=1, description="people that this setting was made for")
    connected: Annotated[int, Whole(1, 6)] = Field(default=1, description="people on its lines in this take")
    dummy_runs: Annotated[int, Whole(0, 100)] = Field(
        default=0, description="runs with a dummy at the setting that the next lines give, or at this one"
    )
    dummy_mass: Annotated[Quantity | None, _Mass] = Field(default=None, description="of that dummy")
    dummy_pressure: Annotated[Quantity | None, _Pressure] = Field(
        default=None, description="pressure at which the dummy was pulled; left out, that of this setting"
    )
    dummy_drive_mass: Annotated[Quantity | None, _Mass] = Field(
        default=None, description="drive mass with which the dummy was pulled; left out, that of this setting"
    )
    end_stop: Flag = Field(default=False, description="a mechanical stop ends its travel")
