"""One entry of the record: what was decided, by whom, on which version of a plan; and its canonical bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from stuntlab.errors import ModelError, in_one_line
from stuntlab.plan.names import same_name
from stuntlab.record.entry_kind import EntryKind, known_kinds, unknown_kind

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

FORMAT = 1
GENESIS = "sha256:" + 64 * "0"
"""What the first entry of a record names as the one before it."""

_MAY_BE_OBEYED = re.compile(r"\\[bfnrtu]|[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""In the JSON of an entry: an escape, or a character that a terminal obeys."""

_YEARS = range(1970, 9999)
"""A clock that was never set shows the first; the last leaves room to reckon with (judgement)."""

KINDS: Mapping[str, EntryKind] = MappingProxyType(known_kinds())
"""Every kind of entry this version knows, by its word."""


@dataclass(frozen=True, slots=True)
class PlanKey:
    """Which plan an entry is about. `hash` names one version of it, `file` and `title` name it through all versions."""

    file: str
    title: str
    hash: str

    def same_plan(self, other: PlanKey) -> bool:
        """Whether two keys name the same plan in any version: a renamed file or a new title alone hides nothing.

        Files and titles are compared as names of people are: in other letters they are the same.
        """
        named = ((self.file, other.file), (self.title, other.title))
        return (self.hash == other.hash and bool(self.hash)) or any(
            mine and yours and same_name(mine, yours) for mine, yours in named
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written. `by` is whose decision it is, None where it is nobody's to know."""

    kind: EntryKind
    plan: PlanKey | None
    by: str | None
    body: Mapping[str, Json]

    def check(self) -> None:
        """Refuse what its kind does not say, before it is written.

        Raises: ModelError where it has a name it may not have, or none, or a body that does not fit.
        """
        wrong = self.kind.misfits(self.by, self.body)
        if wrong or KINDS.get(self.kind.word) is not self.kind:
            why = "; ".join(wrong) or "no file defines it"
            raise ModelError(f"an entry of kind {self.kind.word} cannot be written: {why}")


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
    kind: EntryKind
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
        "kind": draft.kind.word,
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
    try:
        fields: dict[str, Any] = json.loads(content)
        if _MAY_BE_OBEYED.search(content):
            fields = _shown(fields)
        number = int(fields["number"])
        moment = datetime.fromisoformat(fields["at"]).astimezone(UTC) if _has_zone(fields["at"]) else None
    except (RecursionError, OverflowError) as error:
        raise ValueError(f"nothing that an entry holds: {error}") from None
    if moment is None or moment.year not in _YEARS:
        raise ValueError("no time that a clock showed")
    plan = fields["plan"]
    if plan is not None and not all(isinstance(plan[name], str) for name in ("file", "title", "hash")):
        raise TypeError("a plan is named by words")
    if not isinstance(fields["key"], str | None):
        raise TypeError("a key is a word")
    return Entry(
        number=number,
        production=str(fields["production"]),
        at=str(fields["at"]),
        kind=_kind_of(fields),
        plan=None if plan is None else PlanKey(plan["file"], plan["title"], plan["hash"]),
        by=fields["by"] if isinstance(fields["by"], str) else None,
        body=dict(fields["body"]),
        previous=str(fields["previous"]),
        key=fields["key"],
        content=content,
        hash=hash_,
        signature=signature,
    )


def _shown(held: Any) -> Any:
    """What another program wrote, without what a terminal would obey; what a merge brought in stays as it was."""
    if isinstance(held, str):
        return in_one_line(held)
    if isinstance(held, list):
        return [_shown(item) for item in held]
    if not isinstance(held, dict):
        return held
    return {in_one_line(name): item if name == "content" else _shown(item) for name, item in held.items()}


def _has_zone(at: str) -> bool:
    return datetime.fromisoformat(at).tzinfo is not None


def list_field(entry: Entry, field: str) -> list[Json]:
    """What a field of an entry lists; nothing where it has none."""
    value = entry.body.get(field)
    return value if isinstance(value, list) else []


def _kind_of(fields: Mapping[str, Any]) -> EntryKind:
    """The kind of an entry. What this version cannot read all of may be a no, so it is no kind that this one knows."""
    word, body = str(fields["kind"]), dict(fields["body"])
    if fields["format"] != FORMAT:
        return unknown_kind(word, f"its format is {fields['format']}, and this version reads {FORMAT}")
    if word not in KINDS:
        return unknown_kind(word, "this version does not know the kind")
    misfits = KINDS[word].misfits(fields["by"], body)
    return unknown_kind(word, f"in it {', '.join(misfits)}") if misfits else KINDS[word]
