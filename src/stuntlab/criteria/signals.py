"""One person's channels, asked for by place, quantity, axis and filter class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Channel, Floats
from stuntlab.errors import SignalError
from stuntlab.loads import cfc, resultant


@dataclass(frozen=True, slots=True)
class Need:
    """A signal that a criterion is made from; `channel_class` is the CFC it asks for, None for as recorded."""

    location: str
    quantity: str
    axis: str
    channel_class: int | None

    @property
    def words(self) -> str:
        """As a person would say it: "head acceleration x"."""
        return f"{self.location} {self.quantity} {self.axis}".strip()


@dataclass(frozen=True, slots=True)
class RecordedSignal:
    """A signal ready for a criterion.

    time_s, values: [time], SI. channels: what it is made of. channel_class: the CFC it has now, None where nobody said.
    notes: what was odd about it.
    """

    time_s: Floats
    values: Floats
    channels: tuple[Channel, ...]
    channel_class: int | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why a signal cannot be had: the channels that are not there, or a clause about one that is."""

    missing: tuple[Need, ...] = ()
    why: str = ""


def find(channels: Sequence[Channel], need: Need, *, filtered: bool) -> RecordedSignal | Lacking:
    """The signal a criterion needs, filtered with the class it asks for; a resultant also from its three axes.

    filtered: take every signal as it is, because the user says it is filtered.
    """
    direct = _find_axis(channels, need, filtered=filtered)
    if need.axis != "resultant" or isinstance(direct, RecordedSignal) or direct.why:
        return direct
    needs = [Need(need.location, need.quantity, axis, need.channel_class) for axis in "xyz"]
    parts = [_find_axis(channels, part, filtered=filtered) for part in needs]
    lacking = [part for part in parts if isinstance(part, Lacking)]
    if all(isinstance(part, Lacking) and part.missing for part in parts):
        return direct
    if lacking:
        why = next((part.why for part in lacking if part.why), "")
        return Lacking(why=why) if why else Lacking(tuple(axis for part in lacking for axis in part.missing))
    return _combine([part for part in parts if isinstance(part, RecordedSignal)], need)


def same_clock(signals: Sequence[RecordedSignal]) -> bool:
    """Whether the signals were sampled together."""
    first = signals[0].time_s
    return all(
        signal.time_s is first or (signal.time_s.shape == first.shape and np.allclose(signal.time_s, first, atol=1e-7))
        for signal in signals[1:]
    )


def _combine(parts: list[RecordedSignal], need: Need) -> RecordedSignal | Lacking:
    if not same_clock(parts):
        return Lacking(why=f"the axes of {need.location} {need.quantity} are on different clocks")
    return RecordedSignal(
        parts[0].time_s,
        resultant(*(part.values for part in parts)),
        tuple(channel for part in parts for channel in part.channels),
        min((part.channel_class for part in parts if part.channel_class), default=None),
        tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _find_axis(channels: Sequence[Channel], need: Need, *, filtered: bool) -> RecordedSignal | Lacking:
    matching = [
        channel
        for channel in channels
        if (channel.location, channel.quantity, channel.axis) == (need.location, need.quantity, need.axis)
    ]
    if not matching:
        return Lacking((need,))
    chosen = min(matching, key=lambda channel: _unfitness(channel, need))
    if filtered or need.channel_class is None or chosen.channel_class == need.channel_class:
        return RecordedSignal(chosen.time_s, chosen.values, (chosen,), chosen.channel_class)
    if chosen.channel_class is not None and chosen.channel_class < need.channel_class:
        what = f"{need.location} {need.quantity}"
        note = f"{what} is filtered CFC {chosen.channel_class} where {need.channel_class} is asked: may read low"
        return RecordedSignal(chosen.time_s, chosen.values, (chosen,), chosen.channel_class, (note,))
    try:
        values = cfc(chosen.time_s, chosen.values, need.channel_class)
    except SignalError as problem:
        return Lacking(why=f"{need.words} cannot be filtered: {problem}")
    return RecordedSignal(chosen.time_s, values, (chosen,), need.channel_class)


def _unfitness(channel: Channel, need: Need) -> float:
    """0 for the class that is asked, small for a wider one, large for a narrower one."""
    wanted = need.channel_class or 10_000
    has = channel.channel_class or 10_000
    return float(has - wanted if has >= wanted else 1e6 + wanted - has)
