"""The crash-test dummies the injury criteria were made with, as measures for the same generator.

The 50th male's tissue is fitted to its own certification tests. The 5th female is the 50th's tissue scaled by mass and
length ratios and is not refitted.
"""

from __future__ import annotations

import math
from dataclasses import replace
from types import MappingProxyType

from stuntlab.people.anthropometry import HYBRID_III_STATURE_M, PAIRED, Measures, Segment, measures
from stuntlab.people.surfaces import HEAD_M, UPPER_ARM_M
from stuntlab.people.tables import DUMMIES


def hybrid_iii_50m() -> Measures:
    """Hybrid III 50th percentile male. Source: `tables/dummies.toml` (V-S, R-m)."""
    return _dummy("hybrid_iii_50m")


def hybrid_iii_5f() -> Measures:
    """Hybrid III 5th percentile female. Source: `tables/dummies.toml` (V-S)."""
    return _dummy("hybrid_iii_5f")


def hybrid_iii_95m() -> Measures:
    """Hybrid III 95th percentile male, for its head and neck only. Source: `tables/dummies.toml` (R-m, J)."""
    return _dummy("hybrid_iii_95m")


def _dummy(name: str) -> Measures:
    row = DUMMIES.read()[name]
    masses = row.masses
    total = math.fsum(mass * (2 if part in PAIRED else 1) for part, mass in masses.items())
    alike = measures(stature_m=row.stature_m, mass_kg=total, sex=row.sex)
    segments = {part: _with_mass(alike.segments[part], mass) for part, mass in masses.items()}
    segments["head"] = replace(segments["head"], inertia_kgm2=row.head_inertia)
    before, above = row.head_centre
    along, across, up = (here / there for here, there in zip(row.head, HEAD_M, strict=True))
    arms_m = 2 * UPPER_ARM_M * row.stature_m / HYBRID_III_STATURE_M
    return replace(
        alike,
        segments=MappingProxyType(_with_neck(segments, row.neck_m)),
        neck_m=row.neck_m,
        head_centre_before_condyles_m=before,
        head_centre_above_condyles_m=above,
        head_scale=(along, across, up),
        shoulder_breadth_m=row.shoulders_m - arms_m,
        chest_depth_m=row.chest_depth_m,
        abdomen_depth_m=row.abdomen_depth_m,
    )


def _with_mass(segment: Segment, mass_kg: float) -> Segment:
    share = mass_kg / segment.mass_kg
    x, y, z = segment.inertia_kgm2
    return replace(segment, mass_kg=mass_kg, inertia_kgm2=(x * share, y * share, z * share))


def _with_neck(segments: dict[str, Segment], neck_m: float) -> dict[str, Segment]:
    stretch = neck_m / segments["neck"].length_m
    neck = segments["neck"]
    x, y, z = (term * stretch**2 for term in neck.inertia_kgm2)
    longer = replace(neck, length_m=neck_m, com_m=neck.com_m * stretch, inertia_kgm2=(x, y, z))
    return {**segments, "neck": longer}
