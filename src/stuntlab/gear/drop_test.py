"""The program's own drop of what was dropped onto something soft, to be held against what was measured.

Valid for: a rigid flat body that comes down level on the middle. A dummy with joints reads less in its chest than a
plate does on something stiff.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets.drop_tests import DropMade, DropTested
from stuntlab.gear.flat_drop import flat_drop
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch
from stuntlab.plan.drop_test import DropTest
from stuntlab.scene.field import Field
from stuntlab.tables import Sourced, Table

_ENDS = ("soft", "stiff")


@dataclass(frozen=True)
class Agreement(Sourced):
    """How far model and measurement may lie apart."""

    factor: float


@dataclass(frozen=True)
class Covers(Sourced):
    """How far the mass of a person may be from what was dropped, as a factor."""

    mass_factor: float


@dataclass(frozen=True)
class NeedsNone(Sourced):
    """Up to what fall, and between what thicknesses, foam needs no drop of its own, m."""

    falls_from_m: float
    least_m: float
    most_m: float


@dataclass(frozen=True)
class Lying(Sourced):
    """A body that lies flat."""

    area_m2: float
    mass_kg: float


@dataclass(frozen=True)
class DropNumbers:
    """`drop_tests.toml`."""

    agrees: Agreement
    covers: Covers
    needs_none: NeedsNone
    thin_needs_none: NeedsNone
    lying: Lying


DROPS = Table("stuntlab.gear", "drop_tests.toml", DropNumbers)

FieldAt = Callable[[str, Footprint, Sequence[Patch]], Field]
"""From an end, "soft" or "stiff", where it lies and the patches of a body to its field."""


def drop_tested(
    name: str,
    tests: Sequence[DropTest],
    *,
    claimed_m: float | None,
    falls_m: float,
    mass_kg: float,
    where: Footprint,
    field: FieldAt | None,
    shoot_date: date | None = None,
    foam_m: float | None = None,
) -> DropTested:
    """Every drop onto something soft beside the program's own.

    field: None where there is no model of it. shoot_date: a drop after it is none yet. foam_m: thickness of foam of a
    known kind, for a fall from standing.
    """
    numbers = DROPS.read()
    return DropTested(
        catcher=name,
        falls_m=falls_m,
        mass_kg=mass_kg,
        claimed_m=claimed_m,
        drops=tuple(_describe_drop(test, where, field, shoot_date) for test in tests),
        factor=numbers.agrees.factor,
        mass_factor=numbers.covers.mass_factor,
        none_needed=_none_needed(falls_m, foam_m),
        source=f"{numbers.agrees.source} [{numbers.agrees.tag}]",
    )


def _none_needed(falls_m: float, foam_m: float | None) -> str:
    numbers = DROPS.read()
    for row in (numbers.needs_none, numbers.thin_needs_none):
        if foam_m is not None and falls_m <= row.falls_from_m and row.least_m <= foam_m <= row.most_m:
            return row.source
    return ""


def _describe_drop(test: DropTest, where: Footprint, field: FieldAt | None, shoot_date: date | None) -> DropMade:
    return DropMade(
        height_m=test.height.value,
        mass_kg=test.mass.value,
        date=test.date.isoformat(),
        by=test.by,
        peak_g=test.peak.value / GRAVITY_M_S2,
        where=test.where,
        model_g=None if field is None else peaks_g(test, where, field),
        too_late=shoot_date is not None and test.date > shoot_date,
    )


def peaks_g(test: DropTest, where: Footprint, field: FieldAt) -> tuple[float, float]:
    """Peak of the program's own drop, the least and the most of its two ends, g."""
    lying, mass_kg = DROPS.read().lying, test.mass.value
    area_m2 = test.face[0] * test.face[1] if test.face else lying.area_m2 * (mass_kg / lying.mass_kg) ** (2 / 3)
    drop_m = max(test.height.value - where.top_m, 0.0)
    peaks = [
        flat_drop(
            lambda patches, end=end: field(end, where, patches),  # type: ignore[misc]
            where,
            mass_kg=mass_kg,
            area_m2=area_m2,
            speed_m_s=sqrt(2 * GRAVITY_M_S2 * drop_m),
        ).peak_g
        for end in _ENDS
    ]
    return min(peaks), max(peaks)
