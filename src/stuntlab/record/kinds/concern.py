"""A near miss, a concern, and the answer to one of them."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

_MATTER = {
    "gag": BodyField(Holds.TEXT_OR_NOTHING, shown=True, required=False),
    "what": BodyField(Holds.TEXT, shown=True, required=True),
}
"""What somebody says of a near miss or a concern, and of which gag."""

NEAR_MISS = EntryKind(
    "near miss",
    fields=_MATTER,
    author=Author.UNNAMED,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("matters",),
)

CONCERN = EntryKind(
    "concern",
    fields=_MATTER,
    author=Author.UNNAMED,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("matters",),
)

ANSWER = EntryKind(
    "answer",
    fields={
        "answers": BodyField(Holds.TEXTS, shown=False, required=True),
        "answer": BodyField(Holds.TEXT, shown=True, required=True),
    },
    author=Author.SOMEBODY,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=True,
    judged_in=("matters",),
)
"""answers: the hashes of what is answered."""
