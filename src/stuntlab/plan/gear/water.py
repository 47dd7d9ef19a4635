"""Water to fall into."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.catcher import Catcher
from stuntlab.plan.fields import QuantityField, Size
from stuntlab.units import Dimension, Quantity


class Water(Catcher):
    """A pool, a river, the sea: clear water of some extent. Heights of a fall into it are above its surface."""

    kind: ClassVar[str] = "water"
    summary: ClassVar[str] = "water deep enough to fall into"

    size: Annotated[tuple[float, ...], Size(2)] = Field(
        description="clear water along x (away from the wall) and along y"
    )
    depth: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="200 m")] = Field(
        default=None, description="depth that was sounded where the body comes down, at the lowest water of the day"
    )

    @property
    def top_m(self) -> float:
        return 0.0
