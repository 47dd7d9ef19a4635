"""What a channel measures, and its unit to SI.

Source: `quantities.toml`; the factors stand in `units/units.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from stuntlab.errors import RecordingError
from stuntlab.tables import Table
from stuntlab.units import Dimension, unit_factor

_EXPONENTS = str.maketrans({"²": "2", "³": "3", "µ": "µ", "μ": "µ"})
_NOISE = re.compile(r"[\s*·⋅^().\[\]_]|\*\*")


@dataclass(frozen=True, slots=True)
class MeasuredQuantity:
    """One kind of channel. `units` turns a unit, spelt without signs of multiplication, into SI by its factor."""

    name: str
    kind: str
    unit: str
    words: tuple[str, ...]
    iso: tuple[str, ...]
    compact: str
    units: dict[str, float]


@dataclass(frozen=True)
class RecordedQuantityRow:
    """One row of `quantities.toml`, which explains it."""

    kind: str
    unit: str
    words: tuple[str, ...]
    iso: tuple[str, ...]
    dimension: Dimension
    units: dict[str, str]
    compact: str = ""


QUANTITIES = Table("stuntlab.imports", "quantities.toml", dict[str, RecordedQuantityRow])


@cache
def measured_quantities() -> dict[str, MeasuredQuantity]:
    """Every quantity a channel may have, by name."""
    return {
        name: MeasuredQuantity(
            name=name,
            kind=row.kind,
            unit=row.unit,
            words=row.words,
            iso=row.iso,
            compact=row.compact,
            units={spelt: unit_factor(row.dimension, unit) for spelt, unit in row.units.items()},
        )
        for name, row in QUANTITIES.read().items()
    }


def to_si(quantity: str, unit: str, *, where: str) -> float:
    """Factor that turns `unit` into the SI unit of the quantity.

    where: file and channel, for the message.

    Raises: RecordingError for no unit, or one of something else.
    """
    known = measured_quantities()[quantity]
    allowed = ", ".join(known.units)
    spelling = _spelling(unit)
    if not spelling:
        raise RecordingError(
            f"{where}: has no unit; {known.kind} needs one of {allowed}, as in '{quantity} [{next(iter(known.units))}]'"
            " or in a row of units under the names"
        )
    if spelling in known.units:
        return known.units[spelling]
    alike = [factor for name, factor in known.units.items() if name.lower() == spelling.lower()]
    if len(alike) == 1:
        return alike[0]
    raise RecordingError(f"{where}: '{unit}' is not a unit of {known.kind} that is known here; allowed are {allowed}")


def _spelling(unit: str) -> str:
    return _NOISE.sub("", unit.translate(_EXPONENTS))
