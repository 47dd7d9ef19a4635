"""Criteria of chest, abdomen, pelvis and spine."""

from __future__ import annotations

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.criteria.criterion import (
    MM_PER_M,
    Criterion,
    Given,
    Reading,
    against,
    at_peak,
    compressed,
    source_of,
)
from stuntlab.criteria.signals import Need
from stuntlab.injury import (
    bodies,
    chest_of,
    chest_wall_velocity,
    compression,
    cti,
    dri,
    peak_compression,
    peak_magnitude,
    peak_tension,
    viscous_criterion,
)
from stuntlab.loads import clip_3ms

_ACCELERATION = {"a": Need("chest", "acceleration", "resultant", 180)}
_DEFLECTION = {"d": Need("chest", "displacement", "x", 600)}
_DEFLECTION_180 = {"d": Need("chest", "displacement", "x", 180)}


def _clip(given: Given) -> Reading:
    value, start_s, end_s = clip_3ms(given.time_s, given["a"] / GRAVITY_M_S2)
    return Reading(float(value), float(start_s), float(end_s))


def _deepest(given: Given) -> Reading:
    return at_peak(peak_magnitude(given.time_s, compressed(given["d"])), factor=MM_PER_M)


def _share(given: Given) -> Reading:
    return at_peak(compression(given.time_s, compressed(given["d"]), depth_m=chest_of(given.dummy).depth_m))


def _viscous(given: Given) -> Reading:
    trunk = chest_of(given.dummy)
    return at_peak(viscous_criterion(given.time_s, compressed(given["d"]), depth_m=trunk.depth_m, scale=trunk.scale))


def _cti(given: Given) -> Reading:
    deepest_m = _deepest(given).value / MM_PER_M
    return Reading(float(cti(_clip(given).value, deepest_m, dummy=given.dummy)))


def _force(given: Given) -> Reading:
    return at_peak(peak_magnitude(given.time_s, given["f"]))


def _pelvis(given: Given) -> Reading:
    return at_peak(peak_magnitude(given.time_s, given["a"]), factor=1 / GRAVITY_M_S2)


def _lumbar(given: Given) -> Reading:
    pushed, pulled = peak_compression(given.time_s, given["f"]), peak_tension(given.time_s, given["f"])
    return against(at_peak(pushed), at_peak(pulled))


def _dri(given: Given) -> Reading:
    # SAE J211 has z pointing down, and the index asks for the upward acceleration of the seat.
    down_g = given["a"] / GRAVITY_M_S2
    return against(at_peak(dri(given.time_s, -down_g)), at_peak(dri(given.time_s, down_g)))


def _blast(given: Given) -> Reading:
    return at_peak(chest_wall_velocity(given.time_s, given["p"]))


def _rib(side: str, level: str) -> Criterion:
    place = f"{side} {level} rib"
    needs = {"d": Need(place, "displacement", "y", 180)}
    return Criterion(
        "chest_rib_deflection", "Rib deflection", "mm", needs, _deepest, "FMVSS 214, UN R95, UN R135 (V-S)", place=place
    )


TRUNK = (
    Criterion("chest_3ms", "Chest 3 ms", "g", _ACCELERATION, _clip, source_of(clip_3ms)),
    Criterion("chest_compression", "Chest deflection", "mm", _DEFLECTION, _deepest, "FMVSS 208, UN R94 (V-S)"),
    Criterion(
        "chest_compression_ratio",
        "Chest compression",
        "1",
        _DEFLECTION,
        _share,
        source_of(compression),
        bodies=bodies("chest"),
    ),
    Criterion(
        "chest_vc",
        "Chest VC",
        "m/s",
        _DEFLECTION_180,
        _viscous,
        source_of(viscous_criterion),
        bodies=bodies("chest"),
    ),
    Criterion("chest_cti", "CTI", "1", _ACCELERATION | _DEFLECTION, _cti, source_of(cti), bodies=bodies("cti")),
    Criterion(
        "spine_3ms",
        "Lower spine 3 ms",
        "g",
        {"a": Need("T12", "acceleration", "resultant", 180)},
        _clip,
        source_of(clip_3ms),
    ),
    *(_rib(side, level) for side in ("left", "right") for level in ("upper", "middle", "lower")),
    Criterion(
        "abdomen_force",
        "Abdomen force",
        "N",
        {"f": Need("abdomen", "force", "resultant", 600)},
        _force,
        "FMVSS 214, UN R95 (V-S)",
    ),
    Criterion(
        "pelvis_acceleration",
        "Pelvis peak acceleration",
        "g",
        {"a": Need("pelvis", "acceleration", "resultant", 1000)},
        _pelvis,
        "peak of the resultant",
    ),
    Criterion(
        "pelvis_force",
        "Pubic symphysis force",
        "N",
        {"f": Need("pubic symphysis", "force", "y", 600)},
        _force,
        "FMVSS 214, UN R135 (V-S)",
    ),
    Criterion(
        "lumbar_force",
        "Lumbar compression",
        "N",
        {"f": Need("lumbar spine", "force", "z", 600)},
        _lumbar,
        "14 CFR 25.562 (R-h)",
    ),
    Criterion("spine_dri", "DRI", "1", {"a": Need("seat", "acceleration", "z", 60)}, _dri, source_of(dri)),
    Criterion(
        "blast_chest_wall_velocity",
        "Blast chest wall velocity",
        "m/s",
        {"p": Need("chest", "pressure", "", None)},
        _blast,
        source_of(chest_wall_velocity),
    ),
)
