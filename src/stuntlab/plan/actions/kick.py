"""A kick to another person's trunk or thigh: sold past them, or landed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from stuntlab.plan.fields import OneOf, QuantityField
from stuntlab.plan.practice import Tamer
from stuntlab.plan.strike import OF_A_STRIKE, Strike
from stuntlab.units import Dimension, Quantity

KickStyle = Literal["front", "side", "turning"]

# 5 to 18.3 m/s were measured in kicks thrown to hurt (Corcoran 2024, 88 studies, V-A); slower is a push.
_FOOT_SPEED = QuantityField(
    Dimension.SPEED,
    above="0 m/s",
    most="20 m/s",
    usual=OF_A_STRIKE,
    because="and the fastest kicks ever measured reach 18 m/s",
)


class Kick(Strike):
    """One person's foot towards another person's body."""

    kind: ClassVar[str] = "kick"
    summary: ClassVar[str] = "a kick to another person, sold past them or landed"

    tamer: ClassVar[Mapping[str, Tamer]] = MappingProxyType({**Strike.tamer, "foot_speed": Tamer.LESS})

    foot_speed: Annotated[Quantity, _FOOT_SPEED] = Field(description="speed of the foot where it would touch")
    style: Annotated[KickStyle, OneOf(get_args(KickStyle))] = Field(default="front", description="how the foot comes")
