"""Two machines wrote to copies of one record: what is missing in one is brought in whole, as it was signed."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.record.entry import Draft, Entry, Json
from stuntlab.record.kinds.merged import MERGED


def entries_missing(ours: Sequence[Entry], theirs: Sequence[Entry]) -> list[Draft]:
    """What another copy has and this one has not, each whole, inside an entry that says where they parted."""
    fork = _last_in_common(ours, theirs)
    known = {entry.hash for entry in ours} | {str(entry.body.get("hash")) for entry in ours if entry.kind is MERGED}
    wrapped: dict[str, Draft] = {}
    for entry in theirs[fork:]:
        draft = _wrap_entry(entry, fork)
        wrapped.setdefault(str(draft.body["hash"]), draft)
    return [draft for hash_, draft in wrapped.items() if hash_ not in known]


def _last_in_common(ours: Sequence[Entry], theirs: Sequence[Entry]) -> int:
    for count, (mine, yours) in enumerate(zip(ours, theirs, strict=False)):
        if mine.hash != yours.hash:
            return count
    return min(len(ours), len(theirs))


def _wrap_entry(entry: Entry, fork: int) -> Draft:
    if entry.kind is MERGED:  # brought into the other copy from a third one, which may have parted earlier
        earlier = entry.body["fork"]
        parted: Json = min(fork, int(earlier)) if isinstance(earlier, int | float) else fork
        inner = {name: entry.body[name] for name in ("content", "hash", "signature")}
        return Draft(MERGED, entry.plan, None, {**inner, "fork": parted})
    body = {"content": entry.content, "hash": entry.hash, "signature": entry.signature, "fork": fork}
    return Draft(MERGED, entry.plan, None, dict(body))
