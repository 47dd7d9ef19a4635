"""The set is called cold, rehearsal or live."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

SET_STATE = EntryKind(
    "set state",
    fields={
        "state": BodyField(Holds.TEXT, shown=True, required=True),
    },
    author=Author.ANYBODY,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("set_state",),
)
