"""A no does not go with a name: somebody new in this version may be who said it, under another name.

The record knows people by their names. Where whoever said no or set a limit is gone from the plan, and somebody new
looks like them, the stunt waits until it is clear that these are two people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stuntlab.datasets import Finding, Severity
from stuntlab.nearest import is_misspelt
from stuntlab.plan import as_data
from stuntlab.plan.names import name_key
from stuntlab.record.consent import standing_withdrawals
from stuntlab.record.entry import Entry
from stuntlab.record.history import SOURCE, History, Said, hold
from stuntlab.record.kinds.limit import LIMIT
from stuntlab.record.kinds.version import VERSION
from stuntlab.record.limits import standing_limits
from stuntlab.record.refusal import standing_refusals
from stuntlab.suggestions import DECIDED_PLAN, suggest

MEASURES = ("height", "mass", "sex")
"""What two entries of the people of a plan have in common where they are one person (judgement)."""


def renamed(history: History) -> Said:
    """Noes whose person is gone from the plan, while somebody else came into the action."""
    gone = [no for no in _standing_noes(history) if no.by and not _is_in(history.plan.people, no.by)]
    came = {no.by: _came_since(history, no) for no in gone}
    alike = {name: no for no in gone for name in came[no.by] if _may_be_one(history, no, name)}
    left = [name for no in gone if no not in alike.values() for name in came[no.by] if name not in alike]
    flags = [_somebody_gone(list(dict.fromkeys(left)))] if left else []
    return Said((), (*(_look_alike(name) for name in alike), *flags))


def _standing_noes(history: History) -> Iterator[Entry]:
    here = {entry.hash for entry in history.of_plan(LIMIT)}
    yield from standing_refusals(history)
    yield from standing_withdrawals(history)
    yield from (limit for limit in standing_limits(history) if limit.hash in here)


def _came_since(history: History, no: Entry) -> list[str]:
    """Everybody in the action who was never in one version of this plan together with whoever said a no."""
    versions = [_people(history.version_of(no)), *(_people(version.body) for version in history.of_plan(VERSION))]
    together = [people for people in versions if _is_in(people, no.by or "")]
    return [name for name in history.in_action if not any(_is_in(people, name) for people in together)]


def _may_be_one(history: History, no: Entry, name: str) -> bool:
    """Whether a new name may be that of whoever said a no: spelled nearly so, or a body of the very same measures."""
    key_there, key_here = (_key_of(history, person) for person in (no.by, name))
    if key_here is not None and key_here != key_there:
        return False
    before = {name_key(one): person for one, person in _people(history.version_of(no)).items()}
    was, now = before.get(name_key(no.by or ""), {}), _people(as_data(history.plan)).get(name, {})
    return is_misspelt(name_key(name), name_key(no.by or "")) or _same_measures(was, now)


def _same_measures(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return all(_value(was, one) is not None and _value(was, one) == _value(now, one) for one in MEASURES)


def _value(person: Mapping[str, Any], name: str) -> Any:
    """A measure in SI, whatever the unit it was written in."""
    written = person.get(name)
    return round(written["value"], 3) if isinstance(written, Mapping) else written


def _key_of(history: History, person: str | None) -> str | None:
    """The key that signs for somebody; None where nobody signed in that name."""
    return next((entry.key for entry in history.entries if entry.by == person and entry.key is not None), None)


def _people(version: Mapping[str, Any]) -> Mapping[str, Any]:
    people = version.get("people")
    return people if isinstance(people, Mapping) else {}


def _is_in(people: Mapping[str, Any], name: str) -> bool:
    return name_key(name) in {name_key(one) for one in people}


def _look_alike(name: str) -> Finding:
    said = f"{name}: is new in this plan, and may be somebody under another name who said no to it or set a limit."
    remedy = (
        "If they are the same person, write the name as it was. If they are not, the new one signs with a key of their "
        f"own ({suggest('keys', 'new', name)}). The coordinator sees whom it is about: "
        f"{suggest('record show', DECIDED_PLAN, '--role', 'coordinator')}."
    )
    plain = "May be somebody under another name, who said no or set a limit. Write the name as it was, or sign."
    return hold("renamed", name, said, remedy, plain=plain)


def _somebody_gone(new: list[str]) -> Finding:
    who = ", ".join(new)
    said = f"Somebody who said no to this stunt, or set a limit, is no longer in it; {who} came in since."
    remedy = (
        "If it is the same person, write the name as it was: a no stays with its person. The coordinator sees whom it "
        f"is about: {suggest('record show', DECIDED_PLAN, '--role', 'coordinator')}."
    )
    plain = f"Somebody with a no or a limit is no longer in the plan, and {who} came in since."
    return Finding("renamed", Severity.FLAG, None, said, SOURCE, remedy, plain)
