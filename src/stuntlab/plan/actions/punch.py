"""A punch, a hook or a slap at another person: sold past them, or landed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import OneOf, QuantityField
from stuntlab.plan.practice import Tamer
from stuntlab.plan.strike import OF_A_STRIKE, Strike
from stuntlab.units import Dimension, Quantity

STYLES = ("straight", "hook", "slap")
HANDS = ("bare", "glove")

# 9.14 ± 2.06 m/s straight (Walilko 2005, V-A), 11.0 ± 3.4 m/s hooks (Viano 2005, V-A).
_HAND_SPEED = QuantityField(
    Dimension.SPEED, above="0 m/s", most="20 m/s", usual=OF_A_STRIKE, because="and boxers' hooks reach 11 ± 3.4 m/s"
)


class Punch(Strike):
    """One person's hand towards another person's body."""

    kind: ClassVar[str] = "punch"
    summary: ClassVar[str] = "a punch, hook or slap at another person, sold past them or landed"

    styles_called: ClassVar[tuple[str, ...]] = ("slap",)
    tamer: ClassVar[Mapping[str, Tamer]] = MappingProxyType({**Strike.tamer, "hand_speed": Tamer.LESS})

    hand_speed: Annotated[Quantity, _HAND_SPEED] = Field(description="speed of the hand where it would touch")
    style: Annotated[str, OneOf(STYLES)] = Field(default="straight", description="how the hand comes")
    hand: Annotated[str, OneOf(HANDS)] = Field(default="bare", description="what is on the hand")
