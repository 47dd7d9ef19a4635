"""What another record of this machine holds on the plan: a stop follows the stunt, and no record is new in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from stuntlab.datasets import Finding, Severity
from stuntlab.record.consent import valid_consent
from stuntlab.record.history import SOURCE, History, OtherNo, OtherRecord, Said, date_of_entry, hold
from stuntlab.record.kinds.limit import LIMIT
from stuntlab.record.kinds.stop import STOP
from stuntlab.units.counting import counted


def elsewhere(history: History) -> Said:
    """Stops, open matters and noes of other records hold here too, until they are answered where they stand.

    What is in this record as well, because it was brought in or copied, is judged here.
    """
    findings = [finding for other in history.others for finding in _findings(history, other)]
    if history.mirror:
        said = f"{history.mirror[0].upper()}{history.mirror[1:]}."
        plain = "The record and its second copy do not hold the same, or could not be compared."
        findings.append(Finding("mirror", Severity.FLAG, None, said, SOURCE, plain=plain))
    return Said(tuple(lines_on_others(history)), tuple(findings))


def lines_on_others(history: History) -> list[str]:
    """A sentence on every other record that knows something of the plan which this one does not."""
    known = _hashes_here(history)
    return [_line(history, other) for other in history.others if other.unread or set(other.hashes) - known]


def _hashes_here(history: History) -> set[str]:
    return {entry.hash for entry in history.entries}


def _line(history: History, other: OtherRecord) -> str:
    if other.unread:
        return f"another record, {_name_of(other)}, cannot be relied on: {other.unread}"
    stops = [no for no in _unknown(history, other) if no.word == STOP.word]
    noes = [no for no in _unknown(history, other) if no.word != STOP.word]
    standing = f"{counted(len(stops), 'open stop')}, {counted(len(noes), 'other no', 'other noes')}"
    return f"another record, {_name_of(other)}, knows this plan: {standing}"


def _name_of(other: OtherRecord) -> str:
    return f'{other.place} (production "{other.production}")'


def _unknown(history: History, other: OtherRecord) -> list[OtherNo]:
    known = _hashes_here(history)
    return [no for no in other.noes if no.hash not in known]


def _findings(history: History, other: OtherRecord) -> Iterator[Finding]:
    if other.unread:
        text = f"Another record may hold a stop on this plan. Look into it first: {_line(history, other)}."
        plain = f"A record of the production “{other.production}” cannot be read; it may hold a stop on this plan."
        yield Finding("record-unread", Severity.FLAG, None, text, SOURCE, plain=plain)
    for no in _unknown(history, other):
        there = f"on {date_of_entry(no.at)} in another record, {_name_of(other)}"
        briefly = f"on {date_of_entry(no.at)} in another record of this machine"
        if no.word == STOP.word:
            remedy = (
                "A stop follows the stunt: clear it where it stands, with `--record` and the "
                f'production called "{other.production}", or bring the records together.'
            )
            yield hold("stopped", None, f"Stopped {there}.", remedy, plain=f"Stopped {briefly}.")
        elif no.word == LIMIT.word:
            said, ask = f"{no.person}: set a limit {there}.", "It holds here when they set it here too: ask them."
            plain = f"Set a limit {briefly}. {ask}"
            yield Finding("limit-elsewhere", Severity.FLAG, no.person, said, SOURCE, ask, plain)
        elif not no.person:
            said, plain = (f"A {no.word} {where} is not answered." for where in (there, briefly))
            yield hold("concern", None, said, "It is answered where it stands.", plain=plain)
        elif not _said_yes_since(history, no):
            remedy = (
                "They and nobody else may say yes here again, with their key where they have one there. The "
                "coordinator sees whom it is about."
            )
            yield hold("no-elsewhere", None, f"Somebody said no {there}.", remedy, plain=f"Somebody said no {briefly}.")


def _said_yes_since(history: History, no: OtherNo) -> bool:
    """Whether the same person consented here later, with the key that signs for them there; or is in no gag."""
    person = history.spell_name(no.person)
    if person not in history.in_action:
        return True
    yes = valid_consent(history, person)
    later = yes is not None and datetime.fromisoformat(yes.at) > datetime.fromisoformat(no.at)
    return yes is not None and later and (no.key is None or yes.key == no.key)
