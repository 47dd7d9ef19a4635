"""An entry of another copy of the record, whole, as it was signed."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

MERGED = EntryKind(
    "merged",
    fields={
        "content": BodyField(Holds.TEXT, shown=False, required=True),
        "hash": BodyField(Holds.TEXT, shown=False, required=True),
        "signature": BodyField(Holds.TEXT_OR_NOTHING, shown=False, required=True),
        "fork": BodyField(Holds.NUMBER, shown=False, required=True),
    },
    author=Author.PROGRAM,
    seen_by=EntryVisibility.NOBODY,
    loosens=False,
    judged_in=("chain",),
)
"""The entry inside it is judged: `chain.flattened` takes it out. One inside another is not taken out, and holds."""
