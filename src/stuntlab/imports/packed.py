"""The files of a test, from a folder or an archive, read into memory and never unpacked to disk.

An archive is a stranger's: names that point out of it, links, and contents that swell beyond the limits are refused
before they are read.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import GzipFile
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from stuntlab.errors import RecordingError

# A full crash test is about 200 channels of 20 000 numbers, some 50 MB of text (J).
MOST_BYTES = 500_000_000
MOST_BYTES_IN_ONE_FILE = 100_000_000
MOST_FILES = 20_000
_LONGEST_NAME, _LONGEST_HEADER = 1_000, 1_000_000
"""Of a member, in letters, and of what stands before one in a .tar, in bytes (J)."""
_BLOCK = 1 << 20
_ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
_TAR = b"ustar"
_DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError, RuntimeError),
    UnicodeDecodeError,  # the name of a member
)
"""What the libraries raise that unpack."""


@dataclass(frozen=True, slots=True)
class Files:
    """File names inside a test, as they are written there, and how to read one."""

    source: str
    names: tuple[str, ...]
    read: Callable[[str], bytes]


def is_archive(start: bytes) -> bool:
    """Whether a file that begins so is a .zip, .gz or .tar."""
    return start.startswith(_ARCHIVE_STARTS) or start[257:262] == _TAR


def is_tar(content: bytes) -> bool:
    """Whether contents are those of a .tar."""
    return content[257:262] == _TAR


@contextmanager
def open_files(path: Path) -> Iterator[Files]:
    """The files of a folder, a .zip or a .tar, .tar.gz, .tgz.

    Raises: RecordingError for too many or too big, a damaged archive, a member that points outside it.
    """
    if path.is_dir():
        yield _folder(path)
        return
    with _as_packed(path.name):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield _zip(archive, path.name)
        else:
            yield _tar(path)


@contextmanager
def open_zip(content: bytes, source: str) -> Iterator[Files]:
    """The files of a .zip that is in memory.

    Raises: RecordingError, see `open_files`.
    """
    with _as_packed(source), zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield _zip(archive, source)


def unzip(path: Path, *, most: int = 0) -> bytes:
    """The contents of a .gz, of bearable size, or the first `most` bytes of them.

    Raises: RecordingError for too big, or damaged.
    """
    with _as_packed(path.name), GzipFile(path) as stream:
        refuse_big(_declared_size(path), path.name, MOST_BYTES_IN_ONE_FILE)
        return stream.read(most) if most else _read_within(cast(IO[bytes], stream), path.name)


def unzip_content(content: bytes, source: str) -> bytes:
    """The contents of a .gz that is in memory.

    Raises: RecordingError, see `unzip`.
    """
    with _as_packed(source), GzipFile(fileobj=io.BytesIO(content)) as stream:
        return _read_within(cast(IO[bytes], stream), source)


def _declared_size(path: Path) -> int:
    """How many bytes the end of a .gz says that it holds, at least: it counts up to 4 GB (RFC 1952, R-h)."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4))
        return int.from_bytes(file.read(4), "little")


@contextmanager
def _as_packed(source: str) -> Iterator[None]:
    """Errors of the libraries that unpack, as one of ours."""
    try:
        yield
    except _DAMAGED as problem:
        raise RecordingError(
            f"{source}: is a damaged, truncated or locked archive ({problem}); pack it again"
        ) from problem
    except OSError as problem:
        raise RecordingError(f"{source}: cannot be read as an archive ({problem}); pack it again") from problem


def read_bytes(path: Path) -> bytes:
    """The bytes of one file of bearable size.

    Raises: RecordingError for too big, or not readable.
    """
    try:
        refuse_big(path.stat().st_size, path.name, MOST_BYTES_IN_ONE_FILE)
        return path.read_bytes()
    except OSError as problem:
        raise RecordingError(f"{path.name}: cannot be read ({problem.strerror})") from problem


def _folder(path: Path) -> Files:
    found: list[str] = []
    for file in chain(path.glob("*"), path.glob("*/*"), path.glob("*/*/*")):
        name = file.relative_to(path).as_posix()
        if file.is_file() and not _is_hidden(name) and file.resolve().is_relative_to(path.resolve()):
            found.append(name)
        _refuse_many(len(found), path.name)
    return Files(path.name, tuple(sorted(found)), lambda name: read_bytes(path / name))


