"""Findings on a car that leaves a ramp: how far it flies, how hard it lands, and how far nose down."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets import Finding, Interval, Severity
from stuntlab.datasets.vehicles import CarJumpFacts
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import amount, chance, chance_of, of_takes

ROUTINE_FALL_M, MOST_FALL_M = 1.0, 2.0
"""A landing as an equivalent fall height (vehicles_fire.md 3, J)."""

_SOURCE = "flight without drag from the lip [C]; vehicles_fire.md 3 [J]"


def car_jump_findings(
    limits: Limits, jump: CarJumpFacts, driver: str, *, short: Interval, beyond: Interval, goes_over: Interval
) -> Iterator[Finding]:
    """On flight, landing, nose, and whether it comes down where it is meant to."""
    low, middle, high = jump.range_m
    said = (
        f"{driver}: flies {_m(middle)} in {amount(jump.flight_s, 2)} s as planned, {_m(low)} to {_m(high)} in 998 of "
        "1 000 takes."
    )
    yield Finding("car-flight", Severity.NOTE, driver, said, _SOURCE)
    yield _landing(jump, driver)
    allowed = limits.allowance("chosen_ais3_take")
    yield _nose(jump, driver, goes_over, allowed)
    yield _where(jump, driver, short, beyond, allowed)


def _landing(jump: CarJumpFacts, driver: str) -> Finding:
    middle, worst = jump.fall_m
    said = (
        f"{driver}: lands as hard as a fall of {_m(middle)}, {_m(worst)} in the worst of 1 000 takes; "
        f"{_m(ROUTINE_FALL_M)} is routine, {_m(MOST_FALL_M)} the most."
    )
    remedy = "Land on a ramp that slopes as the car comes down, lower the lip, or drive slower."
    if worst > MOST_FALL_M:
        return Finding("car-landing", Severity.STOP, driver, said, _SOURCE, remedy)
    if worst > ROUTINE_FALL_M:
        return Finding("car-landing", Severity.FLAG, driver, said, _SOURCE, remedy)
    return Finding("car-landing", Severity.NOTE, driver, said, _SOURCE)


def _nose(jump: CarJumpFacts, driver: str, goes_over: Interval, allowed: float) -> Finding:
    middle, worst = jump.nose_deg
    said = (
        f"{driver}: comes down {_nose_said(middle)} as planned, {_nose_said(worst)} in the worst of 1 000 takes; from "
        f"{jump.flips_deg:.0f} deg nose down it goes over, in {of_takes(chance_of(goes_over))}, allowed "
        f"{chance(allowed)}."
    )
    if goes_over.mean <= allowed:
        return Finding("car-nose", Severity.NOTE, driver, said, _SOURCE)
    weigh = "" if jump.balanced else "Put ballast in the boot (balanced: true), "
    remedy = f"{weigh}jump less far, or land on a steeper ramp."
    return Finding("car-nose", Severity.STOP, driver, said, _SOURCE, remedy[0].upper() + remedy[1:])


def _where(jump: CarJumpFacts, driver: str, short: Interval, beyond: Interval, allowed: float) -> Finding:
    """Whether it comes down where the landing is."""
    if jump.begins_m is None:
        said = f"{driver}: where the landing begins is not in the plan, so nobody can say whether the car reaches it."
        remedy = "Measure it from the lip (lands_beyond, landing_long)."
        return Finding("car-landing-place", Severity.HOLD, driver, said, _SOURCE, remedy)
    said = f"{driver}: comes down short of the landing in {of_takes(chance_of(short))}"
    if jump.long_m is not None:
        said += f", beyond it in {of_takes(chance_of(beyond))}"
    said += f"; allowed {chance(allowed)}."
    if max(short.mean, beyond.mean) > allowed:
        remedy = (
            "Bring the landing nearer, make it longer, and hold the speed by a gate; slow runs must be able to stop."
        )
        return Finding("car-landing-place", Severity.STOP, driver, said, _SOURCE, remedy)
    return Finding("car-landing-place", Severity.NOTE, driver, said, _SOURCE)


def _nose_said(down_deg: float) -> str:
    return f"{down_deg:.0f} deg nose down" if down_deg >= 0 else f"{-down_deg:.0f} deg nose up"


def _m(length_m: float) -> str:
    return f"{amount(length_m)} m"
