"""Other records that know a plan: those beside it, other productions in the same place, and where it was kept before.

A stop follows the stunt: another name of the production, another `$STUNTLAB_RECORD`, a copy of the plan in another
folder of this machine start a new record, and what the old one holds is found and told. Machines that never met do not
know of each other.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from stuntlab.errors import RecordError
from stuntlab.files import is_folder
from stuntlab.plan.names import name_key, same_name
from stuntlab.record.address import strip_password
from stuntlab.record.chain import flatten_entries, read_rows
from stuntlab.record.entry import Entry, PlanKey
from stuntlab.record.follow import entries_about
from stuntlab.record.history import OtherNo, OtherRecord, date_of_entry
from stuntlab.record.kinds.concern import ANSWER, CONCERN, NEAR_MISS
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.kinds.limit import LIMIT
from stuntlab.record.kinds.refusal import REFUSAL, REFUSAL_TAKEN_BACK
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.location import NO_PRODUCTION, SUFFIX
from stuntlab.record.pending import pending_stops, where_of
from stuntlab.record.state_folders import own_folders
from stuntlab.record.stop import collect_hashes, stops_not_cleared
from stuntlab.record.store import Store, StorePlace
from stuntlab.record.undo import Lineage, lineage_of, yeses_that_count

_REMEMBERED = "records.jsonl"
_LARGEST_MEMORY = 2_000_000
"""Bytes of the file that remembers places: 10 000 plans (judgement)."""
_SHORT_WAIT_S = 2.0


def others_about(plan_file: Path, key: PlanKey, in_use: Store | None) -> tuple[OtherRecord, ...]:
    """What other records hold on a plan. in_use: the one that is asked anyway."""
    others = [_read_other(place, key) for place in _places(plan_file, key, in_use)]
    gone = "decisions on this plan were written there, and it is not there any more: it was moved, deleted or replaced"
    return (
        *others,
        *(OtherRecord(str(place), place.production, unread=gone) for place in _find_emptied(plan_file, in_use)),
    )


def stops_near(plan_file: Path, key: PlanKey, used: Store | None) -> list[str]:
    """A sentence on every stop that whoever works on a plan, or in a folder, should hear of, whatever is wrong with it.

    used: the record that belongs to the plan, where it is known.
    """
    known: set[str] = set()
    told: list[str] = []
    own = [used.place] if used is not None and _is_there(used.place) else []
    for place in (*own, *_places(plan_file, key, used)):
        try:
            entries = _entries(place)
        except RecordError as error:
            told.append(f"whether {plan_file} is stopped cannot be told: {str(error).partition('. Nothing was')[0]}")
            continue
        known |= {str(entry.body.get("kept_aside")) for entry in entries if entry.kind is STOP}
        for stop in stops_not_cleared(entries, key, None, None):
            of = f" ({stop.plan.file})" if stop.plan and stop.plan.file != plan_file.name else ""
            told.append(
                f"STOPPED on {date_of_entry(stop.at)}, not cleared: {plan_file}{of}, entry {stop.number} of {place}"
            )
    kept = [stop for stop in pending_stops(plan_file, key) if stop.id not in known]
    told += [f"STOPPED on {date_of_entry(stop.at)}, kept on this machine, not cleared: {stop.file}" for stop in kept]
    return list(dict.fromkeys(told))


def remember_place(plan_file: Path, key: PlanKey, place: StorePlace) -> None:
    """Remember on this machine which record a plan was decided on in; what cannot be remembered is no fault."""
    kept, where = _as_kept(place), where_of(plan_file)
    now = (where, (place.production, key.hash, key.title), kept)
    if now in _read_remembered():
        return
    line = {"file": where, "title": key.title, "hash": key.hash, "production": place.production, "place": kept}
    for folder in own_folders()[:1]:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / _REMEMBERED).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


def _places(plan_file: Path, key: PlanKey, in_use: Store | None) -> Iterator[StorePlace]:
    """Where a plan may be known besides, each chain once."""
    used = in_use.place if in_use is not None else None
    seen = {(_as_kept(used), name_key(used.production))} if used is not None else set()
    for place in (*_beside(plan_file, key), *_in_the_same(used, key), *_before(plan_file, key, used)):
        mark = (_as_kept(place), name_key(place.production))
        if mark not in seen:
            seen.add(mark)
            yield place


def _beside(plan_file: Path, key: PlanKey) -> Iterator[StorePlace]:
    where = Path(where_of(plan_file))
    folder = where if is_folder(where) else where.parent
    try:
        files = sorted(path for path in folder.iterdir() if path.name.casefold().endswith(SUFFIX) and path.is_file())
    except OSError:
        return
    for file in files:
        yield from _chains_in(StorePlace("", file=file), key)


def _in_the_same(used: StorePlace | None, key: PlanKey) -> Iterator[StorePlace]:
    if used is not None and _is_there(used):
        yield from _chains_in(used, key)


def _chains_in(place: StorePlace, key: PlanKey) -> Iterator[StorePlace]:
    """The productions in one place that know the plan; the place itself where it cannot be read."""
    try:
        productions = Store(place, wait_s=_SHORT_WAIT_S).productions(_words_of(key))
    except RecordError:
        productions = (place.production,)
    for production in productions:
        yield replace(place, production=production)


def _words_of(key: PlanKey) -> tuple[str, ...]:
    """What an entry about a plan holds of it, as it is written there; nothing for all plans of a folder."""
    return tuple(json.dumps(word, ensure_ascii=False) for word in (key.file, key.title, key.hash) if word)


def _before(plan_file: Path, key: PlanKey, used: StorePlace | None) -> Iterator[StorePlace]:
    """Where this machine decided before: on this file, on the same version elsewhere, on the same title of the film."""
    where = where_of(plan_file)
    for file, (production, hash_, title), kept in _read_remembered():
        alike = production != NO_PRODUCTION and bool(title) and same_name(title, key.title)
        if (
            file == where
            or (hash_ and hash_ == key.hash)
            or (alike and used is not None and same_name(production, used.production))
        ):
            place = StorePlace(production, url=kept) if "://" in kept else StorePlace(production, file=Path(kept))
            if _is_there(place):
                yield place


def _find_emptied(plan_file: Path, in_use: Store | None) -> Iterator[StorePlace]:
    """Files that this very plan was decided on in, and that hold nothing any more."""
    where = where_of(plan_file)
    for file, (production, _, _), kept in dict.fromkeys(_read_remembered()):
        place = StorePlace(production, file=Path(kept))
        empty = in_use is not None and kept == _as_kept(in_use.place) and not in_use.rows()
        if file == where and kept and "://" not in kept and (empty or not _is_there(place)):
            yield place


def _read_remembered() -> Iterator[tuple[str, tuple[str, str, str], str]]:
    for folder in own_folders()[:1]:
        try:
            path = folder / _REMEMBERED
            lines = path.read_text(encoding="utf-8").splitlines() if path.stat().st_size < _LARGEST_MEMORY else []
        except (OSError, ValueError):
            continue
        for line in lines:
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                one = json.loads(line)
                yield str(one["file"]), (str(one["production"]), str(one["hash"]), str(one["title"])), str(one["place"])


def name_of_record(place: StorePlace) -> str:
    """What tells a record on this machine from any other: its place and the production that it is of."""
    return f"{_as_kept(place)}\n{place.production}"


def _as_kept(place: StorePlace) -> str:
    """A place as it is remembered: without a password."""
    if place.file is not None:
        return where_of(place.file)
    return strip_password(place.url or "")


def _is_there(place: StorePlace) -> bool:
    return place.file is None or os.path.isfile(place.file)


def _entries(place: StorePlace) -> tuple[Entry, ...]:
    store = Store(place, wait_s=_SHORT_WAIT_S)
    entries, _ = read_rows(store.rows(), store.chain_name())
    return flatten_entries(entries)


def _about(entries: Sequence[Entry], key: PlanKey) -> list[Entry]:
    """The entries on a plan in any version, or on every plan; all of them where no plan is meant."""
    every = not (key.file or key.title or key.hash)
    on_all = [one for one in entries if one.kind is STOP and one.plan is None]
    return list(entries) if every else [*on_all, *(one for one in entries_about(entries, key) if one.plan)]


def _read_other(place: StorePlace, key: PlanKey) -> OtherRecord:
    try:
        store = Store(place, wait_s=_SHORT_WAIT_S)
        held, faults = read_rows(store.rows(), store.chain_name())
    except RecordError as error:
        return OtherRecord(str(place), place.production, unread=str(error).partition(". Nothing was")[0])
    entries = flatten_entries(held)
    about = _about(entries, key)
    keys = {name_key(one.by): one.key for one in entries if one.by and one.key}
    return OtherRecord(
        str(place),
        store.chain_name(),
        hashes=tuple(one.hash for one in about),
        noes=(
            *(_no(stop, None) for stop in stops_not_cleared(entries, key, None, None)),
            *_find_standing_noes(about, lineage_of(held), keys),
            *_others_unanswered(about),
        ),
        unread=faults[0].text if faults else "",
    )


def _no(entry: Entry, key: str | None) -> OtherNo:
    return OtherNo(entry.hash, entry.kind.word, entry.by or "", entry.at, key)


def _find_standing_noes(about: Sequence[Entry], lineage: Lineage, keys: Mapping[str, str]) -> Iterator[OtherNo]:
    for no, yes in ((WITHDRAWAL, CONSENT), (REFUSAL, REFUSAL_TAKEN_BACK)):
        said = [one for one in about if one.kind in (no, yes) and one.by]
        for person in dict.fromkeys(name_key(one.by or "") for one in said):
            own = [one for one in said if same_name(one.by or "", person)]
            against = [one for one in own if one.kind is no]
            if against and not yeses_that_count(lineage, [one for one in own if one.kind is yes], against):
                yield _no(against[-1], keys.get(person))


def _others_unanswered(about: Sequence[Entry]) -> Iterator[OtherNo]:
    answered = collect_hashes([one for one in about if one.kind is ANSWER], "answers")
    for one in about:
        if one.kind is LIMIT or (one.kind in (NEAR_MISS, CONCERN) and one.hash not in answered):
            yield _no(one, None)
