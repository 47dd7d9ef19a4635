"""What a channel measures, and its unit to SI.

Source: `quantities.toml`; the units and their spellings stand in `units/units.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stuntlab.errors import RecordingError
from stuntlab.tables import Table
from stuntlab.units import Dimension, recorded_unit


@dataclass(frozen=True, slots=True)
class MeasuredQuantity:
    """One kind of channel; `unit` is its SI unit, and it may be recorded in any unit of its `dimension`."""

    name: str
    kind: str
    unit: str
    words: tuple[str, ...]
    iso: tuple[str, ...]
    compact: str
    dimension: Dimension


@dataclass(frozen=True)
class RecordedQuantityRow:
    """One row of `quantities.toml`, which explains it."""

    kind: str
    unit: str
    words: tuple[str, ...]
    iso: tuple[str, ...]
    dimension: Dimension
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
            dimension=row.dimension,
        )
        for name, row in QUANTITIES.read().items()
    }


def to_si(quantity: str, unit: str, *, where: str) -> float:
    """Factor that turns `unit` into the SI unit of the quantity.

    where: file and channel, for the message.

    Raises: RecordingError for no unit, or one of something else.
    """
    known = measured_quantities()[quantity]
    found = recorded_unit(known.dimension, unit)
    if found is not None:
        return float(found.factor)
    allowed = ", ".join(known.dimension.unit_names)
    if unit.strip():
        raise RecordingError(f"{where}: '{unit}' is not a unit of {known.kind}; known are {allowed}")
    raise RecordingError(
        f"{where}: has no unit; {known.kind} needs one of {allowed}. Write it in the name, as in '{quantity} "
        f"[{known.unit}]', in a row of units, or in --map 'column={quantity} [{known.unit}]'"
    )


def is_unit(text: str) -> bool:
    """Whether something is a unit of any quantity that a channel may have."""
    return any(recorded_unit(known.dimension, text) for known in measured_quantities().values())
