"""The folder that is served: its plans by name, and the board, made again only where something changed."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from stuntlab.dates import local_now
from stuntlab.errors import UserError
from stuntlab.files import is_folder
from stuntlab.plan.production import FILE_NAME
from stuntlab.record.board import BoardRow
from stuntlab.record.day_rows import plan_files, rows_of_day
from stuntlab.record.state_folders import own_folders

_ASKED_AGAIN_S = 2.0
"""How old a board may be whose record is a database elsewhere, of which no file tells that it changed (J)."""

_OLDEST_S = 30.0
"""How old any board may be: what it says depends on the time of day (J)."""

Print = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class DayBoard:
    """The board at a moment. rows: as `stuntlab today` has them. problem: why there is none."""

    rows: tuple[BoardRow, ...]
    left_out: tuple[str, ...]
    when: datetime
    problem: str = ""


class ServedFolder:
    """A folder of plans, or one plan. record: where the record is, if not beside the plans."""

    def __init__(self, where: Path, record: str | None = None) -> None:
        self.where, self.record = where, record
        self.root = where if is_folder(where) else where.parent
        self._turn = threading.Lock()
        self._made: tuple[Print, float, DayBoard] | None = None

    def state_folder(self) -> Path:
        """Where this machine keeps answers, what is queued and the secret of passes for this folder and its record.

        With another record the same plans were assessed by others: neither shows what only the other one knows.

        Raises: UserError where no folder can be made.
        """
        elsewhere = self.record or os.environ.get("STUNTLAB_RECORD") or ""
        served = os.fsencode(self.where.resolve()) + os.fsencode(f"\n{elsewhere}" if elsewhere else "")
        name = hashlib.sha256(served).hexdigest()[:16]
        tried = []
        for own in own_folders():
            folder = own / "serve" / name
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                folder.chmod(0o700)
                return folder
            except OSError as error:
                tried.append(f"{folder} ({error.strerror})")
        raise UserError(f"nothing can be kept on this machine: {', '.join(tried)}")

    def plans(self) -> dict[str, Path]:
        """The plans by the names of their files, those with faults too."""
        try:
            files, _ = plan_files([self.where])
        except UserError:
            return {}
        return {file.name: file for file in files}

    def board(self) -> DayBoard:
        """The day's board; that of before where nothing changed since."""
        with self._turn:
            seen, now = self.changed(), time.monotonic()
            if self._made is not None and self._made[0] == seen and now - self._made[1] < _OLDEST_S:
                return self._made[2]
            made = self._make()
            self._made = (seen, now, made)
            return made

    def _make(self) -> DayBoard:
        when = local_now()
        try:
            files, left_out = plan_files([self.where])
        except UserError as error:
            return DayBoard((), (), when, str(error))
        return DayBoard(tuple(rows_of_day(files, self.record)), tuple(left_out), when)

    def changed(self) -> Print:
        """What is another one where anything that the pages show may have changed: files, their times and sizes."""
        return tuple(sorted(_print_of(path) for path in self._watched())) + self._of_database()

    def _watched(self) -> Iterator[Path]:
        endings = (".yaml", ".yml", ".sqlite", ".sqlite-wal", ".stop", ".json")
        own = own_folders()[0]
        for folder in (self.root, own, own / "answers", *self._elsewhere()):
            try:
                yield from (path for path in folder.iterdir() if path.name.endswith(endings))
            except OSError:
                continue

    def _elsewhere(self) -> Iterator[Path]:
        asked = self.record or os.environ.get("STUNTLAB_RECORD") or ""
        if asked and "://" not in asked:
            yield Path(asked).expanduser().absolute().parent

    def _of_database(self) -> Print:
        asked = (self.record or "", os.environ.get("STUNTLAB_RECORD", ""), self._said_in_production())
        return (("", 0, int(time.monotonic() / _ASKED_AGAIN_S)),) if any("://" in one for one in asked) else ()

    def _said_in_production(self) -> str:
        try:
            return (self.root / FILE_NAME).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""


def _print_of(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (str(path), 0, 0)
    return (str(path), found.st_mtime_ns, found.st_size)
