"""What a blow meets: plates, neck joints and skins as SI springs, read from `tables/tissue.toml`.

Two sets. `dummy` answers the certification tests of the Hybrid III 50th male (fitted to them). `human` holds cadaver
and volunteer numbers; its abdomen comes in three variants because the published bounds of its first stiffness do not
agree, and an assessment runs `soft` and `stiff` and carries the difference as model error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from stuntlab.people.anthropometry import HYBRID_III_HEAD_KG, HYBRID_III_MASS_KG, HYBRID_III_NECK_KG, Measures
from stuntlab.people.tables import TISSUE, BellyEnd, BellyLaw, NeckJointRow, PlateRow, SkinRow
from stuntlab.scene.contacts import Hardening

Poly = tuple[float, float, float]
Kind = Literal["human", "dummy"]
Abdomen = Literal["soft", "middle", "stiff"]


@dataclass(frozen=True, slots=True)
class Knee:
    """Beyond `depth_m` the plate's spring is steeper by `stiffness_n_per_m`."""

    depth_m: float
    stiffness_n_per_m: float


@dataclass(frozen=True, slots=True)
class Maxwell:
    """A spring and a dashpot in series, beside the plate's own spring and damper."""

    stiffness_n_per_m: float
    damping_ns_per_m: float


@dataclass(frozen=True, slots=True)
class Plate:
    """A part of the body wall that is pressed in along one line. `stiffness`: N/m, N/m², N/m³."""

    mass_kg: float
    stiffness: Poly
    damping_ns_per_m: float
    knee: Knee | None = None
    maxwell: Maxwell | None = None

    def scale(self, length_ratio: float) -> Plate:
        """The same tissue on a larger body: equal modulus and density, so k ~ l, c ~ l², m ~ l³."""
        linear, square, cube = self.stiffness
        knee = self.knee and Knee(self.knee.depth_m * length_ratio, self.knee.stiffness_n_per_m * length_ratio)
        maxwell = self.maxwell and Maxwell(
            self.maxwell.stiffness_n_per_m * length_ratio, self.maxwell.damping_ns_per_m * length_ratio**2
        )
        return Plate(
            mass_kg=self.mass_kg * length_ratio**3,
            stiffness=(linear * length_ratio, square, cube / length_ratio),
            damping_ns_per_m=self.damping_ns_per_m * length_ratio**2,
            knee=knee,
            maxwell=maxwell,
        )


@dataclass(frozen=True, slots=True)
class NeckJoint:
    """Bending of one neck joint: N m/rad, N m/rad², N m/rad³ for flexion (+) and extension (-); damping N m s/rad."""

    stiffness: Poly
    damping_nms_per_rad: float
    lateral_factor: float

    def scale(self, length_ratio: float) -> NeckJoint:
        """Equal modulus and density: moments ~ l³, damping ~ l⁴."""
        a, b, c = (term * length_ratio**3 for term in self.stiffness)
        return replace(self, stiffness=(a, b, c), damping_nms_per_rad=self.damping_nms_per_rad * length_ratio**4)


@dataclass(frozen=True, slots=True)
class NeckAxial:
    """What a neck gives along its length."""

    stiffness_n_per_m: float
    damping_ns_per_m: float

    def scale(self, length_ratio: float) -> NeckAxial:
        """Equal modulus and density: stiffness ~ l, damping ~ l²."""
        return NeckAxial(self.stiffness_n_per_m * length_ratio, self.damping_ns_per_m * length_ratio**2)


@dataclass(frozen=True, slots=True)
class SkinTissue:
    """The outermost layer of a region, as a contact."""

    stiffness_n_per_m: float
    damping_ns_per_m: float
    friction: float
    hardening: Hardening | None = None

    def scale(self, length_ratio: float) -> SkinTissue:
        """Equal modulus and density: stiffness ~ l, damping ~ l²."""
        hard = self.hardening
        return replace(
            self,
            stiffness_n_per_m=self.stiffness_n_per_m * length_ratio,
            damping_ns_per_m=self.damping_ns_per_m * length_ratio**2,
            hardening=hard and Hardening(hard.stiffness_n_per_m * length_ratio, hard.depth_m),
        )


@dataclass(frozen=True, slots=True)
class Brace:
    """What tensing adds to the abdomen: a share of its stiffness, up to a share of its depth."""

    extra_share: float
    yield_at_depth_share: float


