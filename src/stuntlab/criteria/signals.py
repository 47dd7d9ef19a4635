"""One person's channels, asked for by place, quantity, axis and filter class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.criteria.rates import in_hertz
from stuntlab.datasets import Channel, FaultyChannel, Floats
from stuntlab.errors import SignalError
from stuntlab.loads import cfc, resultant
from stuntlab.loads.catalogue import CHANNEL_CLASSES
from stuntlab.loads.cfc import cfc_reach_s, highest_class

# Samples whose median is taken for the end of a record: a glitch of a few samples is then no step (J).
_MOST_PIVOT = 9


@dataclass(frozen=True, slots=True)
class TakenSignal:
    """How the user wants signals to be taken.

    filtered: every signal is filtered already. highest_class: no signal is filtered with a wider class, None for those
    that the criteria ask.
    """

    filtered: bool = False
    highest_class: int | None = None

    def class_for(self, need: Need) -> int | None:
        """The class to filter a signal with, None for as it is."""
        if need.channel_class is None or self.highest_class is None:
            return need.channel_class
        return min(need.channel_class, self.highest_class)


@dataclass(frozen=True, slots=True)
class Need:
    """A signal that a criterion is made from; `channel_class` is the CFC it asks for, None for as recorded."""

    location: str
    quantity: str
    axis: str
    channel_class: int | None

    @property
    def place(self) -> tuple[str, str, str]:
        """Location, quantity and axis."""
        return self.location, self.quantity, self.axis

    @property
    def words(self) -> str:
        """As a person would say it: "head acceleration x"."""
        return f"{self.location} {self.quantity} {self.axis}".strip()


@dataclass(frozen=True, slots=True)
class RecordedSignal:
    """A signal ready for a criterion.

    time_s, values: [time], SI. channels: what it is made of. channel_class: the CFC it has now, None where nobody said.
    notes: what was odd about it. unknown_s: how much of each end depends on what was not recorded, s. as_it_is: whether
    it came filtered, or has no class.
    """

    time_s: Floats
    values: Floats
    channels: tuple[Channel, ...]
    channel_class: int | None
    notes: tuple[str, ...] = ()
    unknown_s: float = 0.0
    as_it_is: bool = False


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why a signal cannot be had: the channels that are not there, or a clause about one that is."""

    missing: tuple[Need, ...] = ()
    why: str = ""


def find(
    channels: Sequence[Channel], need: Need, taken: TakenSignal, faulty: Sequence[FaultyChannel]
) -> RecordedSignal | Lacking:
    """The signal a criterion needs, filtered with the class it asks for; a resultant also from its three axes.

    faulty: channels of the person that cannot be used, which then say why the signal is not there.
    """
    direct = _find_axis(channels, need, taken, faulty)
    if need.axis != "resultant" or isinstance(direct, RecordedSignal) or direct.why:
        return direct
    needs = [Need(need.location, need.quantity, axis, need.channel_class) for axis in "xyz"]
    parts = [_find_axis(channels, part, taken, faulty) for part in needs]
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
    still = [axis for axis, part in zip("xyz", parts, strict=True) if not np.ptp(part.channels[0].values)]
    note = f"{need.location} {need.quantity} {', '.join(still)} never moves: not fitted, or dead?"
    return RecordedSignal(
        parts[0].time_s,
        resultant(*(part.values for part in parts)),
        tuple(channel for part in parts for channel in part.channels),
        min((part.channel_class for part in parts if part.channel_class), default=None),
        tuple(dict.fromkeys([*(note for part in parts for note in part.notes), *([note] if still else [])])),
        max(part.unknown_s for part in parts),
        any(part.as_it_is for part in parts),
    )


def _find_axis(
    channels: Sequence[Channel], need: Need, taken: TakenSignal, faulty: Sequence[FaultyChannel]
) -> RecordedSignal | Lacking:
    matching = [one for one in channels if (one.location, one.quantity, one.axis) == need.place]
    if not matching:
        broken = next((one for one in faulty if (one.location, one.quantity, one.axis) == need.place), None)
        return Lacking(why=broken.why) if broken else Lacking((need,))
    asked = taken.class_for(need)
    chosen = min(matching, key=lambda channel: _unfitness(channel, asked))
    has = chosen.channel_class
    if taken.filtered or asked is None:
        return _as_it_is(chosen)
    if has is not None and has <= asked:
        return _as_it_is(chosen, _narrower(need, has))
    return _filter(chosen, need, asked)


def _as_it_is(channel: Channel, *notes: str) -> RecordedSignal:
    said = tuple(note for note in notes if note)
    return RecordedSignal(channel.time_s, channel.values, (channel,), channel.channel_class, said, as_it_is=True)


def _filter(channel: Channel, need: Need, asked: int) -> RecordedSignal | Lacking:
    step_s = step_of(channel.time_s)
    if asked >= highest_class(step_s):
        return Lacking(why=_too_coarse(need, asked, step_s))
    unknown_s = cfc_reach_s(asked)
    pivot = min(_MOST_PIVOT, 2 * int(unknown_s / step_s / 4) + 1)
    try:
        values = cfc(channel.time_s, channel.values, asked, pivot=pivot)
    except SignalError as problem:
        return Lacking(why=f"{need.words} cannot be filtered: {problem}")
    notes = tuple(note for note in (_narrower(need, asked),) if note)
    return RecordedSignal(channel.time_s, values, (channel,), asked, notes, unknown_s)


def _narrower(need: Need, has: int) -> str:
    if need.channel_class is None or has >= need.channel_class:
        return ""
    return f"{need.location} {need.quantity} is filtered CFC {has} where {need.channel_class} is asked: may read low"


def _too_coarse(need: Need, asked: int, step_s: float) -> str:
    lower = [one for one in CHANNEL_CLASSES if one < highest_class(step_s)]
    filters = f", --cfc {max(lower)} filters it with the widest class that this rate allows" if lower else ""
    return (
        f"{need.words} cannot be filtered: {in_hertz(1 / step_s)} is too coarse for CFC {asked}, which needs "
        f"{in_hertz(asked / highest_class(1.0))} and by SAE J211 {in_hertz(10 * asked)}. --filtered takes it as it is"
        f"{filters}; it may read low then"
    )


def step_of(time_s: Floats) -> float:
    """The step of an even clock, s."""
    return float(time_s[-1] - time_s[0]) / (time_s.size - 1)


def _unfitness(channel: Channel, asked: int | None) -> float:
    """0 for the class that is asked, small for a wider one, large for a narrower one."""
    wanted = asked or 10_000
    has = channel.channel_class or 10_000
    return float(has - wanted if has >= wanted else 1e6 + wanted - has)
