"""What stands in `jumps.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.tables import Sourced, Table


@dataclass(frozen=True)
class HeightRule(Sourced):
    """What must be left in the worst of 1 000."""

    least_m: float


@dataclass(frozen=True)
class WallRule(Sourced):
    """How near the wall is a strike."""

    near_m: float


@dataclass(frozen=True)
class CorridorRule(Sourced):
    """How near a way nobody may fly, and how often they may be there all the same."""

    corridor_m: float
    corridor: float


@dataclass(frozen=True)
class BackwardsRule(Sourced):
    """Of takes in which the wind is stronger than the canopy flies, what is seldom and what is often."""

    seldom: float
    often: float


@dataclass(frozen=True)
class WheelsRule(Sourced):
    """How far off the slope a vehicle may stand in the middle of its takes."""

    off_deg: float


@dataclass(frozen=True)
class HardOpening(Sourced):
    """From which acceleration an opening is called hard."""

    hard_g: float


@dataclass(frozen=True)
class PracticeRule(Sourced):
    """Below how many runs a stage is not practised."""

    few: int


@dataclass(frozen=True)
class BranchNames(Sourced):
    """Failure modes that findings name."""

    late: str


@dataclass(frozen=True, slots=True)
class JumpRules:
    """`jumps.toml`."""

    height: HeightRule
    wall: WallRule
    landing: Sourced
    speed: Sourced
    wind: Sourced
    backwards: BackwardsRule
    bike: CorridorRule
    canopy: HardOpening
    practice: PracticeRule
    names: BranchNames
    wheels: WheelsRule
    landing_height: HeightRule


JUMP_RULES = Table("stuntlab.verdict", "jumps.toml", JumpRules)
