"""The words that every strike of one person at another shares. No kind of its own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from stuntlab.plan.actions.base import Action
from stuntlab.plan.body import ON_THE_HEAD
from stuntlab.plan.fields import BodyPart, Flag, PersonName, QuantityField, UsualSpread, Whole
from stuntlab.plan.practice import BY_SPEED, AlsoDose, Ladder, TakeDose, Tamer
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

OF_A_STRIKE = UsualSpread("15 % from take to take of people who rehearsed it; judgement [J]", share=0.15)
"""How much the speed of a foot or hand differs that nobody measured."""

_GAP = QuantityField(
    Dimension.LENGTH,
    least="-0.5 m",
    most="3 m",
    because="or foot or hand is nowhere near where the plan says",
    usual=UsualSpread(
        "where a foot or hand that is to stop short does stop, film.md 2.1 [A]", least="6 cm", only_above_zero=True
    ),
)


class Strike(Action):
    """One person's foot or hand towards another person's body."""

    bodies: ClassVar[tuple[str, ...]] = ("by", "to")
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=False)
    dose: ClassVar[TakeDose | None] = TakeDose(
        "to",
        "strikes",
        times="count",
        also=(AlsoDose("head_snaps", {"sold_at_the_head": True}), AlsoDose("head_whips", {"lands_on_the_head": True})),
    )

    tamer: ClassVar[Mapping[str, Tamer]] = MappingProxyType({"gap": Tamer.MORE, "pulled_over": Tamer.MORE})
    touches_at: ClassVar[str | None] = "gap"

    to: PersonName = Field(description="who is struck at")
    at: BodyPart = Field(description="the part of the body aimed at")
    gap: Annotated[Quantity, _GAP] = Field(
        description="where foot or hand stops, short of the body; 0 or less is contact"
    )
    braced: Flag = Field(default=False, description="the receiver expects it and tenses")
    count: Annotated[int, Whole(1, 100)] = Field(default=1, description="strikes in one take")
    pulled_over: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="1 m")] = Field(
        default=None, description="distance over which foot or hand is slowed before it touches"
    )
    rehearsed: Flag = Field(
        default=False, description="contact was rehearsed at this speed and gap; counts only between stunt performers"
    )

    @field_validator("to")
    @classmethod
    def _another_person(cls, to: str, info: ValidationInfo) -> str:
        if to == info.data.get("by"):
            raise refusal(f'"{to}" cannot {cls.kind} themself: name another person')
        return to

    @property
    def at_the_head(self) -> bool:
        """Whether the head is what snaps, touched or not."""
        return self.at in ON_THE_HEAD

    @property
    def sold_at_the_head(self) -> bool:
        """Whether the receiver plays the snap of the head, and nothing is to touch it."""
        return self.at_the_head and self.gap.value > 0

    @property
    def lands_on_the_head(self) -> bool:
        """Whether the blow itself jerks the head."""
        return self.at_the_head and self.gap.value <= 0
