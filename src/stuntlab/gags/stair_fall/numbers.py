"""What stands in the table of a fall down stairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stuntlab.gags.falling.fall_numbers import FallFailure, FallNumbers, Spread
from stuntlab.gags.plan_words import check_rows_of_words
from stuntlab.plan.actions.stair_fall import WAYS
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class UsualFlight(Sourced):
    """Stairs whose width the plan does not give."""

    width_m: float


@dataclass(frozen=True, slots=True)
class StairStart(Sourced):
    """lasts_s: shortest and longest."""

    lasts_s: tuple[float, float]
    timestep_s: float


@dataclass(frozen=True, slots=True)
class ShoulderFirst(Sourced):
    """How somebody starts who rolls over one shoulder instead of over the crown.

    turns_deg: about its own length, to its left. head_aside_deg: how far the neck is bent to its right. chin_deg: how
    far the chin is tucked.
    """

    turns_deg: float
    head_aside_deg: float
    chin_deg: float


@dataclass(frozen=True, slots=True)
class StairStyle:
    """How a body goes down.

    posture: of the trained; untrained: of all others; folds_to: of the trained between walls nearer than they are long.
    at_m: of its middle beyond the top riser. slow_m_s: a body slower than this is not followed to the foot.
    guards_head: whether the trained have forearms before it. spins: share of the turning of a body of radius_m that
    rolls without sliding. turned_share: of what is drawn about its own axis. leans_deg: forward from upright, or the
    trunk of one who slides up from the line of the nosings. shoulder_first: how the trained start, where they roll over
    one shoulder.
    """

    posture: str
    untrained: str
    folds_to: str
    at_m: float
    slow_m_s: float
    guards_head: bool
    turned_share: float
    friction: float
    spins: float
    radius_m: float
    leans_deg: float = 0.0
    shoulder_first: ShoulderFirst | None = None


@dataclass(frozen=True, slots=True)
class TrainedOnStairs(Sourced):
    """What somebody who learned it does besides: push on, with so much of their weight at most.

    hands_aside_m: how far from the middle hands on the steps hold the trunk of one who slides. one_hand_off: share of
    that hold which is gone where the chin has come up.
    """

    pushes_weight_share: float
    hands_aside_m: float
    one_hand_off: float


@dataclass(frozen=True, slots=True)
class RestAtFoot(Sourced):
    """When the fall of somebody who learned it is over: at rest at the foot for so long."""

    for_s: float


@dataclass(frozen=True, slots=True)
class StairRunOut(Sourced):
    """The cone beyond the foot of the stairs, as so many discs."""

    friction: float
    half_angle_deg: float
    discs: int


@dataclass(frozen=True, slots=True)
class StairSpread(Spread):
    """chin_deg: how far it is tucked."""

    chin_deg: float = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class StairFailure(FallFailure):
    """over: whether the body goes over the banister."""

    over: bool = False


@dataclass(frozen=True, slots=True)
class StairFallNumbers(FallNumbers):
    """`numbers.toml`."""

    spread: StairSpread
    branch: Mapping[str, StairFailure]
    stairs: UsualFlight
    start: StairStart
    style: Mapping[str, StairStyle]
    trained: TrainedOnStairs
    at_rest: RestAtFoot
    run_out: StairRunOut

    def __post_init__(self) -> None:
        FallNumbers.__post_init__(self)
        check_rows_of_words("style", self.style, WAYS)


STAIR_FALL_NUMBERS = Table("stuntlab.gags.stair_fall", "numbers.toml", StairFallNumbers)
