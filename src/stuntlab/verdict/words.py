"""Numbers as a coordinator says them: “1 850 N”, “8.4 times”, “about 1 in 1 400 takes”."""

from __future__ import annotations

import math

from stuntlab.datasets import Interval

SMALLEST = 1e-5
"""Below 1 in 100 000 neither the draws nor the model can tell, so no smaller number is said."""


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


def chance(probability: float) -> str:
    """A probability in one or two digits: "93 %", "1 in 14", "1 in 1 400", "under 1 in 100 000", "none"."""
    if probability <= 0:
        return "none"
    if probability < SMALLEST:
        return f"under 1 in {amount(1 / SMALLEST)}"
    if probability < 0.1:
        return f"1 in {amount(1 / probability, 2)}"
    return percent(probability)


def percent(share: float) -> str:
    """A share in two digits, never rounded up to all or down to nothing: "93 %", "over 99 %"."""
    if share > 0.99:
        return "100 %" if share == 1 else "over 99 %"
    return f"{amount(100 * share, 2)} %"


def chance_of(interval: Interval) -> str:
    """The mean, or the upper end where it is too small to be said: "1 in 1 400", "under 1 in 27 000", "none"."""
    if interval.mean >= SMALLEST:
        return chance(interval.mean)
    return "none" if interval.high == 0 else f"under {chance(max(interval.high, SMALLEST))}"


def no_less(said: str) -> str:
    """A chance of which only the least is known: "at least 1 in 40"; where that is too small to be said, as it is."""
    return said if said.startswith(("under", "none")) else f"at least {said}"


def of_takes(said: str) -> str:
    """A chance as a number of takes: "52 % of takes", "1 in 1 400 takes", "no take"."""
    if said == "none":
        return "no take"
    return f"{said} of takes" if said.endswith("%") else f"{said} takes"


def chance_range(interval: Interval) -> str:
    """The ends of an interval in the manner of its mean: "1 in 2 100 to 1 in 900", "8.3 % to 33 %".

    Empty where the upper end is said instead of the mean, and where both ends read alike.
    """
    say = percent if interval.mean >= 0.1 else chance
    low, high = say(interval.low), say(interval.high)
    return "" if interval.mean < SMALLEST or low == high else f"{low} to {high}"


def the(gag: str) -> str:
    """A gag in a sentence: "the kick", but "kick 2"."""
    return gag if gag[-1:].isdigit() else f"the {gag}"
