"""A motorcycle or a car off a ramp and down again: onto a landing ramp, a deck, boxes or the ground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from stuntlab.plan.actions.high_fall import GROUND
from stuntlab.plan.fields import Flag, LandingName, OptionalText, QuantityField, Whole
from stuntlab.plan.model import PlanModel
from stuntlab.plan.off_a_ramp import OffARamp
from stuntlab.plan.practice import Ladder, TakeDose, Tamer
from stuntlab.plan.reader import refusal
from stuntlab.plan.under_canopy import WIND
from stuntlab.units import Dimension, Quantity

RAMP = "ramp"


class LandingsPractised(PlanModel):
    """How many times it was done before, without a failure, under the eyes of somebody who counted."""

    ramp: Annotated[int | None, Whole(0, 1_000_000)] = Field(
        default=None, description="run-ups to this speed, read by a gate"
    )
    landings: Annotated[int | None, Whole(0, 1_000_000)] = Field(
        default=None, description="jumps of this gap or a wider one, landed on both wheels"
    )


class RampLanding(OffARamp):
    """A person rides or drives off a ramp and comes down. x runs out from the lip, y to the left, z up from the lip."""

    kind: ClassVar[str] = "ramp_landing"
    summary: ClassVar[str] = "a rider or driver off a ramp, onto a ramp, boxes or the ground: what they feel"
    ladder: ClassVar[Ladder] = Ladder(("low ramp", "half speed", "full speed", "full"), dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls")
    tamer: ClassVar[Mapping[str, Tamer]] = {}

    onto: LandingName = Field(
        default=GROUND, description="ramp, ground, or what catches by its name in the gear; left out, the bare ground"
    )
    lip_height: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="0 m", most="100 m")] = Field(
        description="of the lip over the ground that it comes down to"
    )
    gap: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="200 m")] = Field(
        default=None, description="from the lip to the near edge of the landing ramp, by tape"
    )
    landing_height: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="-100 m", most="30 m")] = Field(
        default=None, description="of that edge over the lip; lower is negative; left out, level with the lip"
    )
    landing_angle: Annotated[Quantity | None, QuantityField(Dimension.ANGLE, least="0 deg", most="60 deg")] = Field(
        default=None, description="how steeply the landing ramp goes down"
    )
    landing_length: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="200 m")] = Field(
        default=None, description="of the landing ramp, along its slope"
    )
    landing_width: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="50 m")] = Field(
        default=None, description="of the landing; left out, wide enough"
    )
    deck: Flag = Field(
        default=False, description="a deck as high as the near edge fills the gap, so that a short jump lands on it"
    )
    run_out: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="2 km")] = Field(
        default=None, description="free ground behind the landing, in which it stops"
    )
    wind: Annotated[Quantity | None, WIND] = Field(
        default=None, description="from behind is positive, from ahead is negative; its ± is the spread"
    )
    wind_across: Annotated[Quantity | None, WIND] = Field(default=None, description="to the left is positive")
    wind_limit: Annotated[Quantity | None, QuantityField(Dimension.SPEED, above="0 m/s", most="30 m/s")] = Field(
        default=None, description="the wind at the lip at which nobody jumps"
    )
    ground: OptionalText = Field(default=None, description="what the ground is: grass, dirt, tarmac, ...")
    practised: LandingsPractised = Field(
        default_factory=LandingsPractised, description="how many times it was done before, without a failure"
    )

    @model_validator(mode="after")
    def _has_its_ramp(self) -> Self:
        lacks = [name for name in ("gap", "landing_angle", "landing_length") if getattr(self, name) is None]
        if self.onto == RAMP and lacks:
            raise refusal(f"a landing ramp needs {', '.join(lacks)} (gap: 12 m, landing_angle: 20 deg)")
        return self
