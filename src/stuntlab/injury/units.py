"""Units that coefficients and limits are published in, and the unit of the load they are read with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stuntlab.units import Dimension, unit_factor

_OF_LOADS = ("1", "N", "N·m", "N·s", "dB", "g", "m/s", "m²/s²", "mm", "rad/s²")
"""Units that loads have themselves, as in `loads/catalogue.toml`."""

_OF_SI_LOADS = {
    "%": ("1", Dimension.NUMBER),
    "kN": ("N", Dimension.FORCE),
    "km/h": ("m/s", Dimension.SPEED),
    "psi": ("Pa", Dimension.PRESSURE),
}

TO_LOAD_UNIT: Mapping[str, tuple[str, float]] = MappingProxyType(
    {unit: (unit, 1.0) for unit in _OF_LOADS}
    | {unit: (si, unit_factor(dimension, unit)) for unit, (si, dimension) in _OF_SI_LOADS.items()}
)
