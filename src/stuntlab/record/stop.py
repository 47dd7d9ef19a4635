"""Stops, near misses and concerns: what keeps a plan or a gag still until somebody answers for it by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stuntlab.datasets import Finding
from stuntlab.errors import DecisionError
from stuntlab.plan import ACTION_KINDS, as_data, label_words
from stuntlab.plan.names import look_key, may_be_name, same_name
from stuntlab.record.entry import Entry, PlanKey
from stuntlab.record.follow import entries_about
from stuntlab.record.history import History, Said, date_of_entry, hold, version_of
from stuntlab.record.house_rules import House
from stuntlab.record.kinds.concern import ANSWER, CONCERN, NEAR_MISS
from stuntlab.record.kinds.stop import CLEAR, STOP
from stuntlab.record.kinds.version import VERSION
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
            f"Stopped on {day}; who did is not known here and is not to be asked.{aside}",
            "Find out what was wrong; then somebody who is not in the action clears it, by name and with a reason, "
            f"which this asks for: {suggest('clear', DECIDED_PLAN)}.",
            source=_HOUSE,
            plain=f"Stopped on {day}; nobody is to ask who.{aside}",
        )
        for day in days
    ]
    return Said(tuple(f"stopped on {day}, not cleared" for day in days), tuple(findings))


def open_stops(history: History) -> list[Entry]:
    """Stops on this plan in any version, or on every plan, that nobody has cleared who may."""
    return stops_not_cleared(history.entries, history.key, as_data(history.plan), history.house)


def stops_not_cleared(
    entries: Sequence[Entry], key: PlanKey, plan: Mapping[str, Any] | None, house: House | None
) -> list[Entry]:
    """The same among some entries, for a plan that may be too broken to be read; on all plans where none is named.

    A stop on one plan is cleared on that plan, one on every plan on any. plan: as data, where no version was kept.
    house: None where it is not known whether the production signs.
    """
    every = not (key.file or key.title or key.hash)
    about = entries if every else entries_about(entries, key)
    stops = [entry for entry in about if entry.kind is STOP]
    on_all = [entry for entry in entries if entry.kind is STOP and entry.plan is None]
    now = (key.hash, plan) if plan is not None else None

    def is_cleared(stop: Entry, by: Sequence[Entry]) -> bool:
        clears = [one for one in by if one.kind is CLEAR and stop.hash in _list_actions(one, "clears")]
        return any(_could_clear(entries, clear, stop, now, house) for clear in clears)

    def own(stop: Entry) -> list[Entry]:  # what was cleared under the name it had then
        return [
            one for one in entries if one.kind is CLEAR and one.plan and stop.plan and one.plan.same_plan(stop.plan)
        ]

    return [stop for stop in stops if not is_cleared(stop, [*about, *own(stop)])] + [
        stop for stop in on_all if not is_cleared(stop, entries)
    ]


def collect_hashes(entries: Iterable[Entry], field: str) -> set[str]:
    """What entries name in a field."""
    return {name for entry in entries for name in _list_actions(entry, field)}


def open_matters(history: History) -> list[Entry]:
    """Near misses and concerns on this plan in any version that nobody has answered."""
    house = history.house
    counting = [
        one
        for one in history.of_plan(ANSWER)
        if not house.signed or (one.key and is_known(one.by or "", history.plan.people, house))
    ]
    answered = collect_hashes(counting, "answers")
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
    stopped = {stop.plan.hash for stop in open_stops(history) if stop.plan}
    then = [one.body for one in history.entries if one.kind is VERSION and one.plan and one.plan.hash in stopped]
    check_no_interest(history, name, "clears a stop")
    if any(_has_interest(name, version) for version in then):
        raise DecisionError(
            f"{name} was in the action when it was stopped, or had power over it: somebody else clears it. "
            "Nothing was written down"
        )
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
    """Whether who wrote an entry was in the action of its version, or had power over it, or it cannot be told.

    plan: as data, where no version was kept.
    """
    version: Mapping[str, Any] = version_of(entries, entry) or plan or {}
    return not version or _has_interest(entry.by or "", version)


def _could_clear(
    entries: Sequence[Entry], clear: Entry, stop: Entry, now: tuple[str, Mapping[str, Any]] | None, house: House | None
) -> bool:
    """Whether who cleared a stop was free to: not in the action of its version or of theirs, and without power over it.

    Asked again of every entry: a copy of the record, an older program or an editor may have let them. What a version
    held is everything that was ever written of it, and the plan of today where it is that one (`now`). Where the
    production signs, whoever clears is known today and signed it.
    """
    name = clear.by or ""
    signs = house is not None and house.signed and now is not None
    if signs and house and now and (clear.key is None or not is_known(name, now[1]["people"], house)):
        return False
    hashes = {entry.plan.hash for entry in (clear, stop) if entry.plan and entry.plan.hash}
    versions = [one.body for one in entries if one.kind is VERSION and one.plan and one.plan.hash in hashes]
    if now is not None and (now[0] in hashes or not versions):
        versions.append(now[1])
    return bool(versions) and not any(_has_interest(name, version) for version in versions)


def _has_interest(name: str, version: Mapping[str, Any]) -> bool:
    """Whether somebody is in the action of a version, or has power over somebody in it; told by the looks of a name.

    A name that nobody may have is somebody who hides.
    """
    if not may_be_name(name):
        return True
    people = {look_key(one): person for one, person in version["people"].items()}
    in_action = {
        look_key(one)
        for action in version["action"]
        for field in _bodies(action)
        for one in (action[field] if isinstance(action[field], (list, tuple)) else [action[field]])
        if isinstance(one, str) and look_key(one) in people
    }
    power = people.get(look_key(name), {}).get("has_power_over", ())
    return look_key(name) in in_action or not in_action.isdisjoint(map(look_key, power))


def check_known(history: History, name: str) -> None:
    """Whether somebody may answer for others at all.

    Raises: DecisionError, where the production signs, for somebody who is neither in the plan nor among its reviewers.
    """
    if history.house.signed and not is_known(name, history.plan.people, history.house):
        raise DecisionError(
            f"{name} is not known here: this production signs, so whoever clears, answers, reviews or overrides is in "
            "the plan or among the reviewers of production.yaml"
        )


def is_known(name: str, people: Iterable[str], house: House) -> bool:
    """Whether somebody is in the plan, or one of those whom the production names."""
    return any(same_name(name, one) for one in (*people, *house.reviewers))


def _bodies(action: Mapping[str, Any]) -> Iterable[str]:
    """The fields that name who is in an action; of a kind that is not known, all of them."""
    kind = ACTION_KINDS.get(action["kind"])
    return [field for field in kind.bodies if field in action] if kind else action


def _matter(history: History, entry: Entry) -> Finding:
    named = str(entry.body.get("gag") or "")
    gag = f"the {label_words(named)}" if named in history.gags else "the whole stunt"
    said = f"A {entry.kind.word} of {date_of_entry(entry.at)} blocks {gag}: “{entry.body.get('what', '')}”."
    remedy = (
        "Somebody answers it, by name and with what was done, which this asks for: "
        f"{suggest('answer', DECIDED_PLAN, '--entry', str(entry.number))}."
    )
    plain = f"Nobody has answered a {entry.kind.word} about {gag}: “{entry.body.get('what', '')}”"
    return hold("near-miss" if entry.kind is NEAR_MISS else "concern", None, said, remedy, source=_HOUSE, plain=plain)


def _list_actions(entry: Entry, name: str) -> list[str]:
    listed = entry.body.get(name)
    return [str(item) for item in listed] if isinstance(listed, list) else []
