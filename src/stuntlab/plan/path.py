"""Where somebody is at what time: a way of points, for people and cameras that move while something comes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stuntlab.plan.fields import Point, QuantityField
from stuntlab.plan.model import PlanModel
from stuntlab.units import Dimension, Quantity


class PathPoint(PlanModel):
    """One point of a way. Between two points somebody goes straight and evenly, before the first they wait there."""

    at: Point = Field(description="where")
    when: Annotated[Quantity, QuantityField(Dimension.TIME, least="0 s", most="10 min")] = Field(
        description="seconds after the cue"
    )
