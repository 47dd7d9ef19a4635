"""The plan itself, once for each version that anybody decided on."""

from __future__ import annotations

from stuntlab.record.entry_kind import PLAN_DATA, Author, EntryKind, EntryVisibility

VERSION = EntryKind(
    "version",
    fields=PLAN_DATA,
    author=Author.PROGRAM,
    seen_by=EntryVisibility.NOBODY,
    loosens=False,
    judged_in=("consents",),
)
"""It is there so that a void consent can say what changed."""
