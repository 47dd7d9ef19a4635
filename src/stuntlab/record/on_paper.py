"""What the record says on paper: revisions, what changed since the last briefing, and a day of work, without names.

Whose refusal, limit or dose an entry is stays with the coordinator, so that nothing here names anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from stuntlab.dates import date_in_words
from stuntlab.plan import Action, as_data, dimensions, label_words
from stuntlab.record.changes import changes
from stuntlab.record.dose import dose_of
from stuntlab.record.drift import drifts
from stuntlab.record.entry import Entry
from stuntlab.record.history import History, date_of_entry, day_of, version_of
from stuntlab.record.kinds.briefing import BRIEFED
from stuntlab.record.kinds.concern import ANSWER, CONCERN, NEAR_MISS
from stuntlab.record.kinds.done import DONE
from stuntlab.record.kinds.rehearsal import REHEARSED, TAKE
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.kinds.version import VERSION
from stuntlab.record.ladder import steps_done, steps_of
from stuntlab.record.limits import measured_values
from stuntlab.record.rehearsals import ways_it_went_wrong
from stuntlab.record.stop import open_matters
from stuntlab.units import format_quantity
from stuntlab.units.counting import counted

_OF_A_DAY = (TAKE, REHEARSED, NEAR_MISS, CONCERN, STOP, DONE)


def revision_of(history: History) -> int:
    """Which version of its plan this is, by those that anybody decided on; a new one is the next."""
    versions = (entry.plan.hash for entry in history.about_plan if entry.kind is VERSION and entry.plan)
    hashes = list(dict.fromkeys(versions))
    return hashes.index(history.key.hash) + 1 if history.key.hash in hashes else len(hashes) + 1


@dataclass(frozen=True, slots=True)
class SinceBriefing:
    """The day of the last briefing, "" where there was none, and what changed in the plan since."""

    day: str
    changed: tuple[str, ...]


def since_briefing(history: History) -> SinceBriefing:
    """What those who were briefed last do not know yet."""
    briefed = history.of_plan(BRIEFED)
    if not briefed:
        return SinceBriefing("", ())
    before = version_of(history.entries, briefed[-1])
    changed = changes(before, as_data(history.plan)) if before else ()
    return SinceBriefing(date_of_entry(briefed[-1].at), tuple(changed))


@dataclass(frozen=True, slots=True)
class DayOfRecord:
    """A day of one plan. takes: gag, how many of how many, what was measured and went wrong. steps: gag, done, open.

    matters: near miss or concern, what, its answer. doses: what, the most that anybody has of what a day may hold.
    """

    date: str
    takes: tuple[tuple[str, str, str], ...]
    steps: tuple[tuple[str, str, str], ...]
    drift: tuple[str, ...]
    matters: tuple[tuple[str, str, str], ...]
    stops: tuple[str, ...]
    doses: tuple[tuple[str, str], ...]


def last_day(history: History) -> date | None:
    """The day of the last thing that happened to a plan; None where nothing did."""
    entries = history.of_plan(*_OF_A_DAY)
    return _day_of(history, entries[-1]) if entries else None


def day_of_record(history: History) -> DayOfRecord:
    """The last day of a plan on which anything happened; an empty one where nothing did."""
    day = last_day(history)
    entries = [entry for entry in history.of_plan(*_OF_A_DAY) if _day_of(history, entry) == day]
    return DayOfRecord(
        date_in_words(day) if day else "",
        tuple(_takes(history, entries)),
        tuple(_steps(history)),
        tuple(dict.fromkeys(found.plain or found.said for found in drifts(history).findings if found.id == "drift")),
        tuple(_matters(history, entries)),
        tuple(f"stopped at {_time_of(history, entry)}" for entry in entries if entry.kind is STOP),
        tuple(_doses(history, day)) if day else (),
    )


def _day_of(history: History, entry: Entry) -> date:
    return day_of(datetime.fromisoformat(entry.at).astimezone(history.now.tzinfo))


def _time_of(history: History, entry: Entry) -> str:
    return f"{datetime.fromisoformat(entry.at).astimezone(history.now.tzinfo):%H:%M}"


def _takes(history: History, entries: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    for label, action in history.gags.items():
        shot = [entry for entry in entries if entry.kind is TAKE and entry.body.get("gag") == label]
        runs = sum(max(1, len(_listed(entry, "runs"))) for entry in shot)
        said = [*_measured(label, action, shot), *_went_wrong(shot)]
        yield label_words(label), f"{runs} of {counted(action.takes)} planned", "; ".join(said)


def _measured(label: str, action: Action, entries: Sequence[Entry]) -> Iterator[str]:
    for field, dimension in dimensions(type(action)).items():
        values = [value for entry in entries for value in measured_values(entry, f"{label}.{field}")]
        if values:
            low, high = (format_quantity(end, dimension) for end in (min(values), max(values)))
            yield f"{field.replace('_', ' ')} {low if low == high else f'{low} to {high}'}"


def _went_wrong(entries: Sequence[Entry]) -> Iterator[str]:
    ways = [way for entry in entries for way in ways_it_went_wrong(entry)]
    yield from (f"{way}: {counted(ways.count(way), 'time')}" for way in dict.fromkeys(ways))


def _steps(history: History) -> Iterator[tuple[str, str, str]]:
    for label, action in history.gags.items():
        done = steps_done(history, label)
        steps = steps_of(action)
        still = [step for step in steps if step not in done]
        yield label_words(label), ", ".join(step for step in steps if step in done), ", ".join(still)


def _matters(history: History, entries: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    still = {entry.hash for entry in open_matters(history)}
    answers = {
        hash_: str(entry.body.get("answer")) for entry in history.of_plan(ANSWER) for hash_ in _listed(entry, "answers")
    }
    for entry in entries:
        if entry.kind in (NEAR_MISS, CONCERN):
            answer = "not answered: it holds its gag" if entry.hash in still else answers.get(entry.hash, "answered")
            yield entry.kind.word, str(entry.body.get("what")), answer


def _doses(history: History, day: date) -> Iterator[tuple[str, str]]:
    people = [dose_of(history, person, day) for person in history.in_action]
    for name, limit in history.house.dose.items():
        most = max((counts.get(name, 0.0) for counts in people), default=0.0)
        if most:
            yield name.replace("_", " "), f"{most:g} of {limit.most:g} at most, done and planned, for any one person"


def _listed(entry: Entry, name: str) -> list[str]:
    value = entry.body.get(name)
    return [str(one) for one in value] if isinstance(value, list) else []
