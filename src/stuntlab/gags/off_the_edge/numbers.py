"""What stands in the table of jumps from an edge."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.base import FailureRow
from stuntlab.tables import Sourced, Table

NO_PULL, LATE, NO_FLARE, GUST = "no pull", "pulls 2 s late", "no flare, or a landing downwind", "a gust onto the wall"
ACROSS, FACING = "opens across the wall", "opens facing the wall"


STAGES = {
    "ramp": "off the ramp",
    "separation": "parting from the bike",
    "free_fall": "free fall",
    "pull_after_ramp": "pull after the ramp",
    "openings": "opening, packed like this",
    "landings": "landing on this ground",
}
"""Counts of `practised`, and what each is called."""

ON_A_BIKE = {"ramp", "separation", "pull_after_ramp"}
"""Those that only a jump off a ramp has."""


@dataclass(frozen=True, kw_only=True)
class JumpFailure(FailureRow):
    """kinds: of jumps that have it. upset: whoever falls is turned about. The rest is added to the plan's numbers.

    practised_as: stages of `practised` whose runs without a failure tell of it.
    speed_share: of the planned speed. after_parting_s: the pull comes no sooner than so long after the parting.
    """

    kinds: tuple[str, ...]
    speed_share: float = 1.0
    speed_share_sd: float = 0.0
    aside_deg: float = 0.0
    aside_sd_deg: float = 0.0
    pitch_rate_deg_s: float = 0.0
    parts_s: float = 0.0
    parts_sd_s: float = 0.0
    after_parting_s: float = 0.0
    pull_s: float = 0.0
    pull_sd_s: float = 0.0
    never_pulls: bool = False
    heading_deg: float | None = None
    heading_sd_deg: float = 0.0
    wind_m_s: float = 0.0
    wind_sd_m_s: float = 0.0
    flare: float = 0.0
    downwind: bool = False
    upset: bool = False
    practised_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class JumpSpread(Sourced):
    """Standard deviations of what no plan says."""

    aside_sd_deg: float
    pitch_sd_deg: float
    pitch_rate_sd_deg_s: float
    push_back_deg: float
    push_back_sd_deg: float
    across_sd_m: float
    across_wind_m_s: float


@dataclass(frozen=True)
class OpeningHeading(Sourced):
    """sd_deg: of openings on heading. across, facing: rates. worth: openings that those rates count as.

    notices_s: median until the first input; notices_factor: 84 of 100 are quicker than so many times that.
    """

    sd_deg: float
    across: float
    facing: float
    worth: float
    notices_s: float
    notices_factor: float
    upset_factor: float
    turns_deg_s: float
    turns_sd_deg_s: float


@dataclass(frozen=True)
class CanopyTrim(Sourced):
    """lift_area: coefficient of all air force on the area. glide: lift over drag. drag_area: that as it opens."""

    lift_area: float
    glide: float
    drag_area: float
    speed_sd: float
    stretches_s: float


@dataclass(frozen=True)
class FillTimes(Sourced):
    """Of a canopy with the slider up and down, and their spread as a share."""

    up_s: float
    down_s: float
    share_sd: float


@dataclass(frozen=True)
class FallingRider(Sourced):
    """Lift over drag of whoever falls flat and of whoever tracks, and drag area."""

    glide_flat: float
    glide_tracks: float
    glide_sd: float
    area_m2: float
    area_sd_m2: float


@dataclass(frozen=True)
class Flare(Sourced):
    """Of sink and speed, what a flare takes off."""

    share: float
    sd: float


@dataclass(frozen=True)
class NearMiss(Sourced):
    """How near is too near."""

    wall_m: float
    height_left_m: float
    bike_above_m: float
    corridor_m: float
    bike_hits_m: float


@dataclass(frozen=True)
class BikeFalls(Sourced):
    """A vehicle that tumbles: how its way spreads to the side, and what it does where it lands."""

    yaw_sd_deg: float
    tumbles: float
    bounces: float
    area_m2: float
    area_sd_m2: float


@dataclass(frozen=True)
class ReserveShare(Sourced):
    """Of those who do not pull, how many reach the ground without a canopy."""

    share: float


@dataclass(frozen=True)
class PracticeWeight(Sourced):
    """least_share: of a rate, what no practice takes away."""

    least_share: float


@dataclass(frozen=True, slots=True)
class JumpNumbers:
    """`numbers.toml`."""

    branch: dict[str, JumpFailure]
    spread: JumpSpread
    heading: OpeningHeading
    trim: CanopyTrim
    fills: FillTimes
    rider: FallingRider
    flare: Flare
    near: NearMiss
    bike_falls: BikeFalls
    reserve: ReserveShare
    practice: PracticeWeight

    def of_kind(self, kind: str) -> dict[str, JumpFailure]:
        """The failure modes of one kind of jump."""
        return {name: row for name, row in self.branch.items() if kind in row.kinds}


JUMPS = Table("stuntlab.gags.off_the_edge", "numbers.toml", JumpNumbers)
