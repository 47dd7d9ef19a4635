"""Criteria of the neck. Signs are those of SAE J1733: tension and flexion positive."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stuntlab.criteria.criterion import Criterion, source_of
from stuntlab.criteria.methods import Given
from stuntlab.datasets import Floats
from stuntlab.injury import bodies, nic, nij, occipital_moment

_AXIAL = {"x": ("upper neck", "force", "z")}
_SHEAR = {"x": ("upper neck", "force", "x")}
_MOMENT = {"shear": ("upper neck", "force", "x"), "x": ("upper neck", "moment", "y")}
_FOR_NIJ = {
    "axial": ("upper neck", "force", "z"),
    "shear": ("upper neck", "force", "x"),
    "moment": ("upper neck", "moment", "y"),
}
_FOR_NIC = {"t1": ("T1", "acceleration", "x"), "head": ("head", "acceleration", "x")}


def _nij_at_the_condyle(given: Given) -> Given:
    moment = occipital_moment(given["moment"], given["shear"])
    return replace(given, signals={"axial": given["axial"], "moment": moment})


def _moment_at_the_condyle(given: Given) -> Given:
    return replace(given, signals={"x": occipital_moment(given["x"], given["shear"])})


def _pull(given: Given) -> Floats:
    return given["x"]


def _push(given: Given) -> Floats:
    return -given["x"]


def _across(given: Given) -> Floats:
    return np.abs(given["x"])


_MOMENT_SOURCE = f"peak of the moment at the occipital condyle, {source_of(occipital_moment)}"

NECK = (
    Criterion("neck_nij", "Nij", _FOR_NIJ, source_of(nij), bodies=bodies("neck"), turned=_nij_at_the_condyle),
    Criterion("neck_tension", "Neck tension", _AXIAL, "FMVSS 208, UN R94 (V-S)", held=_pull),
    Criterion("neck_compression", "Neck compression", _AXIAL, "FMVSS 208 (V-S)", held=_push),
    Criterion("neck_shear", "Neck shear", _SHEAR, "UN R94 (V-S)", held=_across),
    Criterion("neck_flexion", "Neck flexion", _MOMENT, _MOMENT_SOURCE, turned=_moment_at_the_condyle),
    Criterion("neck_extension", "Neck extension", _MOMENT, _MOMENT_SOURCE, turned=_moment_at_the_condyle),
    Criterion("neck_nic", "NIC", _FOR_NIC, source_of(nic)),
)