def _zip(archive: zipfile.ZipFile, source: str) -> Files:
    inside = {_inside(member.filename, source): member for member in archive.infolist() if _is_file(member)}
    members = {name: member for name, member in inside.items() if not _is_hidden(name)}
    _refuse_many(len(members), source)
    refuse_big(sum(member.file_size for member in members.values()), source, MOST_BYTES)

    def read(name: str) -> bytes:
        refuse_big(members[name].file_size, name, MOST_BYTES_IN_ONE_FILE)
        with archive.open(members[name]) as member:
            return _read_within(member, name)

    return Files(source, tuple(sorted(members)), read)


def _is_file(member: zipfile.ZipInfo) -> bool:
    return member.filename != "" and not member.is_dir()  # a name may be empty, which is_dir does not survive


def _is_hidden(name: str) -> bool:
    """Whether a file, called as `_inside` calls it, is none of the test.

    Desktops keep files of their own beside others: ".DS_Store", "__MACOSX/._T1.mme".
    """
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _tar(path: Path) -> Files:
    try:
        contents = _read_tar(path)
    except (ValueError, LookupError, OverflowError) as problem:  # tarfile trips over headers that it did not expect
        raise tarfile.ReadError(f"its headers: {problem}") from None
    return Files(path.name, tuple(sorted(contents)), contents.__getitem__)


def _read_tar(path: Path) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    with path.open("rb") as raw:
        zipped = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        stream = cast(IO[bytes], GzipFile(fileobj=raw) if zipped else raw)
        with tarfile.open(
            fileobj=cast(IO[bytes], _PackedChannel(stream, path.name)), mode="r|", tarinfo=_Member
        ) as archive:
            for member in archive:
                name = _inside(member.name, path.name)
                _refuse_many(len(contents), path.name)
                refuse_big(member.size, name, MOST_BYTES_IN_ONE_FILE)
                file = archive.extractfile(member) if member.isfile() and not _is_hidden(name) else None
                if file is not None:
                    contents[name] = _read_within(file, name)
    return contents


class _Member(tarfile.TarInfo):
    """A member of a .tar whose header is as long as one may be: tarfile reads a long name or its kin whole."""

    def _proc_member(self, archive: tarfile.TarFile) -> Any:
        is_plain = self.isfile() or self.isdir() or self.islnk() or self.issym() or self.isdev()
        if not is_plain and self.size > _LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {self.size:,} bytes")
        return super()._proc_member(archive)  # type: ignore[misc]


class _PackedChannel:
    """A stream that refuses to swell beyond the limit, whatever its archive says about itself."""

    def __init__(self, stream: IO[bytes], source: str) -> None:
        self._stream, self._source, self._read = stream, source, 0

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self._read += len(block)
        refuse_big(self._read, self._source, MOST_BYTES)
        return block


def _read_within(file: IO[bytes], name: str) -> bytes:
    blocks: list[bytes] = []
    while block := file.read(_BLOCK):
        blocks.append(block)
        refuse_big(len(blocks) * _BLOCK, name, MOST_BYTES_IN_ONE_FILE)
    return b"".join(blocks)


def _inside(name: str, source: str) -> str:
    """The name of a member in one spelling ("./Channel/x.001" is "Channel/x.001"), refused where it points outside."""
    if len(name) > _LONGEST_NAME:
        raise RecordingError(f"{source}: holds a file whose name has {len(name):,} letters; it was not read")
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts[:1] and path.parts[0].endswith(":")):
        raise RecordingError(
            f"{source}: holds a file named {name!r}, which points outside the archive; it was not read"
        )
    return path.as_posix()


def _refuse_many(count: int, source: str) -> None:
    if count > MOST_FILES:
        raise RecordingError(f"{source}: holds more than {MOST_FILES} files; give the folder of one test")


def refuse_big(size: int, source: str, most: int) -> None:
    """Refuse more bytes than a recording may have.

    Raises: RecordingError.
    """
    if size > most:
        raise RecordingError(f"{source}: holds more than {most // 1_000_000} MB; cut the recording to the impact first")
