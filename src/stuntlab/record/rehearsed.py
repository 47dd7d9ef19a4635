"""What the record knows of the runs of each gag, for an estimate: full runs and takes, by these people, as planned now.

Slower steps of the ladder say nothing of how fast or how near a gag is at full speed, and a dummy nothing of how a
person does it. Runs of a version in which the gag, the place or the gear was another do not count either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from stuntlab.datasets import Consented, GagRuns, Rehearsed
from stuntlab.plan import Action, as_data, people_in, quantity_fields
from stuntlab.record.changes import actions_by_label, meaning_of_data
from stuntlab.record.consent import valid_consent
from stuntlab.record.entry import Entry, list_field
from stuntlab.record.history import History, date_of_entry
from stuntlab.record.kinds.rehearsal import REHEARSED, TAKE
from stuntlab.record.limits import measured_values
from stuntlab.record.rehearsals import FULL, ways_it_went_wrong


def collect_runs(history: History) -> Rehearsed:
    """Every gag that was run, and what had been run when each person consented."""
    entries = {label: list(_entries_of(history, label, action)) for label, action in history.gags.items()}
    gags = {label: _runs(label, history.gags[label], found) for label, found in entries.items() if found}
    return Rehearsed(gags, tuple(_find_consents(history, entries)))


def _find_consents(history: History, entries: Mapping[str, list[Entry]]) -> Iterator[Consented]:
    place = {entry.hash: index for index, entry in enumerate(history.entries)}
    for person in history.in_action:
        yes = valid_consent(history, person)
        if yes is not None:
            before = {
                label: _runs(label, history.gags[label], [one for one in found if place[one.hash] < place[yes.hash]])
                for label, found in entries.items()
                if person in people_in(history.gags[label])
            }
            yield Consented(person, date_of_entry(yes.at), before)


def _entries_of(history: History, label: str, action: Action) -> Iterator[Entry]:
    people, now, alike = list(people_in(action)), as_data(history.plan), {history.key.hash: True}
    for entry in history.of_plan(REHEARSED, TAKE):
        if entry.body.get("gag") != label or entry.body.get("people") != people or not _is_full(entry):
            continue
        version = entry.plan.hash if entry.plan else ""
        if version not in alike:
            alike[version] = _is_same_gag(history.version_of(entry), now, label)
        if alike[version]:
            yield entry


def _is_full(entry: Entry) -> bool:
    return entry.kind is TAKE or (entry.body.get("step") == FULL and not entry.body.get("dummy"))


def _is_same_gag(before: Mapping[str, Any], now: Mapping[str, Any], label: str) -> bool:
    """Whether a gag was to be done in another version as it is to be done now, in the same place with the same gear."""
    if not before:
        return False
    then, here = (_how_it_is_done(plan, label) for plan in (before, now))
    return bool(then == here)


def _how_it_is_done(plan: Mapping[str, Any], label: str) -> Any:
    """The words of a gag, its place and its gear. How often it is done, and what is only said to be so, left out."""
    words = actions_by_label(plan).get(label, {})
    kept = {name: value for name, value in words.items() if name != "takes" and not isinstance(value, bool)}
    return meaning_of_data([kept, plan.get("place"), plan.get("gear")])


def _runs(label: str, action: Action, entries: list[Entry]) -> GagRuns:
    """The entries as numbers. A value that no plan could say is none."""
    measured: dict[str, tuple[float, ...]] = {}
    for name, reader in quantity_fields(type(action)).items():
        said = [value for entry in entries for value in measured_values(entry, f"{label}.{name}")]
        values = tuple(value for value in said if isfinite(value) and reader.allows(value))
        if values:
            measured[name] = values
    times = Counter(mode for entry in entries for mode in ways_it_went_wrong(entry))
    runs = max([sum(len(list_field(entry, "runs")) for entry in entries), *times.values()])
    found = GagRuns(tuple(measured.items()), runs, tuple(times.items()))
    found.check()
    return found
