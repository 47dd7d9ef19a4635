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
    """lasts_s: shortest and longest. slow_m_s: a body slower than this is not followed to the foot of the stairs."""

    lasts_s: tuple[float, float]
    slow_m_s: float
    timestep_s: float


@dataclass(frozen=True, slots=True)
class StairStyle:
    """How a body goes down.

    at_m: of its middle beyond the top riser. spins: share of the turning of a body of radius_m that rolls without
    sliding. leans_deg: forward from upright, at the start.
    """

    posture: str
    at_m: float
    friction: float
    spins: float
    radius_m: float
    leans_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class RunOut(Sourced):
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
    run_out: RunOut

    def __post_init__(self) -> None:
        FallNumbers.__post_init__(self)
        check_rows_of_words("style", self.style, WAYS)


STAIR_FALL_NUMBERS = Table("stuntlab.gags.stair_fall", "numbers.toml", StairFallNumbers)
