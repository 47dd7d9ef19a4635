"""A run and swing on wires along the face of a building."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stuntlab.plan.fields import Flag, OneOf, QuantityField, Size, UsualSpread, Whole
from stuntlab.plan.on_line import OFFSET_SPREAD, OnLine
from stuntlab.plan.practice import Ladder, TakeDose
from stuntlab.units import Dimension, Quantity

PANES = ("removed", "class 3", "class 2", "class 1", "unrated")
"""What the panes are that a swing may meet: taken out, of a class of EN 12600, or of none that is known."""

LOW_FIRST = ("ground", "low", "half", "full")

_TAUT = UsualSpread("a wire that bears somebody as they let go is straight; judgement [J]", share=0.3, least="2 cm")
_RUN = UsualSpread("how evenly somebody runs along a face; film.md P2 [A]", least="0.4 m/s")
_RELEASE = UsualSpread("when somebody lets go; film.md P2 [A]", least="0.25 s")


class WireSwing(OnLine):
    """A person's swing on a wire, from rest or from a run along the face, past plumb or into an opening."""

    kind: ClassVar[str] = "wire_swing"
    summary: ClassVar[str] = "a run and swing on wires along a face, past plumb or through an open window"
    ladder: ClassVar[Ladder] = Ladder(LOW_FIRST, dummy_first=True)
    dose: ClassVar[TakeDose | None] = None

    offset: Annotated[Quantity, QuantityField(Dimension.LENGTH, least="0 m", most="50 m", usual=OFFSET_SPREAD)] = Field(
        description="how far from plumb it starts"
    )
    slack: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="20 m", usual=_TAUT)] = Field(
        default=None, description="how far somebody drops before the line is straight; not given, not known"
    )
    run_speed: Annotated[Quantity | None, QuantityField(Dimension.SPEED, least="0 m/s", most="8 m/s", usual=_RUN)] = (
        Field(default=None, description="speed towards plumb as they let go; left out, from rest")
    )
    release: Annotated[
        Quantity | None, QuantityField(Dimension.TIME, least="0 s", most="5 s", spreads_to="2 s", usual=_RELEASE)
    ] = Field(default=None, description="how late they let go; its ± is the spread")
    opening: Annotated[tuple[float, ...] | None, Size(2)] = Field(
        default=None, description="width and height of the window that is aimed at; left out, the swing goes past"
    )
    opening_below: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0 m", most="50 m")] = Field(
        default=None,
        description="how much lower its middle is than where the body starts: the dip of the arc",
    )
    opening_at: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="-50 m", most="50 m")] = Field(
        default=None, description="how far from plumb it is, on the side of the start; left out, at plumb"
    )
    guided: Flag = Field(default=False, description="a tag line or a guide wire keeps it on its way")
    pane: Annotated[str | None, OneOf(PANES)] = Field(
        default=None, description="what the panes are that may be met: removed, class 3, 2 or 1 of EN 12600, unrated"
    )
    padded: Flag = Field(default=False, description="reveals and frames that may be met are padded")
    surface: Annotated[
        Quantity | None, QuantityField(Dimension.TEMPERATURE, least="-60 degC", most="150 degC", spreads_to="20 degC")
    ] = Field(default=None, description="temperature of the glass or metal that is touched")
    on_surface: Annotated[Quantity | None, QuantityField(Dimension.TIME, least="0 s", most="8 h")] = Field(
        default=None, description="how long bare skin lies on it at a time"
    )
    gloves: Flag = Field(default=False, description="hands are gloved, and no bare skin touches it")
    windows_open: Annotated[int, Whole(0, 1000)] = Field(default=0, description="open windows that people are at")
    inside_harnessed: Flag = Field(default=False, description="everybody at an open window is harnessed")
    winch: Flag = Field(default=False, description="a winch pays line in or out while somebody hangs on it")
    power_cut_by: Annotated[str | None, OneOf(("operator", "anybody", "nobody"))] = Field(
        default=None, description="who can cut the power of the winch"
    )
