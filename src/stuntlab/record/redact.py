"""What of the record a role sees on the screen. Whoever may read the file itself can read all of it."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.record.consent import undone_consents
from stuntlab.record.entry import Entry
from stuntlab.record.entry_kind import EntryVisibility, Holds
from stuntlab.record.history import History
from stuntlab.record.keys import fingerprint
from stuntlab.record.refusal import undone_take_backs

ROLES = ("crew", "production", "performer", "coordinator")
"""crew and production see that something holds, not whose no it is; a performer sees what is their own besides; a
coordinator (and a safety adviser) sees who to talk to. Nobody sees who stopped: it is not there to be seen."""

SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True)
class RedactedEntry:
    """One entry as it is shown. counts: False for a yes that a no of the same person stands against."""

    number: int
    at: str
    kind: str
    who: str
    version: str
    details: tuple[tuple[str, object], ...]
    signed: str
    counts: bool

    def text(self) -> str:
        """One line."""
        said = "; ".join(f"{name} {_plain(value)}" for name, value in self.details if value not in (None, [], {}))
        parts = (
            f"{self.number:>4}  {self.at}  {self.version}",
            self.kind,
            self.who,
            said,
            self.signed,
            "" if self.counts else "(does not count)",
        )
        return "  ".join(part for part in parts if part)

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        named = {"number": self.number, "at": self.at, "kind": self.kind, "who": self.who, "version": self.version}
        return {**named, "details": dict(self.details), "signed": self.signed, "counts": self.counts}


def entries_for_role(history: History, role: str, person: str | None = None) -> tuple[RedactedEntry, ...]:
    """The entries about a plan, in any version, as a role sees them."""
    who = history.named(person) if person is not None else None
    undone = {yes.hash for yes in (*undone_consents(history), *undone_take_backs(history))}
    return tuple(
        _redact_entry(entry, role, who, counts=entry.hash not in undone)
        for entry in history.about_plan
        if entry.kind.seen_by is not EntryVisibility.NOBODY
    )


def _redact_entry(entry: Entry, role: str, person: str | None, *, counts: bool) -> RedactedEntry:
    whose = _whose(entry)
    sees = _sees(entry.kind.seen_by, role, own=whose is not None and whose == person)
    return RedactedEntry(
        number=entry.number,
        at=entry.at,
        kind=entry.kind.word,
        who=(whose or "") if sees else SOMEBODY,
        version=entry.plan.hash.removeprefix("sha256:")[:8] if entry.plan else "",
        details=tuple((name, entry.body.get(name)) for name in entry.kind.shown_fields()) if sees else (),
        signed=f"signed {fingerprint(entry.key)}" if entry.key and sees else "",
        counts=counts,
    )


def _sees(sight: EntryVisibility, role: str, *, own: bool) -> bool:
    """Whether a role sees whose an entry is and what it holds."""
    match sight:
        case EntryVisibility.EVERYBODY:
            return True
        case EntryVisibility.OWN:
            return role == "coordinator" or (role == "performer" and own)
        case EntryVisibility.ONLY_THAT | EntryVisibility.NOBODY:
            return False


def _whose(entry: Entry) -> str | None:
    """Whose decision an entry is, or whom it is about where nobody signs for it."""
    about = [str(entry.body[field]) for field in entry.kind.fields_that_hold(Holds.NAME)]
    return entry.by or next(iter(about), None)


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)
