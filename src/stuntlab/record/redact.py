"""What of the record a role sees on the screen. Whoever may read the file itself can read all of it."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.record.entry import Entry, Kind
from stuntlab.record.history import History
from stuntlab.record.keys import fingerprint

ROLES = ("crew", "production", "performer", "coordinator")
"""crew and production see that something holds, not whose no it is; a performer sees what is their own besides; a
coordinator (and a safety adviser) sees who to talk to. Nobody sees who stopped: it is not there to be seen."""

SOMEBODY = "somebody"
_PERSONAL = frozenset({Kind.WITHDRAWAL, Kind.LIMIT, Kind.REFUSAL, Kind.REFUSAL_TAKEN_BACK, Kind.DONE})
_SHOWN_FIELDS = {
    Kind.CONSENT: ("day",),
    Kind.LIMIT: ("text",),
    Kind.CLEAR: ("reason",),
    Kind.NEAR_MISS: ("gag", "what"),
    Kind.CONCERN: ("gag", "what"),
    Kind.ANSWER: ("answer",),
    Kind.REVIEW: ("person",),
    Kind.REHEARSED: ("gag", "step", "runs"),
    Kind.TAKE: ("gag", "runs"),
    Kind.BRIEFED: ("attended", "about"),
    Kind.READ: ("read",),
    Kind.SET_STATE: ("state",),
    Kind.DONE: ("counts", "rested"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as it is shown."""

    number: int
    at: str
    kind: str
    who: str
    version: str
    details: tuple[tuple[str, object], ...]
    signed: str

    def text(self) -> str:
        """One line."""
        said = "; ".join(f"{name} {_plain(value)}" for name, value in self.details if value not in (None, [], {}))
        parts = (f"{self.number:>4}  {self.at}  {self.version}", self.kind, self.who, said, self.signed)
        return "  ".join(part for part in parts if part)

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        named = {"number": self.number, "at": self.at, "kind": self.kind, "who": self.who, "version": self.version}
        return {**named, "details": dict(self.details), "signed": self.signed}


def shown_to(history: History, role: str, person: str | None = None) -> tuple[Shown, ...]:
    """The entries about a plan, in any version, as a role sees them."""
    kinds = [kind for kind in Kind if kind not in (Kind.VERSION, Kind.MERGED)]
    return tuple(_shown(entry, role, person) for entry in history.of_plan(*kinds))


def _shown(entry: Entry, role: str, person: str | None) -> Shown:
    whose = entry.by or (str(entry.body.get("person")) if entry.kind is Kind.DONE else None)
    own = role == "performer" and person is not None and whose == person
    hidden = entry.kind in _PERSONAL and role != "coordinator" and not own
    fields = () if hidden else _SHOWN_FIELDS.get(entry.kind, ())
    return Shown(
        number=entry.number,
        at=entry.at,
        kind=entry.kind.value,
        who=SOMEBODY if hidden else whose or "",
        version=entry.plan.hash.removeprefix("sha256:")[:8] if entry.plan else "",
        details=tuple((name, entry.body.get(name)) for name in fields),
        signed=f"signed {fingerprint(entry.key)}" if entry.key and not hidden else "",
    )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)
