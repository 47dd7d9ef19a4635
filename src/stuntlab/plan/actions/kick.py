"""A kick to another person's trunk or thigh: sold past them, or landed."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import BodyPart, Flag, Measured, PersonName, Whole
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

# 5 to 18.3 m/s were measured in kicks thrown to hurt (Corcoran 2024, 88 studies, V-A); slower is a push.
_FOOT_SPEED = Measured(
    Dimension.SPEED, above="0 m/s", most="20 m/s", because="and the fastest kicks ever measured reach 18 m/s"
)
_GAP = Measured(Dimension.LENGTH, least="-0.5 m", most="3 m", because="or the foot is nowhere near where the plan says")


class Kick(Action):
    """One person's foot towards another person's body."""

    kind: ClassVar[str] = "kick"
    summary: ClassVar[str] = "a kick to another person, sold past them or landed"
    bodies: ClassVar[tuple[str, ...]] = ("by", "to")

    to: PersonName = Field(description="who is kicked at")
    at: BodyPart = Field(description="the part of the body aimed at")
    foot_speed: Annotated[Quantity, _FOOT_SPEED] = Field(description="speed of the foot where it would touch")
    gap: Annotated[Quantity, _GAP] = Field(description="where the foot stops, short of the body; 0 or less is contact")
    braced: Flag = Field(default=False, description="the receiver expects it and tenses")
    count: Annotated[int, Whole(1, 100)] = Field(default=1, description="kicks in one take")
    pulled_over: Annotated[Quantity | None, Measured(Dimension.LENGTH, above="0 m", most="1 m")] = Field(
        default=None, description="distance over which the foot is slowed before it touches"
    )
    rehearsed: Flag = Field(
        default=False, description="contact was rehearsed at this speed and gap; counts only between stunt performers"
    )

    @field_validator("to")
    @classmethod
    def _another_person(cls, to: str, info: ValidationInfo) -> str:
        if to == info.data.get("by"):
            raise refusal(f'"{to}" cannot kick themself: name another person')
        return to
