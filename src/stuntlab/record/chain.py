"""Whether a chain of entries is whole: nothing changed, deleted, reordered or inserted, every signature its owner's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from stuntlab.datasets.head_code import head_code, read_code
from stuntlab.plan.names import name_key, same_name
from stuntlab.record.clock import clock_behind, later_than
from stuntlab.record.entry import GENESIS, Entry, entry_from, hash_of_text
from stuntlab.record.keys import fingerprint, verifies
from stuntlab.record.kinds.merged import MERGED

_NO_ROW = "its row holds no words and numbers where they belong: something else than stuntlab wrote into the table"
_NO_ENTRY = "its content is no entry that can be read: it was changed or damaged, or a newer stuntlab wrote it"


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row as the database holds it."""

    number: int
    content: str
    hash: str
    signature: str | None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a chain, at an entry."""

    number: int
    text: str


def read_rows(
    rows: Sequence[StoredRow], production: str, *, head: str | None = None
) -> tuple[tuple[Entry, ...], list[Fault]]:
    """The entries of a chain, and everything that is wrong with it.

    head: the last hash, or its code, known from elsewhere (a printed sheet, an export); without it no cut end shows.
    """
    entries: list[Entry] = []
    faults: list[Fault] = []
    for place, row in enumerate(rows, start=1):
        if not _holds_words(row):
            faults.append(Fault(place, _NO_ROW))
            continue
        try:
            entries.append(entry_from(row.content, row.hash, row.signature))
        except (ValueError, KeyError, TypeError):
            faults.append(Fault(row.number, _NO_ENTRY))
            continue
        faults += _of_row(row, entries[-1], production)
    faults += [*_of_links(entries), *_of_names(entries), *_faults_of_merged(entries), *_of_head(entries, head)]
    return tuple(entries), sorted(set(faults), key=lambda fault: fault.number)


def _holds_words(row: StoredRow) -> bool:
    """A database takes anything into any column; what is no text cannot be hashed or compared."""
    words = isinstance(row.content, str) and isinstance(row.hash, str) and isinstance(row.signature, str | None)
    return words and isinstance(row.number, int)


def _of_row(row: StoredRow, entry: Entry, production: str) -> Iterator[Fault]:
    if hash_of_text(row.content) != row.hash:
        yield Fault(row.number, "its content is not what its hash was made from: it was changed")
    if entry.number != row.number:
        yield Fault(row.number, f"it was written as entry {entry.number}: entries were reordered or taken out")
    if entry.production != production:
        yield Fault(row.number, f'it belongs to "{entry.production}", not to "{production}"')
    if entry.key is not None and not verifies(entry.key, row.hash, row.signature):
        yield Fault(row.number, f"its signature is not by the key {fingerprint(entry.key)} it names")
    if entry.key is None and row.signature is not None:
        yield Fault(row.number, "it has a signature but names no key")


def _of_links(entries: Sequence[Entry]) -> Iterator[Fault]:
    before, expected = GENESIS, 1
    for entry in entries:
        if entry.number != expected:
            yield Fault(entry.number, f"entry {expected} should stand here: one is missing, inserted or out of order")
        if entry.previous != before:
            yield Fault(
                entry.number, "it does not follow from the entry before it: one was changed, taken out or put in"
            )
        before, expected = entry.hash, entry.number + 1
    for place, (earlier, later) in enumerate(pairwise(entries), start=1):
        if later.kind.loosens and clock_behind(later.at, earlier.at) and later_than(later.at, entries[:place]):
            yield Fault(later.number, f"it is dated {later.at}, before entry {earlier.number} of {earlier.at}")


def _of_names(entries: Sequence[Entry]) -> Iterator[Fault]:
    """A name belongs to the first key that signed for it, and what lets a stunt go ahead is signed from then on.

    Compared letter by letter, as it was when old entries were written: a record does not stop being whole because names
    are compared otherwise today. What counts is for `flattened` to say.
    """
    known: dict[str, str] = {}
    for entry in entries:
        if entry.by is None:
            continue
        if entry.key is not None and known.setdefault(entry.by, entry.key) != entry.key:
            yield Fault(entry.number, f"it says {entry.by}, but is signed with another key than theirs")
        if entry.key is None and entry.kind.loosens and entry.by in known:
            yield Fault(entry.number, f"it says {entry.by}, who has a key, and is not signed")


def _faults_of_merged(entries: Sequence[Entry]) -> Iterator[Fault]:
    known = {entry.hash: entry.number for entry in entries}
    for entry in entries:
        if entry.kind is not MERGED:
            continue
        brought = unwrap_entry(entry)
        if brought is None:
            yield Fault(entry.number, "the entry it brought in from another copy was changed")
            continue
        if not same_name(brought.production, entry.production):
            yield Fault(entry.number, f'the entry it brought in belongs to "{brought.production}"')
        if known.setdefault(brought.hash, entry.number) != entry.number:
            yield Fault(entry.number, f"it brings in again what entry {known[brought.hash]} holds already")


def _of_head(entries: Sequence[Entry], head: str | None) -> Iterator[Fault]:
    if head is None or head.strip() in {entry.hash for entry in entries}:
        return
    code, last = read_code(head), entries[-1].number if entries else 0
    if code is not None and code[1] in {head_code(entry.number, entry.hash) for entry in entries}:
        return
    if code is not None and code[0] <= last:
        yield Fault(
            code[0], f"it is not the entry that {code[1]} was printed of: it was replaced, or it is another record"
        )
        return
    yield Fault(last, f"the entry {head} is not in it: the end of the record was cut off, or it is another record")


def unwrap_entry(entry: Entry) -> Entry | None:
    """The entry that a merge brought in, None where it does not hold together."""
    body = entry.body
    content, foreign_hash, signature, fork = (body.get(name) for name in ("content", "hash", "signature", "fork"))
    if not isinstance(content, str) or not isinstance(foreign_hash, str) or not isinstance(fork, int):
        return None
    try:
        foreign = entry_from(content, foreign_hash, signature if isinstance(signature, str) else None)
    except (ValueError, KeyError, TypeError):
        return None
    signed = foreign.key is None or verifies(foreign.key, foreign_hash, foreign.signature)
    if hash_of_text(content) != foreign_hash or not signed:
        return None
    return replace(foreign, number=entry.number, merged_after=fork)


def flatten_entries(held: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries in order; one brought in by a merge is unwrapped, and counts if it is new here and of this production.

    A yes in the name of somebody who has a key stays in the record, and counts only if that key signed it: one from
    another copy, or an old one in other letters.
    """
    known: dict[str, str] = {}
    counted: list[Entry] = []
    for entry in _each_once(held):
        name = name_key(entry.by or "")
        if entry.kind.loosens and entry.key != known.get(name, entry.key):
            continue
        if entry.by and entry.key:
            known.setdefault(name, entry.key)
        counted.append(entry)
    return tuple(counted)


def _each_once(held: Sequence[Entry]) -> Iterator[Entry]:
    here = {entry.hash for entry in held if entry.kind is not MERGED}
    for kept in held:
        if kept.kind is not MERGED:
            yield kept
            continue
        entry = unwrap_entry(kept)
        if entry is not None and entry.hash not in here and same_name(entry.production, kept.production):
            here.add(entry.hash)
            yield entry
