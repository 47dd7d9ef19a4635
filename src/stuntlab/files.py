"""Files that are all there or not at all, and questions about files that no odd name can break."""

from __future__ import annotations

import os
from pathlib import Path

_WRITTEN: list[Path] = []


def files_written() -> tuple[Path, ...]:
    """Every file that this process has written whole, for somebody who stops it half-way."""
    return tuple(_WRITTEN)


def write_whole(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Write a file under another name beside its own, and give it its name when it is complete.

    durable: the content is on the disk before the file has its name, so that it outlives a loss of power.

    Raises: OSError, as when it is written directly, and ValueError for what no file can be called; nothing half done is
    left behind.
    """
    draft = path.with_name(f".{os.urandom(8).hex()}.draft")
    try:
        draft.write_bytes(content)
        if durable:
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
        draft.replace(path)
        _WRITTEN.append(path)
    finally:
        draft.unlink(missing_ok=True)


def read_bounded(path: Path, most: int) -> bytes:
    """A file, or one byte more than `most` of it where it is larger: a huge one costs no memory, and can be refused.

    Raises: OSError where it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(most + 1)


def is_there(path: Path) -> bool:
    """Whether a file or folder is there; what no file can be called is not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether it is a folder; what no file can be called is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
