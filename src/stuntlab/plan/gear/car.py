"""A vehicle."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from stuntlab.plan.fields import Flag, OneOf, QuantityField, Whole
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

CAR, VAN, TRUCK, MOTORCYCLE, BICYCLE = "car", "van", "truck", "motorcycle", "bicycle"
TWO_WHEELS = (MOTORCYCLE, BICYCLE)
LANYARD, TECHNICIAN, REMOTE, NO_CUT_OFF = "lanyard", "technician", "remote", "none"

_Bumper = QuantityField(Dimension.LENGTH, least="25 cm", most="1.5 m")
_Edge = QuantityField(Dimension.LENGTH, least="40 cm", most="2 m")

_NARROWEST_M = 1.0
"""Width of the narrowest cars there are (a two-seater with one seat behind the other, J)."""

_LIGHTEST_KG = 50.0
"""Of the lightest vehicle with an engine that carries somebody (a child's motocross bike, J)."""


class Car(Gear):
    """A car, van, truck, motorcycle or bicycle that is driven or jumped. What is left out is that of a usual one."""

    kind: ClassVar[str] = "car"
    summary: ClassVar[str] = "a vehicle: car, van, truck, motorcycle, bicycle"
    group: ClassVar[str] = "vehicles"
    named_by: ClassVar[str] = "body"

    body: Annotated[str, OneOf((CAR, VAN, TRUCK, MOTORCYCLE, BICYCLE))] = Field(
        default=CAR, description="what sort it is"
    )
    mass: Annotated[Quantity | None, QuantityField(Dimension.MASS, least="5 kg", most="44 t")] = Field(
        default=None, description="without whoever is in it or on it"
    )
    width: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="40 cm", most="3 m")] = Field(
        default=None, description="over all"
    )
    length: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="1 m", most="20 m")] = Field(
        default=None, description="over all"
    )
    power_kw: Annotated[int | None, Whole(1, 1500)] = Field(default=None, description="of its engine, in kilowatts")
    bumper_height: Annotated[Quantity | None, _Bumper] = Field(
        default=None, description="middle of the bumper above the road"
    )
    bonnet_edge: Annotated[Quantity | None, _Edge] = Field(
        default=None, description="leading edge of the bonnet above the road"
    )
    padded: Flag = Field(default=False, description="bumper and bonnet edge are covered with soft foam")
    ram_bar: Flag = Field(default=False, description="a bar covered with foam stands ahead of the bumper")
    inspected: Flag = Field(default=False, description="brakes, steering, tyres and throttle were inspected on the day")
    cut_off: Annotated[str | None, OneOf((LANYARD, TECHNICIAN, REMOTE, NO_CUT_OFF))] = Field(
        default=None,
        description="what stops the engine besides the driver: a kill switch on a lanyard, somebody, a remote, none",
    )
    instrumented_run: Flag = Field(
        default=False, description="this very stunt was run with a dummy in every seat that is taken, and measured"
    )

    dummy_dropped: Flag = Field(
        default=False, description="it left this ramp with a dummy on it at this speed, and both were filmed"
    )

    @model_validator(mode="after")
    def _is_as_wide_as_its_sort(self) -> Self:
        if self.body not in TWO_WHEELS and self.width and self.width.value < _NARROWEST_M:
            raise refusal(f"no {self.body} is {self.width.text} wide: at least 1 m, or body: {MOTORCYCLE} or {BICYCLE}")
        return self

    @model_validator(mode="after")
    def _is_as_heavy_as_its_sort(self) -> Self:
        if self.body != BICYCLE and self.mass and self.mass.value < _LIGHTEST_KG:
            raise refusal(f"no {self.body} weighs {self.mass.text}: at least 50 kg, or body: {BICYCLE}")
        return self

    @model_validator(mode="after")
    def _edge_is_above_the_bumper(self) -> Self:
        bumper, edge = self.bumper_height, self.bonnet_edge
        if bumper and edge and edge.value <= bumper.value:
            raise refusal(
                f"the leading edge of the bonnet ({edge.text}) has to be above the middle of the bumper ({bumper.text})"
            )
        return self
