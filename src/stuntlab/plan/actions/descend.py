"""A machine lets somebody down on a line."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.actions.pull import ATTACHED, DORSAL
from stuntlab.plan.by_machine import ByMachine
from stuntlab.plan.fields import DescenderName, LineName, OneOf, QuantityField, UsualSpread
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose
from stuntlab.units import Dimension, Quantity

_FROM = UsualSpread("how well a take-off repeats; judgement [J]", share=0.0, least="10 cm")
_STOPS = UsualSpread("how well a brake repeats; judgement [J]", share=0.1, least="10 cm")


class Descend(ByMachine):
    """A fan descender or a decelerator lets somebody down. z is counted from what is below."""

    kind: ClassVar[str] = "descend"
    noun: ClassVar[str] = "descent"
    summary: ClassVar[str] = "a machine lets somebody down on a line: fan descender, decelerator"
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls")

    with_: DescenderName = Field(alias="with", description="what lets them down, by its name in the gear")
    from_: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="1 m", most="200 m", usual=_FROM)] = Field(
        alias="from", description="height of the feet at the take-off"
    )
    stops_at: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="0 m", most="200 m", usual=_STOPS)] = Field(
        description="height of the feet where they have stopped"
    )
    attached: Annotated[str, OneOf(ATTACHED)] = Field(default=DORSAL, description="where the line meets the body")
    line: LineName | None = Field(default=None, description="the line they hang on, by its name in the gear")
