"""What every catcher of a fall has: a size, a place, and what its maker says of it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.drop_test import CLAIMED, DROP_TESTS, DropTest
from stuntlab.plan.fields import OneOf, QuantityField, Size
from stuntlab.plan.gear.base import Gear
from stuntlab.units import Dimension, Quantity


class Catcher(Gear):
    """Something to fall onto. x runs away from the wall, y along it; the origin is the foot of the wall."""

    catches: ClassVar[bool] = True

    size: Annotated[tuple[float, ...], Size(3)] = Field(description="along x (away from the wall), along y, height")
    near_edge: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="-20 m", most="100 m")] = Field(
        description="distance of its near edge from the wall; less than 0 reaches under a platform"
    )
    middle: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="-100 m", most="100 m")] = Field(
        default=None, description="where its middle lies along the wall; 0 is straight below the take-off"
    )
    rated_height: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="150 m")] = Field(
        default=None, description="the highest fall its maker allows"
    )
    rated_from: Annotated[str, OneOf(("ground", "top"))] = Field(
        default="ground", description="what the maker's height is counted from: the ground, or the top of the catcher"
    )
    drop_tested_from: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="150 m")] = Field(
        default=None, description=CLAIMED
    )
    drop_tests: tuple[DropTest, ...] = Field(default=(), description=DROP_TESTS)
    rated_mass: Annotated[Quantity | None, QuantityField(Dimension.MASS, above="0 kg", most="1000 kg")] = Field(
        default=None, description="the heaviest faller its maker allows"
    )

    @property
    def top_m(self) -> float:
        """Height of what is fallen onto above the ground."""
        return self.size[2]
