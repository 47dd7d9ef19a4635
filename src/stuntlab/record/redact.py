"""What of the record a role sees on the screen. Whoever may read the file itself can read all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stuntlab.dates import local_minute
from stuntlab.plan import dimensions, quantities
from stuntlab.record.consent import undone_consents
from stuntlab.record.entry import Entry
from stuntlab.record.entry_kind import EntryVisibility, Holds
from stuntlab.record.history import History
from stuntlab.record.keys import fingerprint
from stuntlab.record.refusal import undone_take_backs
from stuntlab.units import Dimension, System, UnitStyle, format_like, format_quantity
from stuntlab.units.sentences import system_written

ROLES = ("crew", "production", "performer", "coordinator")
"""crew and production see that something holds, not whose no it is; a performer sees what is their own besides; a
coordinator (and a safety adviser) sees who to talk to. Nobody sees who stopped: it is not there to be seen."""

SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True)
class RedactedEntry:
    """One entry as it is shown.

    counts: False for a yes that a no of the same person stands against. measures: what may be measured of its gag ->
    what that is, and how the plan writes it.
    """

    number: int
    at: str
    kind: str
    who: str
    version: str
    details: tuple[tuple[str, object], ...]
    signed: str
    counts: bool
    measures: Mapping[str, tuple[Dimension, str]]

    def text(self, style: UnitStyle) -> str:
        """One line; what was measured in the units of whoever reads, what people wrote as they wrote it."""
        told = {name: self._tell(value, style) for name, value in self.details if value not in (None, [], {})}
        said = "; ".join(f"{name} {words}" for name, words in told.items())
        parts = (
            f"{self.number:>4}  {local_minute(self.at):>17}  {self.version}",
            self.kind,
            self.who,
            said,
            self.signed,
            "" if self.counts else "(does not count)",
        )
        return "  ".join(part for part in parts if part)

    def _tell(self, value: object, style: UnitStyle) -> str:
        if isinstance(value, dict):
            return ", ".join(f"{name} {self._tell_measured(name, item, style)}" for name, item in value.items())
        if isinstance(value, list):
            return ", ".join(self._tell(item, style) for item in value)
        return str(value)

    def _tell_measured(self, name: str, value: object, style: UnitStyle) -> str:
        """A value of a run; a plain number where the plan says nothing of what it measures."""
        if not isinstance(value, int | float) or name not in self.measures:
            return f"{value:.4g}" if isinstance(value, float) else self._tell(value, style)
        dimension, planned = self.measures[name]
        system = style.of(dimension)
        if system_written(planned, dimension) in (None, system):
            return format_like(value, dimension, planned)
        return format_quantity(value, dimension, imperial=system is System.US)

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        named = {"number": self.number, "at": self.at, "kind": self.kind, "who": self.who, "version": self.version}
        return {**named, "details": dict(self.details), "signed": self.signed, "counts": self.counts}


def entries_for_role(history: History, role: str, person: str | None = None) -> tuple[RedactedEntry, ...]:
    """The entries about a plan, in any version, as a role sees them."""
    who = history.spell_name(person) if person is not None else None
    undone = {yes.hash for yes in (*undone_consents(history), *undone_take_backs(history))}
    return tuple(
        _redact_entry(history, entry, role, who, counts=entry.hash not in undone)
        for entry in history.about_plan
        if entry.kind.seen_by is not EntryVisibility.NOBODY
    )


def _redact_entry(history: History, entry: Entry, role: str, person: str | None, *, counts: bool) -> RedactedEntry:
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
        measures=_measures(history, entry),
    )


def _measures(history: History, entry: Entry) -> dict[str, tuple[Dimension, str]]:
    """What the plan says in quantities of the gag of an entry; nothing for a gag that is not in this version."""
    action = history.gags.get(str(entry.body.get("gag")))
    if action is None:
        return {}
    measured = dimensions(type(action))
    return {name: (measured[name], planned.text) for name, planned in quantities(action).items()}


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
