"""A file that is all there or not there at all, also where the program is stopped while it writes."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name beside its own, and give it its name when it is complete.

    Raises: OSError, as when it is written directly; nothing half done is left behind.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
