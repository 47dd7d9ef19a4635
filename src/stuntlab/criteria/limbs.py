"""Criteria of thigh, knee, shin and foot, each side and each cell for itself. Compression is negative (SAE J1733)."""

from __future__ import annotations

from stuntlab.criteria.criterion import Criterion, press_positive, source_of
from stuntlab.criteria.methods import Given
from stuntlab.datasets import Floats
from stuntlab.injury import bodies, femur_impulse, foot_ankle, tibia_index

_SIDES = ("left", "right")


def _push(given: Given) -> Floats:
    return -given["x"]


def _thigh(side: str) -> tuple[Criterion, ...]:
    place, knee = f"{side} femur", f"{side} knee slider"
    axial, slider = {"x": (place, "force", "z")}, {"x": (knee, "displacement", "x")}
    return (
        Criterion(
            "femur_force", "Femur compression", axial, "FMVSS 208 (V-S)", place=place, one_sided=True, held=_push
        ),
        Criterion("femur_impulse", "Femur impulse", axial, source_of(femur_impulse), place=place),
        Criterion("knee_displacement", "Knee slider", slider, "UN R94 (V-S)", place=knee),
    )


def _shin(side: str, cell: str) -> tuple[Criterion, ...]:
    place = f"{side} {cell} tibia"
    force = (place, "force", "z")
    bent = {"axial": force} | {f"about_{axis}": (place, "moment", axis) for axis in "xy"}
    dummies = tuple(name for name in bodies("tibia") if name != "revised")
    return (
        Criterion("tibia_index", "Tibia index", bent, source_of(tibia_index), place=place, bodies=dummies),
        Criterion("tibia_index_revised", "Revised tibia index", bent, "Kuppa 2001 (R-m)", place=place),
        Criterion("tibia_force", "Tibia compression", {"x": force}, "UN R94 (V-S)", place=place, one_sided=True),
    )


def _foot(side: str) -> tuple[Criterion, ...]:
    place = f"{side} foot"
    acceleration, sole = {"x": (place, "acceleration", "resultant")}, {"x": (place, "force", "z")}
    source = source_of(foot_ankle)
    return (
        Criterion("foot_acceleration", "Foot peak acceleration", acceleration, "IIHS (V-S)", place=place),
        Criterion("foot_force", "Force under the sole", sole, source, place=place, turned=press_positive),
        Criterion("foot_impulse", "Impulse under the sole", sole, source, place=place, turned=press_positive),
    )


LIMBS = (
    *(criterion for side in _SIDES for criterion in _thigh(side)),
    *(criterion for side in _SIDES for cell in ("upper", "lower") for criterion in _shin(side, cell)),
    *(criterion for side in _SIDES for criterion in _foot(side)),
)
