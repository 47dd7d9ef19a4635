"""What stands in the table of a high fall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from stuntlab.gags.base import FailureRow
from stuntlab.gags.plan_words import check_rows_of_words
from stuntlab.gear.catchers.properties import PROPERTY_NAMES
from stuntlab.nearest import did_you_mean
from stuntlab.plan.actions.high_fall import EDGES, STYLES
from stuntlab.tables import Sourced, SourcedSpread, Table, ValueAt

FallControl = Literal["outrigger", "rehearsed", "plumb_line", "spotter_calls", "alone"]
"""What a plan can name against a failure mode."""


@dataclass(frozen=True)
class LearnedShare(Sourced):
    """Of a spread, what is left to somebody who has learned it: up the ladder of lower heights, or as a diver."""

    share: float


@dataclass(frozen=True, slots=True)
class FallSpread:
    """What differs from take to take where the plan does not say how much."""

    take_off_m: SourcedSpread
    rotation_deg: SourcedSpread
    rehearsed: LearnedShare
    diver: LearnedShare
    yaw_deg: SourcedSpread


@dataclass(frozen=True, slots=True)
class FallingBody(Sourced):
    """com_share: height of the centre of mass, standing, in shares of stature. flat_half_depth_m: the same, lying.

    ready: share of its strength below which a catcher counts as not ready. off_flat_deg: past flat, from which a body
    comes down on its feet or its neck. turns_out_s: in the air, after which a body has turned as far as its
    mistakes make it. chin_deg: how far stunt performers tuck the chin to come down lying. yielding_tone: of
    muscles that were taught to land and give way, up to yields_to_m_s; from holds_from_m_s on they hold.
    """

    com_share: float
    flat_half_depth_m: float
    ready: float
    off_flat_deg: float
    turns_out_s: float
    chin_deg: float
    yielding_tone: float
    yields_to_m_s: float
    holds_from_m_s: float


@dataclass(frozen=True)
class LimbsInTime(Sourced):
    """When limbs of whoever lands upright move. reacts_s, moves_s: before they do, and until they are there.

    after_landing_s: that is left to them once the feet are down.
    """

    reacts_s: float
    moves_s: float
    after_landing_s: float


@dataclass(frozen=True)
class ReachingArms(LimbsInTime):
    """Arms of whoever tips forward reach for the ground.

    from_deg, all_deg: lean forward as it lands where they begin to reach, and where they reach as far as they go.
    chin_deg: how far the chin is tucked then, by whoever was taught to land.
    """

    from_deg: float
    all_deg: float
    chin_deg: float


@dataclass(frozen=True)
class SwungLegs(LimbsInTime):
    """Legs of whoever was taught to land are put under the body again. most_deg: the largest lean they make good."""

    most_deg: float


@dataclass(frozen=True, slots=True)
class FallReach(Sourced):
    """thrown_s: from landing to where a body is thrown. beside_m: around one that lands beside the catcher.

    react_s: to see it, decide and step clear.
    """

    thrown_s: float
    beside_m: float
    react_s: float


@dataclass(frozen=True, slots=True)
class FallStyle:
    """turn_deg: in the air, to land flat on the back, backwards negative. spread_factor: on that of the rotation."""

    faces_wall: bool
    turn_deg: float
    spread_factor: float
    drag_area_m2: float


@dataclass(frozen=True, slots=True)
class FallEdge:
    """What a fall goes over. branches: how many times likelier they are there. Factors are on what the plan says."""

    words: str
    tag: str
    branches: Mapping[str, float] = field(default_factory=dict)
    push_factor: float = 1.0
    rotation_factor: float = 1.0


@dataclass(frozen=True, kw_only=True)
class FallDeviation:
    """How a take differs from one as planned; the head of the branches in the table explains each number.

    push_sd_m_s: in place of what the plan says, None to leave it.
    """

    push_factor: float = 1.0
    push_sd_m_s: float | None = None
    sideways_sd_m_s: float = 0.0
    rotation_deg: float = 0.0
    late_deg: float = 0.0
    rotation_sd_deg: float = 0.0
    wind_sd_m_s: float = 0.0
    aim_sd_m: float = 0.0
    to_edge: bool = False
    strength: float = 1.0
    bears: float = 1.0
    fans_off_s: float = 0.0


@dataclass(frozen=True, kw_only=True)
class HighFallFailure(FailureRow, FallDeviation):
    """controls: factors on the probability. if_property: of the catchers where it can happen, None for every fall."""

    controls: Mapping[FallControl, float]
    if_property: str | None = None


@dataclass(frozen=True, slots=True)
class HighFallNumbers:
    """`numbers.toml`. control: why it makes a failure mode rarer."""

    spread: FallSpread
    body: FallingBody
    arms: ReachingArms
    legs: SwungLegs
    reach: FallReach
    style: Mapping[str, FallStyle]
    control: Mapping[FallControl, str]
    edge: Mapping[str, FallEdge]
    branch: Mapping[str, HighFallFailure]

    def __post_init__(self) -> None:
        check_rows_of_words("style", self.style, STYLES)
        check_rows_of_words("edge", self.edge, EDGES)
        check_rows_of_words("control", self.control, get_args(FallControl))
        for name, edge in self.edge.items():
            for branch in edge.branches:
                if branch not in self.branch:
                    raise ValueAt(
                        ("edge", name, "branches", branch), f"no such branch{did_you_mean(branch, self.branch)}"
                    )
        for name, row in self.branch.items():
            if row.if_property is not None and row.if_property not in PROPERTY_NAMES:
                raise ValueAt(
                    ("branch", name, "if_property"),
                    f'"{row.if_property}" is no property of a catcher; they are {", ".join(PROPERTY_NAMES)}',
                )


HIGH_FALL_NUMBERS = Table("stuntlab.gags.high_fall", "numbers.toml", HighFallNumbers)
