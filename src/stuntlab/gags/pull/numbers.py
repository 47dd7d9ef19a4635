"""What stands in the table of a pull."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class PullSetting(Sourced):
    """Spreads of what the plan says of a setting, where it gives none; same_share: settings this near are one."""

    pressure_share: float
    drive_share: float
    slack_m: float
    slack_sd_m: float
    up_sd_deg: float
    same_share: float


@dataclass(frozen=True, slots=True)
class PullNumbers(FallNumbers):
    """`numbers.toml`."""

    setting: PullSetting


PULL_NUMBERS = Table("stuntlab.gags.pull", "numbers.toml", PullNumbers)
