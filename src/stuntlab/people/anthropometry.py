"""From stature, mass and sex to the masses, lengths and inertias of a body's segments.

Source: de Leva 1996, J. Biomech. 29:1223 (V-S) for masses, centres and radii of gyration; Drillis & Contini 1966 (R-h)
for heights and breadths; `tables/segments.toml` and `tables/proportions.toml` carry the source of each number.
Valid for: fit adults inside the range of `tables/proportions.toml`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from stuntlab.errors import UserError
from stuntlab.people.tables import PROPORTIONS, SEGMENTS, SegmentRow

Sex = Literal["male", "female"]

PAIRED = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")
UNPAIRED = ("head", "neck", "upper_trunk", "middle_trunk", "lower_trunk")

HYBRID_III_STATURE_M = 1.753
HYBRID_III_MASS_KG = 77.73
HYBRID_III_HEAD_KG = 4.54
HYBRID_III_NECK_KG = 1.54
"""The body the tissue numbers belong to; other bodies scale from it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of one body (one side, where there are two).

    length_m: between the ends the source names. com_m: from its upper (proximal) end.
    inertia_kgm2: about the centre of mass, around x (forward), y (left) and z (along).
    """

    mass_kg: float
    length_m: float
    com_m: float
    inertia_kgm2: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Measures:
    """A body in numbers, SI. Heights are above the sole, breadths between joint centres, depths front to back.

    segments: name -> Segment; paired ones stand for one side. Their masses sum to `mass_kg`.
    head_scale: how long, broad and high the head is beside that of the Hybrid III 50th male.
    """

    sex: Sex
    stature_m: float
    mass_kg: float
    segments: Mapping[str, Segment]
    thigh_m: float
    shank_m: float
    ankle_height_m: float
    foot_length_m: float
    shoulder_height_m: float
    shoulder_breadth_m: float
    hip_joint_breadth_m: float
    pelvis_breadth_m: float
    neck_m: float
    head_centre_above_condyles_m: float
    head_centre_before_condyles_m: float
    head_scale: tuple[float, float, float]
    chest_depth_m: float
    chest_breadth_m: float
    abdomen_depth_m: float

    @property
    def hip_height_m(self) -> float:
        """Height of the hip joint centres."""
        return self.ankle_height_m + self.shank_m + self.thigh_m

    @property
    def trunk_m(self) -> float:
        """From the hips to the root of the neck (T1)."""
        return sum(self.segments[part].length_m for part in ("lower_trunk", "middle_trunk", "upper_trunk"))

    @property
    def size(self) -> float:
        """Weight times stature beside the 50th male's: what joints of this body have to hold."""
        return self.mass_kg * self.stature_m / (HYBRID_III_MASS_KG * HYBRID_III_STATURE_M)

    @property
    def above_pelvis_kg(self) -> float:
        """What the lumbar spine carries: everything but pelvis and legs."""
        legs = sum(self.segments[name].mass_kg for name in ("thigh", "shank", "foot"))
        return self.total_segment_mass_kg - self.segments["lower_trunk"].mass_kg - 2 * legs

    @property
    def total_segment_mass_kg(self) -> float:
        """Sum over all segments, both sides."""
        return math.fsum(
            [self.segments[name].mass_kg for name in UNPAIRED] + [2 * self.segments[name].mass_kg for name in PAIRED]
        )


def measures(*, stature_m: float, mass_kg: float, sex: Sex, age_years: float | None = None) -> Measures:
    """Segment measures of an adult.

    Raises:
        UserError: stature, mass, build or age outside the tables' range.

    Source: de Leva 1996 scaled by stature and mass; see the module.

    """
    _refuse_outside(stature_m=stature_m, mass_kg=mass_kg, sex=sex, age_years=age_years)
    reference = SEGMENTS.read().male if sex == "male" else SEGMENTS.read().female
    scale = stature_m / reference.stature_m
    share = math.fsum(row.mass * (2 if name in PAIRED else 1) for name, row in reference.segments.items())
    segments = {
        name: _segment(row, mass_kg=mass_kg * row.mass / share, length_m=row.length_mm / 1000 * scale)
        for name, row in reference.segments.items()
    }
    return _place_joints(sex=sex, stature_m=stature_m, mass_kg=mass_kg, segments=segments)


