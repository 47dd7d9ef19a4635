"""From columns of numbers to channels: an even clock, no gaps, SI.

A clock printed with few digits jumps about by its rounding. Steps within a tenth of the mean step are taken as rounding
(J) and put on the even clock; anything more is refused, because no filter can be right on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from stuntlab.datasets import Channel, FaultyChannel, Floats
from stuntlab.errors import RecordingError
from stuntlab.imports.identity import Identity
from stuntlab.imports.quantities import measured_quantities, to_si
from stuntlab.units.counting import counted

_ROUNDING = 0.1
# A million g, a giganewton or a gigapascal is a damaged file and not a measurement (J).
_LARGEST = 1e9
# Below this no criterion has anything to work on; above it the numbers and their filtered copies would need more than a
# gigabyte. A crash test of 200 channels has 10 million (J).
FEWEST_SAMPLES = 10
MOST_NUMBERS = 30_000_000
_MOST_NAMED = 4

Place = Callable[[int], str]
"""Says where the sample of an index is, for messages: "line 17"."""


def even_clock(time_s: Floats, *, where: str, place: Place) -> Floats:
    """The clock, [time], s, with the rounding of its digits taken out.

    Raises: RecordingError for too few samples, gaps, a clock that stands still, runs backwards or is uneven.
    """
    if time_s.size < FEWEST_SAMPLES:
        raise RecordingError(f"{where}: has {counted(time_s.size, 'sample')}; at least {FEWEST_SAMPLES} are needed")
    refuse_gaps(time_s, what="the clock", where=where, place=place)
    steps = np.diff(time_s)
    if np.any(steps <= 0):
        at = int(np.argmax(steps <= 0)) + 1
        goes = "stands still" if steps[at - 1] == 0 else "goes backwards"
        raise RecordingError(
            f"{where}: the clock {goes} at {place(at)}, from {time_s[at - 1]:.6g} s to {time_s[at]:.6g} s; "
            "time must rise, printed with enough digits to tell two samples apart; if the rows are even, give their "
            "rate: --map 'rows=time [10 kHz]'"
        )
    even = np.linspace(time_s[0], time_s[-1], time_s.size)
    step = (even[-1] - even[0]) / (even.size - 1)
    off = np.abs(time_s - even)
    if off.max() > _ROUNDING * step:
        at = int(np.argmax(np.abs(steps - np.median(steps)))) + 1
        raise RecordingError(
            f"{where}: sampling is uneven, with steps from {steps.min() * 1e3:.4g} to {steps.max() * 1e3:.4g} ms (see "
            f"{place(at)}); a filter needs an even clock, so resample the signals first (stuntlab.loads.resample)"
        )
    return even


def refuse_gaps(values: Floats, *, what: str, where: str, place: Place) -> None:
    """Refuse values that are missing or infinite.

    Raises: RecordingError for how many, and where the first one is.
    """
    bad = ~np.isfinite(values)
    if bad.any():
        of_all = f"{int(bad.sum()):,} of {counted(values.size, 'value')}".replace(",", " ")
        raise RecordingError(
            f"{where}: {what} has {of_all} missing or not a number, the first at {place(int(np.argmax(bad)))}; mend "
            "the gap or cut the record there"
        )


def channel(
    identity: Identity, *, name: str, unit: str, time_s: Floats, values: Floats, where: str, place: Place
) -> Channel:
    """One channel in SI.

    time_s: [time], s, even; values: [time], in `unit`.

    Raises: RecordingError for a unit of something else, gaps.
    """
    factor = to_si(identity.quantity, unit, where=f"{where}, '{name}'")
    refuse_gaps(values, what=f"'{name}'", where=where, place=place)
    _refuse_absurd(values * factor, name=name, where=where, place=place)
    return Channel(
        name=name,
        location=identity.location,
        quantity=identity.quantity,
        axis=identity.axis,
        unit=measured_quantities()[identity.quantity].unit,
        time_s=time_s,
        values=values * factor,
        channel_class=identity.channel_class,
        person=identity.person,
        dummy=identity.dummy,
        source=where,
    )


def _refuse_absurd(values: Floats, *, name: str, where: str, place: Place) -> None:
    at = int(np.argmax(np.abs(values)))
    if abs(values[at]) > _LARGEST:
        raise RecordingError(
            f"{where}: '{name}' is {values[at]:.3g} in SI at {place(at)}, more than any sensor measures; "
            "check the unit and the file"
        )


def part_twins(channels: Iterable[Channel], *, where: str) -> tuple[list[Channel], list[FaultyChannel]]:
    """The channels without those of which two say they are the same signal with the same filter, and these."""
    alike: dict[tuple[object, ...], list[Channel]] = {}
    for one in channels:
        alike.setdefault((one.person, one.location, one.quantity, one.axis, one.channel_class), []).append(one)
    kept: list[Channel] = []
    twins: list[FaultyChannel] = []
    for group in alike.values():
        first = group[0]
        if len(group) == 1:
            kept.append(first)
            continue
        others = [f"{len(group) - _MOST_NAMED:,} others"] if len(group) > _MOST_NAMED else []
        names = " and ".join([*(f"'{one.name}'" for one in group[:_MOST_NAMED]), *others])
        same = f"{first.location} {first.quantity} {first.axis}".strip()
        why = f"{where}: {names} are {'both' if len(group) == 2 else 'all'} {same}; keep one of them"
        twins.append(FaultyChannel(first.name, first.location, first.quantity, first.axis, first.person, why))
    return kept, twins
