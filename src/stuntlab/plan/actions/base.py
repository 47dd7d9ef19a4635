"""What every action has."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import PersonName, Whole
from stuntlab.plan.model import PlanModel


class Action(PlanModel):
    """One gag of a stunt. Each kind is a subclass in a file of its own.

    kind: the word for it in a plan. summary: one line for people.
    bodies: the fields that name people whose bodies the simulation needs (height, mass, sex).
    """

    kind: ClassVar[str]
    summary: ClassVar[str]
    bodies: ClassVar[tuple[str, ...]] = ("by",)

    by: PersonName = Field(description="who does it")
    takes: Annotated[int, Whole(1, 1000)] = Field(default=1, description="executions on the day, rehearsals included")
