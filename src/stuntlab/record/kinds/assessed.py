"""What the physics said of a version of a plan when it was last assessed, so that a set can be called without it."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

ASSESSED = EntryKind(
    "assessed",
    fields={
        "verdict": BodyField(Holds.TEXT, shown=True, required=True),
        "against": BodyField(Holds.TEXTS, shown=True, required=True),
        "limits": BodyField(Holds.TEXT, shown=True, required=True),
        "program": BodyField(Holds.TEXT, shown=True, required=True),
        "takes": BodyField(Holds.NUMBER, shown=True, required=True),
        "seed": BodyField(Holds.NUMBER, shown=True, required=True),
        "after": BodyField(Holds.NUMBER, shown=False, required=True),
    },
    author=Author.PROGRAM,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("set_state",),
)
"""verdict: of the physics alone. against: why, most severe first. after: the last entry of the record that it knew."""
