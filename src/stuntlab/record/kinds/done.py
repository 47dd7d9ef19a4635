"""What somebody was put through just now, or that they come from rest."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

DONE = EntryKind(
    "done",
    fields={
        "person": BodyField(Holds.NAME, shown=False, required=True),
        "counts": BodyField(Holds.COUNTS, shown=True, required=True),
        "rested": BodyField(Holds.FLAG, shown=True, required=True),
    },
    author=Author.UNNAMED,
    seen_by=EntryVisibility.OWN,
    loosens=False,
    judged_in=("doses",),
)
