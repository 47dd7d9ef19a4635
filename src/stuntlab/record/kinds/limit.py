"""A limit that somebody lowers for themself, and their taking back of one that was mistyped."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

LIMIT = EntryKind(
    "limit",
    fields={
        "name": BodyField(Holds.TEXT, shown=False, required=True),
        "at_most": BodyField(Holds.FLAG, shown=False, required=True),
        "value": BodyField(Holds.NUMBER, shown=False, required=True),
        "text": BodyField(Holds.TEXT, shown=True, required=True),
    },
    author=Author.THE_PERSON,
    seen_by=EntryVisibility.OWN,
    loosens=False,
    judged_in=("limits",),
)

LIMIT_TAKEN_BACK = EntryKind(
    "limit taken back",
    fields={
        "takes_back": BodyField(Holds.TEXTS, shown=False, required=True),
        "text": BodyField(Holds.TEXT, shown=True, required=True),
    },
    author=Author.THE_PERSON,
    seen_by=EntryVisibility.OWN,
    loosens=True,
    judged_in=("limits",),
)
"""takes_back: the hashes of the limits."""
