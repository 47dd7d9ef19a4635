"""A pad worn under the costume."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import BodyPart, QuantityField, Text
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity


class Pad(Gear):
    """A pad over one part of the body."""

    kind: ClassVar[str] = "pad"
    summary: ClassVar[str] = "a pad worn under the costume, over one part of the body"
    worn: ClassVar[bool] = True

    covers: BodyPart = Field(description="the part of the body it lies over")
    thickness: Annotated[Quantity, QuantityField(Dimension.LENGTH, above="0 mm", most="300 mm")] = Field(
        description="thickness uncompressed"
    )
    material: Text = Field(description="what it is made of, as in soft foam or EVA foam")
