"""An anchor."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import Flag, OneOf, QuantityField, Whole
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity

RIGGED, ROCK_GEAR = "rigged", "rock gear"

_Force = Annotated[Quantity | None, QuantityField(Dimension.FORCE, above="0 N", most="5 MN")]


class Anchor(Gear):
    """What a line hangs from: a truss, a bolt, a beam, gear that is placed in rock."""

    kind: ClassVar[str] = "anchor"
    summary: ClassVar[str] = "what a line hangs from: a truss, a beam, a bolt, gear placed in rock"
    group: ClassVar[str] = "anchors"

    made: Annotated[str | None, OneOf((RIGGED, ROCK_GEAR))] = Field(
        default=None, description="rigged to a structure or drilled, or removable gear placed in rock"
    )
    breaking_load: _Force = Field(default=None, description="what its weakest part breaks at (MBS)")
    working_load: _Force = Field(default=None, description="what a competent person allows on it here (SWL)")
    tested_to: _Force = Field(default=None, description="the load it was pulled to on the day, and held")
    legs: Annotated[int, Whole(1, 8)] = Field(default=1, description="slings or cables that share its load")
    angle: Annotated[Quantity | None, QuantityField(Dimension.ANGLE, least="0 deg", most="170 deg")] = Field(
        default=None, description="between its outer legs"
    )
    redundant: Flag = Field(default=False, description="a second anchor of its own holds if this one gives")
