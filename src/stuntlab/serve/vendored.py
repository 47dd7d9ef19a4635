"""Files of others that the pages use: which they are, and how they are sent."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stuntlab.tables import Table

STATIC = Path(__file__).parent / "static"
VENDOR = "vendor"
_BY_NAME = re.compile(rb"from 'three';")
_BY_PATH = b"from '/static/vendor/three/three.module.js';"


@dataclass(frozen=True, slots=True)
class VendoredFile:
    """One file as its package has it. licence: SPDX; file: in the package; sha256: hex."""

    package: str
    version: str
    licence: str
    file: str
    sha256: str


VENDORED = Table("stuntlab.serve", "vendored.toml", dict[str, VendoredFile])


@cache
def served_file(name: str) -> tuple[bytes, str] | None:
    """A file under static/ as it is sent, and the digest of what is sent; None where there is none of that name."""
    path = STATIC / name
    if not path.is_file() or STATIC not in path.resolve().parents:
        return None
    content = path.read_bytes()
    if name.startswith(f"{VENDOR}/three/"):
        content = _BY_NAME.sub(_BY_PATH, content)
    return content, hashlib.sha256(content).hexdigest()[:16]
