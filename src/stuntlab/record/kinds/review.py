"""An independent reviewer's yes to somebody with power bearing a risk."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

REVIEW = EntryKind(
    "review",
    fields={
        "person": BodyField(Holds.NAME, shown=True, required=True),
    },
    author=Author.SOMEBODY,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=True,
    judged_in=("reviews",),
)
