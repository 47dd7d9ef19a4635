"""Where this machine keeps what is not in a record yet: stops, answers, and which records there are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def own_folders() -> tuple[Path, ...]:
    """The folders of this machine to keep things in, best first. One that cannot be told is left out."""
    names = ("STUNTLAB_STATE", "XDG_STATE_HOME", "STUNTLAB_LAST_RESORT")
    named, xdg, last = map(os.environ.get, names)
    ways: tuple[Callable[[], Path | None], ...] = (
        lambda: Path(named) if named else None,
        lambda: Path(xdg) / "stuntlab" if xdg else None,
        lambda: Path.home() / ".local" / "state" / "stuntlab",
        lambda: Path(tempfile.gettempdir()) / "stuntlab-stops",
        lambda: Path(last or "/var/tmp/stuntlab-stops") if last or os.name == "posix" else None,
    )
    return tuple(dict.fromkeys(folder for way in ways if (folder := _path_told(way)) is not None))


def _path_told(way: Callable[[], Path | None]) -> Path | None:
    try:
        return way()
    except (OSError, RuntimeError, KeyError, ValueError):  # no home, nobody in the user database, no folder for drafts
        return None
