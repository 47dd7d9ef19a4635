"""What stands in the table of a kick."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.striking.strike_numbers import EffectiveMass, NormalValue, SourcedValue, StrikeNumbers
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class KickPatch(Sourced):
    """What bears of a sole, or of a shin."""

    half_length_m: float
    half_width_m: float
    half_thickness_m: float
    area_m2: float


@dataclass(frozen=True, slots=True)
class KickingLeg:
    """What strikes in a front kick; the table explains each number."""

    effective_mass_kg: EffectiveMass
    foot_mass_kg: SourcedValue
    leg_stiffness_n_per_m: SourcedValue
    leg_damping_n_s_per_m: SourcedValue
    push_n_per_m_s: NormalValue
    follow_through_m: SourcedValue
    sole: KickPatch


@dataclass(frozen=True, slots=True)
class SideKick:
    """What is different in a side kick."""

    effective_mass_kg: EffectiveMass


@dataclass(frozen=True, slots=True)
class TurningKick:
    """What is different in a turning kick."""

    effective_mass_kg: EffectiveMass
    face_n_per_m: SourcedValue
    shin: KickPatch


@dataclass(frozen=True, slots=True)
class KickNumbers(StrikeNumbers):
    """`numbers.toml`."""

    striker: KickingLeg
    side_kick: SideKick
    turning_kick: TurningKick


KICK_NUMBERS = Table("stuntlab.gags.kick", "numbers.toml", KickNumbers)
