"""What every action says in which somebody drives."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import Flag, OneOf, PersonName, Point, QuantityField, UsualSpread, VehicleName
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

GATE, GPS, SPEEDOMETER, BROKEN = "gate", "gps", "speedometer", "nothing"

SPEED_SPREAD = UsualSpread("a driver with a speedometer (vehicles_fire.md 1.4) [J]", share=0.03, least="0.55 m/s")

Speed = Annotated[Quantity, QuantityField(Dimension.SPEED, above="0 km/h", most="60 m/s", usual=SPEED_SPREAD)]
_FastestRehearsed = Annotated[Quantity | None, QuantityField(Dimension.SPEED, above="0 km/h", most="60 m/s")]
_Gap = Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="200 m")]

_ONE_PLACE_M = 0.01
"""Nearer than that, two points say nothing of a direction (J)."""


class Driven(Action):
    """Somebody drives a vehicle. Points are those of the set, m; whoever else is there has `stands` or `moves`."""

    bodies: ClassVar[tuple[str, ...]] = ("by", "aboard", "near")
    unmeasured: ClassVar[tuple[str, ...]] = ("by", "aboard", "near")
    settled: ClassVar[tuple[str, ...]] = ("rehearsed_at", "run_out")

    car: VehicleName = Field(description="what is driven, by its name in the gear")
    speed: Speed = Field(description="how fast, as planned")
    line: tuple[Point, ...] = Field(
        min_length=2, max_length=20, description="the way of the middle of its front, two points or more"
    )
    speed_by: Annotated[str | None, OneOf((GATE, GPS, SPEEDOMETER, BROKEN))] = Field(
        default=None, description="what tells the speed: a gate, GPS, the speedometer, or nothing that works"
    )
    rehearsed_at: _FastestRehearsed = Field(default=None, description="the fastest it was run before, as measured")
    run_out: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="2 km")] = Field(
        default=None, description="clear way past the end of the line, to the first hard thing, drop or person"
    )
    behind: _Gap = Field(
        default=None, description="gap to a vehicle that follows and is not planned here, such as a camera car"
    )
    aboard: tuple[PersonName, ...] = Field(default=(), description="who is in it or on it besides whoever drives")
    near: tuple[PersonName, ...] = Field(
        default=(), description="who is meant to be near it as part of the gag, besides whoever is in it"
    )
    helmet: Flag = Field(default=False, description="whoever drives wears a helmet, or a belt in a vehicle with doors")

    @model_validator(mode="after")
    def _everybody_has_one_place(self) -> Self:
        """Whoever is struck is a person of their own, and so is whoever drives."""
        struck = getattr(self, "to", None)
        places = {"drives (by)": (self.by,), "is in it (aboard)": self.aboard, "is near it (near)": self.near}
        if struck:
            places["is hit (to)"] = (struck,)
        for (one, first), (other, second) in combinations(places.items(), 2):
            both = next((name for name in first if name in second), None)
            if both is not None:
                raise refusal(f'"{both}" {one} and {other}: one of the two has to be somebody else, or to be left out')
        return self

    @model_validator(mode="after")
    def _line_goes_somewhere(self) -> Self:
        ground = [[one.value for one in point[:2]] for point in self.line]
        if any(dist(before, after) < _ONE_PLACE_M for before, after in pairwise(ground)):
            raise refusal("two points of the line in a row are the same place: leave one out, or say where it goes on")
        return self
