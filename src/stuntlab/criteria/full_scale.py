"""Channels that stand at the end of their range: a sensor at its stop, an amplifier or a recorder that is full.

A peak that is only rounded also stands still for some samples. It comes there slowly, though: over as many samples
before it a parabola falls by four digits and a bit. A signal that stands still at its highest value, and comes and goes
much faster than that, was cut off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from stuntlab.criteria.methods import Reading
from stuntlab.criteria.signals import RecordedSignal
from stuntlab.datasets import Channel, Floats, Integers
from stuntlab.loads.cfc import cfc_reach_s

_FEWEST_STILL = 3
# So many digits a cut-off signal falls on either side, over as many samples as it stood still (J: twice a parabola's).
_DIGITS = 10
# Where every value stands still for some samples, a recorder repeats them; so much longer the top must be (J).
_LONGER = 3
_HIGH = 0.3


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a record, s."""

    start_s: float
    end_s: float


def cut_off(channel: Channel) -> Stretch | None:
    """Where a channel stands at the end of its range first, None where it never does."""
    top = float(np.abs(channel.values).max())
    if top == 0:
        return None
    starts, lengths = _runs(channel.values)
    levels = np.abs(channel.values[starts])
    at_top = levels == top
    usual = int(lengths[~at_top & (levels > _HIGH * top)].max(initial=1))
    for start, length in zip(starts[at_top], lengths[at_top], strict=True):
        if length >= max(_FEWEST_STILL, _LONGER * usual) and _is_cut(channel.values, int(start), int(length)):
            return Stretch(float(channel.time_s[start]), float(channel.time_s[start + length - 1]))
    return None


def _runs(values: Floats) -> tuple[Integers, Integers]:
    """First indices and lengths of the stretches of equal values."""
    starts = np.r_[0, np.flatnonzero(np.diff(values)) + 1]
    return starts, np.diff(np.r_[starts, values.size])


def _is_cut(values: Floats, start: int, length: int) -> bool:
    """Whether a signal falls steeply on both sides of where it stands still at its highest, inside its record."""
    end = start + length
    if start == 0 or end == values.size:
        return False
    sizes, top = np.abs(values), abs(float(values[start]))
    steps = np.abs(np.diff(values))[sizes[1:] > _HIGH * top]
    digit = float(steps[steps > 0].min(initial=np.inf))
    beside = (sizes[max(start - length, 0)], sizes[min(end + length - 1, values.size - 1)])
    return top - float(max(beside)) >= _DIGITS * digit


def at_full_scale(signals: Mapping[str, RecordedSignal], reading: Reading) -> str:
    """Which channel was cut off where a reading comes from, as a clause; "" for none."""
    for signal in signals.values():
        reach_s = cfc_reach_s(signal.channel_class) if signal.channel_class else 0.0
        for channel in signal.channels:
            found = cut_off(channel)
            if found is not None and _overlaps(found, reading, reach_s) and _matters(channel, signal):
                return (
                    f"'{channel.name}' stands still at its highest value from {found.start_s * 1e3:.4g} ms to "
                    f"{found.end_s * 1e3:.4g} ms: the sensor or its recorder was at the end of its range"
                )
    return ""


def _overlaps(cut: Stretch, reading: Reading, reach_s: float) -> bool:
    start_s, end_s = float(reading.start_s), float(reading.end_s)
    return not (start_s > cut.end_s + reach_s or end_s < cut.start_s - reach_s)


def _matters(channel: Channel, signal: RecordedSignal) -> bool:
    return float(np.abs(channel.values).max()) >= _HIGH * float(np.abs(signal.values).max())
