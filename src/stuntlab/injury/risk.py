"""Probability of injury from a load, with what the curve cannot say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Flags, Floats
from stuntlab.errors import CriterionError, SignalError
from stuntlab.injury.curve import BAND, Curve, curve
from stuntlab.units.counting import agreeing, counted

AIS_LEVELS = ("ais1", "ais2", "ais3", "ais4", "ais5", "ais6")


@dataclass(frozen=True, slots=True)
class Risk:
    """Probability of injury of each severity or worse.

    curve: the family used, with source, population and tags.
    probability: [..., level], NaN where the load is.
    valid: [...], False where the load is not a number or above the range of the curve.
    extrapolated: [..., level], the value lies in a tail (under 5 %, over 95 %) where a curve is only a shape.
    reason: one sentence on what is not valid or extrapolated, empty where all is within.
    """

    curve: Curve
    probability: Floats
    valid: Flags
    extrapolated: Flags
    reason: str

    @property
    def levels(self) -> tuple[str, ...]:
        """Names of the last axis."""
        return tuple(self.curve.levels)

    def at(self, level: str) -> Floats:
        """Probability at one severity, [...].

        Raises: CriterionError for a severity the source gives no curve for.
        """
        if level not in self.levels:
            raise CriterionError(f"{self.curve.name} has no curve for {level}; it has {', '.join(self.levels)}")
        return np.asarray(self.probability[..., self.levels.index(level)])

    def on_ais_scale(self) -> tuple[Floats, Flags]:
        """Probability and extrapolated for AIS 1+ … 6+, [..., 6]; NaN and False where the source gives no curve."""
        probability = np.full((*self.valid.shape, len(AIS_LEVELS)), np.nan)
        extrapolated = np.zeros(probability.shape, dtype=bool)
        for index, level in enumerate(AIS_LEVELS):
            if level in self.levels:
                probability[..., index] = self.probability[..., self.levels.index(level)]
                extrapolated[..., index] = self.extrapolated[..., self.levels.index(level)]
        return probability, extrapolated


def risk(name: str, load: ArrayLike, **person: float) -> Risk:
    """Probability of injury from a load.

    name: a family ("hic15-lognormal", see `curves()`), or a load ("head_hic15") for its preferred family.
    load: [...], never negative, in the family's `load_unit`; NaN (a take that diverged) is passed through.
    person: what the source asks for, such as `mass_kg`.

    A load under the range is gentle: its value is valid but a tail, `extrapolated`. A load over the range is not valid.
    Severities are evaluated together and no probability exceeds that of a lesser severity.

    Raises: CriterionError for an unknown family or a missing or unused property of the person; SignalError for a
    negative or infinite load.

    Source: each family's own, in `curves/*.toml`.
    Valid for: the body the family names. No curve was made from trained, braced, young people hit many times.
    """
    family = curve(name)
    given = _loads(load, family)
    shift = _shift(family, person)
    low, high = family.range(shift=shift)
    known = ~np.isnan(given)
    probability = np.full((*given.shape, len(family.levels)), np.nan)
    probability[known] = family.order_levels(given[known], shift=shift)
    in_tail = (probability < BAND[0]) | (probability > BAND[1])
    if family.form == "points":
        in_tail |= ((given < low) | (given > high))[..., np.newaxis]
    valid = known & (given <= high)
    return Risk(family, probability, np.asarray(valid), in_tail, _reason(family, given, low, high))


def _loads(load: ArrayLike, family: Curve) -> Floats:
    given = np.asarray(load, dtype=float)
    if np.isinf(given).any() or (given < 0).any():
        raise SignalError(
            f"{family.load} must be a finite magnitude in {family.load_unit}, given {np.nanmin(given):g} … "
            f"{np.nanmax(given):g}; a risk curve takes the size of a load, so turn the sign of a compression channel"
        )
    return given


def _shift(family: Curve, person: dict[str, float]) -> float:
    if set(person) != set(family.needs):
        needs = ", ".join(family.needs) or "nothing"
        raise CriterionError(f"{family.name} needs {needs} of the person, given {', '.join(person) or 'nothing'}")
    return float(sum(coefficient * person[name] for name, coefficient in family.needs.items()))


def _reason(family: Curve, given: Floats, low: float, high: float) -> str:
    counts = {
        ("is not a number", "are not numbers"): int(np.isnan(given).sum()),
        ("lies above", "lie above"): int((given > high).sum()),
        ("lies below", "lie below"): int((given < low).sum()),
    }
    parts = [f"{count} {agreeing(count, *words)}" for words, count in counts.items() if count]
    if not parts:
        return ""
    return (
        f"{family.name}: of {counted(given.size, 'load')} {', '.join(parts)}; the curve speaks for {low:.4g} to "
        f"{high:.4g} {family.load_unit}, {family.range_basis}"
    )
