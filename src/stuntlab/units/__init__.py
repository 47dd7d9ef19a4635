"""What people write for a quantity, to SI and back: "5 ± 0.8 m/s", "44 ft", `5'7"`, "11 st 4 lb", "72 degF".

Inside stuntlab every number is SI.
"""

from __future__ import annotations

from stuntlab.units.quantity import Quantity
from stuntlab.units.reading import parse_quantity, parse_size
from stuntlab.units.recorded import recorded_unit
from stuntlab.units.sentences import System, UnitStyle, in_units
from stuntlab.units.table import Dimension, unit_factor
from stuntlab.units.writing import format_like, format_quantity, format_spread_like

__all__ = [
    "Dimension",
    "Quantity",
    "System",
    "UnitStyle",
    "format_like",
    "format_quantity",
    "format_spread_like",
    "in_units",
    "parse_quantity",
    "parse_size",
    "recorded_unit",
    "unit_factor",
]
