"""Criteria of the head."""

from __future__ import annotations

from stuntlab.criteria.criterion import Criterion, source_of
from stuntlab.injury import bric, concussion_probability, damage, hic, severity_index
from stuntlab.loads import clip_3ms

_ACCELERATION = {"x": ("head", "acceleration", "resultant")}
_RATES = {f"about_{axis}": ("head", "angular velocity", axis) for axis in "xyz"}

_PEAK = Criterion("head_peak_acceleration", "Head peak acceleration", _ACCELERATION, "peak of the resultant")
_ANGULAR = Criterion(
    "head_angular_acceleration",
    "Head angular acceleration",
    _RATES,
    "peak of the resultant of the derivatives of the three rates",
)

HEAD = (
    Criterion("head_hic15", "HIC15", _ACCELERATION, source_of(hic)),
    Criterion("head_hic36", "HIC36", _ACCELERATION, source_of(hic)),
    Criterion("head_3ms", "Head 3 ms", _ACCELERATION, source_of(clip_3ms)),
    _PEAK,
    Criterion("head_si", "Severity index", _ACCELERATION, source_of(severity_index)),
    Criterion("head_bric", "BrIC", _RATES, source_of(bric)),
    _ANGULAR,
    Criterion("head_damage", "DAMAGE", _RATES, source_of(damage)),
    Criterion(
        "head_concussion",
        "Concussion probability",
        {},
        source_of(concussion_probability),
        parts=(_PEAK, _ANGULAR),
    ),
)
