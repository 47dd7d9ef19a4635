"""What stands in the table of a run."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class EasesToAStop(Sourced):
    """How hard somebody brakes who does not have to, m/s²."""

    brakes_m_s2: float


@dataclass(frozen=True, slots=True)
class VehicleRunNumbers(FallNumbers):
    """`numbers.toml`."""

    eases: EasesToAStop


VEHICLE_RUN_NUMBERS = Table("stuntlab.gags.vehicle_run", "numbers.toml", VehicleRunNumbers)
