"""Who was briefed on this version, who has read it, and what the set is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stuntlab.datasets import Finding, Severity
from stuntlab.plan import as_data
from stuntlab.record.entry import Entry
from stuntlab.record.entry_kind import EntryKind
from stuntlab.record.history import SOURCE, History, Said, date_of_entry, hold
from stuntlab.record.kinds.briefing import BRIEFED, READ
from stuntlab.record.kinds.consent import CONSENT
from stuntlab.record.kinds.override import OVERRIDE
from stuntlab.record.kinds.set_state import SET_STATE
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.stop import had_interest
from stuntlab.suggestions import DECIDED_PLAN, suggest

SET_STATES = ("cold", "rehearsal", "live")
_GROUP = "house rule; Labor Code 9152.5, group affected"


def briefings(history: History) -> Said:
    """Everybody in the plan has attended a briefing on this version and read it."""
    lines: list[str] = []
    findings: list[Finding] = []
    missing = still_to_brief(history)
    for person in history.plan.people:
        if person not in missing:
            lines.append(f"{person}: briefed on this version, and has read it")
            continue
        lines.append(f"{person}: {missing[person]}")
        options = [part for word in _OPTIONS[missing[person]] for part in (f"--{word}", person)]
        remedy = (
            "Whoever a stunt can reach is told what, who, and what goes wrong: "
            f"{suggest('briefed', DECIDED_PLAN, *options)}."
        )
        plain = f"{missing[person][:1].upper()}{missing[person][1:]}."
        said = f"{person}: {missing[person]}."
        findings.append(hold("briefing-missing", person, said, remedy, source=_GROUP, plain=plain))
    return Said(tuple(lines), tuple(findings))


def still_to_brief(history: History) -> Mapping[str, str]:
    """Who is not briefed on this version, or has not read it -> which of the two, in words."""
    attended, read = _attendants(history), _read(history)
    missing = {
        person: [word for word, names in (("attended", attended), ("read", read)) if person not in names]
        for person in history.plan.people
    }
    return {person: _not_yet(words) for person, words in missing.items() if words}


@dataclass(frozen=True, slots=True)
class SetState:
    """What the set of a plan is called. by: who said so; against, reason: of an override, else empty."""

    state: str
    since: str = ""
    by: str = ""
    against: tuple[str, ...] = ()
    reason: str = ""


def set_state(history: History) -> Said:
    """Cold, rehearsal or live: what was last said of this version. A stop makes it cold."""
    now = state_of_set(history)
    if now.reason:
        held = now.against[0] if now.against else "a hold"
        line = f"set: {now.state} since {now.since}, against {held}: {now.by} answers for it (“{now.reason}”)"
        said = (
            f"The set was called {now.state} on {now.since} although the plan was on {held} "
            f"({'; '.join(now.against[1:])}). "
            f"{now.by} answers for it: “{now.reason}”. The verdict stays what it is, and anyone may stop."
        )
        plain = f"The set was called {now.state} against {held}. {now.by} answers for it: “{now.reason}”."
        return Said((line,), (Finding("live-override", Severity.FLAG, None, said, SOURCE, plain=plain),))
    if now.since:
        return Said((f"set: {now.state} since {now.since}, said {now.by or 'somebody'}",))
    last = _last_called(history)
    if last is None or last.body.get("state") == "cold" or history.kept_aside:
        return Said(("set: cold",))
    state = str(last.body.get("state"))
    said = f"The set was called {state} for another version of this plan. It counts as cold."
    plain = f"The set counts as cold: it was called {state} for another version of this plan."
    again = f"Say again what it is: {suggest('set-state', DECIDED_PLAN, state)}."
    return Said(("set: cold",), (Finding("set-state", Severity.FLAG, None, said, SOURCE, again, plain),))


def state_of_set(history: History) -> SetState:
    """What was last said of this version; cold after a stop, and where nothing was said."""
    last = _last_called(history)
    if last is None or history.kept_aside or last.plan is None or last.plan.hash != history.key.hash:
        return SetState("cold")
    override = _override_of(history, last)
    state, since = str(last.body.get("state")), date_of_entry(last.at)
    if override is None:
        return SetState(state, since, last.by or "")
    unsigned = history.house.signed and override.key is None
    if unsigned or had_interest(history.entries, override, as_data(history.plan)):
        return SetState("cold")
    against = override.body.get("against")
    return SetState(
        state,
        since,
        override.by or "",
        tuple(str(one) for one in against) if isinstance(against, list) else (),
        str(override.body.get("reason")),
    )


def _last_called(history: History) -> Entry | None:
    """What was last said, by somebody who knew of every stop; None where nobody did."""
    called = history.of_plan(SET_STATE)
    if not called or any(not history.lineage.knew(called[-1], stop) for stop in history.of_plan(STOP)):
        return None
    return called[-1]


def _override_of(history: History, called: Entry) -> Entry | None:
    """The override that a set was called live with: it stands right before."""
    said = history.of_plan(SET_STATE, OVERRIDE)
    before = said[: said.index(called)]
    return before[-1] if before and before[-1].kind is OVERRIDE and called.body.get("state") == "live" else None


def _attendants(history: History) -> set[str]:
    return _names(history, BRIEFED, "attended")


def _read(history: History) -> set[str]:
    """Who has read this version; who consented to it was shown it."""
    agreed = {entry.by for entry in history.of_version(CONSENT) if entry.by}
    return _names(history, READ, "read") | agreed


def _names(history: History, kind: EntryKind, field: str) -> set[str]:
    listed = [entry.body.get(field) for entry in history.of_version(kind)]
    return {str(name) for names in listed if isinstance(names, list) for name in names}


_OPTIONS = {
    "has not attended a briefing on this version": ("attended",),
    "has not read this version": ("read",),
    "has neither attended a briefing on this version nor read it": ("attended", "read"),
}
"""What somebody has not done yet -> the options of `briefed` that log it."""


def _not_yet(missing: Sequence[str]) -> str:
    return next(words for words, options in _OPTIONS.items() if options == tuple(missing))
