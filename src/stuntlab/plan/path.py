"""Where somebody is at what time: a way of points, for people and cameras that move while something comes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import dist
from typing import Annotated

from pydantic import Field

from stuntlab.plan.fields import Point, QuantityField
from stuntlab.plan.model import PlanModel
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity


class PathPoint(PlanModel):
    """One point of a way. Between two points somebody goes straight and evenly, before the first they wait there."""

    at: Point = Field(description="where")
    when: Annotated[Quantity, QuantityField(Dimension.TIME, least="0 s", most="10 min")] = Field(
        description="seconds after the cue"
    )


def refuse_impossible_way(way: Sequence[PathPoint], *, fastest: Quantity) -> None:
    """Nothing for a way that can be gone. fastest: its text says whose speed it is.

    Raises:
        PydanticCustomError: somebody would be at two places at once, or go faster than that.
    """
    for before, after in pairwise(sorted(way, key=lambda point: point.when.value)):
        far = dist([one.value for one in before.at[:2]], [one.value for one in after.at[:2]])
        takes = after.when.value - before.when.value
        if far > fastest.value * takes:
            raise refusal(
                f"from one place at {before.when.text} to the next at {after.when.text} is faster than {fastest.text}: "
                "give a later time, or a place that is nearer"
            )
