"""What stands in the table of an air ram."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class RamSetting(Sourced):
    """Spreads of what the plan says of a setting, where it gives none; same_share: settings this near are one."""

    up_sd_deg: float
    height_share: float
    same_share: float


@dataclass(frozen=True, slots=True)
class AirRamNumbers(FallNumbers):
    """`numbers.toml`."""

    setting: RamSetting


AIR_RAM_NUMBERS = Table("stuntlab.gags.air_ram", "numbers.toml", AirRamNumbers)
