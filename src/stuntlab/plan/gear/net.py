"""A net."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.catcher import Catcher
from stuntlab.plan.fields import QuantityField
from stuntlab.units import Dimension, Quantity


class Net(Catcher):
    """A net hung between supports. The third length of its size is how high it hangs above the ground."""

    kind: ClassVar[str] = "net"
    summary: ClassVar[str] = "a net hung between supports to fall into"

    clear_below: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="20 m")] = Field(
        default=None, description="free height its maker asks for below it, for the sag"
    )
