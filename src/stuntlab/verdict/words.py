"""Numbers as a coordinator says them: “1 850 N”, “8.4 times”, “about 1 in 1 400 takes”.

Chances have one notation everywhere: so many in so many, “52 in 100”, “1 in 1 400”.
"""

from __future__ import annotations

import math

from stuntlab.datasets import Interval
from stuntlab.plan import label_words

SMALLEST = 1e-5
"""Below 1 in 100 000 neither the draws nor the model can tell, so no smaller number is said."""

PER_CENT_FROM = 0.1
"""From here chances are said in hundredths, below as 1 in so many."""

PLAIN_INJURY = {"ais2": "an injury that needs a doctor", "ais3": "an injury that needs a hospital"}
"""The severities that risks are kept for, in everyday words: AIS 2+ and AIS 3+."""


def amount(value: float, digits: int = 3) -> str:
    """A number with some significant digits and thin groups of thousands: 1846.3 -> "1 850"."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "unknown"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, decimals)
    if decimals <= 0 or rounded == int(rounded):
        return f"{int(rounded):,}".replace(",", " ")
    return f"{rounded:.{decimals}f}".rstrip("0").rstrip(".")


def with_unit(value: float, unit: str) -> str:
    """An amount and its unit, “1 850 N”; a plain number where the unit is “1”."""
    return amount(value) if unit == "1" else f"{amount(value)} {unit}"


def times(factor: float) -> str:
    """How many times over: "8.4 times", "1.0 times"."""
    said = amount(factor, 2)
    return "1.0 times" if said == "1" else f"{said} times"


def say_load(value: float, unit: str, measured_to: float | None) -> str:
    """A load with its unit; beyond all that was ever measured only that it is.

    measured_to: about the largest published value, in the unit.
    """
    if measured_to is not None and value > measured_to:
        return f"over {with_unit(measured_to, unit)}, beyond any published data"
    return with_unit(value, unit)


SURE = "100 in 100"
"""What is said of a chance of 1."""


def chance(probability: float) -> str:
    """A probability in one or two digits: "93 in 100", "1 in 14", "1 in 1 400", "under 1 in 100 000", "none"."""
    if probability <= 0:
        return "none"
    if probability < SMALLEST:
        return f"under 1 in {amount(1 / SMALLEST)}"
    if probability < PER_CENT_FROM:
        return f"1 in {amount(1 / probability, 2)}"
    if probability > 0.99:
        return SURE if probability == 1 else "over 99 in 100"
    return f"{amount(100 * probability, 2)} in 100"


def chance_of(interval: Interval) -> str:
    """The mean, or the upper end where it is too small to be said: "1 in 1 400", "under 1 in 27 000", "none"."""
    if interval.mean >= SMALLEST:
        return chance(interval.mean)
    return "none" if interval.high == 0 else f"under {chance(max(interval.high, SMALLEST))}"


def no_less(said: str) -> str:
    """A chance of which only the least is known: "at least 1 in 40"; as it is where that is all or too small to say."""
    return said if said.startswith(("under", "over", "none", SURE)) else f"at least {said}"


_WHOLE = {"none": "no take", SURE: "every take"}


def of_takes(said: str) -> str:
    """A chance as a number of takes: "52 of 100 takes", "1 of 1 400 takes", "no take", "every take"."""
    return _WHOLE.get(said) or f"{said.replace(' in ', ' of ')} takes"


def with_bound(said: str, interval: Interval, *, allowed: float | None = None) -> str:
    """What is said of a chance, and its upper end behind it, unless that is what is said: "(upper bound 1 in 370)".

    allowed: how often it may be, which is then said with it.
    """
    most, mean = chance(interval.high), chance_of(interval)
    notes = [] if most in (mean, mean.removeprefix("under ")) else [f"upper bound {most}"]
    notes += [] if allowed is None else [f"{chance(allowed)} is allowed"]
    return f"{said} ({'; '.join(notes)})" if notes else said


def takes_with_bound(interval: Interval, *, allowed: float | None = None) -> str:
    """`with_bound` of a number of takes: "1 of 380 takes (upper bound 1 in 370)"."""
    return with_bound(of_takes(chance_of(interval)), interval, allowed=allowed)


def takes_at_most(bound: float) -> str:
    """An upper end alone: "at most 1 of 370 takes (upper bound)", "no take"."""
    said = chance(bound)
    if bound <= 0:
        return of_takes(said)
    return f"{of_takes(said if said.startswith('under') else f'at most {said}')} (upper bound)"


ONLY_UPPER_BOUND = "Only the upper bound passes"
"""What is said where a mean is within what is allowed and its upper end is not."""


def chance_range(interval: Interval) -> str:
    """The ends of an interval: "1 in 2 100 to 1 in 900", "13 to 33 in 100".

    Empty where the upper end is said instead of the mean, and where both ends read alike.
    """
    low, high = chance(interval.low), chance(interval.high)
    if interval.mean < SMALLEST or low == high:
        return ""
    return f"{low.removesuffix(' in 100') if interval.low >= PER_CENT_FROM else low} to {high}"


def the(gag: str) -> str:
    """A gag in a sentence: "the high fall", but "kick 2"."""
    said = label_words(gag)
    return said if said[-1:].isdigit() else f"the {said}"


def capitalise(text: str) -> str:
    """A sentence as it begins."""
    return text[:1].upper() + text[1:]
