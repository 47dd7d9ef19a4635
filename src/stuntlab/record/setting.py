"""The setting of a gag: how, where and with what it is done. Runs at another setting rehearse another gag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stuntlab.plan import as_data
from stuntlab.record.changes import actions_by_label, changes
from stuntlab.record.entry import Entry
from stuntlab.record.history import History
from stuntlab.record.rehearsals import MEASURING, envelope_of, is_briefed, rehearsals_of

_NO_SETTING = {"takes", "count"}
"""How often it is done says nothing of how."""


def find_runs_as_planned(history: History, label: str) -> list[Entry]:
    """Runs of a gag by the people who are in it now, at the setting of this version."""
    entries = rehearsals_of(history, label, history.gags[label])
    return [entry for entry in entries if not changes_of_setting(history, entry, label)]


def changes_of_setting(history: History, entry: Entry, label: str) -> tuple[str, ...]:
    """What of a gag, its place and its gear changed since an entry was written, in words; nothing where all is the
    same.

    A number that moved within its spread, into what was rehearsed, or on which everybody in the gag was briefed, is the
    same setting.
    """
    if entry.plan is None or entry.plan.hash == history.key.hash:
        return ()
    before, now = history.version_of(entry), as_data(history.plan)
    if not before:
        return ("the version that was rehearsed is not known",)
    then, here = (dict(_setting(plan, label)) for plan in (before, now))
    moved = {
        name for name in here if _is_quantity(here[name]) and _is_kept(history, label, name, then.get(name), here[name])
    }
    kept = [{name: value for name, value in one.items() if name not in moved} for one in (then, here)]
    return changes({label: kept[0]}, {label: kept[1]})


def _setting(plan: Mapping[str, Any], label: str) -> Iterator[tuple[str, Any]]:
    for name, value in actions_by_label(plan).get(label, {}).items():
        if name not in _NO_SETTING and not isinstance(value, bool):
            yield name, value
    yield "place", plan.get("place")
    yield "gear", plan.get("gear")


def _is_kept(history: History, label: str, field: str, then: Any, now: Mapping[str, Any]) -> bool:
    if is_briefed(history, f"{label}.{field}", since=0):
        return True
    envelope = envelope_of(history, label, field)
    if envelope is not None and envelope.holds(now["value"], now["sd"]):
        return True
    margin = max(now["sd"], MEASURING * abs(now["value"]))
    return _is_quantity(then) and abs(then["value"] - now["value"]) <= margin


def _is_quantity(value: Any) -> bool:
    return isinstance(value, Mapping) and {"value", "sd"} <= set(value)
