"""Every criterion that a recording allows, with its limits and risks; and for the rest what is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stuntlab.criteria.criterion import Criterion
from stuntlab.criteria.head import HEAD
from stuntlab.criteria.limbs import LIMBS
from stuntlab.criteria.methods import Given, Reading
from stuntlab.criteria.neck import NECK
from stuntlab.criteria.published import RiskOfLoad, ShareOfLimit, risks_for, shares_of_limits
from stuntlab.criteria.signals import Lacking, Need, RecordedSignal, find, same_clock
from stuntlab.criteria.surroundings import SURROUNDINGS
from stuntlab.criteria.trunk import TRUNK
from stuntlab.datasets import Channel, Recording
from stuntlab.errors import SignalError

CRITERIA: tuple[Criterion, ...] = (*HEAD, *NECK, *TRUNK, *LIMBS, *SURROUNDINGS)
# Below this a reading is nothing but rounding and a share of a limit would be noise.
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class MeasuredCriterion:
    """One criterion of one person.

    start_s, end_s: the window or the moment of the peak, s, NaN where the whole record counts.
    limits: shares of the published limits, the largest first. signals: what it was made from, filtered.
    """

    criterion: Criterion
    value: float
    start_s: float
    end_s: float
    limits: tuple[ShareOfLimit, ...]
    risk: RiskOfLoad
    notes: tuple[str, ...]
    signals: Mapping[Need, RecordedSignal]

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
    """All that a recording says. `unused` says of every channel that was left out why it was."""

    title: str
    source: str
    people: tuple[PersonMeasured, ...]
    unused: tuple[tuple[str, str], ...]


def measure_recording(recording: Recording, *, filtered: bool = False) -> RecordingMeasured:
    """Compute every criterion that the channels of a recording allow.

    filtered: take every signal as filtered already; otherwise each is filtered with the class that the catalogue of
    loads has for its criterion, unless its channel says it has that class.
    """
    names = dict.fromkeys(channel.person for channel in recording.channels)
    people = (
        _person(name, [channel for channel in recording.channels if channel.person == name], filtered) for name in names
    )
    left_out = (*recording.unused.items(), *_of_no_use(recording.channels))
    return RecordingMeasured(recording.title, recording.source, tuple(people), left_out)


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


def _person(name: str, channels: Sequence[Channel], filtered: bool) -> PersonMeasured:
    dummy = next((channel.dummy for channel in channels if channel.dummy), "")
    results = [_measure(criterion, channels, dummy, filtered) for criterion in CRITERIA]
    return PersonMeasured(
        name,
        dummy,
        tuple(result for result in results if isinstance(result, MeasuredCriterion)),
        tuple(result for result in results if isinstance(result, NotMeasured)),
    )


def _measure(
    criterion: Criterion, channels: Sequence[Channel], dummy: str, filtered: bool
) -> MeasuredCriterion | NotMeasured:
    found = {name: find(channels, need, filtered=filtered) for name, need in criterion.needs.items()}
    lacking = [signal for signal in found.values() if isinstance(signal, Lacking)]
    if lacking:
        why = next((signal.why for signal in lacking if signal.why), "")
        return NotMeasured(criterion, tuple(need for signal in lacking for need in signal.missing), why)
    if criterion.bodies and dummy not in criterion.bodies:
        return NotMeasured(criterion, why=_no_body(criterion, dummy))
    signals = {name: signal for name, signal in found.items() if isinstance(signal, RecordedSignal)}
    if not same_clock(list(signals.values())):
        return NotMeasured(criterion, why="its channels are on different clocks")
    time_s = next(iter(signals.values())).time_s
    values = {name: signal.values for name, signal in signals.items()}
    given = Given(time_s, values, dummy, criterion.place, criterion.numbers(dummy))
    try:
        reading = criterion.read(given)
    except SignalError as problem:
        return NotMeasured(criterion, why=str(problem))
    return _with_limits(criterion, reading, given, signals)


def _no_body(criterion: Criterion, dummy: str) -> str:
    known = ", ".join(criterion.bodies)
    given = f"is not defined for {dummy}" if dummy else "depends on what wore the sensors; say it with --dummy"
    return f"{given} (defined for {known})"


def _with_limits(
    criterion: Criterion, reading: Reading, given: Given, signals: Mapping[str, RecordedSignal]
) -> MeasuredCriterion:
    value = float(reading.value) if abs(reading.value) > _NOTHING else 0.0
    held, needs = criterion.held(given) if criterion.held else None, criterion.needs
    notes = [note for signal in signals.values() for note in signal.notes] + [reading.note]
    return MeasuredCriterion(
        criterion=criterion,
        value=value,
        start_s=float(reading.start_s),
        end_s=float(reading.end_s),
        limits=shares_of_limits(criterion.load, criterion.unit, value, given.dummy, time_s=given.time_s, held=held),
        risk=risks_for(criterion.load, criterion.unit, value, given.dummy),
        notes=tuple(dict.fromkeys(note for note in notes if note)),
        signals={needs[name]: signal for name, signal in signals.items()},
    )
