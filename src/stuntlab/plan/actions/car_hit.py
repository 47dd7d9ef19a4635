"""A car knocks somebody down."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.driven import Driven
from stuntlab.plan.fields import Flag, OneOf, PersonName, QuantityField, Text, UsualSpread, VehicleName
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose, Tamer
from stuntlab.units import Dimension, Quantity

JUMP, STANDS = "jump", "stands"
BEFORE, AT_CONTACT, NONE = "before", "at contact", "none"

_HEIGHT = UsualSpread("how well a jump from the spot repeats; vehicles_fire.md 1.1 [J]", share=0.2)


class CarHit(Driven):
    """A car knocks somebody down at the last point of its line. They jump so that their legs are off the ground."""

    kind: ClassVar[str] = "car_hit"
    summary: ClassVar[str] = "a car knocks somebody down: over the bonnet, on a jump"
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("to", "falls")
    tamer: ClassVar[Mapping[str, Tamer]] = MappingProxyType({"speed": Tamer.LESS, "jump": Tamer.MORE})
    bodies: ClassVar[tuple[str, ...]] = ("to", "by", "aboard", "near")

    to: PersonName = Field(description="who is hit")
    style: Annotated[str, OneOf((JUMP, STANDS))] = Field(
        default=JUMP, description="jumps just before, or stands on the leg that is struck"
    )
    jump: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="0 cm", most="80 cm", usual=_HEIGHT)] = Field(
        default=Quantity(0.2, text="20 cm"), description="how high the soles are at the top of the jump"
    )
    braking: Annotated[str, OneOf((BEFORE, AT_CONTACT, NONE))] = Field(
        default=AT_CONTACT, description="when the driver brakes: just before, at contact, or not at all"
    )
    onto: Annotated[Text | None, Field(min_length=1)] = Field(
        default=None, description="a mat that lies where the car stops, by its name in the gear; left out, the road"
    )
    rides: VehicleName | None = Field(
        default=None, description="what whoever is hit sits on or in, by its name in the gear; left out, on foot"
    )
    dummy_runs: Flag = Field(default=False, description="a dummy was hit at this setting before a person")
