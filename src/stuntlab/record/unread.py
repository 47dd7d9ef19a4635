"""Entries that nothing here judges: of a kind this version does not know, or that no part of the judgement reads."""

from __future__ import annotations

from stuntlab.datasets import Finding
from stuntlab.record.entry import Entry
from stuntlab.record.entry_kind import UnknownKind
from stuntlab.record.history import History, Said, date_of_entry, hold


def hold_for_unread(history: History, parts: set[str]) -> Said:
    """Each of them holds every plan of the production, because it may be a no.

    parts: the names of the parts that the judgement has.
    """
    entries = [entry for entry in history.entries if not parts.intersection(entry.kind.judged_in)]
    return Said(tuple(_line(entry) for entry in entries), tuple(_finding(entry) for entry in entries))


def _line(entry: Entry) -> str:
    return f"entry {entry.number} of {date_of_entry(entry.at)}, “{entry.kind.word}”: this version cannot read it"


def _finding(entry: Entry) -> Finding:
    why = entry.kind.why if isinstance(entry.kind, UnknownKind) else "nothing in this version judges the kind"
    said = (
        f"Entry {entry.number} of {date_of_entry(entry.at)} is of the kind “{entry.kind.word}”, and this version "
        f"cannot read it: {why}. It may be a no, so nothing goes ahead."
    )
    remedy = "It is kept as it was written: assess with the stuntlab that wrote it, or with a newer one."
    plain = f"Entry {entry.number} of the record cannot be read by this version. It may be a no."
    return hold("unread-entry", None, said, remedy, plain=plain)
