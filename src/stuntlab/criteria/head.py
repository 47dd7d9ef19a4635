"""Criteria of the head."""

from __future__ import annotations

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.criteria.criterion import Criterion, Given, Reading, at_peak, source_of
from stuntlab.criteria.signals import Need
from stuntlab.injury import bric, concussion_probability, damage, hic, peak_magnitude, severity_index
from stuntlab.loads import clip_3ms, derivative

_ACCELERATION = {"a": Need("head", "acceleration", "resultant", 1000)}
_RATES = {axis: Need("head", "angular velocity", axis, 60) for axis in "xyz"}
_RATES_FOR_DAMAGE = {axis: Need("head", "angular velocity", axis, 180) for axis in "xyz"}


def _hic(window_s: float) -> Criterion:
    def measure(given: Given) -> Reading:
        found = hic(given.time_s, given["a"] / GRAVITY_M_S2, window_s=window_s)
        return Reading(float(found.value), float(found.start_s), float(found.end_s))

    name = f"hic{window_s * 1e3:.0f}"
    return Criterion(f"head_{name}", name.upper(), "1", _ACCELERATION, measure, source_of(hic))


def _clip(given: Given) -> Reading:
    value, start_s, end_s = clip_3ms(given.time_s, given["a"] / GRAVITY_M_S2)
    return Reading(float(value), float(start_s), float(end_s))


def _peak(given: Given) -> Reading:
    return at_peak(peak_magnitude(given.time_s, given["a"]), factor=1 / GRAVITY_M_S2)


def _severity_index(given: Given) -> Reading:
    return Reading(float(severity_index(given.time_s, given["a"] / GRAVITY_M_S2)))


def _bric(given: Given) -> Reading:
    return Reading(float(bric(given.time_s, given["x"], given["y"], given["z"])))


def _angular_acceleration(given: Given) -> Reading:
    axes = (derivative(given.time_s, given[axis]) for axis in "xyz")
    return at_peak(peak_magnitude(given.time_s, np.sqrt(sum(axis**2 for axis in axes))))


def _damage(given: Given) -> Reading:
    axes = (derivative(given.time_s, given[axis]) for axis in "xyz")
    return at_peak(damage(given.time_s, *axes))


def _concussion(given: Given) -> Reading:
    angular = _angular_acceleration(given).value
    return Reading(float(concussion_probability(_peak(given).value, angular)))


HEAD = (
    _hic(0.015),
    _hic(0.036),
    Criterion("head_3ms", "Head 3 ms", "g", _ACCELERATION, _clip, source_of(clip_3ms)),
    Criterion("head_peak_acceleration", "Head peak acceleration", "g", _ACCELERATION, _peak, "peak of the resultant"),
    Criterion("head_si", "Severity index", "1", _ACCELERATION, _severity_index, source_of(severity_index)),
    Criterion("head_bric", "BrIC", "1", _RATES, _bric, source_of(bric)),
    Criterion(
        "head_angular_acceleration",
        "Head angular acceleration",
        "rad/s²",
        _RATES_FOR_DAMAGE,
        _angular_acceleration,
        "peak of the resultant of the derivatives of the three rates",
    ),
    Criterion("head_damage", "DAMAGE", "1", _RATES_FOR_DAMAGE, _damage, source_of(damage)),
    Criterion(
        "head_concussion",
        "Concussion probability",
        "1",
        _ACCELERATION | _RATES_FOR_DAMAGE,
        _concussion,
        source_of(concussion_probability),
    ),
)
