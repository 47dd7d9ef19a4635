"""Somebody calls a set live against what holds it, by name and with a reason, for everybody to see."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

OVERRIDE = EntryKind(
    "override",
    fields={
        "against": BodyField(Holds.TEXTS, shown=True, required=True),
        "reason": BodyField(Holds.TEXT, shown=True, required=True),
    },
    author=Author.SOMEBODY,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=True,
    judged_in=("set_state",),
)
"""against: everything that held the plan at that moment."""
