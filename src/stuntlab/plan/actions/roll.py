"""A car is rolled."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.driven import Driven
from stuntlab.plan.fields import Flag, OneOf, QuantityField
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose, Tamer
from stuntlab.units import Dimension, Quantity

CANNON, PIPE_RAMP, TURNOVER = "cannon", "pipe ramp", "turnover"


class Roll(Driven):
    """A car is rolled at the last point of its line: by a cannon in its floor, off a pipe ramp, or turned over."""

    kind: ClassVar[str] = "roll"
    summary: ClassVar[str] = "a car is rolled: cannon, pipe ramp, turnover"
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "head_whips")
    settled: ClassVar[tuple[str, ...]] = (*Driven.settled, "ramp_angle")
    tamer: ClassVar[Mapping[str, Tamer]] = MappingProxyType({"speed": Tamer.LESS})

    means: Annotated[str, OneOf((CANNON, PIPE_RAMP, TURNOVER))] = Field(default=CANNON, description="what rolls it")
    ramp_angle: Annotated[Quantity | None, QuantityField(Dimension.ANGLE, above="0 deg", most="45 deg")] = Field(
        default=None, description="of a pipe ramp"
    )
    caged: Flag = Field(default=False, description="a roll cage, a seat with a five-point belt, and a fuel cell")
