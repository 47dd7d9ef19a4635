"""What stands in the table of a roll."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class RollCorridor(Sourced):
    """What a car that rolls takes of the ground, and how fast it goes round."""

    beside_m: float
    fan: float
    track_m: float
    turns_deg_s: float
    head_m: float


@dataclass(frozen=True, slots=True)
class RollNumbers(FallNumbers):
    """`numbers.toml`."""

    corridor: RollCorridor


ROLL_NUMBERS = Table("stuntlab.gags.roll", "numbers.toml", RollNumbers)
