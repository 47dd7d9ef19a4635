"""Who was briefed on a version of a plan, and who has read it."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

BRIEFED = EntryKind(
    "briefed",
    fields={
        "attended": BodyField(Holds.NAMES, shown=True, required=True),
        "about": BodyField(Holds.TEXTS, shown=True, required=True),
    },
    author=Author.UNNAMED,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("briefings", "drifts"),
)

READ = EntryKind(
    "read",
    fields={
        "read": BodyField(Holds.NAMES, shown=True, required=True),
    },
    author=Author.UNNAMED,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("briefings",),
)
