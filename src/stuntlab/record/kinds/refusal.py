"""A refusal to act on somebody, in every version of a plan, and its taking back. There is no field for a reason."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

REFUSAL = EntryKind(
    "refusal",
    fields={},
    author=Author.THE_PERSON,
    seen_by=EntryVisibility.OWN,
    loosens=False,
    judged_in=("refusals",),
)

REFUSAL_TAKEN_BACK = EntryKind(
    "refusal taken back",
    fields={
        "takes_back": BodyField(Holds.TEXTS, shown=False, required=False),
    },
    author=Author.THE_PERSON,
    seen_by=EntryVisibility.OWN,
    loosens=True,
    judged_in=("refusals",),
)
"""takes_back: the hashes of the refusals."""
