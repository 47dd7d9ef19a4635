"""Who is there."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from stuntlab.plan.fields import Flag, Length, Measured, OneOf, PersonName, Text, Whole, WornGearName
from stuntlab.plan.model import PlanModel
from stuntlab.units import Dimension, Quantity

_ADULTS = "the range the body tables hold for (adults)"


class Person(PlanModel):
    """One person, or a group that does the same (`count`). Who acts or is acted upon needs height, mass and sex."""

    job: Text = Field(description="actor, stunt performer, camera operator, ...")
    height: Annotated[Quantity | None, Measured(Dimension.LENGTH, least="1.2 m", most="2.2 m", because=_ADULTS)] = (
        Field(None, description="stature, m")
    )
    mass: Annotated[Quantity | None, Measured(Dimension.MASS, least="35 kg", most="160 kg", because=_ADULTS)] = Field(
        None, description="body mass, kg"
    )
    sex: Annotated[Literal["male", "female"] | None, OneOf(("male", "female"))] = Field(
        None, description="which body tables hold for them"
    )
    age: Annotated[int | None, Whole(18, 100)] = Field(None, description="years; the body tables hold for adults")
    wears: tuple[WornGearName, ...] = Field((), description="pads and other gear on the body, by name")
    restrained: Flag = Field(False, description="tied, held or strapped: cannot step away or fall freely")
    watching: Flag = Field(False, description="there, but takes no part")
    count: Annotated[int, Whole(1, 1000)] = Field(1, description="how many people this stands for")
    stands: tuple[tuple[Length, ...], ...] = Field((), description="where they stand, points [x, y] or [x, y, z], m")
    has_power_over: tuple[PersonName, ...] = Field((), description="people who may find it hard to tell them no")

    @property
    def stunt_performer(self) -> bool:
        """Whether the job is a stunt job; an actor who is good at it is still an actor."""
        return "stunt" in self.job.casefold()
