"""Who may write what: checked in the same breath as the entry is written."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.errors import DecisionError, SigningError
from stuntlab.plan.names import same_name
from stuntlab.record.chain import flatten_entries
from stuntlab.record.clock import later_than
from stuntlab.record.entry import Draft, Entry
from stuntlab.record.keys import fingerprint


def check_signing(held: Sequence[Entry], draft: Draft, public: str | None, at: str) -> None:
    """A name belongs to the first key that signed for it; what lets a stunt go ahead is dated forward.

    Raises: SigningError for another key than the person's, or none where they have one; DecisionError for a late clock.
    """
    known = key_bound_to(draft.by, held) if draft.by else None
    if known is not None and public is not None and public != known:
        raise SigningError(
            f"{draft.by} signs this record with key {fingerprint(known)}; this is key {fingerprint(public)}. "
            "Sign with the first one, or take another name"
        )
    if known is not None and public is None and draft.kind.loosens:
        raise SigningError(
            f"{draft.by} has a key ({fingerprint(known)}) in this record, so what they agree to is signed with it. "
            "A withdrawal, a refusal or a stop needs no key"
        )
    later = later_than(at, held) if draft.kind.loosens else None
    if later is not None:
        raise DecisionError(
            f"this machine's clock says {at}, but entry {later.number} was written at {later.at}: one of the two "
            "clocks is wrong. Set this one and repeat; nothing was written. A stop, a refusal or a withdrawal is taken "
            "at any time"
        )


def key_bound_to(name: str, held: Sequence[Entry]) -> str | None:
    """The public key that a name is bound to: the first that signed for it."""
    return next((entry.key for entry in flatten_entries(held) if entry.key and same_name(entry.by or "", name)), None)
