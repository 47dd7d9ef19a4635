"""Units that coefficients and limits are published in, and the unit of the load they are read with."""

from __future__ import annotations

from collections.abc import Mapping

TO_LOAD_UNIT: Mapping[str, tuple[str, float]] = {
    "%": ("1", 0.01),
    "1": ("1", 1.0),
    "N": ("N", 1.0),
    "N·m": ("N·m", 1.0),
    "N·s": ("N·s", 1.0),
    "dB": ("dB", 1.0),
    "g": ("g", 1.0),
    "kN": ("N", 1000.0),
    "km/h": ("m/s", 1 / 3.6),
    "m/s": ("m/s", 1.0),
    "m²/s²": ("m²/s²", 1.0),
    "mm": ("mm", 1.0),
    "psi": ("Pa", 6894.757293168361),
    "rad/s²": ("rad/s²", 1.0),
}
