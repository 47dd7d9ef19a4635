"""A yes to one version of a plan on one day, and its withdrawal. A withdrawal has no field for a reason."""

from __future__ import annotations

from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds

CONSENT = EntryKind(
    "consent",
    fields={
        "day": BodyField(Holds.DAY, shown=True, required=True),
        "takes_back": BodyField(Holds.TEXTS, shown=False, required=False),
    },
    author=Author.THE_PERSON,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=True,
    judged_in=("consents",),
)

"""takes_back: the hashes of the withdrawals that it undoes."""

WITHDRAWAL = EntryKind(
    "withdrawal",
    fields={},
    author=Author.THE_PERSON,
    seen_by=EntryVisibility.OWN,
    loosens=False,
    judged_in=("consents",),
)
