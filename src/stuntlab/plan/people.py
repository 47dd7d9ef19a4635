"""Who is there."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from stuntlab.errors import ModelError, UserError
from stuntlab.plan.fields import Flag, OneOf, OptionalText, PersonName, Point, QuantityField, Text, Whole, WornGearName
from stuntlab.plan.model import PlanModel
from stuntlab.plan.path import PathPoint, refuse_impossible_way
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

ADULT = 18
"""Years; who is younger is a child: labour law counts so, or from less (`verdict/child_law.toml`, R-h)."""

_SAYS_CHILD = re.compile(
    r"\b(child|minor|juvenile|kid|toddler|baby|infant)( (actor|actress|performer|artiste?|extra|star|double|dancer))?$",
    re.IGNORECASE,
)
"""A job that says that somebody is under age, unlike that of a child minder."""

_WHOSE_MEASURES = "it says whose published body measures are taken, so give the nearer one"
_ADULTS = "the range the body tables hold for (adults); of somebody under 18 give the age too"
_FASTEST_ON_FOOT = Quantity(12.5, text="anybody runs, 12.5 m/s or 28 mph")
"""The fastest that anybody was timed at is 12.4 m/s (100 m, 2009, R-h)."""

_TABLES = {
    "height": QuantityField(Dimension.LENGTH, least="1.2 m", most="2.2 m", because=_ADULTS),
    "mass": QuantityField(Dimension.MASS, least="35 kg", most="160 kg", because=_ADULTS),
}


_CHILDREN = {
    "height": QuantityField(Dimension.LENGTH, least="40 cm", most="2.2 m", because="from birth on"),
    "mass": QuantityField(Dimension.MASS, least="2 kg", most="160 kg", because="from birth on"),
}


class _AnyAge(QuantityField):
    """A measure of a body, whose range the age decides; so it is held to it where the age is known."""

    def hold(self, quantity: Quantity) -> None:
        pass


class Person(PlanModel):
    """One person, or a group that does the same (`count`). Who acts or is acted upon needs height, mass and sex."""

    job: Text = Field(description="actor, stunt performer, camera operator, ...")
    age: Annotated[int | None, Whole(0, 100)] = Field(default=None, description="years; nothing is computed under 18")
    height: Annotated[Quantity | None, _AnyAge(Dimension.LENGTH, least="40 cm", most="2.2 m")] = Field(
        default=None, description="stature"
    )
    mass: Annotated[Quantity | None, _AnyAge(Dimension.MASS, least="2 kg", most="160 kg")] = Field(
        default=None, description="body mass"
    )
    sex: Annotated[Literal["male", "female"] | None, OneOf(("male", "female"), because=_WHOSE_MEASURES)] = Field(
        default=None, description="which body tables hold for them"
    )
    wears: tuple[WornGearName, ...] = Field(default=(), description="pads and other gear on the body, by name")
    restrained: Flag = Field(default=False, description="tied, held or strapped: cannot step away or fall freely")
    stop_signal: OptionalText = Field(
        default=None, description="how somebody restrained stops it without a word, such as drops a ball"
    )
    may_stop: Flag = Field(
        default=False, description="watches for nothing but the word or the signal to stop, and stops it for others"
    )
    sits: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="20 cm", most="120 cm")] = Field(
        default=None,
        description="height of the seat they sit on; left out, they stand, or sit on the chair of their chair_tip",
    )
    watching: Flag = Field(default=False, description="there, but takes no part")
    count: Annotated[int, Whole(1, 1000)] = Field(default=1, description="how many people this stands for")
    stands: tuple[Point, ...] = Field(default=(), description="where they stand or sit, one point or more")
    moves: tuple[PathPoint, ...] = Field(
        default=(), max_length=50, description="their way while it happens: {at, when}, counted from the cue"
    )
    boxed_in: Flag = Field(default=False, description="a wall, rail or truck behind them leaves no way out")
    has_power_over: tuple[PersonName, ...] = Field(default=(), description="who may find it hard to tell them no")

    @model_validator(mode="after")
    def _says_the_age_of_a_child(self) -> Self:
        if self.age is None and _SAYS_CHILD.search(self.job):
            raise refusal(f'"{self.job}" says that they are a child: give the age in years (age: 12)')
        return self

    @model_validator(mode="after")
    def _moves_as_people_do(self) -> Self:
        refuse_impossible_way(self.moves, fastest=_FASTEST_ON_FOOT)
        return self

    @field_validator("height", "mass")
    @classmethod
    def _in_the_body_tables(cls, measure: Quantity | None, info: ValidationInfo) -> Quantity | None:
        """Only adults are made into bodies, so that children may be smaller than the body tables go."""
        age, name = info.data.get("age"), info.field_name or ""
        adult = age is None or age >= ADULT
        if measure is not None:
            try:
                (_TABLES if adult else _CHILDREN)[name].hold(measure)
            except UserError as error:
                raise refusal(str(error)) from None
        return measure

    @property
    def is_child(self) -> bool:
        """Whether they are under age; who is not said to be is taken for an adult."""
        return self.age is not None and self.age < ADULT

    @property
    def height_m(self) -> float:
        """Stature, m, of a person in the action."""
        return self._measure("height", self.height)

    @property
    def mass_kg(self) -> float:
        """Body mass, kg, of a person in the action."""
        return self._measure("mass", self.mass)

    def _measure(self, name: str, measure: Quantity | None) -> float:
        if measure is None:
            raise ModelError(f"the {name} of somebody who takes no part was asked for")
        return measure.value
