"""Every criterion that a recording allows, with its limits and risks; and for the rest what is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.criteria.claims import doubt_claims
from stuntlab.criteria.criterion import Criterion
from stuntlab.criteria.ends import cut_ends, highest_at_an_end, reaches_beyond
from stuntlab.criteria.full_scale import at_full_scale
from stuntlab.criteria.head import HEAD
from stuntlab.criteria.limbs import LIMBS
from stuntlab.criteria.methods import SI_OF_UNIT, Given, Reading
from stuntlab.criteria.neck import NECK
from stuntlab.criteria.offsets import tell_offsets
from stuntlab.criteria.published import NO_RISK, RiskOfLoad, ShareOfLimit, risks_for, shares_of_limits
from stuntlab.criteria.rates import rates_of
from stuntlab.criteria.signals import Lacking, Need, RecordedSignal, TakenSignal, find, same_clock, step_of
from stuntlab.criteria.surroundings import SURROUNDINGS
from stuntlab.criteria.trunk import TRUNK
from stuntlab.datasets import Channel, FaultyChannel, Recording
from stuntlab.errors import SignalError
from stuntlab.loads import Method, catalogue

CRITERIA: tuple[Criterion, ...] = (*HEAD, *NECK, *TRUNK, *LIMBS, *SURROUNDINGS)
# Below this a reading is nothing but rounding and a share of a limit would be noise.
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class MeasuredCriterion:
    """One criterion of one person.

    start_s, end_s: the window or the moment of the peak, s, NaN where the whole record counts.
    limits: shares of the published limits, the largest first. signals: what it was made from, filtered. at_least:
    whether the record holds only a part of the load, or a sensor was at the end of its range, so that the value and its
    shares are the least that they were.
    """

    criterion: Criterion
    value: float
    start_s: float
    end_s: float
    limits: tuple[ShareOfLimit, ...]
    risk: RiskOfLoad
    notes: tuple[str, ...]
    signals: Mapping[Need, RecordedSignal]
    at_least: bool = False

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of the channels it was made from."""
        return tuple(dict.fromkeys(channel.name for signal in self.signals.values() for channel in signal.channels))


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A criterion that could not be made: the signals that are not there, or why those that are cannot be used."""

    criterion: Criterion
    missing: tuple[Need, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class PersonMeasured:
    """One dummy or person of a recording."""

    person: str
    dummy: str
    measured: tuple[MeasuredCriterion, ...]
    not_measured: tuple[NotMeasured, ...]


@dataclass(frozen=True, slots=True)
class RecordingMeasured:
    """All that a recording says.

    unused: of every channel that was left out, why it was. notes: what was odd about the file or taken for granted.
    """

    title: str
    source: str
    people: tuple[PersonMeasured, ...]
    unused: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


def measure_recording(
    recording: Recording, *, filtered: bool = False, highest_class: int | None = None
) -> RecordingMeasured:
    """Compute every criterion that the channels of a recording allow.

    filtered: take every signal as filtered already; otherwise each is filtered with the class that the catalogue of
    loads has for its criterion, unless its channel says it has that class and its spectrum does not deny it.
    highest_class: the widest class to filter with, for sampling that allows no wider one.
    """
    taken = TakenSignal(filtered, highest_class)
    channels, doubts = (recording.channels, ()) if filtered else doubt_claims(recording.channels)
    names = dict.fromkeys([*(one.person for one in recording.channels), *(one.person for one in recording.faulty)])
    people = tuple(_person(name, channels, recording.faulty, taken) for name in names)
    left_out = (*recording.unused.items(), *_of_no_use(recording.channels))
    notes = (*recording.notes, *doubts, *tell_offsets(channels), *_ends_left_out(people))
    return RecordingMeasured(recording.title, recording.source, people, left_out, notes)


def _ends_left_out(people: Iterable[PersonMeasured]) -> Iterator[str]:
    """How much of the record no criterion was taken from, by the filter that cannot know it."""
    signals = [signal for one in people for measured in one.measured for signal in measured.signals.values()]
    cut = {signal.channel_class: signal.unknown_s for signal in signals if signal.unknown_s}
    if cut:
        listed = ", ".join(
            f"{cut[name] * 1e3:.2g} ms (CFC {name})" for name in sorted(cut, key=lambda one: -(one or 0))
        )
        yield f"left out at both ends of the record, where a filter cannot know the signal: {listed}"


def _of_no_use(channels: Iterable[Channel]) -> Iterator[tuple[str, str]]:
    """Channels that are understood but that no criterion here is made from."""
    needs = {(need.location, need.quantity, need.axis) for one in CRITERIA for need in one.needs.values()}
    for channel in channels:
        wanted = {(channel.location, channel.quantity, axis) for axis in (channel.axis, "resultant")}
        if not wanted & needs:
            yield (
                channel.name,
                f"no criterion is made from {channel.location} {channel.quantity} {channel.axis}".strip(),
            )


def _person(
    name: str, channels: Iterable[Channel], faulty: Iterable[FaultyChannel], taken: TakenSignal
) -> PersonMeasured:
    own = [channel for channel in channels if channel.person == name]
    broken = [channel for channel in faulty if channel.person == name]
    dummy = next((channel.dummy for channel in own if channel.dummy), "")
    results = [_measure(criterion, own, broken, dummy, taken) for criterion in CRITERIA]
    return PersonMeasured(
        name,
        dummy,
        tuple(result for result in results if isinstance(result, MeasuredCriterion)),
        tuple(result for result in results if isinstance(result, NotMeasured)),
    )


def _measure(
    criterion: Criterion, channels: Sequence[Channel], faulty: Sequence[FaultyChannel], dummy: str, taken: TakenSignal
) -> MeasuredCriterion | NotMeasured:
    found = {name: find(channels, need, taken, faulty) for name, need in criterion.needs.items()}
    lacking = [signal for signal in found.values() if isinstance(signal, Lacking)]
    missing = tuple(need for signal in lacking for need in signal.missing)
    coarse = "" if missing else _too_coarse(criterion, channels)
    if lacking or coarse:
        why = coarse or next((signal.why for signal in lacking if signal.why), "")
        return NotMeasured(criterion, missing, why)
    if criterion.bodies and dummy not in criterion.bodies:
        return NotMeasured(criterion, why=_no_body(criterion, dummy))
    signals = {name: signal for name, signal in found.items() if isinstance(signal, RecordedSignal)}
    cut = _cut_to_what_is_known(criterion, signals)
    if isinstance(cut, str):
        return NotMeasured(criterion, why=cut)
    time_s = next(iter(cut.values())).time_s
    values = {name: signal.values for name, signal in cut.items()}
    given = Given(time_s, values, dummy, criterion.place, criterion.numbers(dummy))
    try:
        reading = criterion.read(given)
    except SignalError as problem:
        return NotMeasured(criterion, why=str(problem))
    return _with_limits(criterion, reading, given, cut)


def _cut_to_what_is_known(
    criterion: Criterion, signals: Mapping[str, RecordedSignal]
) -> dict[str, RecordedSignal] | str:
    """The signals without the ends that their filters cannot know, or why they make no criterion together."""
    if not same_clock(list(signals.values())):
        return "its channels are on different clocks"
    still = _never_moving(criterion, signals)
    if len(still) == len(signals):
        return f"{', '.join(still)} never moves: dead, or not fitted"
    return cut_ends(signals)


def _never_moving(criterion: Criterion, signals: Mapping[str, RecordedSignal]) -> list[str]:
    """The signals of which no channel ever changes, as a person would say them; a steady fire is one that does."""
    needs = criterion.needs
    return [
        needs[name].words
        for name, signal in signals.items()
        if not any(np.ptp(channel.values) or _is_steady_fire(channel) for channel in signal.channels)
    ]


def _is_steady_fire(channel: Channel) -> bool:
    return channel.quantity == "heat flux" and bool(channel.values.any())


def _too_coarse(criterion: Criterion, channels: Sequence[Channel]) -> str:
    """Why the sampling of its channels is too coarse for a criterion however they are filtered, "" where it is not."""
    for one in criterion.parts or (criterion,):
        wanted = {(need.location, need.quantity) for need in one.needs.values()}
        for channel in channels:
            if (channel.location, channel.quantity) in wanted:
                why = rates_of(one.load).too_coarse(step_of(channel.time_s))
                if why:
                    return f"{channel.location} {channel.quantity} is {why}"
    return ""


def _no_body(criterion: Criterion, dummy: str) -> str:
    known = ", ".join(criterion.bodies)
    given = f"is not defined for {dummy}" if dummy else "depends on what wore the sensors; say it with --dummy"
    return f"{given} (defined for {known})"


def _with_limits(
    criterion: Criterion, reading: Reading, given: Given, signals: Mapping[str, RecordedSignal]
) -> MeasuredCriterion:
    value = float(reading.value) if abs(reading.value) > _NOTHING else 0.0
    held, needs = criterion.held(given) if criterion.held else None, criterion.needs
    at_an_end = highest_at_an_end(signals)
    beyond = at_full_scale(signals, reading) or reaches_beyond(signals, reading, catalogue()[criterion.load].method)
    notes = [_least(beyond, criterion, signals)] if beyond else []
    notes += [f"{words} never moves: not fitted, or dead?" for words in _never_moving(criterion, signals)]
    notes += [note for signal in signals.values() for note in signal.notes]
    notes += [reading.note, at_an_end, *_sampling_notes(criterion, signals)]
    return MeasuredCriterion(
        criterion=criterion,
        value=value,
        start_s=float(reading.start_s),
        end_s=float(reading.end_s),
        limits=shares_of_limits(criterion.load, criterion.unit, value, given.dummy, time_s=given.time_s, held=held),
        risk=NO_RISK if at_an_end or beyond else risks_for(criterion.load, criterion.unit, value, given.dummy),
        notes=tuple(dict.fromkeys(note for note in notes if note)),
        signals={needs[name]: signal for name, signal in signals.items()},
        at_least=bool(beyond),
    )


def _least(beyond: str, criterion: Criterion, signals: Mapping[str, RecordedSignal]) -> str:
    """What to say of a load of which the record holds a part."""
    said = f"{beyond}: this is the least that it was, and no risk is taken from it"
    channels = [channel for signal in signals.values() for channel in signal.channels]
    if catalogue()[criterion.load].method is not Method.LARGEST_MAGNITUDE or len(channels) != 1:
        return said
    unfiltered = float(np.abs(channels[0].values).max()) / SI_OF_UNIT[criterion.unit]
    return f"{said}; unfiltered it comes to {unfiltered:.4g} {criterion.unit}"


def _sampling_notes(criterion: Criterion, signals: Mapping[str, RecordedSignal]) -> Iterator[str]:
    """What is to be said of signals that came filtered, from fewer samples than a filter needs."""
    steps = [step_of(signal.time_s) for signal in signals.values() if signal.as_it_is]
    for one in criterion.parts or (criterion,):
        if steps:
            yield rates_of(one.load).note(max(steps))
