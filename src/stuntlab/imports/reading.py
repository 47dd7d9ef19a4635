"""Any recording, whatever its format; the format is told from what is in the file, not from what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from stuntlab.datasets import Recording
from stuntlab.errors import RecordingError
from stuntlab.imports.c3d import read_c3d
from stuntlab.imports.delimited import read_text_table
from stuntlab.imports.iso_mme import read_iso_mme
from stuntlab.imports.mapping import Maps, maps_beside, merge_maps
from stuntlab.imports.packed import Files, is_archive, is_tar, open_files, open_zip, read_bytes, unzip, unzip_content
from stuntlab.imports.parquet import is_parquet, read_parquet
from stuntlab.imports.workbook import is_workbook, read_workbook

_MOST_TRIED = 8
_BLOCK = 512
_WIDE_SAMPLE, _WIDE_SHARE = 4000, 0.9
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BYTE_ORDER_MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\xef\xbb\xbf": "utf-8-sig",
}
# What begins so is none of the formats that are read, and known by name.
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old Excel workbook; save it as .xlsx or CSV",
    b"%PDF": "a PDF; ask for the numbers as CSV",
    b"TDSm": "a TDMS file of LabVIEW; export it as CSV",
    b"MDF ": "an MDF measurement; export it as CSV",
    b"\x89HDF": "an HDF5 or MATLAB 7.3 file; export it as CSV",
    b"MATLAB 5.0": "a MATLAB file; export it as CSV",
    b"ARROW1": "an Arrow or Feather file; save it as Parquet or CSV",
    b"SQLite format 3": "a database; export its table as CSV",
    b"\x93NUMPY": "an array of NumPy; save it as CSV",
    b"{": "JSON; write its signals as columns of a CSV",
    b"<": "HTML or XML; save its table as CSV",
    b"BZh": "packed with bzip2; unpack it first",
    b"\xfd7zXZ": "packed with xz; unpack it first",
    b"7z\xbc\xaf": "packed with 7-Zip; unpack it first",
    b"Rar!": "packed with RAR; unpack it first",
}
# In an archive of an app: what says something of the device and is no recording.
_ASIDE = ("meta/", "__macosx/", ".", "device", "metadata", "annotation", "readme", "time.csv")
# What other office programs pack, by a file that all of them have.
_OFFICE = {
    "content.xml": "an OpenDocument file; save the sheet as .xlsx or CSV",
    "Index/Document.iwa": "a Numbers file; export it as CSV",
}
_TABLES = (".csv", ".txt", ".tsv", ".dat", ".asc", ".mot", ".sto", ".xlsx", ".c3d", ".parquet", ".gz")
_ARCHIVES = (".zip", ".tar", ".tgz")


def read_recording(
    path: Path, *, names: Mapping[str, str] | None = None, dummy: str = "", strict: bool = False
) -> Recording:
    """Read measured signals.

    path: an ISO-MME folder, .mme file or archive (.zip, .tar, .tar.gz), a table (CSV and its kin, .xlsx, Parquet, also
    as .csv.gz or alone in a .zip), or a C3D file.
    names: column or channel name -> plain words and perhaps a unit ("head acceleration x [g]"), for names that do not
    say what they are. Those in a file beside the recording give way.
    dummy: what wore the sensors ("50M", "5F", "95M", "human"); overrides what the file says.
    strict: refuse a recording with a channel that is broken, instead of leaving the channel out.

    Raises: RecordingError for one sentence that says what is wrong, where, and what to do.
    """
    beside, file = maps_beside(path)
    recording = _read(path, merge_maps(names or {}, beside=beside, file=file))
    if recording.faulty and (strict or not recording.channels):
        raise RecordingError(recording.faulty[0].why)
    if not recording.channels:
        left_out = "; ".join(f"'{name}': {why}" for name, why in list(recording.unused.items())[:3])
        raise RecordingError(
            f"{recording.source}: has no channel that a criterion can use ({left_out[:250] or 'none at all'}); name "
            "channels like 'head acceleration x [g]' or map them with --map 'column=head acceleration x'"
        )
    if not dummy:
        return recording
    return replace(recording, channels=tuple(replace(channel, dummy=dummy) for channel in recording.channels))


def _read(path: Path, maps: Maps) -> Recording:
    start = _first_bytes(path)
    if path.is_dir() or path.suffix.lower() == ".mme":
        return read_iso_mme(path, maps=maps)
    if start.startswith(_GZIP) and not is_tar(unzip(path, most=_BLOCK)):
        return _read_content(unzip(path), path.name.removesuffix(".gz"), maps)
    if not is_archive(start):
        return _read_content(read_bytes(path), path.name, maps)
    with open_files(path) as files:
        if is_workbook(files):
            return read_workbook(files, maps=maps)
        if not any(name.lower().endswith(".mme") for name in files.names):
            return _read_the_table(files, maps)
    return read_iso_mme(path, maps=maps)


def _read_the_table(files: Files, maps: Maps) -> Recording:
    """The one table that an archive holds."""
    office = next((what for name, what in _OFFICE.items() if name in files.names), "")
    if office:
        raise RecordingError(f"{files.source}: is {office}")
    found = [name for name in files.names if may_be_table(name)]
    found = found or list(files.names if len(files.names) == 1 else ())
    if not found:
        held = ", ".join(files.names[:4]) or "nothing"
        raise RecordingError(
            f"{files.source}: holds no .mme file and no table ({held[:200]}); give an ISO-MME test, which is one .mme "
            "file beside a Channel folder, or a table"
        )
    readable: dict[str, Recording] = {}
    problem: RecordingError | None = None
    for name in found[:_MOST_TRIED]:
        try:
            recording = _read_content(files.read(name), PurePosixPath(name).name, maps)
            if recording.channels or recording.faulty or len(found) == 1:
                readable[name] = recording
        except RecordingError as caught:
            problem = problem or caught
        if len(readable) > 1:  # which of them is meant nobody can tell
            break
    if len(readable) == 1:
        name, recording = next(iter(readable.items()))
        return replace(recording, notes=(f"read from {name} in {files.source}", *recording.notes))
    if not readable and problem is not None:
        raise RecordingError(f"{files.source}: {problem}")
    held = ", ".join(found)
    raise RecordingError(f"{files.source}: holds {len(found)} tables ({held[:200]}); unpack it and give one of them")


def may_be_recording(name: str) -> bool:
    """Whether a file of a folder is called like a recording."""
    return may_be_table(name) or (name.lower().endswith(_ARCHIVES) and not name.startswith("."))


def may_be_table(name: str) -> bool:
    """Whether a file is called like a table, and not like one that says something of the device."""
    lower = name.lower()
    base = PurePosixPath(lower).name
    return lower.endswith(_TABLES) and not lower.startswith(_ASIDE[:2]) and not base.startswith(_ASIDE[2:])


def _read_content(content: bytes, source: str, maps: Maps) -> Recording:
    other = next((what for start, what in _OTHERS.items() if content.startswith(start)), "")
    if other:
        raise RecordingError(f"{source}: is {other}")
    if content.startswith(_GZIP):
        inside = unzip_content(content, source)
        if inside.startswith((_GZIP, *_ZIP)):
            raise RecordingError(f"{source}: is an archive in an archive; unpack it first")
        return _read_content(inside, source.removesuffix(".gz"), maps)
    if content.startswith(_ZIP):
        with open_zip(content, source) as files:
            if is_workbook(files):
                return read_workbook(files, maps=maps)
        raise RecordingError(f"{source}: is an archive in an archive; unpack it first")
    if is_parquet(content):
        return read_parquet(content, source=source, maps=maps)
    if _is_c3d(content, source):
        return read_c3d(content, source=source, maps=maps)
    return read_text_table(_text(content, source), source=source, maps=maps)


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


def _is_c3d(content: bytes, source: str) -> bool:
    # Byte 2 of a C3D file is always 0x50, "P", which a text may have too; a C3D header block then holds binary numbers.
    return source.lower().endswith(".c3d") or (content[1:2] == b"\x50" and b"\0" in content[:512])


def _text(content: bytes, source: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _decode(content, encoding, source)
    encoding = _wide_encoding(content)
    if encoding:
        return _decode(content, encoding, source)
    if b"\0" in content[:100_000]:
        content = content.rstrip(b"\0")
        if b"\0" in content[:100_000]:
            raise RecordingError(
                f"{source}: is a binary file of a kind that is not known; give CSV, .xlsx, Parquet, an ISO-MME folder "
                "or archive, or C3D"
            )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _wide_encoding(content: bytes) -> str:
    """The encoding of UTF-16 without a byte order mark, whose every second byte is zero; "" for other contents."""
    sample = content[:_WIDE_SAMPLE]
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if max(first, second) < _WIDE_SHARE * len(sample) / 2 or len(content) % 2 or not sample:
        return ""
    return ("utf-16-be" if first else "utf-16-le") if not min(first, second) else ""


def _decode(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise RecordingError(f"{source}: begins like {encoding} text but is damaged; save it again as UTF-8") from None
