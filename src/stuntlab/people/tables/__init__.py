"""Numbers about bodies: what stands in each file beside this one. The files say where every number comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from stuntlab.nearest import did_you_mean
from stuntlab.tables import REST, Sourced, Table, ValueAt

Basis = Literal["sourced", "fitted", "judged"]
Range = tuple[float, float]
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class SegmentRow:
    """A segment of `segments.toml`, as shares of the body's mass and of the segment's length."""

    mass: float
    com: float
    radii: Triple
    length_mm: float


@dataclass(frozen=True)
class SegmentsOfSex:
    """The reference body of a sex and its segments."""

    stature_m: float
    mass_kg: float
    segments: dict[str, SegmentRow]


@dataclass(frozen=True)
class SegmentTable:
    """`segments.toml`."""

    male: SegmentsOfSex
    female: SegmentsOfSex


SEGMENTS = Table("stuntlab.people.tables", "segments.toml", SegmentTable)


@dataclass(frozen=True)
class SourcedNumber(Sourced):
    """A number and where it comes from."""

    value: float


@dataclass(frozen=True)
class StatureShares:
    """Heights, lengths and breadths as shares of stature."""

    thigh: SourcedNumber
    shank: SourcedNumber
    foot_height: SourcedNumber
    foot_length: SourcedNumber
    shoulder_height: SourcedNumber
    biacromial: SourcedNumber
    hip_breadth: SourcedNumber


@dataclass(frozen=True)
class JointShares:
    """Distance between joint centres as shares of outer breadths."""

    shoulder: SourcedNumber
    hip: SourcedNumber


@dataclass(frozen=True)
class HeadAndNeck:
    """How head and neck share their mass, and where the head's centre is beside the condyles."""

    head_mass_share: SourcedNumber
    centre_above_condyles_m: SourcedNumber
    centre_before_condyles_m: SourcedNumber


@dataclass(frozen=True)
class Depths:
    """Depths and breadths of the 50th male."""

    chest_m: SourcedNumber
    chest_breadth_m: SourcedNumber
    abdomen_m: SourcedNumber


@dataclass(frozen=True)
class MeasureBounds:
    """Bodies the tables speak of."""

    stature_m: Range
    mass_kg: Range
    body_mass_index: Range
    age_years: Range
    source: str


@dataclass(frozen=True)
class Proportions:
    """`proportions.toml`."""

    stature_share: StatureShares
    joint_share: JointShares
    neck: HeadAndNeck
    depth: Depths
    range: MeasureBounds


PROPORTIONS = Table("stuntlab.people.tables", "proportions.toml", Proportions)


@dataclass(frozen=True)
class DummyRow:
    """A dummy of `dummies.toml`. masses: of one side, kg. head_centre: before and above the condyles, m.

    head: length, breadth and height, m. shoulders_m: breadth over the upper arms.
    """

    sex: Literal["male", "female"]
    stature_m: float
    chest_depth_m: float
    abdomen_depth_m: float
    neck_m: float
    head: Triple
    head_inertia: Triple
    head_centre: Range
    shoulders_m: float
    masses: dict[str, float]


DUMMIES = Table("stuntlab.people.tables", "dummies.toml", dict[str, DummyRow])


@dataclass(frozen=True)
class Corridor(Sourced):
    """What a dummy must do in a certification test."""

    low: float
    high: float
    unit: str


CORRIDORS = Table("stuntlab.people.tables", "corridors.toml", dict[str, dict[str, Corridor]])


@dataclass(frozen=True)
class OfTheDummy:
    """How a joint of a dummy differs from a person's."""

    stop: Range
    stop_stiffness: float


@dataclass(frozen=True)
class JointRow:
    """A joint of `joints.toml`, which explains it."""

    axis: Triple
    stop: Range
    stop_stiffness: float
    damping: float
    servo: float
    torque_limit: float
    dummy: OfTheDummy | None = None


JOINTS = Table("stuntlab.people.tables", "joints.toml", dict[str, JointRow])


@dataclass(frozen=True)
class PostureRow:
    """A posture of `postures.toml`, degrees. angles: joint, on one side or on both -> angle."""

    pitch: float = 0.0
    roll: float = 0.0
    angles: dict[str, float] = field(default_factory=dict, metadata=REST)

    def __post_init__(self) -> None:
        for name in self.angles:
            if without_side(name) not in JOINTS.read():
                raise ValueAt((name,), f"no such key{did_you_mean(name, JOINTS.read())}")

    def angle(self, full: str) -> float:
        """Of a joint of the model; an angle without a side counts for both, what is not named is 0."""
        return self.angles.get(full, self.angles.get(without_side(full), 0.0))


