"""From published rows, each written for one dummy, to the value for a person of some mass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Reference:
    """One published reference value; `size` is the person the dummy stands for, 5F or 50M."""

    rule: str
    size: str
    value: float
    source: str
    tag: str


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """What one rule has for one person.

    rows: the row that holds, or the two that the value lies between, the smaller dummy first.
    scale: share of the row that is left for a person lighter than the smallest dummy, else 1.
    """

    value: float
    rows: tuple[Reference, ...]
    scale: float


def strictest_value(
    rows: Iterable[Reference], dummy_mass_kg: Mapping[str, float], person_mass_kg: float
) -> ReferenceValue | None:
    """The strictest of several rules for a person, None where there is no row.

    dummy_mass_kg: size -> mass of every dummy there is. Within a rule the value is interpolated by mass between its
    dummies. Above its largest dummy, and between a rule's single dummy and any other mass, the row holds as it stands;
    below the smallest dummy of all it is scaled down by mass (J).
    """
    by_rule: dict[str, list[Reference]] = {}
    for row in rows:
        by_rule.setdefault(row.rule, []).append(row)
    values = (_value(rule, dummy_mass_kg, person_mass_kg) for rule in by_rule.values())
    return min(values, key=lambda one: one.value, default=None)


def _value(rows: Sequence[Reference], dummy_mass_kg: Mapping[str, float], person_mass_kg: float) -> ReferenceValue:
    ordered = sorted(rows, key=lambda row: dummy_mass_kg[row.size])
    for small, large in pairwise(ordered):
        low_kg, high_kg = dummy_mass_kg[small.size], dummy_mass_kg[large.size]
        if low_kg < person_mass_kg < high_kg:
            share = (person_mass_kg - low_kg) / (high_kg - low_kg)
            return ReferenceValue(small.value + share * (large.value - small.value), (small, large), 1.0)
    nearest = ordered[0] if person_mass_kg <= dummy_mass_kg[ordered[0].size] else ordered[-1]
    scale = min(1.0, person_mass_kg / min(dummy_mass_kg.values()))
    return ReferenceValue(scale * nearest.value, (nearest,), scale)
