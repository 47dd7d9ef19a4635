"""A file that is all there or not there at all, also where the program is stopped while it writes."""

from __future__ import annotations

import os
from pathlib import Path

_WRITTEN: list[Path] = []


def files_written() -> tuple[Path, ...]:
    """Every file that this process has written whole, for somebody who stops it half-way."""
    return tuple(_WRITTEN)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name beside its own, and give it its name when it is complete.

    Raises: OSError, as when it is written directly; nothing half done is left behind.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        draft.write_bytes(content)
        draft.replace(path)
        _WRITTEN.append(path)
    finally:
        draft.unlink(missing_ok=True)
