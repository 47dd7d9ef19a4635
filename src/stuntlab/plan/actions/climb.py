"""A climb on a face, held by a line."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import Flag, OneOf, PersonName, QuantityField
from stuntlab.plan.on_line import OFFSET_SPREAD, OnLine
from stuntlab.plan.practice import Ladder, TakeDose
from stuntlab.units import Dimension, Quantity

LEAD, TOP_ROPE, BACK_UP = "lead", "top rope", "back-up"
FIXED, DEVICE, PERSON = "fixed", "device", "person"
TUBE, ASSISTED = "tube", "assisted"
ROCK, BUILT = "rock", "built"
FROM_THE_GROUND = ("ground", "low", "half", "full")
"""Off the ground, then higher: what a line does is learnt where nobody can fall far (J)."""


class Climb(OnLine):
    """A person's climb, traverse or leap on a face, and the slip that the line holds."""

    kind: ClassVar[str] = "climb"
    summary: ClassVar[str] = "a climb on a face held by a line: lead, top rope or a back-up line"
    bodies: ClassVar[tuple[str, ...]] = ("by", "belayer")
    ladder: ClassVar[Ladder] = Ladder(FROM_THE_GROUND, dummy_first=True)
    dose: ClassVar[TakeDose | None] = None

    protection: Annotated[str, OneOf((LEAD, TOP_ROPE, BACK_UP))] = Field(
        description="lead: the last runner is below; top rope: the line comes from above; back-up: it only catches"
    )
    above_runner: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="30 m")] = Field(
        default=None, description="lead only: how far the climber is above the last runner when they come off"
    )
    offset: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="0 m", most="50 m", usual=OFFSET_SPREAD)] = Field(
        description="how far along the face the climber is from below the anchor; 0 is plumb"
    )
    face: Annotated[str, OneOf((ROCK, BUILT))] = Field(default=ROCK, description="natural rock, or a built face")
    after_frost: Flag = Field(default=False, description="the rock has frozen and thawed since it was last cleared")
    slips: Flag = Field(default=False, description="coming off is what is planned")
    belay: Annotated[str, OneOf((FIXED, DEVICE, PERSON))] = Field(
        default=FIXED, description="what holds the far end: it is tied off, a device holds it, or a person does"
    )
    belay_device: Annotated[str | None, OneOf((TUBE, ASSISTED))] = Field(
        default=None, description="what a person belays with: a tube, or a device that brakes by itself and assists"
    )
    belayer: PersonName | None = Field(default=None, description="who belays")

    @property
    def doses(self) -> tuple[TakeDose, ...]:
        """A slip that is planned is a fall, though a line stops it; a climb is none."""
        return (TakeDose("by", "falls"),) if self.slips else ()
