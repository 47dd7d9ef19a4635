"""A rig of cardboard boxes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from stuntlab.plan.catcher import Catcher
from stuntlab.plan.fields import Flag, QuantityField, Whole
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity, format_quantity
from stuntlab.units.counting import agreeing, counted

_AGREES = 0.1
"""Share of the height by which boxes and pads may miss it: boxes settle, tape and tarpaulin add (judgement)."""


class BoxRig(Catcher):
    """Empty cardboard boxes in layers under a tarpaulin, with or without pads on top."""

    kind: ClassVar[str] = "box rig"
    summary: ClassVar[str] = "layers of empty cardboard boxes to fall onto"

    box: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="20 cm", most="1 m")] = Field(
        default=None, description="edge of a box; not given, the softest and the stiffest in use are both run"
    )
    layers: Annotated[int | None, Whole(1, 30)] = Field(default=None, description="layers of boxes, one on the other")
    pads: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 cm", most="1 m")] = Field(
        default=None, description="thickness of soft pads on top of the boxes, part of the height"
    )
    gaps: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 cm", most="50 cm")] = Field(
        default=None, description="free space between one box and the next"
    )
    damp: Flag = Field(default=False, description="the boxes have drawn damp: rain, a night outside, a wet floor")

    @model_validator(mode="after")
    def _boxes_make_the_height(self) -> Self:
        if self.box is None or self.layers is None:
            return self
        made, height = self.layers * self.box.value + (self.pads.value if self.pads else 0.0), self.size[2]
        if abs(made - height) > _AGREES * height:
            of_pads = f" and {self.pads.text} of pads" if self.pads else ""
            makes = agreeing(self.layers + bool(self.pads), "makes", "make")
            raise refusal(
                f"{counted(self.layers, 'layer')} of {self.box.text}{of_pads} {makes} {_metres(made)}, and the size "
                f"says {_metres(height)}: make height, box, layers and pads agree"
            )
        return self


def _metres(value_m: float) -> str:
    return format_quantity(value_m, Dimension.LENGTH)
