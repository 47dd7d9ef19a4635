"""A line that somebody hangs on."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import Flag, OneOf, OptionalText, QuantityField, Whole
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity

DYNAMIC, LOW_STRETCH, STEEL, HMPE = "dynamic rope", "low-stretch rope", "steel cable", "hmpe"
MATERIALS = (DYNAMIC, LOW_STRETCH, STEEL, HMPE)
TEXTILES = (DYNAMIC, LOW_STRETCH, HMPE)
"""Those that an edge cuts."""

ENDS = ("knotted", "sewn", "swaged", "clipped")
EDGES = ("none", "rounded", "sharp")

_Force = Annotated[Quantity | None, QuantityField(Dimension.FORCE, above="0 N", most="500 kN")]


class Line(Gear):
    """A rope, a cable or a line of strong fibre. What its label does not say is not known, and is never guessed.

    Two lines that are used side by side are two pieces of gear.
    """

    kind: ClassVar[str] = "line"
    summary: ClassVar[str] = "a rope, cable or line of strong fibre that somebody hangs on"
    group: ClassVar[str] = "lines"

    material: Annotated[str | None, OneOf(MATERIALS)] = Field(
        default=None, description="what it is made of; not given, nobody can say how it stretches"
    )
    build: Annotated[str | None, OneOf(("7x19", "1x19"))] = Field(
        default=None, description="strands of a steel cable; not given, 7x19 and 1x19 are both run"
    )
    diameter: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="1 mm", most="60 mm")] = Field(
        default=None, description="of steel and hmpe, whose stretch follows from it"
    )
    length: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="1 km")] = Field(
        default=None, description="all of it, as it was cut"
    )
    static_stretch: Annotated[Quantity | None, QuantityField(Dimension.NUMBER, above="0.1 %", most="20 %")] = Field(
        default=None,
        description="stretch at rest as the label says: of a dynamic rope under 80 kg, of a low-stretch one from 50 to "
        "150 kg",
    )
    impact_force: Annotated[Quantity | None, QuantityField(Dimension.FORCE, least="3 kN", most="20 kN")] = Field(
        default=None,
        description="impact force as the label says: a dynamic rope's of EN 892, a low-stretch one's of EN 1891",
    )
    breaking_load: _Force = Field(default=None, description="what a new one breaks at (MBS)")
    working_load: _Force = Field(default=None, description="what its maker allows (WLL)")
    ends: Annotated[str | None, OneOf(ENDS)] = Field(
        default=None, description="how its ends are made: a knot leaves 0.6 of its strength"
    )
    bends_over: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 mm", most="2 m")] = Field(
        default=None, description="diameter of the smallest thing it runs over, such as a pulley or a carabiner"
    )
    uses: Annotated[int | None, Whole(0, 10_000)] = Field(
        default=None, description="falls or snatches that it has taken; a rope that took some is stiffer"
    )
    wet: Flag = Field(default=False, description="wet or frozen")
    edge: Annotated[str | None, OneOf(EDGES)] = Field(
        default=None,
        description="the worst edge that it lies over or can be dragged over under load; sharp: below 5 mm",
    )
    edge_protection: OptionalText = Field(
        default=None, description="what keeps it off that edge: a roller, a protector, padding that is tied"
    )
