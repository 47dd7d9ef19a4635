"""How far to believe an answer, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.datasets import Assessment, Borne, ExposureResult
from stuntlab.units.counting import join_words
from stuntlab.verdict import RegionError, exceedance_bound, model_error, nearest_load, read_limits, what_narrows_shortly
from stuntlab.verdict.words import amount, capitalise, the

EVERYDAY = {
    "abdomen": "belly",
    "pelvis": "hips",
    "femur": "thigh bone",
    "lower leg": "legs",
    "shin": "shins",
    "lumbar spine": "lower back",
}
"""Regions of the limits table in everyday words, where those are others."""

WELL_CASES = 3
"""From so many measured cases, none of them fitted, the loads on a region are said to be well supported (J)."""

_FROM_CRASH_TESTS = (
    "Injury: read from crash tests with dummies and cadavers; nothing is published for trained, braced people."
)

WIDE = 30.0
"""An injury risk whose ends lie further apart than this is said to be poorly known: three halves of a decade (J)."""


def how_sure(assessment: Assessment) -> tuple[str, ...]:
    """Sentences on contact, loads and injury, and what would narrow the answer most."""
    results = [result for person in assessment.people.values() for result in person.exposures if _is_felt(result)]
    if not results:
        return ("No body was simulated for this answer.",)
    return (*_loads(results), *_injury(results), *_narrows(results))


def _is_felt(result: ExposureResult) -> bool:
    return result.exposure.borne is not Borne.BYSTANDER and bool(result.loads)


def _loads(results: Sequence[ExposureResult]) -> Iterator[str]:
    """How well the loads that stand out are supported by measured cases, region by region.

    One of which no test tells what it does (`Exposure.unproven`) is not known, however well its region is.
    """
    limits = read_limits().loads
    near = [(result.exposure.unproven, name) for result in results if (name := nearest_load(result)) and name in limits]
    unproven = {limits[name].region: why[name] for why, name in near if name in why}
    for region, why in unproven.items():
        yield f"{capitalise(EVERYDAY.get(region, region))}: no measurement settles it. {why}"
    graded: dict[str, list[RegionError]] = {}
    for region in dict.fromkeys(limits[name].region for why, name in near if name not in why):
        row = model_error(region)
        graded.setdefault(_grade(row), []).append(row)
    for grade, rows in graded.items():
        regions = join_words([EVERYDAY.get(row.region, row.region) for row in rows])
        off = max(row.factor for row in rows)
        yield f"{capitalise(regions)}: {grade}; loads may be off by a factor of {amount(off, 2)}."


def _grade(row: RegionError) -> str:
    if not row.compared:
        return "poorly known, never held against a measurement"
    if row.weak:
        return f"poorly known, held against {row.weak} only"
    return "well known from measurements" if row.cases >= WELL_CASES else "known from few measurements"


def _injury(results: Sequence[ExposureResult]) -> Iterator[str]:
    """How well the risk of injury is known: by how much is published, then by how far its ends lie apart."""
    missing = dict.fromkeys(
        EVERYDAY.get(region, region) for result in results for regions in result.at_least.values() for region in regions
    )
    without = dict.fromkeys(the(result.exposure.gag) for result in results if not result.risk_per_take)
    risks = [risk for result in results for risk in result.risk_per_take.values()]
    if not risks:
        yield "Injury: nothing is published that it could be read from."
    elif missing:
        yield f"Injury: poorly known; too little is published for {join_words(list(missing))}, so it may be more."
    elif any(risk.high > WIDE * max(risk.mean, risk.low) for risk in risks):
        yield "Injury: poorly known; the likeliest number and the worst lie far apart."
    else:
        yield _FROM_CRASH_TESTS
    if risks and without:
        yield f"How likely an injury is cannot be said of {join_words(list(without))}: nothing is published on that."


def _narrows(results: Sequence[ExposureResult]) -> Iterator[str]:
    """What would narrow the load that may pass its limit most often."""
    bases = [
        (exceedance_bound(load), load.basis)
        for result in results
        if (name := nearest_load(result)) and (load := result.loads[name]).basis is not None
    ]
    bound, basis = max(bases, key=lambda one: one[0], default=(0.0, None))
    if basis is not None and bound > 0 and basis.reaches:
        yield f"What would narrow it most: {what_narrows_shortly(basis)}."
