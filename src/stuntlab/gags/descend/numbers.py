"""What stands in the table of a descent."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class DescentSetting(Sourced):
    """short_m: length of a brake of which nobody says it."""

    short_m: float


@dataclass(frozen=True, slots=True)
class DescendNumbers(FallNumbers):
    """`numbers.toml`."""

    setting: DescentSetting


DESCEND_NUMBERS = Table("stuntlab.gags.descend", "numbers.toml", DescendNumbers)
