"""Criteria of chest, abdomen, pelvis and spine."""

from __future__ import annotations

from collections.abc import Mapping

from stuntlab.criteria.criterion import Criterion, press_positive, source_of
from stuntlab.injury import bodies, chest_of, chest_wall_velocity, compression, cti, dri, viscous_criterion
from stuntlab.loads import clip_3ms

_ACCELERATION = {"x": ("chest", "acceleration", "resultant")}
_DEFLECTION = {"x": ("chest", "displacement", "x")}


def _chest(dummy: str) -> Mapping[str, float]:
    """Depth of a dummy's chest, and the scale of the sensor in it."""
    trunk = chest_of(dummy)
    return {"depth_m": trunk.depth_m, "scale": trunk.scale}


def _rib(side: str, level: str) -> Criterion:
    place = f"{side} {level} rib"
    return Criterion(
        "chest_rib_deflection",
        "Rib deflection",
        {"x": (place, "displacement", "y")},
        "FMVSS 214, UN R95, UN R135 (V-S)",
        place=place,
        turned=press_positive,
    )


_CLIP = Criterion("chest_3ms", "Chest 3 ms", _ACCELERATION, source_of(clip_3ms))
_DEEPEST = Criterion(
    "chest_compression", "Chest deflection", _DEFLECTION, "FMVSS 208, UN R94 (V-S)", turned=press_positive
)

TRUNK = (
    _CLIP,
    _DEEPEST,
    Criterion(
        "chest_compression_ratio",
        "Chest compression",
        _DEFLECTION,
        source_of(compression),
        bodies=bodies("chest"),
        turned=press_positive,
        numbers=_chest,
    ),
    Criterion(
        "chest_vc",
        "Chest VC",
        _DEFLECTION,
        source_of(viscous_criterion),
        bodies=bodies("chest"),
        turned=press_positive,
        numbers=_chest,
    ),
    Criterion("chest_cti", "CTI", {}, source_of(cti), bodies=bodies("cti"), parts=(_CLIP, _DEEPEST)),
    Criterion("spine_3ms", "Lower spine 3 ms", {"x": ("T12", "acceleration", "resultant")}, source_of(clip_3ms)),
    *(_rib(side, level) for side in ("left", "right") for level in ("upper", "middle", "lower")),
    Criterion("abdomen_force", "Abdomen force", {"x": ("abdomen", "force", "resultant")}, "FMVSS 214, UN R95 (V-S)"),
    Criterion(
        "pelvis_acceleration",
        "Pelvis peak acceleration",
        {"x": ("pelvis", "acceleration", "resultant")},
        "peak of the resultant",
    ),
    Criterion(
        "pelvis_force", "Pubic symphysis force", {"x": ("pubic symphysis", "force", "y")}, "FMVSS 214, UN R135 (V-S)"
    ),
    Criterion(
        "lumbar_force",
        "Lumbar compression",
        {"x": ("lumbar spine", "force", "z")},
        "14 CFR 25.562 (R-h)",
        one_sided=True,
    ),
    Criterion("spine_dri", "DRI", {"x": ("seat", "acceleration", "z")}, source_of(dri), one_sided=True),
    Criterion(
        "blast_chest_wall_velocity",
        "Blast chest wall velocity",
        {"x": ("chest", "pressure", "")},
        source_of(chest_wall_velocity),
    ),
)
