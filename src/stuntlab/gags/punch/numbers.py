"""What stands in the table of a punch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stuntlab.gags.striking.strike_numbers import EffectiveMass, SourcedValue, StrikeNumbers
from stuntlab.tables import Sourced, Table

HandWord = Literal["fist", "palm"]


@dataclass(frozen=True, slots=True)
class HandShape(Sourced):
    """Half sizes of a hand, and the area of it that bears."""

    half_height_m: float
    half_width_m: float
    half_thickness_m: float
    area_m2: float


@dataclass(frozen=True, slots=True)
class PunchingArm:
    """What strikes; the table explains each number."""

    effective_mass_kg: EffectiveMass
    hand_mass_kg: SourcedValue
    hand_stiffness_n_per_m: SourcedValue
    arm_stiffness_n_per_m: SourcedValue
    arm_damping_n_s_per_m: SourcedValue
    fist: HandShape
    palm: HandShape

    def shape(self, word: HandWord) -> HandShape:
        """A hand, closed or open."""
        return self.fist if word == "fist" else self.palm


@dataclass(frozen=True, slots=True)
class Glove(Sourced):
    """A padded tip over the fist."""

    mass_kg: float
    stiffness_n_per_m: float
    area_m2: float


@dataclass(frozen=True, slots=True)
class PadUnderFist(Sourced):
    """Foam that bears under a fist, in place of what bears under a sole."""

    area_m2: float


@dataclass(frozen=True, slots=True)
class PunchNumbers(StrikeNumbers):
    """`numbers.toml`."""

    striker: PunchingArm
    glove: Glove
    pad: PadUnderFist


PUNCH_NUMBERS = Table("stuntlab.gags.punch", "numbers.toml", PunchNumbers)
