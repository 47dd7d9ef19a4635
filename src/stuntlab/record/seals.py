"""Which keys seal the paper of a production: those that somebody signed for."""

from __future__ import annotations

from stuntlab.errors import SigningError
from stuntlab.record.entry import Draft, Entry
from stuntlab.record.history import History, Said, date_of_entry
from stuntlab.record.keys import fingerprint
from stuntlab.record.kinds.seal import SEAL


def seals(history: History) -> Said:
    """A line for each key that seals; what nobody signed for does not."""
    lines = [
        f"sheets are sealed with {fingerprint(public)}, {entry.by} signed for it on {date_of_entry(entry.at)}"
        for public, entry in seal_keys(history).items()
    ]
    return Said(tuple(lines))


def seal_keys(history: History) -> dict[str, Entry]:
    """The public keys that seal, each with the entry of whoever signed for it first, over all plans of a production."""
    found: dict[str, Entry] = {}
    for entry in history.entries:
        if entry.kind is SEAL and entry.key is not None:
            found.setdefault(str(entry.body.get("public")), entry)
    return found


def draft_seal(history: History, public: str, by: str) -> list[Draft]:
    """Name a key in the record, once. by: whose own key signs for it."""
    if public in seal_keys(history):
        return []
    return [Draft(SEAL, history.key, history.spell_name(by), {"public": public})]


def check_signs(signs: bool, by: str, makes: str) -> None:
    """Whoever names a key that seals has one of their own. makes: the command that makes it.

    Raises: SigningError.
    """
    if not signs:
        raise SigningError(f"{by} has no key here, and who names a seal signs for it: {makes}")
