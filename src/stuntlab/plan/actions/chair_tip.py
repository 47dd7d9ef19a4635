"""Somebody on a chair goes over with it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import Flag, OneOf, PersonName, QuantityField, Text
from stuntlab.plan.practice import AlsoDose, Ladder, TakeDose
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

WAYS = ("back", "left", "right")


class ChairTip(Action):
    """A chair that is tipped over with somebody on it, tied or not."""

    kind: ClassVar[str] = "chair_tip"
    summary: ClassVar[str] = "a chair tipped over with somebody on it, onto a mat or a floor"
    bodies: ClassVar[tuple[str, ...]] = ("by", "tipped_by")
    ladder: ClassVar[Ladder] = Ladder(("dry", "seat on the mat", "half the height", "full"), dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls", also=(AlsoDose("head_whips", {"direction": "back"}),))

    onto: Text = Field(description="a mat or crash pad by its name in the gear, or a floor in words")
    height: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="20 cm", most="120 cm")] = Field(
        description="height of the seat"
    )
    direction: Annotated[str, OneOf(WAYS)] = Field(default="back", description="which way it goes over")
    tipped_by: PersonName | None = Field(
        default=None, description="who tips it; left out, whoever sits on it does so themselves"
    )
    head_support: Flag = Field(default=False, description="a collar or the back of the chair is behind the head")
    hands_free: Flag = Field(default=False, description="the hands are not tied, though the person is")
    breakaway: Flag = Field(default=False, description="the ties of the hands let go by themselves")
    rehearsed: Flag = Field(
        default=False, description="rehearsed at this setting; counts only between stunt performers, onto a mat"
    )

    @field_validator("tipped_by")
    @classmethod
    def _another_person(cls, tipped_by: str | None, info: ValidationInfo) -> str | None:
        if tipped_by is not None and tipped_by == info.data.get("by"):
            raise refusal(f'"{tipped_by}" sits on the chair: leave tipped_by out where they tip it themselves')
        return tipped_by
