"""A parachute."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import Flag, OneOf, QuantityField, UsualSpread, Whole
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity

UP, DOWN = "up", "down"

_OPENS = UsualSpread("openings of one canopy differ by a quarter; film.md P3 [R-m]", share=0.25)
_LOSES = UsualSpread("openings of one canopy differ by a third; film.md P3 [R-m]", share=0.3)


class Canopy(Gear):
    """A ram-air parachute as it is packed for this jump."""

    kind: ClassVar[str] = "canopy"
    summary: ClassVar[str] = "a parachute: its size, its slider, how long and how high it takes to open"
    group: ClassVar[str] = "canopies"

    size: Annotated[Quantity, QuantityField(Dimension.AREA, least="8 m²", most="60 m²")] = Field(
        description="area of the canopy"
    )
    slider: Annotated[str | None, OneOf((UP, DOWN))] = Field(
        default=None, description="up opens slowly, down opens fast; not given, not known"
    )
    opening_time: Annotated[
        Quantity | None, QuantityField(Dimension.TIME, least="0.3 s", most="10 s", usual=_OPENS)
    ] = Field(default=None, description="from the pull to full flight, by film; left out, that of the slider")
    height_loss: Annotated[
        Quantity | None, QuantityField(Dimension.LENGTH, least="5 m", most="600 m", usual=_LOSES)
    ] = Field(default=None, description="from the pull to full flight, by instrument; left out, it is computed")
    reserve: Flag = Field(default=False, description="there is a second parachute")
    checked: Flag = Field(default=False, description="a competent person checks packing and gear before each jump")
    openings: Annotated[int, Whole(0, 100_000)] = Field(
        default=0, description="openings of this canopy, packed so, whose heading was read off film"
    )
    off_heading: Annotated[int, Whole(0, 100_000)] = Field(
        default=0, description="of those, how many pointed 60 degrees off or more"
    )
