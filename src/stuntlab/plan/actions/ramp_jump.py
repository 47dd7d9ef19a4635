"""A motorcycle or a car off a ramp, into a free fall and under a canopy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from stuntlab.plan.fields import (
    BikeName,
    CanopyName,
    Flag,
    OneOf,
    QuantityField,
    UsualSpread,
)
from stuntlab.plan.practice import Ladder, TakeDose, Tamer
from stuntlab.plan.reader import refusal
from stuntlab.plan.under_canopy import UnderCanopy
from stuntlab.units import Dimension, Quantity

FLAT, CURVED = "flat", "curved"

RAMP_LADDER = ("low ramp", "half speed", "full speed", "full")
"""The bike with a dummy first, then the ramp alone at rising speed, then everything (film practice, J)."""

_SPEED = UsualSpread("what a rider holds without a speedometer; lines_and_flight.md 4.1 [J]", least="0.8 m/s")
_ANGLE = UsualSpread("how a ramp stands; lines_and_flight.md 4.1 [J]", least="0.5 deg")
_PULLS = UsualSpread("when somebody in free fall pulls; lines_and_flight.md 4.5 [J]", least="0.4 s")
_PARTS = UsualSpread("when somebody pushes off; lines_and_flight.md 4.1 [J]", least="0.2 s")
_PUSH = UsualSpread("how hard somebody pushes off; lines_and_flight.md 4.1 [J]", least="0.6 m/s")


class RampJump(UnderCanopy):
    """A person rides or drives off a ramp. x runs out from the lip, y to the left, z up; the lip is the origin."""

    kind: ClassVar[str] = "ramp_jump"
    summary: ClassVar[str] = "a motorcycle or a car off a ramp, into a free fall and under a canopy"
    ladder: ClassVar[Ladder] = Ladder(RAMP_LADDER, dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls")
    tamer: ClassVar[Mapping[str, Tamer]] = {}

    canopy: CanopyName = Field(description="the parachute, by its name in the gear")
    pull_after: Annotated[Quantity, QuantityField(Dimension.TIME, least="0 s", most="90 s", usual=_PULLS)] = Field(
        description="after the lip; its ± is how well the pull is timed"
    )
    bike: BikeName = Field(description="what leaves the ramp, by its name in the gear")
    exit_speed: Annotated[Quantity, QuantityField(Dimension.SPEED, least="2 m/s", most="80 m/s", usual=_SPEED)] = Field(
        description="at the lip"
    )
    exit_angle: Annotated[Quantity, QuantityField(Dimension.ANGLE, least="-20 deg", most="60 deg", usual=_ANGLE)] = (
        Field(description="of the ramp at the lip, up is positive")
    )
    lip: Annotated[str, OneOf((FLAT, CURVED))] = Field(default=FLAT, description="a flat ramp, or one that curves up")
    lip_radius: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="2 m", most="500 m")] = Field(
        default=None, description="of a curved lip"
    )
    run_up: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="1 m", most="3 km")] = Field(
        default=None, description="length from standstill to the lip"
    )
    power: Annotated[Quantity | None, QuantityField(Dimension.POWER, above="0 W", most="2000 kW")] = Field(
        default=None, description="of the engine at the wheel; with run_up, the speed that can be reached"
    )
    speed_gate: Flag = Field(default=False, description="a gate before the lip reads the speed of every run")
    separates_after: Annotated[
        Quantity | None, QuantityField(Dimension.TIME, least="0 s", most="10 s", usual=_PARTS)
    ] = Field(default=None, description="when the rider leaves the bike, after the lip; left out, never")
    push: Annotated[Quantity | None, QuantityField(Dimension.SPEED, least="0 m/s", most="6 m/s", usual=_PUSH)] = Field(
        default=None, description="speed over the bike that the push gives"
    )

    @model_validator(mode="after")
    def _has_its_radius(self) -> Self:
        if self.lip == CURVED and self.lip_radius is None:
            raise refusal("a curved lip needs its radius (lip_radius: 12 m)")
        return self
