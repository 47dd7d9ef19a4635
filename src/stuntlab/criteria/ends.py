"""The ends of a record: what its filter cannot know there, and peaks that lie there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from stuntlab.criteria.signals import RecordedSignal, step_of
from stuntlab.datasets import Floats

_FEWEST_SAMPLES = 10
# An end that is this much higher than all that is taken is pointed out; a signal that still rises at its last sample is
# cut, by however little (J).
_HIGHER = 1.02
_RISING = 1 + 1e-6
_SMALL = 0.3
# No recorder of this trade samples faster than a million times a second (J).
_FASTEST_S = 1e-6


def cut_ends(signals: Mapping[str, RecordedSignal]) -> dict[str, RecordedSignal] | str:
    """The signals of one criterion without the ends that their filters cannot know, or why nothing is left of them."""
    unknown_s = max(signal.unknown_s for signal in signals.values())
    if not unknown_s:
        return dict(signals)
    any_signal = next(iter(signals.values()))
    step_s, count = step_of(any_signal.time_s), any_signal.time_s.size
    cut = math.ceil(unknown_s / step_s - 1e-6)
    if count - 2 * cut < _FEWEST_SAMPLES:
        hint = "; is the unit of its clock right?" if step_s < _FASTEST_S else ""
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
    """A note where the largest value of a signal lies in an end that was left out."""
    sizes = np.abs(values)
    taken = float(sizes[inside].max())
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
        if not signal.as_it_is or sizes.size < 3 or not _counts(signal, signals):
            continue
        rest = float(sizes[1:-1].max())
        for which, end in (("first", sizes[0]), ("last", sizes[-1])):
            if end > _RISING * rest:
                return (
                    f"the peak is the {which} sample of the record: a glitch, or the record is cut there and was "
                    "higher; no risk is taken from it"
                )
    return ""


def _counts(signal: RecordedSignal, signals: Mapping[str, RecordedSignal]) -> bool:
    """Whether a signal is no small one beside others of its quantity, whose noise would say nothing."""
    quantity = signal.channels[0].quantity
    alike = [one.values for one in signals.values() if one.channels[0].quantity == quantity]
    return float(np.abs(signal.values).max()) >= _SMALL * max(float(np.abs(values).max()) for values in alike)