@dataclass(frozen=True, slots=True)
class Tissue:
    """All the tissue of one body, for the 50th male; `scale_to` makes it another's. skins: region -> Skin."""

    name: str
    kind: Kind
    sternum: Plate
    ribs: Plate
    shoulder: Plate
    abdomen: Plate
    brace: Brace
    neck_lower: NeckJoint
    neck_upper: NeckJoint
    neck_axial: NeckAxial
    skins: Mapping[str, SkinTissue]

    def scale_to(self, measures: Measures) -> Tissue:
        """For a body of another size: trunk by its mass, head by its own, soles by the weight they carry.

        The shoulders go with the trunk. A dummy's neck goes by its own mass; a person's goes with the head, since the
        tables share one mass between them. Limbs stay as they are.
        """
        body = (measures.mass_kg / HYBRID_III_MASS_KG) ** (1 / 3)
        head = (measures.segments["head"].mass_kg / HYBRID_III_HEAD_KG) ** (1 / 3)
        neck = (measures.segments["neck"].mass_kg / HYBRID_III_NECK_KG) ** (1 / 3) if self.kind == "dummy" else head
        ratios = {"head": head, "temple": head, "chest": body, "foot": measures.size}
        skins = {**self.skins, **{region: self.skins[region].scale(ratio) for region, ratio in ratios.items()}}
        return replace(
            self,
            sternum=self.sternum.scale(body),
            ribs=self.ribs.scale(body),
            shoulder=self.shoulder.scale(body),
            abdomen=self.abdomen.scale(body),
            neck_lower=self.neck_lower.scale(neck),
            neck_upper=self.neck_upper.scale(neck),
            neck_axial=self.neck_axial.scale(neck),
            skins=MappingProxyType(skins),
        )


def human_tissue(*, abdomen: Abdomen = "middle") -> Tissue:
    """Cadaver and volunteer tissue: chest Lobdell 1973; abdomen Viano 1989, first stiffness at a bound or between."""
    return _tissue("human", f"human, abdomen {abdomen}", abdomen)


def dummy_tissue() -> Tissue:
    """Tissue that makes the Hybrid III 50th male pass its certification tests (fitted to them)."""
    return _tissue("dummy", "dummy", "dummy")


def _tissue(kind: Kind, name: str, abdomen: str) -> Tissue:
    rows = TISSUE.read()
    brace, neck = rows.abdomen.brace, rows.neck
    bellies = {"soft": rows.abdomen.soft, "middle": rows.abdomen.middle, "stiff": rows.abdomen.stiff}
    return Tissue(
        name=name,
        kind=kind,
        sternum=_plate(rows.sternum.human if kind == "human" else rows.sternum.dummy),
        ribs=_plate(rows.ribs.human),
        shoulder=_plate(rows.shoulder.human),
        abdomen=_belly(rows.abdomen.law, bellies.get(abdomen, rows.abdomen.dummy)),
        brace=Brace(extra_share=brace.extra_share, yield_at_depth_share=brace.yield_at_depth_share),
        neck_lower=_neck_joint(neck.lower),
        neck_upper=_neck_joint(neck.upper),
        neck_axial=NeckAxial(neck.axial.stiffness, neck.axial.damping),
        skins=MappingProxyType({region: _skin(row) for region, row in rows.skin.items()}),
    )


def _plate(row: PlateRow) -> Plate:
    return Plate(
        mass_kg=row.mass_kg,
        stiffness=row.stiffness,
        damping_ns_per_m=row.damping,
        knee=None if row.knee is None else Knee(row.knee.depth_m, row.knee.stiffness),
        maxwell=None if row.maxwell is None else Maxwell(row.maxwell.stiffness, row.maxwell.damping),
    )


def _belly(law: BellyLaw, end: BellyEnd) -> Plate:
    return Plate(mass_kg=law.mass_kg, stiffness=(end.linear, 0.0, law.cubic), damping_ns_per_m=law.damping)


def _neck_joint(row: NeckJointRow) -> NeckJoint:
    return NeckJoint(row.stiffness, damping_nms_per_rad=row.damping, lateral_factor=row.lateral_factor)


def _skin(row: SkinRow) -> SkinTissue:
    hard = row.hard
    return SkinTissue(
        stiffness_n_per_m=row.stiffness,
        damping_ns_per_m=row.damping,
        friction=row.friction,
        hardening=hard and Hardening(stiffness_n_per_m=hard[0], depth_m=hard[1]),
    )
