"""What is wrong with the tables of risk curves and limits: run by the tests, and by anyone who adds a row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from stuntlab.injury.curve import Curve, curves
from stuntlab.injury.forms import FORMS
from stuntlab.injury.limits import CriterionLimit, limits
from stuntlab.injury.units import TO_LOAD_UNIT

KEPT_WITHIN = 1e-3
"""How near a curve that goes to zero comes to the published probability at a point it keeps: figures are rounded."""

TAGS = ("V-P", "V-A", "V-S", "R-h", "R-m", "R-l", "C", "J")
LEVELS = ("ais1", "ais2", "ais3", "ais4", "ais5", "ais6", "fatal", "concussion", "fracture")


def lint() -> tuple[str, ...]:
    """Every fault of the tables in one sentence each; empty where there is none."""
    faults = [f"{family.name}: {fault}" for family in curves().values() for fault in curve_faults(family)]
    faults += [f"{row.load}, {row.rule}, {row.body}: {fault}" for row in limits() for fault in limit_faults(row)]
    return tuple(faults + list(_find_preferred_twice()) + list(_find_limits_twice()))


def curve_faults(family: Curve) -> Iterator[str]:
    """Faults of one family: source, tag, unit, coefficients, and the shape of its probabilities."""
    if not family.source.strip() or not family.population.strip():
        yield "source and population must be given"
    if unknown := {family.tag, *family.level_tags.values()} - set(TAGS):
        yield f"unknown tags {sorted(unknown)}"
    if family.unit not in TO_LOAD_UNIT or family.form not in FORMS:
        yield f"unknown unit {family.unit!r} or form {family.form!r}"
        return
    if list(family.levels) != [level for level in LEVELS if level in family.levels]:
        yield f"levels must be of {', '.join(LEVELS)}, in that order"
    if family.anchor is not None and family.anchor not in family.levels:
        yield f"the anchor {family.anchor} is no level of it"
    wrong = [level for level, given in family.levels.items() if set(given) != set(FORMS[family.form].coefficients)]
    if wrong:
        yield f"{', '.join(wrong)} must give {', '.join(FORMS[family.form].coefficients)}"
        return
    yield from _shape_faults(family)
    if family.follows:
        yield from _faults_from_zero(family)


def limit_faults(limit: CriterionLimit) -> Iterator[str]:
    """Faults of one limit: source, tag, value, corners."""
    if not limit.source.strip() or limit.tag not in TAGS:
        yield "source and a known tag must be given"
    if not 0 < limit.value < np.inf:
        yield f"a limit is positive, given {limit.value}"
    if len(limit.durations_s) != len(limit.levels) or len(limit.levels) == 1:
        yield "a limit that falls with duration needs two or more corners"
    if (np.diff(limit.durations_s) <= 0).any() or (np.diff(limit.levels) > 0).any():
        yield "durations must rise and levels must not"


def _shape_faults(family: Curve) -> Iterator[str]:
    low, high = family.range()
    if not 0 <= low < high:
        yield f"the range {low} to {high} is empty"
    loads = np.linspace(0, 3 * high, 3001)
    p = family.raw(loads)
    if not (np.isfinite(p).all() and (p >= 0).all() and (p <= 1).all()):
        yield "a probability is not a number between 0 and 1"
    if (np.diff(p, axis=0) < -1e-12).any():
        yield "a probability falls with the load"
    crossing = np.diff(p[loads <= high], axis=-1) > 1e-12
    if family.anchor is None and crossing.any():
        yield "a severity is likelier than a lesser one within the range: name the level that is trusted as the anchor"


def _faults_from_zero(family: Curve) -> Iterator[str]:
    """A family that goes to zero with the load starts there, and keeps the points of published ones."""
    if family.raw(np.zeros(1)).any():
        yield "there is a risk at no load"
    published = [curves()[name] for name in family.follows if name in curves()]
    if not published or any((one.load, one.unit) != (family.load, family.unit) for one in published):
        yield f"it follows {', '.join(family.follows)}, not all of them families of {family.load} in {family.unit}"
        return
    for level in family.levels:
        for load, p in family.published_points(level):
            apart = [abs(one.raw(np.array(load))[list(one.levels).index(level)] - p) for one in published]
            if min(apart) > KEPT_WITHIN:
                yield f"{level} leaves {', '.join(family.follows)} at {load:g} {family.load_unit}"


def _find_preferred_twice() -> Iterator[str]:
    preferred = [family.load for family in curves().values() if family.preferred]
    for load in sorted({load for load in preferred if preferred.count(load) > 1}):
        yield f"{load}: more than one curve is preferred"


def _find_limits_twice() -> Iterator[str]:
    keys = [(row.load, row.rule, row.body) for row in limits()]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{', '.join(key)}: given more than once"
