"""Somebody goes down from their feet."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import Flag, OneOf, PersonName, QuantityField, Text, UsualSpread
from stuntlab.plan.practice import AlsoDose, Ladder, TakeDose
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

WAYS = ("back", "front", "side", "knees")


_SPEED = UsualSpread("a fifth, of a body that runs or is pushed; judgement [J]", share=0.2)


class GroundFall(Action):
    """A fall from standing or from a run, onto a floor or something soft on it."""

    kind: ClassVar[str] = "ground_fall"
    summary: ClassVar[str] = "a fall from standing onto the floor or a mat: back, front, side, knees"
    bodies: ClassVar[tuple[str, ...]] = ("by", "pushed_by")
    ladder: ClassVar[Ladder] = Ladder(("dry", "from a squat", "half", "full"), dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls", also=(AlsoDose("head_whips", {"style": "back"}),))

    onto: Text = Field(description="a mat or crash pad by its name in the gear, or a floor in words")
    style: Annotated[str, OneOf(WAYS)] = Field(description="which way they go down")
    speed: Annotated[Quantity | None, QuantityField(Dimension.SPEED, least="0 m/s", most="6 m/s", usual=_SPEED)] = (
        Field(default=None, description="speed of the body as its feet stop, the way it falls; left out, it stands")
    )
    trained: Flag = Field(
        default=False, description="this fall is trained: sat into, rolled, chin tucked, arms slapping"
    )
    pushed_by: PersonName | None = Field(default=None, description="who pushes or throws them; left out, nobody")
    rehearsed: Flag = Field(
        default=False, description="rehearsed at this setting; counts only between stunt performers, onto a mat"
    )

    @field_validator("pushed_by")
    @classmethod
    def _another_person(cls, pushed_by: str | None, info: ValidationInfo) -> str | None:
        if pushed_by is not None and pushed_by == info.data.get("by"):
            raise refusal(f'"{pushed_by}" is who falls: leave pushed_by out where nobody pushes them')
        return pushed_by
