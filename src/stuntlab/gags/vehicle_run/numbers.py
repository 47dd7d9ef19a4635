"""What stands in the table of a run."""

from __future__ import annotations

from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.tables import Table

VEHICLE_RUN_NUMBERS = Table("stuntlab.gags.vehicle_run", "numbers.toml", FallNumbers)
