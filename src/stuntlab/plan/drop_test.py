"""What a plan says of a drop that was made onto something soft, and what was measured of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from stuntlab.plan.fields import DayField, QuantityField, Size, Text
from stuntlab.plan.model import PlanModel
from stuntlab.units import Dimension, Quantity

DROP_TESTS = "drops of a dummy or a sandbag onto it, set up as for the take, each with what was measured"
CLAIMED = "the highest drop it is said to have been tried with; only what was measured counts (drop_tests)"


class DropTest(PlanModel):
    """One drop: from where, how heavy, when, by whom, and the peak that was measured."""

    height: Annotated[Quantity, QuantityField(Dimension.LENGTH, above="0 m", most="150 m")] = Field(
        description="from where it was let go, counted from the ground as a take-off is"
    )
    mass: Annotated[Quantity, QuantityField(Dimension.MASS, least="1 kg", most="400 kg")] = Field(
        description="of what was dropped"
    )
    date: Annotated[date, DayField()] = Field(description="the day, year-month-day")
    by: Text = Field(description="who made it and answers for the number")
    peak: Annotated[Quantity, QuantityField(Dimension.ACCELERATION, least="1 g", most="1000 g")] = Field(
        description="the highest deceleration that was measured"
    )
    where: Text = Field(description="where it was measured: in the dummy's chest, in the sandbag")
    face: Annotated[tuple[float, ...] | None, Size(2)] = Field(
        default=None, description="sides of the face that comes down; left out, a body of that mass lying flat"
    )
