"""What stands in the table of a car jump."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class JumpedCar(Sourced):
    """How a car turns that leaves a ramp, and what of it a landing bears.

    half_base_m: from the middle to an axle. gyration_m: of its mass, about the pitch axis. balanced: what ballast
    leaves of the turning. flips_deg: nose down against the landing at which it goes over.

    """

    half_base_m: float
    gyration_m: float
    balanced: float
    flips_deg: float


@dataclass(frozen=True, slots=True)
class CarJumpNumbers(FallNumbers):
    """`numbers.toml`."""

    car: JumpedCar


CAR_JUMP_NUMBERS = Table("stuntlab.gags.car_jump", "numbers.toml", CarJumpNumbers)