def _segment(row: SegmentRow, *, mass_kg: float, length_m: float) -> Segment:
    x, y, z = (mass_kg * (radius * length_m) ** 2 for radius in row.radii)
    return Segment(mass_kg=mass_kg, length_m=length_m, com_m=row.com * length_m, inertia_kgm2=(x, y, z))


def _place_joints(*, sex: Sex, stature_m: float, mass_kg: float, segments: dict[str, Segment]) -> Measures:
    proportions, depth = PROPORTIONS.read(), PROPORTIONS.read().depth
    share = {name: row.value * stature_m for name, row in vars(proportions.stature_share).items()}
    centre_above = proportions.neck.centre_above_condyles_m.value * stature_m / HYBRID_III_STATURE_M
    centre_before = proportions.neck.centre_before_condyles_m.value * stature_m / HYBRID_III_STATURE_M
    trunk = sum(segments[part].length_m for part in ("lower_trunk", "middle_trunk", "upper_trunk"))
    hip_height = share["foot_height"] + share["shank"] + share["thigh"]
    neck_m = stature_m - segments["head"].com_m - centre_above - hip_height - trunk
    girth = math.sqrt((mass_kg / HYBRID_III_MASS_KG) / (stature_m / HYBRID_III_STATURE_M))
    return Measures(
        sex=sex,
        stature_m=stature_m,
        mass_kg=mass_kg,
        segments=MappingProxyType(_share_head_and_neck(segments, neck_m)),
        thigh_m=share["thigh"],
        shank_m=share["shank"],
        ankle_height_m=share["foot_height"],
        foot_length_m=share["foot_length"],
        shoulder_height_m=share["shoulder_height"],
        shoulder_breadth_m=share["biacromial"] * proportions.joint_share.shoulder.value,
        hip_joint_breadth_m=share["hip_breadth"] * proportions.joint_share.hip.value,
        pelvis_breadth_m=share["hip_breadth"],
        neck_m=neck_m,
        head_centre_above_condyles_m=centre_above,
        head_centre_before_condyles_m=centre_before,
        head_scale=(stature_m / HYBRID_III_STATURE_M,) * 3,
        chest_depth_m=depth.chest_m.value * girth,
        chest_breadth_m=depth.chest_breadth_m.value * girth,
        abdomen_depth_m=depth.abdomen_m.value * girth,
    )


def _share_head_and_neck(segments: dict[str, Segment], neck_m: float) -> dict[str, Segment]:
    """The de Leva head holds the neck too; the neck becomes a cylinder of radius 0.55 of its length (J)."""
    both = segments["head"]
    head_mass = both.mass_kg * PROPORTIONS.read().neck.head_mass_share.value
    neck_mass = both.mass_kg - head_mass
    share = head_mass / both.mass_kg
    x, y, z = both.inertia_kgm2
    radius = 0.55 * neck_m
    across = neck_mass * (radius**2 / 4 + neck_m**2 / 12)
    head = Segment(
        mass_kg=head_mass, length_m=both.length_m, com_m=both.com_m, inertia_kgm2=(x * share, y * share, z * share)
    )
    neck = Segment(
        mass_kg=neck_mass,
        length_m=neck_m,
        com_m=neck_m / 2,
        inertia_kgm2=(across, across, neck_mass * radius**2 / 2),
    )
    return {**segments, "head": head, "neck": neck}


def _refuse_outside(*, stature_m: float, mass_kg: float, sex: Sex, age_years: float | None) -> None:
    bounds = PROPORTIONS.read().range
    if sex not in ("male", "female"):
        raise UserError(f"sex {sex!r}: the body tables hold male and female; give the one whose build is nearer")
    _require_within("stature", stature_m, bounds.stature_m, "m")
    _require_within("mass", mass_kg, bounds.mass_kg, "kg")
    _require_within("body mass index", mass_kg / stature_m**2, bounds.body_mass_index, "kg/m²")
    if age_years is not None:
        _require_within("age", age_years, bounds.age_years, "years")


def _require_within(what: str, value: float, bounds: tuple[float, float], unit: str) -> None:
    low, high = bounds
    if not low <= value <= high:
        raise UserError(
            f"{what} {value:.4g} {unit} is outside the body tables, which hold adults of {low:g} to {high:g} {unit}; "
            "no load can be computed for this person"
        )
