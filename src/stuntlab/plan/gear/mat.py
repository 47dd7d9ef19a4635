"""A mat on the floor."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.drop_test import CLAIMED, DROP_TESTS, DropTest
from stuntlab.plan.fields import QuantityField, Size
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.made_for import MADE_FOR, MadeFor
from stuntlab.units import Dimension, Quantity


class Mat(Gear):
    """A mat or crash pad that somebody may go down on."""

    kind: ClassVar[str] = "mat"
    summary: ClassVar[str] = "a mat on the floor to go down on"

    thickness: Annotated[Quantity, QuantityField(Dimension.LENGTH, above="0 mm", most="1 m")] = Field(
        description="thickness uncompressed"
    )
    made_for: MadeFor = Field(default=None, description=MADE_FOR)
    size: Annotated[tuple[float, ...] | None, Size(2)] = Field(default=None, description="length and width")
    drop_tested_from: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="20 m")] = Field(
        default=None, description=CLAIMED
    )
    drop_tests: tuple[DropTest, ...] = Field(default=(), description=DROP_TESTS)
