"""The public key that sheets of paper of a production are sealed with, named by somebody who signs for it."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

SEAL = EntryKind(
    "seal",
    fields={
        "public": BodyField(Holds.TEXT, shown=True, required=True),
    },
    author=Author.SOMEBODY,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("seals",),
)
"""public: the compressed point of a P-256 key, hex. It lets nothing go ahead: it only tells whose files are whose."""
