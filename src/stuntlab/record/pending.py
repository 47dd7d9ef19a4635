"""Stops that could not be written to the record: kept on this machine, counted at once, passed on when it is possible.

So a stop needs no network, no home, no right to write beside the plan, no room on the disk and no whole record. It is
kept in the first folder of this machine that takes it, and beside the plan besides, where those who come later see it.
A file that takes no letter more still has a name: the name alone says which plan is stopped.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from stuntlab.errors import RecordError
from stuntlab.files import is_folder, is_there, write_whole
from stuntlab.record.entry import Draft, PlanKey
from stuntlab.record.history import KeptAside
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.state_folders import own_folders

_NAME = re.compile(r"(?P<of>.+)\.(?P<id>[0-9a-f]{32})\.stop", re.DOTALL)
_EVERY_PLAN = "every plan"
_LONGEST_NAME = 100
"""Of the plan in the name of a file beside it: file systems take 255 bytes (R-h), a letter has up to four."""
NO_PLAN = PlanKey("", "", "")


def keep_aside(plan_file: Path, key: PlanKey, now: datetime) -> tuple[KeptAside, Path]:
    """Write a stop to the first folder of this machine that takes it, whole and on the disk; and where it is.

    Raises: RecordError where no folder takes it.
    """
    stop = KeptAside(uuid.uuid4().hex, key, where_of(plan_file), now.isoformat(timespec="seconds"))
    refused: list[str] = []
    for write in (_write, _mark):
        for folder, name in _places_for(plan_file, stop):
            try:
                return stop, write(folder, name, stop)
            except (OSError, ValueError) as error:
                refused.append(f"{folder} ({getattr(error, 'strerror', None) or error})")
    tried = "; ".join(dict.fromkeys(refused))
    raise RecordError(f"the stop could not be kept anywhere ({tried}): say it aloud, now, to everybody")


def keep_beside(plan_file: Path, stop: KeptAside) -> Path | None:
    """Write the same stop beside the plan, where whoever has the folder sees it; None where that is not possible."""
    *_, (folder, name) = _places_for(plan_file, stop)
    if (folder / name).exists():
        return folder / name
    for write in (_write, _mark):
        try:
            return write(folder, name, stop)
        except (OSError, ValueError):
            continue
    return None


def pending_stops(plan_file: Path, key: PlanKey) -> tuple[KeptAside, ...]:
    """Stops on a plan that are kept on this machine or beside it, oldest first.

    A file name alone does not make it the same plan, but for a stop that lies beside it. One on a folder stops every
    plan in it, however deep, and one on a file that is not there any more every plan of its folder.
    """
    found: dict[str, KeptAside] = {}
    for path, stop in _stops_near(plan_file):
        known = found.get(stop.id)
        if _is_of(stop, plan_file, key, beside=path.parent == _folder_of(plan_file)) and (
            known is None or known.plan == NO_PLAN
        ):
            found[stop.id] = stop
    return tuple(sorted(found.values(), key=lambda stop: (stop.at, stop.id)))


def as_draft(stop: KeptAside, plan_file: Path, key: PlanKey) -> Draft:
    """A kept stop as an entry. Its identity keeps it from being written twice.

    One that does not say which version it meant is one on the plan that lies in its place, or else on every plan.
    """
    plan: PlanKey | None = stop.plan
    if not (stop.plan.hash or stop.plan.title):
        plan = key if stop.file == where_of(plan_file) or stop.plan.file == plan_file.name else None
    return Draft(STOP, plan, None, {"kept_aside": stop.id, "since": stop.at})


def forget_pending(plan_file: Path, stop: KeptAside) -> None:
    """Forget a stop that is in the record now. One that cannot be forgotten is known there by its identity."""
    for path, kept in _stops_near(plan_file):
        if kept.id == stop.id and not _is_of_folder(stop):
            try:
                path.unlink(missing_ok=True)
            except OSError:
                continue


def where_of(plan_file: Path) -> str:
    """The place of a plan on this machine, as well as it can be told."""
    for follows in (True, False):  # a ring of links, a folder that is gone, a name too long
        try:
            return str(plan_file.resolve() if follows else plan_file.absolute())
        except (OSError, RuntimeError, ValueError):
            continue
    return str(plan_file)


def _folder_of(plan_file: Path) -> Path:
    where = Path(where_of(plan_file))
    return where if is_folder(where) else where.parent


def _places_for(plan_file: Path, stop: KeptAside) -> Iterator[tuple[Path, str]]:
    """Folder and file name of a stop: those of the machine, and last the one beside the plan."""
    for folder in own_folders():
        yield folder, f"{digest_of(stop.file)}.{stop.id}.stop"
    beside = _folder_of(plan_file)
    called = _EVERY_PLAN if is_folder(Path(stop.file)) else Path(stop.file).name[:_LONGEST_NAME]
    yield beside, f"{called or _EVERY_PLAN}.{stop.id}.stop"


def digest_of(where: str) -> str:
    """What stands for a place in the name of a file: the place itself may be too long, or hold any letter."""
    return hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _write(folder: Path, name: str, stop: KeptAside) -> Path:
    _make_folder(folder)
    write_whole(folder / name, json.dumps(asdict(stop)).encode(), durable=True)
    return folder / name


def _mark(folder: Path, name: str, _: KeptAside) -> Path:
    """An empty file: its name says it all where a full disk takes no letter more."""
    _make_folder(folder)
    (folder / name).touch(exist_ok=False)
    return folder / name


def _make_folder(folder: Path) -> None:
    """A folder that several people of a machine may use, where it is one for all of them."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        if folder.name == "stuntlab-stops":
            folder.chmod(0o1777)


