"""What a criterion is to this report: a load with a name, the signals it needs, and the function that makes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.injury import Peak
from stuntlab.report.recording.signals import Need
from stuntlab.units import Dimension, unit_factor

MM_PER_M = 1 / unit_factor(Dimension.LENGTH, "mm")


@dataclass(frozen=True, slots=True)
class Reading:
    """A criterion's value in its unit and the stretch of record it comes from, s; NaN where it is the whole record."""

    value: float
    start_s: float = np.nan
    end_s: float = np.nan
    note: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a criterion is made from: the clock, [time], s, its signals by short name, [time], SI, and the dummy."""

    time_s: Floats
    signals: Mapping[str, Floats]
    dummy: str

    def __getitem__(self, name: str) -> Floats:
        return self.signals[name]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the report.

    load: name of the load in risk curves and limits. place: where, if the criterion has several places.
    needs: short name -> signal. bodies: dummies it is defined for; empty where it needs none. source: who defined it.
    held: the limited side of the signal, [time], in `unit`, for limits that fall with the time a load is held.
    """

    load: str
    title: str
    unit: str
    needs: Mapping[str, Need]
    measure: Callable[[Given], Reading]
    source: str
    place: str = ""
    bodies: tuple[str, ...] = ()
    held: Callable[[Given], Floats] | None = None


def source_of(function: Callable[..., Any]) -> str:
    """Who defined a criterion, from the docstring of the function that computes it."""
    text = " ".join((function.__doc__ or "").split())
    found = re.search(r"Source: (.*?)(?= Valid for:| Equation:|$)", text)
    return found[1].rstrip(".") if found else ""


def at_peak(found: Peak, *, factor: float = 1.0) -> Reading:
    """A peak as a reading; `factor` brings it into the unit of the load."""
    value = float(found.value) * factor
    at_s = float(found.time_s) if value > 0 else np.nan
    return Reading(value, at_s, at_s)


def against(reading: Reading, turned: Reading) -> Reading:
    """The reading of a one-sided criterion, with a note where the same signal turned round would read more."""
    if turned.value <= reading.value:
        return reading
    note = f"the signal turned round would read {turned.value:.4g}; check that its sign is that of SAE J211"
    return replace(reading, note=note)


def compressed(deflection_m: ArrayLike) -> Floats:
    """A deflection turned so that compression is positive: the larger excursion is taken to be the compression (J)."""
    values = np.asarray(deflection_m, dtype=np.float64)
    return values if values.max() >= -values.min() else -values
