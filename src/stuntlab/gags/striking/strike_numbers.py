"""What stands in the table of a strike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stuntlab.gags.base import FailureRow
from stuntlab.tables import Sourced, SourcedSpread, ValueAt

SLIPS = "support foot slips"
"""The failure mode in which whoever strikes may go down; every strike has it."""


@dataclass(frozen=True, slots=True)
class SourcedValue(Sourced):
    """One number with its source."""

    value: float


@dataclass(frozen=True, slots=True)
class NormalValue(SourcedValue):
    """A number that differs from take to take: a normal distribution, cut off at low and high."""

    sd: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class EffectiveMass(NormalValue):
    """What arrives behind foot or hand, kg; it grows in proportion to the mass of whoever strikes."""

    reference_person_kg: float


@dataclass(frozen=True, slots=True)
class AimSpread:
    """How far a strike goes off what it is aimed at, sideways and in height."""

    lateral_m: SourcedSpread
    vertical_m: SourcedSpread


@dataclass(frozen=True)
class StrikeDeviation:
    """How a take differs from one as planned.

    shift_m, shift_sd_m: how much closer foot or hand ends. aim_factor: on the spread of the aim.
    """

    shift_m: float
    shift_sd_m: float
    aim_factor: float


AS_PLANNED = StrikeDeviation(shift_m=0.0, shift_sd_m=0.0, aim_factor=1.0)


@dataclass(frozen=True, kw_only=True)
class StrikeFailure(FailureRow, StrikeDeviation):
    """A failure mode of a strike.

    wet_probability: on wet ground. is_seen: whether the other can see it in time and call the strike off.
    strikes_for_as_much_again: thrown before on that day, after which it is twice as likely, up to the probability
    `most`.
    """

    tag: str
    wet_probability: float | None = None
    is_seen: bool = False
    strikes_for_as_much_again: float | None = None
    most: float | None = None

    def __post_init__(self) -> None:
        FailureRow.__post_init__(self)
        if (self.strikes_for_as_much_again is None) != (self.most is None):
            raise ValueAt((), "strikes_for_as_much_again and most are given together or not at all")


@dataclass(frozen=True, slots=True)
class StrikeNumbers:
    """What the table of every strike has."""

    aim: AimSpread
    goes_unseen: SourcedValue
    branch: Mapping[str, StrikeFailure]

    def __post_init__(self) -> None:
        if SLIPS not in self.branch:
            raise ValueAt(("branch",), f'"{SLIPS}" is missing')
