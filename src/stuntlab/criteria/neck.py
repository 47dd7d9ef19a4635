"""Criteria of the neck. Signs are those of SAE J1733: tension and flexion positive."""

from __future__ import annotations

import numpy as np

from stuntlab.criteria.criterion import Criterion, Given, Reading, at_peak, source_of
from stuntlab.criteria.signals import Need
from stuntlab.datasets import Floats
from stuntlab.injury import bodies, nic, nij, occipital_moment, peak_compression, peak_magnitude, peak_tension

_AXIAL = {"axial": Need("upper neck", "force", "z", 1000)}
_SHEAR = {"shear": Need("upper neck", "force", "x", 1000)}
_FOR_NIJ = {
    "axial": Need("upper neck", "force", "z", 600),
    "shear": Need("upper neck", "force", "x", 600),
    "moment": Need("upper neck", "moment", "y", 600),
}
_FOR_NIC = {"t1": Need("T1", "acceleration", "x", 180), "head": Need("head", "acceleration", "x", 180)}


def _nij(given: Given) -> Reading:
    moment = occipital_moment(given["moment"], given["shear"])
    found = nij(given.time_s, given["axial"], moment, dummy=given.dummy)
    return Reading(float(found.value), float(found.time_s), float(found.time_s))


def _extension(given: Given) -> Reading:
    return at_peak(peak_compression(given.time_s, occipital_moment(given["moment"], given["shear"])))


def _flexion(given: Given) -> Reading:
    return at_peak(peak_tension(given.time_s, occipital_moment(given["moment"], given["shear"])))


def _tension(given: Given) -> Reading:
    return at_peak(peak_tension(given.time_s, given["axial"]))


def _compression(given: Given) -> Reading:
    return at_peak(peak_compression(given.time_s, given["axial"]))


def _shear(given: Given) -> Reading:
    return at_peak(peak_magnitude(given.time_s, given["shear"]))


def _pull(given: Given) -> Floats:
    return given["axial"]


def _push(given: Given) -> Floats:
    return -given["axial"]


def _across(given: Given) -> Floats:
    return np.abs(given["shear"])


def _nic(given: Given) -> Reading:
    return at_peak(nic(given.time_s, given["t1"], given["head"]))


_MOMENT = {"shear": _FOR_NIJ["shear"], "moment": _FOR_NIJ["moment"]}
_MOMENT_SOURCE = f"peak of the moment at the occipital condyle, {source_of(occipital_moment)}"

NECK = (
    Criterion("neck_nij", "Nij", "1", _FOR_NIJ, _nij, source_of(nij), bodies=bodies("neck")),
    Criterion("neck_tension", "Neck tension", "N", _AXIAL, _tension, "FMVSS 208, UN R94 (V-S)", held=_pull),
    Criterion("neck_compression", "Neck compression", "N", _AXIAL, _compression, "FMVSS 208 (V-S)", held=_push),
    Criterion("neck_shear", "Neck shear", "N", _SHEAR, _shear, "UN R94 (V-S)", held=_across),
    Criterion("neck_flexion", "Neck flexion", "N·m", _MOMENT, _flexion, _MOMENT_SOURCE),
    Criterion("neck_extension", "Neck extension", "N·m", _MOMENT, _extension, _MOMENT_SOURCE),
    Criterion("neck_nic", "NIC", "m²/s²", _FOR_NIC, _nic, source_of(nic)),
)