POSTURES = Table("stuntlab.people.tables", "postures.toml", dict[str, PostureRow])


def without_side(joint: str) -> str:
    """A joint's name for both sides: "knee_flexion" for "left_knee_flexion"."""
    return joint.removeprefix("left_").removeprefix("right_")


@dataclass(frozen=True)
class LegSpring(Sourced):
    """Along a leg, N/m and N s/m."""

    basis: Basis
    stiffness: float
    damping: float


@dataclass(frozen=True)
class LegTable:
    """`leg.toml`."""

    axial: LegSpring


LEG = Table("stuntlab.people.tables", "leg.toml", LegTable)


@dataclass(frozen=True)
class SpineSpring(Sourced):
    """Along the spine."""

    basis: Basis
    natural_rad_s: float
    damping_ratio: float


@dataclass(frozen=True)
class SpineTable:
    """`spine.toml`."""

    axial: SpineSpring


SPINE = Table("stuntlab.people.tables", "spine.toml", SpineTable)


@dataclass(frozen=True)
class NeckStrength(Sourced):
    """What the muscles of a neck hold about its root, N m."""

    forward: float
    backward: float
    aside: float
    twist: float


@dataclass(frozen=True)
class NeckHold(Sourced):
    """full_at_deg: off the posture, where muscles pull with all they are asked for. upper: share at the condyles.

    taught: share of their strength with which somebody who was taught to fall holds the head.
    """

    full_at_deg: float
    upper: float
    taught: float


@dataclass(frozen=True)
class NeckMuscles:
    """`neck_muscles.toml`, which explains it."""

    strength: dict[Literal["male", "female"], NeckStrength]
    hold: NeckHold


NECK_MUSCLES = Table("stuntlab.people.tables", "neck_muscles.toml", NeckMuscles)


@dataclass(frozen=True)
class KneeRow:
    """Beyond a depth the spring is steeper by so much."""

    depth_m: float
    stiffness: float


@dataclass(frozen=True)
class MaxwellRow:
    """A spring and a dashpot in series."""

    stiffness: float
    damping: float


@dataclass(frozen=True)
class PlateRow(Sourced):
    """A plate of `tissue.toml`, which explains it."""

    basis: Basis
    mass_kg: float
    stiffness: Triple
    damping: float
    knee: KneeRow | None = None
    maxwell: MaxwellRow | None = None


@dataclass(frozen=True)
class Sternum:
    """Of a person and of a dummy."""

    human: PlateRow
    dummy: PlateRow


@dataclass(frozen=True)
class OnlyHuman:
    """What no dummy has."""

    human: PlateRow


@dataclass(frozen=True)
class BraceRow(Sourced):
    """What tensing adds to the abdomen."""

    extra_share: float
    yield_at_depth_share: float


@dataclass(frozen=True)
class BellyLaw(Sourced):
    """What the belly's spring has beside its linear term, N/m³, and its damper, N s/m."""

    basis: Basis
    mass_kg: float
    cubic: float
    damping: float


@dataclass(frozen=True)
class BellyEnd(Sourced):
    """The linear term of the belly's spring, N/m."""

    basis: Basis
    linear: float


@dataclass(frozen=True)
class AbdomenRows:
    """One law; the ends of its linear term that are published, what lies between them, and a dummy's."""

    law: BellyLaw
    soft: BellyEnd
    middle: BellyEnd
    stiff: BellyEnd
    dummy: BellyEnd
    brace: BraceRow


@dataclass(frozen=True)
class NeckJointRow(Sourced):
    """A joint of the neck."""

    basis: Basis
    stiffness: Triple
    damping: float
    lateral_factor: float


@dataclass(frozen=True)
class NeckAxialRow(Sourced):
    """What a neck gives along its length."""

    basis: Basis
    stiffness: float
    damping: float


@dataclass(frozen=True)
class NeckRows:
    """The joint at T1, the one at the condyles, and the spring along the neck between them."""

    lower: NeckJointRow
    upper: NeckJointRow
    axial: NeckAxialRow


@dataclass(frozen=True)
class SkinRow(Sourced):
    """A skin; hard: stiffness reached at a depth."""

    basis: Basis
    stiffness: float
    damping: float
    friction: float
    hard: Range | None = None


@dataclass(frozen=True)
class TissueTable:
    """`tissue.toml`, which explains it."""

    sternum: Sternum
    ribs: OnlyHuman
    shoulder: OnlyHuman
    abdomen: AbdomenRows
    neck: NeckRows
    skin: dict[str, SkinRow]


TISSUE = Table("stuntlab.people.tables", "tissue.toml", TissueTable)