def _stops_near(plan_file: Path) -> Iterator[tuple[Path, KeptAside]]:
    """Every stop of this machine, and those beside a plan."""
    beside = _folder_of(plan_file)
    for folder in dict.fromkeys([*own_folders(), beside]):
        for path in _list_stops(folder, "*.stop"):
            stop = _read(path) or _by_name(path, plan_file, beside=folder == beside)
            if stop is not None:
                yield path, stop
    for folder in beside.parents:
        for path in _list_stops(folder, f"{_EVERY_PLAN}.*.stop"):
            stop, named = _read(path), _NAME.fullmatch(path.name)
            if named is not None:  # the folder may be called otherwise on the machine that wrote it
                at = stop.at if stop is not None else _time_of(path)
                yield path, KeptAside(named["id"], NO_PLAN, str(folder), at)


def _list_stops(folder: Path, like: str) -> list[Path]:
    try:
        return sorted(path for path in folder.glob(like) if _NAME.fullmatch(path.name))
    except (OSError, ValueError):
        return []


def _read(path: Path) -> KeptAside | None:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        datetime.fromisoformat(fields["at"])
        return KeptAside(fields["id"], PlanKey(**fields["plan"]), fields["file"], fields["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _by_name(path: Path, plan_file: Path, *, beside: bool) -> KeptAside | None:
    """A stop that its name alone tells: it was marked on a full disk, or is damaged."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    here = Path(where_of(plan_file))
    folder = _folder_of(plan_file)
    if beside:
        where = here if here.name.startswith(named["of"]) else folder / named["of"]
        where = folder if named["of"] == _EVERY_PLAN else where
    else:
        where = next((one for one in (here, folder, *folder.parents) if digest_of(str(one)) == named["of"]), Path())
    if where == Path():
        return None
    return KeptAside(named["id"], NO_PLAN, str(where), _time_of(path))


def _time_of(path: Path) -> str:
    try:
        written = path.stat().st_mtime
    except OSError:
        written = datetime.now(UTC).timestamp()
    return datetime.fromtimestamp(written, UTC).isoformat(timespec="seconds")


def _is_of_folder(stop: KeptAside) -> bool:
    return is_folder(Path(stop.file))


def _is_of(stop: KeptAside, plan_file: Path, key: PlanKey, *, beside: bool) -> bool:
    here, folder = where_of(plan_file), _folder_of(plan_file)
    if stop.file == here or replace(stop.plan, file="").same_plan(key):
        return True
    meant = Path(stop.file)
    if meant == folder or (meant in folder.parents and is_folder(meant)):
        return True
    if meant.parent == folder and not is_there(meant):
        return True
    return beside and (key.file in (stop.plan.file, meant.name) or not is_there(folder / meant.name))
