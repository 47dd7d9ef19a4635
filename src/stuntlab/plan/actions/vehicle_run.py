"""A vehicle goes by."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from stuntlab.plan.driven import Driven
from stuntlab.plan.fields import Flag, QuantityField, UsualSpread, VehicleName
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose, Tamer
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

CUE_SPREAD = UsualSpread("how well a driver meets a cue; vehicles_fire.md 3 [J]", least="0.15 s")
GAP_SPREAD = UsualSpread("how well a driver keeps a gap by eye [J]", share=0.2)


class VehicleRun(Driven):
    """A vehicle is driven along a line: a drive-by, a near miss, a chase. Who can be reached, and how many seconds."""

    kind: ClassVar[str] = "vehicle_run"
    summary: ClassVar[str] = "a vehicle is driven along a line: drive-by, near miss, chase"
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=False)
    dose: ClassVar[TakeDose | None] = None
    tamer: ClassVar[Mapping[str, Tamer]] = MappingProxyType({"speed": Tamer.LESS})

    drives_on: Flag = Field(default=False, description="it does not brake at the end of the line but drives on")
    eases: Flag = Field(
        default=False, description="it eases off at the end of the line and rolls to a stop; hard only if it has to"
    )
    backwards: Flag = Field(
        default=False, description="it is driven in reverse: the line is then that of the middle of its tail"
    )
    starts: Annotated[Quantity, QuantityField(Dimension.TIME, least="0 s", most="10 min", usual=CUE_SPREAD)] = Field(
        default=Quantity(0.0, text="0 s"), description="when it is at the first point of the line, after the cue"
    )
    follows: VehicleName | None = Field(
        default=None, description="the vehicle that it follows on the same cue, by its name in the gear"
    )
    gap: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="200 m", usual=GAP_SPREAD)] = (
        Field(default=None, description="from the tail of the vehicle that it follows to its own nose")
    )

    @model_validator(mode="after")
    def _stops_one_way(self) -> Self:
        if self.eases and self.drives_on:
            raise refusal("it either eases to a stop (eases) or does not stop (drives_on): leave one of them out")
        return self

    @model_validator(mode="after")
    def _follows_at_a_gap(self) -> Self:
        """Whoever follows goes by the one ahead, and nobody follows themselves."""
        if (self.follows is None) != (self.gap is None):
            raise refusal(
                "follows and gap go together: say which vehicle it follows (follows: hero car) and how far behind its "
                "tail (gap: 12 m)"
            )
        if self.follows is not None and self.follows == self.car:
            raise refusal(f'"{self.car}" cannot follow itself: follows names the vehicle ahead')
        if self.follows is not None and "starts" in self.model_fields_set:
            raise refusal(
                f'it follows "{self.follows}" at a gap, and that says when it starts: leave out either starts, or '
                "follows and gap"
            )
        return self
