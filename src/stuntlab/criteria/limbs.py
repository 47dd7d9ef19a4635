"""Criteria of thigh, knee, shin and foot, each side and each cell for itself. Compression is negative (SAE J1733)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.criteria.criterion import MM_PER_M, Criterion, Given, Reading, against, at_peak, source_of
from stuntlab.criteria.signals import Need
from stuntlab.datasets import Floats
from stuntlab.injury import (
    bodies,
    femur_impulse,
    foot_ankle,
    peak_compression,
    peak_magnitude,
    peak_tension,
    tibia_index,
)

_SIDES = ("left", "right")


def _compression(given: Given) -> Reading:
    pushed, pulled = peak_compression(given.time_s, given["axial"]), peak_tension(given.time_s, given["axial"])
    return against(at_peak(pushed), at_peak(pulled))


def _push(given: Given) -> Floats:
    return -given["axial"]


def _impulse(given: Given) -> Reading:
    return Reading(float(femur_impulse(given.time_s, given["axial"])))


def _slide(given: Given) -> Reading:
    return at_peak(peak_magnitude(given.time_s, given["d"]), factor=MM_PER_M)


def _acceleration(given: Given) -> Reading:
    return at_peak(peak_magnitude(given.time_s, given["a"]), factor=1 / GRAVITY_M_S2)


def _pressing(force_n: Floats) -> Floats:
    """The force under a sole, pressing positive: the larger side of the signal is the pressing one (J)."""
    return force_n if force_n.max() >= -force_n.min() else -force_n


def _sole_force(given: Given) -> Reading:
    return Reading(float(foot_ankle(given.time_s, _pressing(given["f"])).force_n))


def _sole_impulse(given: Given) -> Reading:
    return Reading(float(foot_ankle(given.time_s, _pressing(given["f"])).impulse_ns))


def _index(cell: Literal["upper", "lower"]) -> Callable[[Given], Reading]:
    def measure(given: Given) -> Reading:
        # The levers that straighten the bent shin are published for the 50M alone.
        straighten = cell if given.dummy == "50M" else None
        found = tibia_index(
            given.time_s, given["axial"], given["x"], given["y"], dummy=given.dummy, straighten=straighten
        )
        return at_peak(found)

    return measure


def _revised(given: Given) -> Reading:
    return at_peak(tibia_index(given.time_s, given["axial"], given["x"], given["y"], dummy="revised"))


def _thigh(side: str) -> tuple[Criterion, ...]:
    place = f"{side} femur"
    axial = {"axial": Need(place, "force", "z", 600)}
    slider = {"d": Need(f"{side} knee slider", "displacement", "x", 180)}
    return (
        Criterion(
            "femur_force", "Femur compression", "N", axial, _compression, "FMVSS 208 (V-S)", place=place, held=_push
        ),
        Criterion("femur_impulse", "Femur impulse", "N·s", axial, _impulse, source_of(femur_impulse), place=place),
        Criterion(
            "knee_displacement", "Knee slider", "mm", slider, _slide, "UN R94 (V-S)", place=f"{side} knee slider"
        ),
    )


def _shin(side: str, cell: Literal["upper", "lower"]) -> tuple[Criterion, ...]:
    place = f"{side} {cell} tibia"
    axial = {"axial": Need(place, "force", "z", 600)}
    needs = axial | {axis: Need(place, "moment", axis, 600) for axis in "xy"}
    dummies = tuple(name for name in bodies("tibia") if name != "revised")
    return (
        Criterion(
            "tibia_index", "Tibia index", "1", needs, _index(cell), source_of(tibia_index), place=place, bodies=dummies
        ),
        Criterion("tibia_index_revised", "Revised tibia index", "1", needs, _revised, "Kuppa 2001 (R-m)", place=place),
        Criterion("tibia_force", "Tibia compression", "N", axial, _compression, "UN R94 (V-S)", place=place),
    )


def _foot(side: str) -> tuple[Criterion, ...]:
    place = f"{side} foot"
    acceleration = {"a": Need(place, "acceleration", "resultant", 600)}
    sole = {"f": Need(place, "force", "z", 600)}
    source = source_of(foot_ankle)
    return (
        Criterion(
            "foot_acceleration", "Foot peak acceleration", "g", acceleration, _acceleration, "IIHS (V-S)", place=place
        ),
        Criterion("foot_force", "Force under the sole", "N", sole, _sole_force, source, place=place),
        Criterion("foot_impulse", "Impulse under the sole", "N·s", sole, _sole_impulse, source, place=place),
    )


LIMBS = (
    *(criterion for side in _SIDES for criterion in _thigh(side)),
    *(criterion for side in _SIDES for cell in ("upper", "lower") for criterion in _shin(side, cell)),
    *(criterion for side in _SIDES for criterion in _foot(side)),
)
