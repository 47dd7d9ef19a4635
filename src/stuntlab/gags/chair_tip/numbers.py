"""What stands in the table of a tipped chair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from stuntlab.gags.falling.fall_numbers import FallFailure, FallOverNumbers, Spread
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class PlainChair(Sourced):
    """The chair that people sit on and go over with, but for the height of its seat.

    back_m: of the back above the seat. bears_m2: of slats and posts of the back that a mat carries. rgb: to be seen.
    """

    mass_kg: float
    width_m: float
    depth_m: float
    back_m: float
    rail_radius_m: float
    bears_m2: float
    rgb: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class TipStart(Sourced):
    """Lean at which the simulation starts, and how long it lasts; the chair lies flat at 90 degrees."""

    tilt_deg: float
    lasts_s: float


@dataclass(frozen=True, slots=True)
class TipSpread(Spread):
    """push_rad_s, pushed_rad_s: turning left over at the balance point, let go and tipped by somebody else.

    chin_deg: how far it is tucked.
    """

    push_rad_s: float = field(kw_only=True)
    pushed_rad_s: float = field(kw_only=True)
    chin_deg: float = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class TipFailure(FallFailure):
    """tied_probability: of somebody whose hands are tied, where it differs. if_tipped: of which tips alone."""

    tied_probability: float | None = None
    if_tipped: Literal["back", "aside"] | None = None


@dataclass(frozen=True, slots=True)
class ChairTipNumbers(FallOverNumbers):
    """`numbers.toml`."""

    spread: TipSpread
    branch: Mapping[str, TipFailure]
    chair: PlainChair
    start: TipStart


CHAIR_TIP_NUMBERS = Table("stuntlab.gags.chair_tip", "numbers.toml", ChairTipNumbers)
