"""A stop, and what clears it."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

STOP = EntryKind(
    "stop",
    fields={
        "kept_aside": BodyField(Holds.TEXT, shown=False, required=False),
        "since": BodyField(Holds.TEXT, shown=False, required=False),
    },
    author=Author.UNNAMED,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("stops", "set_state"),
)
"""kept_aside, since: identity and time of a stop that was kept on a machine until it could be written."""

CLEAR = EntryKind(
    "clear",
    fields={
        "clears": BodyField(Holds.TEXTS, shown=False, required=True),
        "reason": BodyField(Holds.TEXT, shown=True, required=True),
    },
    author=Author.SOMEBODY,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=True,
    judged_in=("stops",),
)
"""clears: the hashes of the stops."""
