"""Any recording, whatever its format; the format is told from what is in the file, not from what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from stuntlab.datasets import Recording
from stuntlab.errors import RecordingError
from stuntlab.imports.c3d import read_c3d
from stuntlab.imports.delimited import read_delimited
from stuntlab.imports.iso_mme import read_iso_mme
from stuntlab.imports.packed import read_bytes

_ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def read_recording(path: Path, *, names: Mapping[str, str] | None = None, dummy: str = "") -> Recording:
    """Read measured signals.

    path: an ISO-MME folder, .mme file or archive (.zip, .tar, .tar.gz), a CSV, or a C3D file.
    names: column or channel name -> plain words ("head acceleration x"), for names that do not say what they are.
    dummy: what wore the sensors ("50M", "5F", "95M", "human"); overrides what the file says.

    Raises: RecordingError for one sentence that says what is wrong, where, and what to do.
    """
    recording = _read(path, names or {})
    if not recording.channels:
        left_out = "; ".join(f"'{name}': {why}" for name, why in list(recording.unused.items())[:3])
        raise RecordingError(
            f"{recording.source}: has no channel that a criterion can use ({left_out or 'none at all'}); name channels "
            "like 'head acceleration x [g]' or map them with --map 'column=head acceleration x'"
        )
    if not dummy:
        return recording
    return replace(recording, channels=tuple(replace(channel, dummy=dummy) for channel in recording.channels))


def _read(path: Path, names: Mapping[str, str]) -> Recording:
    start = _first_bytes(path)
    if (
        path.is_dir()
        or path.suffix.lower() == ".mme"
        or start.startswith(_ARCHIVE_STARTS)
        or start[257:262] == b"ustar"
    ):
        return read_iso_mme(path, names=names)
    if _is_c3d(start, path):
        return read_c3d(path, names=names)
    return read_delimited(_text(read_bytes(path), path.name), source=path.name, names=names)


def _first_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            return b""
        if path.exists() and not path.is_file():
            raise RecordingError(f"{path}: is neither a file nor a folder")
        with path.open("rb") as file:
            return file.read(512)
    except FileNotFoundError:
        raise RecordingError(f"{path}: there is no such file or folder") from None
    except OSError as problem:
        raise RecordingError(f"{path}: cannot be read ({problem.strerror})") from problem


def _is_c3d(start: bytes, path: Path) -> bool:
    # Byte 2 of a C3D file is always 0x50, "P", which a text may have too; a C3D header block then holds binary numbers.
    return path.suffix.lower() == ".c3d" or (start[1:2] == b"\x50" and b"\0" in start)


def _text(content: bytes, source: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _decode(content, encoding, source)
    if b"\0" in content[:100_000]:
        raise RecordingError(
            f"{source}: is a binary file of a kind that is not known; give CSV, an ISO-MME folder or archive, or C3D"
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _decode(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise RecordingError(f"{source}: begins like {encoding} text but is damaged; save it again as UTF-8") from None
