"""Findings on a fall into water: depth, and height and attitude against what is published. No body was simulated."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets import Catch, Finding, Interval, Severity, WaterEntry
from stuntlab.units import Dimension, unit_factor
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import amount, takes_with_bound


def water_findings(limits: Limits, catch: Catch, water: WaterEntry, person: str, flat: Interval) -> tuple[Finding, ...]:
    """Every check of water; flat: how often a take enters flat."""
    return (
        *_depth(catch, water, person),
        *_entry(catch, water, person),
        *_flat(limits, catch, water, person, flat),
    )


def _depth(catch: Catch, water: WaterEntry, person: str) -> Iterator[Finding]:
    """What lies under it was sounded, and is as deep as a jump of that height, or a board, asks for."""
    source = water.sources["depth"]
    feet = water.enters == "feet"
    asked = "a jump" if feet else "a dive"
    if water.depth_m is None:
        text = (
            f"{person}: how deep {catch.catcher} is where they come down is not in the plan; {asked} of "
            f"{_m(catch.take_off_m)} asks for {_m(water.needed_m)} at least."
        )
        sound = "Sound it at the lowest water of the day and look for what lies in it (depth)."
        yield Finding("water-depth", Severity.HOLD, person, text, source, sound)
    elif water.depth_m < water.needed_m:
        height_m = catch.take_off_m if feet else min(catch.take_off_m, water.needed_up_to_m)
        text = (
            f"{person}: {catch.catcher} is {_m(water.depth_m)} deep, and {asked} of {_m(height_m)} asks for "
            f"{_m(water.needed_m)}."
        )
        yield Finding("water-depth", Severity.STOP, person, text, source, "Find deeper water, or take off lower.")
    elif catch.take_off_m > water.needed_up_to_m:
        text = (
            f"{person}: {catch.catcher} is {_m(water.depth_m)} deep; no depth was found published for falls of more "
            f"than {_m(water.needed_up_to_m)}."
        )
        yield Finding("water-depth", Severity.FLAG, person, text, source)


def _entry(catch: Catch, water: WaterEntry, person: str) -> Iterator[Finding]:
    """Height and speed against the onset of injury for what meets the water first."""
    if water.onset_m is None:
        return
    speed = f"{amount(water.speed_m_s)} m/s ({amount(water.speed_m_s / unit_factor(Dimension.SPEED, 'km/h'))} km/h)"
    said = f"{person}: enters {catch.catcher} {water.enters} first at {speed} from {_m(catch.take_off_m)}"
    onset = f"of untrained people injury sets in above {_m(water.onset_m)} that way"
    source = water.sources["onset_m"]
    if catch.take_off_m <= water.onset_m:
        yield Finding("water-entry", Severity.NOTE, person, f"{said}; {onset}.", source)
    elif not water.trained or water.enters == "head":
        lower = "Take off lower, or give it to somebody trained to dive from there (trained_diver)."
        yield Finding("water-entry", Severity.STOP, person, f"{said}; {onset}.", source, lower)
    elif catch.take_off_m > water.trained_m or water.speed_m_s > water.critical_m_s:
        text = (
            f"{said}; trained divers are known to {_m(water.trained_m)}, and {amount(water.critical_m_s)} m/s is where "
            "few survive."
        )
        both = f"{source}; {water.sources['survived']}"
        yield Finding("water-entry", Severity.STOP, person, text, both, "Take off lower.")
    else:
        text = f"{said}; {onset}, and trained divers are known to {_m(water.trained_m)}."
        yield Finding("water-entry", Severity.FLAG, person, text, source)


def _flat(limits: Limits, catch: Catch, water: WaterEntry, person: str, flat: Interval) -> Iterator[Finding]:
    """Nobody has published from which height a flat entry hurts."""
    if catch.take_off_m <= water.flat_m or flat.high <= limits.allowance("chosen_exceedance"):
        return
    text = (
        f"{person}: enters {catch.catcher} flat in {takes_with_bound(flat)}, and "
        f"from more than {_m(water.flat_m)} nobody has published what that does."
    )
    hold = "Enter feet or hands first and hold the attitude (rotation), or fall onto something that catches."
    yield Finding("water-flat", Severity.CANNOT_ASSESS, person, text, water.sources["flat"], hold)


def _m(value: float) -> str:
    return f"{amount(value)} m"
