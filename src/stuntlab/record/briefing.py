"""Who was briefed on this version, who has read it, and what the set is called."""

from __future__ import annotations

from stuntlab.datasets import Finding, Severity
from stuntlab.record.entry_kind import EntryKind
from stuntlab.record.history import SOURCE, History, Said, date_of_entry, hold
from stuntlab.record.kinds.briefing import BRIEFED, READ
from stuntlab.record.kinds.consent import CONSENT
from stuntlab.record.kinds.set_state import SET_STATE
from stuntlab.record.kinds.stop import STOP
from stuntlab.suggestions import DECIDED_PLAN, suggest

SET_STATES = ("cold", "rehearsal", "live")


def briefings(history: History) -> Said:
    """Everybody in the plan has attended a briefing on this version and read it."""
    lines: list[str] = []
    findings: list[Finding] = []
    attended, read = _attendants(history), _read(history)
    for person in history.plan.people:
        missing = [word for word, names in (("attended", attended), ("read", read)) if person not in names]
        if not missing:
            lines.append(f"{person}: briefed on this version, and has read it")
            continue
        lines.append(f"{person}: {_not_yet(missing)}")
        options = [part for word in missing for part in (f"--{word}", person)]
        text = (
            f"{person}: {_not_yet(missing)}. Whoever a stunt can reach is told what, who, and what goes wrong: "
            f"{suggest('briefed', DECIDED_PLAN, *options)}."
        )
        findings.append(hold("briefing-missing", person, text, source="house rule; Labor Code 9152.5, group affected"))
    return Said(tuple(lines), tuple(findings))


def set_state(history: History) -> Said:
    """Cold, rehearsal or live: what was last said of this version. A stop makes it cold."""
    said = history.of_plan(SET_STATE, STOP)
    last = said[-1] if said and not history.kept_aside else None
    if last is None or any(stop.kind is STOP and not history.lineage.knew(last, stop) for stop in said):
        return Said(("set: cold",))
    state = str(last.body.get("state"))
    if last.plan is not None and last.plan.hash == history.key.hash:
        return Said((f"set: {state} since {date_of_entry(last.at)}, said {last.by or 'somebody'}",))
    if state == "cold":
        return Said(("set: cold",))
    text = f"The set was called {state} for another version of this plan. It counts as cold: say again what it is."
    return Said(("set: cold",), (Finding("set-state", Severity.FLAG, None, text, SOURCE),))


def _attendants(history: History) -> set[str]:
    return _names(history, BRIEFED, "attended")


def _read(history: History) -> set[str]:
    """Who has read this version; who consented to it was shown it."""
    agreed = {entry.by for entry in history.of_version(CONSENT) if entry.by}
    return _names(history, READ, "read") | agreed


def _names(history: History, kind: EntryKind, field: str) -> set[str]:
    listed = [entry.body.get(field) for entry in history.of_version(kind)]
    return {str(name) for names in listed if isinstance(names, list) for name in names}


def _not_yet(missing: list[str]) -> str:
    words = {"attended": "has not attended a briefing on this version", "read": "has not read this version"}
    if len(missing) == 2:
        return "has neither attended a briefing on this version nor read it"
    return words[missing[0]]
