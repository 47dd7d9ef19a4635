"""A vehicle goes by."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.driven import Driven
from stuntlab.plan.fields import Flag, QuantityField, UsualSpread
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose, Tamer
from stuntlab.units import Dimension, Quantity

CUE_SPREAD = UsualSpread("how well a driver meets a cue; vehicles_fire.md 3 [J]", least="0.15 s")


class VehicleRun(Driven):
    """A vehicle is driven along a line: a drive-by, a near miss, a chase. Who can be reached, and how many seconds."""

    kind: ClassVar[str] = "vehicle_run"
    summary: ClassVar[str] = "a vehicle is driven along a line: drive-by, near miss, chase"
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=False)
    dose: ClassVar[TakeDose | None] = None
    tamer: ClassVar[Mapping[str, Tamer]] = MappingProxyType({"speed": Tamer.LESS})

    drives_on: Flag = Field(default=False, description="it does not brake at the end of the line but drives on")
    starts: Annotated[Quantity, QuantityField(Dimension.TIME, least="0 s", most="10 min", usual=CUE_SPREAD)] = Field(
        default=Quantity(0.0, text="0 s"), description="when it is at the first point of the line, after the cue"
    )
