"""What every action of somebody who hangs on a line has: lines, anchors, a harness, and what is below."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import (
    AnchorName,
    Flag,
    HarnessName,
    LineName,
    OneOf,
    OptionalText,
    PersonName,
    QuantityField,
    Text,
    UsualSpread,
)
from stuntlab.plan.model import PlanModel
from stuntlab.units import Dimension, Quantity

STERNAL, DORSAL, WAIST, HIPS = "sternal", "dorsal", "waist", "hips"
CLOSED, NETTED, OPEN = "closed", "netted", "open"

_LENGTH_OUT = UsualSpread("line is paid out to within a foot; judgement [J]", least="0.3 m")
SLACK_SPREAD = UsualSpread(
    "a tape is laid along the line before the take, and it is worked on after; judgement [J]", least="0.15 m"
)
_SECOND_SLACK = UsualSpread("a back-up that is adjusted before each take; judgement [J]", least="0.05 m")
OFFSET_SPREAD = UsualSpread("where somebody on a face is when they come off it; judgement [J]", least="0.4 m")

LONGEST_LINE = "60 m"


class LooseItem(PlanModel):
    """One thing that may be dropped: a radio, a camera, a tool."""

    what: Text = Field(description="what it is")
    mass: Annotated[Quantity, QuantityField(Dimension.MASS, least="1 g", most="100 kg")] = Field(
        description="how heavy it is"
    )
    tethered: Flag = Field(default=False, description="on a lanyard that holds it")


class OnLine(Action):
    """Somebody hangs on a line, or is held by one when they come off. What a plan leaves out is not guessed.

    x runs away from the face, y along it, z up from the ground; whoever hangs at rest is at y = 0.
    """

    height: Annotated[Quantity, QuantityField(Dimension.LENGTH, above="0 m", most="2 km")] = Field(
        description="of whoever is on the line, above what lies below"
    )
    line: LineName | None = Field(default=None, description="the line that holds, by its name in the gear")
    second_line: LineName | None = Field(default=None, description="the line that takes over where the first gives")
    anchor: AnchorName | None = Field(default=None, description="what the line hangs from")
    second_anchor: AnchorName | None = Field(
        default=None, description="what the second line hangs from; left out, the same as the first"
    )
    harness: HarnessName | None = Field(default=None, description="the harness that the line is joined to")
    attached: Annotated[str | None, OneOf((STERNAL, DORSAL, WAIST, HIPS))] = Field(
        default=None, description="where on the harness"
    )
    length_out: Annotated[
        Quantity, QuantityField(Dimension.LENGTH, least="0.5 m", most=LONGEST_LINE, spreads_to="2 m", usual=_LENGTH_OUT)
    ] = Field(description="line between the body and what holds it")
    slack: Annotated[
        Quantity | None,
        QuantityField(Dimension.LENGTH, least="0 m", most="20 m", usual=SLACK_SPREAD),
    ] = Field(default=None, description="how far somebody drops before the line is straight; not given, not known")
    second_slack: Annotated[
        Quantity | None,
        QuantityField(Dimension.LENGTH, least="0 m", most="20 m", usual=_SECOND_SLACK),
    ] = Field(default=None, description="the same of the second line once the first has given")
    clear_below: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="2 km")] = Field(
        default=None, description="free drop to the first ledge or step; left out, the whole height"
    )
    checked_by: PersonName | None = Field(
        default=None, description="who checks every connection besides whoever makes it"
    )
    sits_in_line: Flag = Field(
        default=False, description="whoever is on the line sits in it near the ground before each take"
    )
    hurry: Flag = Field(default=False, description="connections are made in a hurry, or in the dark")
    carries: tuple[LooseItem, ...] | None = Field(
        default=None, description="what may be dropped: {what, mass, tethered}; an empty list where there is nothing"
    )
    below: Annotated[str | None, OneOf((CLOSED, NETTED, OPEN))] = Field(
        default=None, description="the ground below: closed to everybody, netted, or open"
    )
    gust: Annotated[
        Quantity | None, QuantityField(Dimension.SPEED, least="0 m/s", most="60 m/s", spreads_to="10 m/s")
    ] = Field(default=None, description="the strongest gust in which a take is begun")
    clear: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="200 m")] = Field(
        default=None, description="free space beside plumb on the side that a gust may blow to"
    )
    rescue: OptionalText = Field(default=None, description="how somebody who cannot act is brought down, and by whom")
    rescue_takes: Annotated[Quantity | None, QuantityField(Dimension.TIME, above="0 s", most="3 h")] = Field(
        default=None, description="until they are on the ground, by the stopwatch of a practised rescue"
    )
    cell_reads: Annotated[Quantity | None, QuantityField(Dimension.FORCE, above="0 N", most="50 kN")] = Field(
        default=None, description="what a load cell at the anchor read with whoever hangs at rest"
    )
    dummy_runs: Flag = Field(
        default=False, description="a dummy of that weight was run at this setting before a person"
    )
