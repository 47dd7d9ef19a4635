"""One entry of the record: what was decided, by whom, on which version of a plan; and its canonical bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

FORMAT = 1
GENESIS = "sha256:" + 64 * "0"
"""What the first entry of a record names as the one before it."""


class Kind(StrEnum):
    """What an entry says."""

    VERSION = "version"
    CONSENT = "consent"
    WITHDRAWAL = "withdrawal"
    LIMIT = "limit"
    REFUSAL = "refusal"
    REFUSAL_TAKEN_BACK = "refusal taken back"
    STOP = "stop"
    CLEAR = "clear"
    NEAR_MISS = "near miss"
    CONCERN = "concern"
    ANSWER = "answer"
    REVIEW = "review"
    REHEARSED = "rehearsed"
    TAKE = "take"
    BRIEFED = "briefed"
    READ = "read"
    SET_STATE = "set state"
    DONE = "done"
    MERGED = "merged"


LOOSENING = frozenset({Kind.CONSENT, Kind.REFUSAL_TAKEN_BACK, Kind.CLEAR, Kind.ANSWER, Kind.REVIEW})
"""Entries that let something go ahead. Who has a key must sign these; a no never needs one."""


@dataclass(frozen=True, slots=True)
class PlanKey:
    """Which plan an entry is about. `hash` names one version of it, `file` and `title` name it through all versions."""

    file: str
    title: str
    hash: str

    def same_plan(self, other: PlanKey) -> bool:
        """Whether two keys name the same plan in any version: a renamed file or a new title alone hides nothing."""
        pairs = ((self.file, other.file), (self.title, other.title), (self.hash, other.hash))
        return any(mine == yours and mine for mine, yours in pairs)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written. `by` is whose decision it is, None where it is nobody's to know."""

    kind: Kind
    plan: PlanKey | None
    by: str | None
    body: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the record.

    number: position, from 1. at: UTC, to the second. key: public key of the signature in hex, None where unsigned.
    content: the canonical JSON that `hash` is the sha256 of. merged_after: for an entry brought in from another copy of
    the record, the number of the last entry both had; else None.
    """

    number: int
    production: str
    at: str
    kind: Kind
    plan: PlanKey | None
    by: str | None
    body: Mapping[str, Json]
    previous: str
    key: str | None
    content: str
    hash: str
    signature: str | None
    merged_after: int | None = None


def canonical(value: Json) -> str:
    """JSON in the one form that is hashed: keys sorted, no spaces, no NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def hash_of_text(content: str) -> str:
    """sha256 over the UTF-8 bytes."""
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def content_of(draft: Draft, *, number: int, production: str, at: str, previous: str, key: str | None) -> str:
    """The canonical JSON of an entry in its place in the chain."""
    plan: Json = None
    if draft.plan is not None:
        plan = {"file": draft.plan.file, "title": draft.plan.title, "hash": draft.plan.hash}
    fields: dict[str, Json] = {
        "format": FORMAT,
        "number": number,
        "production": production,
        "at": at,
        "kind": draft.kind.value,
        "plan": plan,
        "by": draft.by,
        "body": dict(draft.body),
        "previous": previous,
        "key": key,
    }
    return canonical(fields)


def entry_from(content: str, hash_: str, signature: str | None) -> Entry:
    """An entry read back.

    Raises: ValueError, KeyError or TypeError where the content is none.
    """
    fields: dict[str, Any] = json.loads(content)
    plan = fields["plan"]
    datetime.fromisoformat(fields["at"])
    return Entry(
        number=int(fields["number"]),
        production=str(fields["production"]),
        at=str(fields["at"]),
        kind=Kind(fields["kind"]),
        plan=None if plan is None else PlanKey(plan["file"], plan["title"], plan["hash"]),
        by=fields["by"],
        body=dict(fields["body"]),
        previous=str(fields["previous"]),
        key=fields["key"],
        content=content,
        hash=hash_,
        signature=signature,
    )
