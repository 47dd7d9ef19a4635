"""Stops that could not be written to the record: kept on this machine, counted at once, passed on when it is possible.

So a stop needs no network, no right to write beside the plan, and no whole record.
"""

from __future__ import annotations

import json
import os
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from stuntlab.errors import RecordError
from stuntlab.record.entry import Draft, PlanKey
from stuntlab.record.history import KeptAside
from stuntlab.record.kinds.stop import STOP


def keep_aside(plan_file: Path, key: PlanKey, now: datetime) -> KeptAside:
    """Write a stop to the first folder of this machine that takes it, whole and on the disk.

    Raises: RecordError where no folder takes it.
    """
    stop = KeptAside(uuid.uuid4().hex, key, str(plan_file.resolve()), now.isoformat(timespec="seconds"))
    refused = []
    for folder in _folders():
        try:
            return _write(folder, stop)
        except OSError as error:
            refused.append(f"{folder} ({error.strerror})")
    raise RecordError(f"the stop could not be kept anywhere ({'; '.join(refused)}): say it aloud, now, to everybody")


def pending_stops(plan_file: Path, key: PlanKey) -> tuple[KeptAside, ...]:
    """Stops on a plan that are kept on this machine, oldest first. A file name alone does not make it the same plan."""
    here = str(plan_file.resolve())
    found = [stop for _, stop in _pending_files() if stop.file == here or replace(stop.plan, file="").same_plan(key)]
    return tuple(sorted(found, key=lambda stop: (stop.at, stop.id)))


def as_draft(stop: KeptAside) -> Draft:
    """A kept stop as an entry. Its identity keeps it from being written twice."""
    return Draft(STOP, stop.plan, None, {"kept_aside": stop.id, "since": stop.at})


def forget_pending(stop: KeptAside) -> None:
    """Forget a stop that is in the record now. One that cannot be forgotten is known there by its identity."""
    for path, kept in _pending_files():
        if kept.id == stop.id:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                continue


def _folders() -> tuple[Path, ...]:
    own = os.environ.get("STUNTLAB_STATE")
    if own:
        return (Path(own),)
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "stuntlab"
    return (state, Path(tempfile.gettempdir()) / "stuntlab-stops")


def _write(folder: Path, stop: KeptAside) -> KeptAside:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stop.id}.stop"
    draft = path.with_suffix(".draft")
    with draft.open("x", encoding="utf-8") as file:
        json.dump(asdict(stop), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return stop


def _pending_files() -> Iterator[tuple[Path, KeptAside]]:
    for folder in _folders():
        for path in folder.glob("*.stop") if folder.is_dir() else ():
            try:
                fields = json.loads(path.read_text(encoding="utf-8"))
                yield path, KeptAside(fields["id"], PlanKey(**fields["plan"]), fields["file"], fields["at"])
            except (OSError, ValueError, KeyError, TypeError):
                continue  # a file of somebody else's making stops nobody
