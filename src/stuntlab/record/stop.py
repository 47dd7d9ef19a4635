"""Stops, near misses and concerns: what keeps a plan or a gag still until somebody answers for it by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stuntlab.datasets import Finding
from stuntlab.errors import DecisionError
from stuntlab.plan import ACTION_KINDS, as_data
from stuntlab.plan.names import name_key
from stuntlab.record.entry import Entry, PlanKey
from stuntlab.record.history import History, Said, date_of_entry, hold, version_of
from stuntlab.record.kinds.concern import ANSWER, CONCERN, NEAR_MISS
from stuntlab.record.kinds.stop import CLEAR, STOP
from stuntlab.record.reasons import check_reason
from stuntlab.suggestions import DECIDED_PLAN, suggest

_HOUSE = "house rule: anyone may stop, and a near miss or a concern is answered first"


def stops(history: History) -> Said:
    """Open stops, those of this machine included that are not in the record yet."""
    days = [date_of_entry(entry.at) for entry in open_stops(history)] + [
        date_of_entry(stop.at) for stop in history.kept_aside
    ]
    aside = " One is kept on this machine only, because the record could not be written." if history.kept_aside else ""
    findings = [
        hold(
            "stopped",
            None,
            f"Stopped on {day}; who did is not known here and is not to be asked.{aside} Find out what was wrong; then "
            "somebody who is not in the action clears it, by name and with a reason, which this asks for: "
            f"{suggest('clear', DECIDED_PLAN)}.",
            source=_HOUSE,
        )
        for day in days
    ]
    return Said(tuple(f"stopped on {day}, not cleared" for day in days), tuple(findings))


def open_stops(history: History) -> list[Entry]:
    """Stops on this plan in any version, or on every plan, that nobody has cleared who may."""
    return stops_not_cleared(history.entries, history.key, as_data(history.plan))


def stops_not_cleared(entries: Sequence[Entry], key: PlanKey, plan: Mapping[str, Any] | None) -> list[Entry]:
    """The same among some entries, for a plan that may be too broken to be read; on all plans where none is named.

    A stop on one plan is cleared on that plan, one on every plan on any. plan: as data, where no version was kept.
    """
    every = not (key.file or key.title or key.hash)
    about = [entry for entry in entries if every or (entry.plan and entry.plan.same_plan(key))]
    on_all = [entry for entry in entries if entry.kind is STOP and entry.plan is None]
    cleared, cleared_for_all = (
        listed_hashes([one for one in clears if one.kind is CLEAR and not had_interest(entries, one, plan)], "clears")
        for clears in (about, entries)
    )
    of_plan = [one for one in about if one.kind is STOP and one.plan and one.hash not in cleared]
    return [*of_plan, *(one for one in on_all if one.hash not in cleared_for_all)]


def listed_hashes(entries: Iterable[Entry], field: str) -> set[str]:
    """What entries name in a field."""
    return {name for entry in entries for name in _list_actions(entry, field)}


def open_matters(history: History) -> list[Entry]:
    """Near misses and concerns on this plan in any version that nobody has answered."""
    answered = listed_hashes(history.of_plan(ANSWER), "answers")
    return [entry for entry in history.of_plan(NEAR_MISS, CONCERN) if entry.hash not in answered]


def matters(history: History) -> Said:
    """Open near misses and concerns, each against the gag it names."""
    found = [(entry, _matter(history, entry)) for entry in open_matters(history)]
    lines = (
        f"{entry.kind.word} of {date_of_entry(entry.at)} not answered (entry {entry.number})" for entry, _ in found
    )
    return Said(tuple(lines), tuple(finding for _, finding in found))


def check_clearer(history: History, name: str, reason: str) -> None:
    """Who wants to go does not clear.

    Raises: DecisionError for somebody in the action or with power over them, or a reason that says nothing.
    """
    check_no_interest(history, name, "clears a stop")
    check_reason(
        reason,
        what="a written reason to clear a stop",
        wanted="what was found and what was done about it",
        example="the mat had slipped; it is taped down now",
    )


def check_no_interest(history: History, name: str, does: str) -> None:
    """Whether somebody may answer for a stunt: nobody who waits to go. does: what they do, as in "clears a stop".

    Raises: DecisionError for somebody in the action, or with power over somebody in it.
    """
    if name in history.in_action:
        raise DecisionError(
            f"{name} is in the action and waits to go: somebody who is not {does}. Nothing was written down"
        )
    person = history.plan.people.get(name)
    if person is not None and set(person.has_power_over) & set(history.in_action):
        raise DecisionError(
            f"{name} has power over people in the action: somebody without it {does}. Nothing was written down"
        )


def had_interest(entries: Sequence[Entry], entry: Entry, plan: Mapping[str, Any] | None) -> bool:
    """Whether who cleared was in the action of that version, or had power over somebody in it, or it cannot be told.

    Asked again of every entry: a copy of the record, or an older program, may have let them.
    """
    version: Mapping[str, Any] = version_of(entries, entry) or plan or {}
    if not version:
        return True
    people = {name_key(name): person for name, person in version["people"].items()}
    in_action = {
        name_key(name)
        for action in version["action"]
        for field in _bodies(action)
        for name in (action[field] if isinstance(action[field], (list, tuple)) else [action[field]])
        if isinstance(name, str) and name_key(name) in people
    }
    name = name_key(entry.by or "")
    power = people.get(name, {}).get("has_power_over", ())
    return name in in_action or not in_action.isdisjoint(map(name_key, power))


def _bodies(action: Mapping[str, Any]) -> Iterable[str]:
    """The fields that name who is in an action; of a kind that is not known, all of them."""
    kind = ACTION_KINDS.get(action["kind"])
    return [field for field in kind.bodies if field in action] if kind else action


def _matter(history: History, entry: Entry) -> Finding:
    named = str(entry.body.get("gag") or "")
    gag = f"the {named}" if named in history.gags else "the whole stunt"
    text = (
        f"A {entry.kind.word} of {date_of_entry(entry.at)} blocks {gag}: “{entry.body.get('what', '')}” Somebody "
        "answers it, by name and with what was done, which this asks for: "
        f"{suggest('answer', DECIDED_PLAN, '--entry', str(entry.number))}."
    )
    return hold("near-miss" if entry.kind is NEAR_MISS else "concern", None, text, source=_HOUSE)


def _list_actions(entry: Entry, name: str) -> list[str]:
    listed = entry.body.get(name)
    return [str(item) for item in listed] if isinstance(listed, list) else []
