"""A vented air bag."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.catcher import Catcher
from stuntlab.plan.fields import QuantityField, Whole
from stuntlab.units import Dimension, Quantity


class AirBag(Catcher):
    """A stunt air bag: fans fill it, vents in its sides let the air out when somebody lands."""

    kind: ClassVar[str] = "air bag"
    summary: ClassVar[str] = "a vented air bag to fall onto from a height"

    chambers: Annotated[int, Whole(1, 2)] = Field(
        default=1, description="2 for an old bag of two chambers, one on the other"
    )
    clear_space: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="10 m")] = Field(
        default=None, description="free space its maker asks for on every side, for the vents"
    )
