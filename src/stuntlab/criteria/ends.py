"""The ends of a record: what its filter cannot know there, peaks that lie there, and loads that reach beyond them.

A load that still grows where the record ends was higher than anything in it, and so was one that falls from where the
record begins: what is read is then the least that the load was. A glitch on the last sample is no such load.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from stuntlab.criteria.methods import Reading
from stuntlab.criteria.signals import RecordedSignal, step_of
from stuntlab.datasets import Floats
from stuntlab.loads import Method

_FEWEST_SAMPLES = 10
# An end that is this much higher than all that is taken is pointed out; a signal that still rises at its last sample is
# cut, by however little (J).
_HIGHER = 1.02
_RISING = 1 + 1e-6
_SMALL = 0.3
# No recorder of this trade samples faster than a million times a second (J).
_FASTEST_S = 1e-6
# A load that grows does so over as many samples, and by no step that is so much larger than the one before it: that is
# a glitch (J).
_FEWEST_GROWING = 5
_STEEPENING = 3.0
# A window that ends with the record, or a sum over it, is cut off where the signal is still so high, as a share of its
# peak (J).
_STILL_HIGH = 0.1
_SUMS = frozenset({Method.SEVERITY_INDEX, Method.FEMUR_IMPULSE, Method.SOLE_IMPULSE, Method.BURN})
_SWINGS = frozenset({Method.DRI, Method.DAMAGE})
"""What goes on after its signal: a record may end before its peak."""


def cut_ends(signals: Mapping[str, RecordedSignal]) -> dict[str, RecordedSignal] | str:
    """The signals of one criterion without the ends that their filters cannot know, or why nothing is left of them."""
    unknown_s = max(signal.unknown_s for signal in signals.values())
    if not unknown_s:
        return dict(signals)
    any_signal = next(iter(signals.values()))
    step_s, count = step_of(any_signal.time_s), any_signal.time_s.size
    cut = math.ceil(unknown_s / step_s - 1e-6)
    if count - 2 * cut < _FEWEST_SAMPLES:
        hint = "; is the unit of its clock right? --map 'time=time [s]' gives another" if step_s < _FASTEST_S else ""
        return (
            f"the record lasts {(count - 1) * step_s * 1e3:.3g} ms, of which its filter cannot know the first and last "
            f"{unknown_s * 1e3:.2g} ms; record longer, or take it as it is with --filtered{hint}"
        )
    return {name: _cut(signal, cut, _counts(signal, signals)) for name, signal in signals.items()}


def _cut(signal: RecordedSignal, cut: int, counts: bool) -> RecordedSignal:
    inside = slice(cut, signal.values.size - cut)
    note = _higher_outside(signal.values, inside, cut * step_of(signal.time_s)) if counts else ""
    return replace(
        signal,
        time_s=signal.time_s[inside],
        values=signal.values[inside],
        notes=(*signal.notes, note) if note else signal.notes,
    )


def _higher_outside(values: Floats, inside: slice, length_s: float) -> str:
    """A note where the largest value of a signal lies in an end that was left out, and did not come by growing."""
    sizes = np.abs(values)
    taken = float(sizes[inside].max())
    if grows_beyond(values[inside]):
        return ""
    for which, outside in (("first", sizes[: inside.start]), ("last", sizes[inside.stop :])):
        if outside.max() > _HIGHER * taken:
            times = f" ({outside.max() / taken:.3g} times the rest)" if taken > 0 else ""
            return (
                f"the highest value lies in the {which} {length_s * 1e3:.2g} ms of the record{times} and was left out: "
                "a glitch, or the record is cut there and was higher"
            )
    return ""


def highest_at_an_end(signals: Mapping[str, RecordedSignal]) -> str:
    """A note where a signal that is taken as it is has its peak at the very end of the record, "" where none has."""
    for signal in signals.values():
        sizes = np.abs(signal.values)
        if not signal.as_it_is or sizes.size < 3 or not _counts(signal, signals) or grows_beyond(signal.values):
            continue
        rest = float(sizes[1:-1].max())
        for which, end in (("first", sizes[0]), ("last", sizes[-1])):
            if end > _RISING * rest:
                return (
                    f"the peak is the {which} sample of the record: a glitch, or the record is cut there and was "
                    "higher; no risk is taken from it"
                )
    return ""


def reaches_beyond(signals: Mapping[str, RecordedSignal], reading: Reading, method: Method) -> str:
    """Why a reading is the least that the load was, as a clause; "" where the record holds the whole of it."""
    if not reading.value > 0:
        return ""
    counting = [signal for signal in signals.values() if _counts(signal, signals)]
    for signal in counting:
        if end := grows_beyond(signal.values) or _cuts(signal, reading, method):
            return end
    if method in _SWINGS and float(reading.end_s) >= counting[0].time_s[-1]:
        return "the record ends before the peak"
    return ""


def grows_beyond(values: Floats) -> str:
    """How a signal, [time], goes on beyond its record: highest at an end, towards which it has grown; "" for not."""
    sizes = np.abs(values)
    if _grows(sizes):
        return "the record ends while the load still grows"
    if _grows(sizes[::-1]):
        return "the record begins after the load has grown"
    return ""


def _grows(sizes: Floats) -> bool:
    """Whether the sizes of a signal, [time], are highest at their end and come there by growing."""
    last = np.diff(sizes[-_FEWEST_GROWING:])
    if sizes.size < 2 * _FEWEST_GROWING or sizes[-1] < sizes.max() or not (last >= 0).all():
        return False
    return bool(sizes[-1] > _RISING * sizes[-_FEWEST_GROWING]) and bool(last[-1] <= _STEEPENING * last[:-1].max())


def _cuts(signal: RecordedSignal, reading: Reading, method: Method) -> str:
    """How a window or a sum is cut off by an end of the record at which the signal is still high."""
    start_s, end_s = (signal.time_s[0], signal.time_s[-1]) if method in _SUMS else (reading.start_s, reading.end_s)
    if not end_s > start_s:
        return ""
    sizes, half_step_s = np.abs(signal.values), step_of(signal.time_s) / 2
    high = _STILL_HIGH * float(sizes.max())
    if end_s > signal.time_s[-1] - half_step_s and sizes[-1] > high:
        return "the record ends while the load is still high"
    if start_s < signal.time_s[0] + half_step_s and sizes[0] > high:
        return "the record begins when the load is already high"
    return ""


def _counts(signal: RecordedSignal, signals: Mapping[str, RecordedSignal]) -> bool:
    """Whether a signal is no small one beside others of its quantity, whose noise would say nothing."""
    quantity = signal.channels[0].quantity
    alike = [one.values for one in signals.values() if one.channels[0].quantity == quantity]
    return float(np.abs(signal.values).max()) >= _SMALL * max(float(np.abs(values).max()) for values in alike)
