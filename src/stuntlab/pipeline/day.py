"""The day of each person: every strike that is to stop short of them added up, and what all gags put them through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Day, Dose, ExposureResult, Finding, Interval, Severity
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import GAP, SeenStrike
from stuntlab.record.dose import sum_doses
from stuntlab.record.house_rules import House, house_of
from stuntlab.takes.sample import draw
from stuntlab.units.counting import agreeing, counted
from stuntlab.verdict import Limits, at_least_once
from stuntlab.verdict.words import chance, chance_of, chance_range, the

LIKELY = 0.01
"""Chance of at least one touch on the day from which it is flagged: one such day in a hundred ends with a blow (J)."""

WIDER_M = 0.10
"""By how much a gap is tried wider: two to three times the spread of distance-keeping (J)."""

DRAWS_PER_BRANCH = 2**16
SOURCE = (
    "1 - Π(1 - p)^n over the strikes of the day, taken as independent [C]; its range is that of the draws, while rates "
    "of mistakes are known to a factor of 3 (THERP) [R-m]; 1 in 100: house rule [J]"
)


@dataclass(frozen=True, slots=True)
class Series:
    """Strikes of one gag that are to stop short of somebody: how likely each touches, and how many there are."""

    gag: Gag
    touches: Interval
    strikes: int


def house_with(limits: Limits) -> House:
    """The house rules, made stricter by the production that made the limits stricter.

    Raises: UserError for a production whose file limits what is not counted, or is laxer than the house.
    """
    return house_of(limits.production.file if limits.production else None)


def day_of(person: str, gags: Sequence[Gag], results: Sequence[ExposureResult], house: House) -> Day:
    """What the gags together do to a person, beside what a day may hold at most. results: their exposures."""
    series = series_at(person, gags, results)
    planned = sum_doses({gag.label: gag.action for gag in gags}, person)
    doses = {
        name: Dose(planned[name], limit.most, agreeing(limit.most, limit.one, limit.unit))
        for name, limit in house.dose.items()
        if planned[name]
    }
    touched = at_least_once((one.touches, one.strikes) for one in series) if series else None
    return Day(sum(one.strikes for one in series), touched, doses)


def series_at(person: str, gags: Sequence[Gag], results: Sequence[ExposureResult]) -> tuple[Series, ...]:
    """The strikes at a person that are planned to stop short; one that is meant to land is judged by what it brings."""
    by_label = {result.exposure.gag: result for result in results}
    return tuple(
        Series(gag, by_label[gag.label].contact_probability, by_label[gag.label].exposure.takes_on_the_day)
        for gag in gags
        if _stops_short_of(person, gag) and gag.label in by_label
    )


def _stops_short_of(person: str, gag: Gag) -> bool:
    return isinstance(gag, SeenStrike) and gag.strike().to == person and gag.planned_gap_m > 0


def touch_findings(
    person: str, gags: Sequence[Gag], results: Sequence[ExposureResult], day: Day, *, seed: int
) -> tuple[Finding, ...]:
    """A FLAG where at least one touch on the day is likelier than 1 in 100, with what would lower that most."""
    if day.touched is None or day.touched.high <= LIKELY:
        return ()
    ends = chance_range(day.touched)
    text = (
        f"{person}: {counted(day.short, 'strike')} {agreeing(day.short, 'is', 'are')} to stop short of them on the "
        f"day, and the chance that {agreeing(day.short, 'it', 'at least one')} touches is {chance_of(day.touched)}"
        f"{f' ({ends})' if ends else ''}."
    )
    lowers = _what_lowers(person, gags, results, seed)
    plain = (
        f"{counted(day.short, 'strike')} {agreeing(day.short, 'is', 'are')} to stop short of them on the day; "
        f"{agreeing(day.short, 'it', 'at least one')} touches on {chance_of(day.touched)} such days."
    )
    return (Finding("touched-on-the-day", Severity.FLAG, person, text, SOURCE, lowers, plain),)


def _what_lowers(person: str, gags: Sequence[Gag], results: Sequence[ExposureResult], seed: int) -> str:
    """Each gap wider, and half the takes where there are several, by what is left of the chance."""
    series = series_at(person, gags, results)
    now = [(one.touches.mean, one.strikes) for one in series]
    wider = [_touches(one.gag, WIDER_M, seed) for one in series]
    left = {
        f"{100 * WIDER_M:.0f} cm more gap in {the(one.gag.label)}": _chance_left(
            [*now[:i], (p, one.strikes), *now[i + 1 :]]
        )
        for i, (one, p) in enumerate(zip(series, wider, strict=True))
    }
    if any(one.gag.action.takes > 1 for one in series):
        whole = all(one.gag.action.takes % 2 == 0 for one in series)
        half = "half the takes" if whole else "half the takes (rounded up)"
        left[half] = _chance_left([(one.touches.mean, _in_half_the_takes(one)) for one in series])
    said = [f"{change} would leave {chance(left[change])}" for change in sorted(left, key=left.__getitem__)[:2]]
    every = ""
    if len(series) > 1:
        all_wider = _chance_left([(p, strikes) for p, (_, strikes) in zip(wider, now, strict=True)])
        every = f"; {100 * WIDER_M:.0f} cm more in every gap {chance(all_wider)}"
    return f"What lowers it most: {', '.join(said)}{every}."


def _in_half_the_takes(series: Series) -> int:
    """Strikes that are left when a gag is done half as often; a gag is done once at least."""
    takes = series.gag.action.takes
    return series.strikes * ((takes + 1) // 2) // takes


def _chance_left(series: Sequence[tuple[float, int]]) -> float:
    return at_least_once((Interval(p, p, p), strikes) for p, strikes in series).mean


def _touches(gag: Gag, wider_m: float, seed: int) -> float:
    """How often a strike would touch with its gap wider, on the plan's own luck."""
    draws = draw(gag.unknowns(), seed=seed, label=gag.label, takes_per_branch=DRAWS_PER_BRANCH)
    reached = np.bincount(draws.branch, weights=draws.values[GAP] + wider_m <= 0) / DRAWS_PER_BRANCH
    return float(np.array([branch.probability for branch in gag.branches()]) @ reached)
