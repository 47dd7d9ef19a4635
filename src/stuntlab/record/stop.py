"""Stops, near misses and concerns: what keeps a plan or a gag still until somebody answers for it by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stuntlab.datasets import Finding
from stuntlab.errors import DecisionError
from stuntlab.plan import ACTION_KINDS, as_data
from stuntlab.plan.names import name_key
from stuntlab.record.entry import Entry
from stuntlab.record.history import History, Said, date_of_entry, hold
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
    """Stops on this plan in any version that nobody has cleared who may."""
    clears = [entry for entry in history.of_plan(CLEAR) if not had_interest(history, entry)]
    cleared = {name for entry in clears for name in _list_actions(entry, "clears")}
    return [entry for entry in history.of_plan(STOP) if entry.hash not in cleared]


def open_matters(history: History) -> list[Entry]:
    """Near misses and concerns on this plan in any version that nobody has answered."""
    answered = {name for entry in history.of_plan(ANSWER) for name in _list_actions(entry, "answers")}
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


def had_interest(history: History, entry: Entry) -> bool:
    """Whether who cleared was in the action of that version, or had power over somebody in it.

    Asked again of every entry: a copy of the record, or an older program, may have let them.
    """
    version: Mapping[str, Any] = history.version_of(entry) or as_data(history.plan)
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
