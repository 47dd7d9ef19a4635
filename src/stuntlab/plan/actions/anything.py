"""A stunt that no model of this program is about: it is described, and everything but the physics works with it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import LONGEST_TEXT, NameOfThing, OneOf, PersonName, Text, ThingName
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose
from stuntlab.plan.reader import refusal

COUNTED = ("falls", "strikes", "head_whips", "head_snaps", "burns")
"""What a take may count as, by the names of `record/dose.toml`."""


_NAME = {"type": ["string", "number"], "maxLength": LONGEST_TEXT}
_ONE_OR_SEVERAL = {"anyOf": [_NAME, {"type": "array", "items": _NAME}]}


def _one_or_several(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


def _nothing() -> MappingProxyType[str, str]:
    return MappingProxyType({})


class Anything(Action):
    """Any stunt. `named` is the word of a plan for a kind that this program does not know."""

    kind: ClassVar[str] = "anything"
    summary: ClassVar[str] = "any other stunt: described, rehearsed, briefed and consented to, and not simulated"
    bodies: ClassVar[tuple[str, ...]] = ("by", "to")
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=False)
    dose: ClassVar[TakeDose | None] = None
    simulated: ClassVar[bool] = False

    what: Text = Field(description="what happens, in a sentence")
    to: Annotated[tuple[PersonName, ...], BeforeValidator(_one_or_several), WithJsonSchema(_ONE_OR_SEVERAL)] = Field(
        default=(), description="whom it happens to besides: one name, or several in square brackets"
    )
    counts_as: Annotated[str | None, OneOf(COUNTED)] = Field(
        default=None, description="what a take counts as in the day of everybody in it; left out, nothing"
    )
    named: Annotated[str | None, NameOfThing()] = Field(
        default=None, description="what the gag is called; left out, anything"
    )
    details: Annotated[Mapping[ThingName, Text], AfterValidator(MappingProxyType)] = Field(
        default_factory=_nothing, description="whatever else is to be kept to: speeds, distances, weights, in words"
    )

    @field_validator("to")
    @classmethod
    def _others(cls, to: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("by") in to:
            raise refusal(f'"{info.data["by"]}" does it: leave them out of to')
        return to

    @property
    def called(self) -> str:
        return self.named or self.kind

    @property
    def doses(self) -> tuple[TakeDose, ...]:
        """The same to everybody in it: nobody says who bears what."""
        return tuple(TakeDose(field, self.counts_as) for field in self.bodies) if self.counts_as else ()
