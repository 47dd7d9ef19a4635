"""What was measured in rehearsals and in takes, SI, and how runs went wrong: the names of failure modes, one a time."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

REHEARSED = EntryKind(
    "rehearsed",
    fields={
        "gag": BodyField(Holds.TEXT, shown=True, required=True),
        "step": BodyField(Holds.TEXT, shown=True, required=True),
        "runs": BodyField(Holds.RUNS, shown=True, required=True),
        "went_wrong": BodyField(Holds.TEXTS, shown=True, required=False),
        "people": BodyField(Holds.NAMES, shown=False, required=True),
        "dummy": BodyField(Holds.FLAG, shown=False, required=True),
    },
    author=Author.UNNAMED,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("ladders", "drifts"),
)

TAKE = EntryKind(
    "take",
    fields={
        "gag": BodyField(Holds.TEXT, shown=True, required=True),
        "runs": BodyField(Holds.RUNS, shown=True, required=True),
        "went_wrong": BodyField(Holds.TEXTS, shown=True, required=False),
        "people": BodyField(Holds.NAMES, shown=False, required=True),
    },
    author=Author.UNNAMED,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=False,
    judged_in=("drifts", "limits", "takes_done"),
)
