"""Somebody goes down a flight of stairs."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import OneOf, OptionalText, PersonName, QuantityField, UsualSpread, Whole
from stuntlab.plan.practice import AlsoDose, Ladder, TakeDose
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

WAYS = ("side roll", "slide", "tumble")
WALLS = ("left", "right", "both")


_ENTRY = UsualSpread("a fifth, of a body that starts or is pushed down; judgement [J]", share=0.2, least="0.2 m/s")


class StairFall(Action):
    """A fall down stairs. x runs down and away from them, from the lowest riser; they are one straight flight."""

    kind: ClassVar[str] = "stair_fall"
    summary: ClassVar[str] = "a fall down a flight of stairs: a side roll, a slide or a tumble"
    bodies: ClassVar[tuple[str, ...]] = ("by", "pushed_by")
    ladder: ClassVar[Ladder] = Ladder(("dry", "3 steps", "7 steps", "full"), dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls", also=(AlsoDose("head_whips"),))

    steps: Annotated[int, Whole(2, 40)] = Field(description="risers from the top landing to the bottom one")
    rise: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="10 cm", most="25 cm")] = Field(
        description="height of a step"
    )
    tread: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="18 cm", most="60 cm")] = Field(
        description="depth of a step, nosing to nosing"
    )
    entry_speed: Annotated[Quantity, QuantityField(Dimension.SPEED, least="0 m/s", most="5 m/s", usual=_ENTRY)] = Field(
        description="speed down the stairs at the first step"
    )
    style: Annotated[str, OneOf(WAYS)] = Field(description="how the body goes down")
    covering: OptionalText = Field(default=None, description="what the steps are made of or covered with")
    landing: OptionalText = Field(
        default=None, description="what lies at the foot: a mat by its name in the gear, or a floor in words"
    )
    width: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="60 cm", most="20 m")] = Field(
        default=None, description="of the flight; left out, 1.1 m"
    )
    walls: Annotated[str | None, OneOf(WALLS)] = Field(
        default=None, description="where walls stand beside the flight, seen from its top; left out, nowhere"
    )
    stairwell_drop: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="60 m")] = Field(
        default=None, description="how deep somebody falls who goes over the banister; 0 where the floor goes on"
    )
    rehearsed_steps: Annotated[int, Whole(0, 40)] = Field(default=0, description="the longest flight rehearsed before")
    pushed_by: PersonName | None = Field(default=None, description="who pushes them down; left out, nobody")

    @field_validator("pushed_by")
    @classmethod
    def _another_person(cls, pushed_by: str | None, info: ValidationInfo) -> str | None:
        if pushed_by is not None and pushed_by == info.data.get("by"):
            raise refusal(f'"{pushed_by}" is who falls: leave pushed_by out where nobody pushes them')
        return pushed_by
