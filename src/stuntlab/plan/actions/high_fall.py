"""A fall from a height onto something that catches."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import CatcherName, Flag, OneOf, QuantityField, UsualSpread
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose
from stuntlab.units import Dimension, Quantity

STYLES = ("back", "header", "face off", "suicide", "feet first")
PLATFORM = "platform"
"""An edge that nothing stands below: a scaffold's, a tower's."""

EDGES = ("roof", "balcony", "window", "cliff", PLATFORM)
ENTRIES = ("feet", "hands", "head", "flat")
GROUND = "ground"
"""What a fall ends on where the plan names nothing that catches."""


_PUSH = UsualSpread("a quarter of the push of a rehearsed take-off; judgement [J]", share=0.25, least="0.2 m/s")
_SIDEWAYS = UsualSpread("how straight somebody leaves an edge; judgement [J]", share=0.25, least="0.2 m/s")


class HighFall(Action):
    """A person's fall over an edge. x runs away from the wall, y along it; the take-off is at y = 0."""

    kind: ClassVar[str] = "high_fall"
    summary: ClassVar[str] = "a fall from a height onto an air bag, boxes, foam, a net, into water, or onto the ground"
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls")
    settled: ClassVar[tuple[str, ...]] = ("rehearsed_from",)

    from_: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="0.5 m", most="120 m")] = Field(
        alias="from", description="height of the take-off above the ground"
    )
    style: Annotated[str, OneOf(STYLES)] = Field(description="how the body turns in the air")
    push: Annotated[Quantity, QuantityField(Dimension.SPEED, least="0 m/s", most="10 m/s", usual=_PUSH)] = Field(
        description="speed away from the edge"
    )
    sideways: Annotated[Quantity, QuantityField(Dimension.SPEED, least="-5 m/s", most="5 m/s", usual=_SIDEWAYS)] = (
        Field(default=Quantity(0.0, text="0 m/s"), description="speed along the wall; left out, straight out")
    )
    onto: CatcherName = Field(
        default=GROUND, description="what catches, by its name in the gear; left out, the bare ground"
    )
    edge: Annotated[str | None, OneOf(EDGES)] = Field(default=None, description="what the fall goes over")
    outrigger: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="20 m")] = Field(
        default=None, description="how far the take-off stands out from the wall"
    )
    rotation: Annotated[Quantity | None, QuantityField(Dimension.ANGLE, least="-90 deg", most="90 deg")] = Field(
        default=None, description="how far the body is turned past flat at landing; its ± is the spread"
    )
    rehearsed_from: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="120 m")] = Field(
        default=None, description="the highest take-off of this fall that was rehearsed before"
    )
    after: Annotated[Quantity | None, QuantityField(Dimension.TIME, least="0 s", most="24 h")] = Field(
        default=None, description="how long after the fall before it onto the same catcher; 0 s is together"
    )
    enters: Annotated[str | None, OneOf(ENTRIES)] = Field(
        default=None, description="what meets the water first; left out, feet for feet first and flat for the rest"
    )
    trained_diver: Flag = Field(default=False, description="trained and used to entering water from this height")
    plumb_line: Flag = Field(default=False, description="the middle of the catcher was found with a plumb line")
    spotter_calls: Flag = Field(default=False, description="a spotter calls the catcher ready before every take")
    night: Flag = Field(default=False, description="it is dark")
    target_lit: Flag = Field(default=False, description="the catcher is lit and the light does not blind the faller")
