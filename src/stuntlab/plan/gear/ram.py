"""An air ram."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import OneOf, QuantityField, Whole
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity

EVEN, HALF_SINE = "even", "half sine"

_Pressure = QuantityField(Dimension.PRESSURE, above="0 bar", most="100 bar")
_Mass = QuantityField(Dimension.MASS, above="0 kg", most="300 kg")


class Ram(Gear):
    """A foot-plate that throws somebody up. Its setting is all of its numbers."""

    kind: ClassVar[str] = "ram"
    summary: ClassVar[str] = "an air ram: a foot-plate that throws somebody up"
    group: ClassVar[str] = "rams"

    pressure: Annotated[Quantity | None, _Pressure] = Field(
        default=None, description="of its gas before it fires, as the gauge says"
    )
    stroke: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="10 cm", most="2 m")] = Field(
        default=None, description="how far the plate moves; without it nobody can say how hard it pushes"
    )
    pulse: Annotated[str | None, OneOf((EVEN, HALF_SINE))] = Field(
        default=None, description="how it pushes: evenly, or rising and falling; not given, both are run"
    )
    set_for_mass: Annotated[Quantity | None, _Mass] = Field(
        default=None, description="the mass that this setting was made for"
    )
    dummy_runs: Annotated[int, Whole(0, 100)] = Field(default=0, description="runs with a dummy at this setting")
    dummy_mass: Annotated[Quantity | None, _Mass] = Field(default=None, description="of that dummy")
    dummy_pressure: Annotated[Quantity | None, _Pressure] = Field(
        default=None, description="pressure at which the dummy was thrown; left out, that of this setting"
    )
