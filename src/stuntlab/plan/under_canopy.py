"""What every jump under a canopy has: the ground as surveyed, the wind, where it lands, what was practised."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field

from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import CanopyName, Flag, Length, OptionalText, QuantityField, UsualSpread, Whole
from stuntlab.plan.model import PlanModel
from stuntlab.plan.reader import refusal
from stuntlab.units import Dimension, Quantity

_PULLS = UsualSpread("when somebody in free fall pulls; lines_and_flight.md 4.5 [J]", least="0.4 s")
_SURVEY = UsualSpread("a map or a barometer knows a height to five metres; judgement [J]", least="5 m")
WIND = QuantityField(Dimension.SPEED, least="-40 m/s", most="40 m/s", spreads_to="10 m/s", usual=UsualSpread(
    "wind at a lip; film.md P3 [A]", least="1.5 m/s"))  # fmt: skip


class Practised(PlanModel):
    """How many times each stage was done before, without a failure, under the eyes of somebody who counted."""

    ramp: Annotated[int | None, Whole(0, 1_000_000)] = Field(
        default=None, description="jumps off this ramp or its like"
    )
    separation: Annotated[int | None, Whole(0, 1_000_000)] = Field(
        default=None, description="partings from the bike in the air"
    )
    free_fall: Annotated[int | None, Whole(0, 1_000_000)] = Field(default=None, description="skydives")
    pull_after_ramp: Annotated[int | None, Whole(0, 1_000_000)] = Field(
        default=None, description="openings after a jump off a ramp"
    )
    openings: Annotated[int | None, Whole(0, 1_000_000)] = Field(
        default=None, description="openings of this type of canopy, packed like this"
    )
    landings: Annotated[int | None, Whole(0, 1_000_000)] = Field(default=None, description="landings on this ground")


class LandingArea(PlanModel):
    """Where the canopy is to land: a disc, counted from the lip or the edge."""

    out: Length = Field(description="how far out its middle is")
    across: Length | None = Field(default=None, description="how far to the left; left out, straight ahead")
    radius: Annotated[Quantity, QuantityField(Dimension.LENGTH, above="0 m", most="5 km")] = Field(
        description="within which there is nothing to land on or in"
    )
    ground: OptionalText = Field(default=None, description="what it is: grass, sand, snow, ...")


def _goes_out(corners: tuple[tuple[Quantity, ...], ...]) -> tuple[tuple[Quantity, ...], ...]:
    """Corners of a section come in order, from the lip outwards."""
    for before, after in pairwise(corners):
        if after[0].value < before[0].value:
            raise refusal(
                f"the corners of a profile go out from the lip, and {after[0].text} lies further in than "
                f"{before[0].text}: an overhang cannot be given, the outermost rock below it can"
            )
    return corners


Corner = Annotated[tuple[Length, ...], Field(min_length=2, max_length=2, description="[out, up] from the lip")]
Profile = Annotated[tuple[Corner, ...], Field(min_length=1, max_length=100), AfterValidator(_goes_out)]


class UnderCanopy(Action):
    """Somebody leaves an edge and opens a canopy. x runs out from the edge, y to the left, z up.

    Heights of people and cameras are counted from the ground below them.
    """

    canopy: CanopyName | None = Field(default=None, description="the parachute, by its name in the gear")
    pull_after: Annotated[Quantity | None, QuantityField(Dimension.TIME, least="0 s", most="90 s", usual=_PULLS)] = (
        Field(default=None, description="after the edge; its ± is how well the pull is timed")
    )
    tracks: Flag = Field(default=False, description="flies away from the wall before the pull, and has practised it")
    profile: Profile | None = Field(
        default=None, description="section of the ground under the way, corners [out, up] from the edge, by a surveyor"
    )
    profile_known_to: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, least="0.1 m", most="100 m")] = Field(
        default=None, description="standard deviation of its heights"
    )
    surveyed_by: OptionalText = Field(
        default=None, description="who surveyed it and how; a figure from the press is no survey"
    )
    press_height: Annotated[Quantity | None, QuantityField(Dimension.LENGTH, above="0 m", most="5 km")] = Field(
        default=None, description="a height of which nobody says where it was measured; nothing is computed from it"
    )
    landing_area: LandingArea | None = Field(default=None, description="where the canopy is to land")
    wind: Annotated[Quantity | None, WIND] = Field(
        default=None, description="out from the wall is positive, onto it is negative; its ± is the spread"
    )
    wind_across: Annotated[Quantity | None, WIND] = Field(default=None, description="to the left is positive")
    wind_limit: Annotated[Quantity | None, QuantityField(Dimension.SPEED, above="0 m/s", most="30 m/s")] = Field(
        default=None, description="the wind at the edge at which nobody jumps"
    )
    wind_at_pull_limit: Annotated[Quantity | None, QuantityField(Dimension.SPEED, above="0 m/s", most="40 m/s")] = (
        Field(default=None, description="the same at the height of the pull")
    )
    wind_at_landing_limit: Annotated[Quantity | None, QuantityField(Dimension.SPEED, above="0 m/s", most="30 m/s")] = (
        Field(default=None, description="the same at the landing area")
    )
    reviewed_by: OptionalText = Field(
        default=None, description="who checks the go or no-go without depending on whoever jumps or pays"
    )
    light: OptionalText = Field(default=None, description="in which light it is done: day, dusk, night")
    rolls: Flag = Field(default=True, description="lands with a practised roll; false: on straight legs")
    practised: Practised = Field(
        default_factory=Practised, description="how many times each stage was done before, without a failure"
    )
