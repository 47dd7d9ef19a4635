"""The pages of a Parquet file, looked at before any is unpacked.

The footer of a file says how large its pages are, and so does the head of each page. A library believes the page and
makes room for what it says. So a file of a few hundred bytes could ask for gigabytes.

Source: the Parquet format, `parquet.thrift`, and the compact protocol of Apache Thrift (R-h).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stuntlab.errors import RecordingError
from stuntlab.imports.packed import MOST_BYTES, MOST_BYTES_IN_ONE_FILE, refuse_big

_MOST_PAGES = 40_000
"""Of a whole file; a page has up to 20 000 rows or a megabyte (J)."""
_DEEPEST = 8
_DATA, _DICTIONARY, _DATA_V2 = 0, 2, 3
_HEAD_OF = {_DATA: 5, _DICTIONARY: 7, _DATA_V2: 8}
"""By the kind of a page, the field of its head that says more of it."""
_ENCODING_AT = {_DATA: 2, _DICTIONARY: 2, _DATA_V2: 4}
_DELTA_BYTE_ARRAY = 7
"""Texts of which each may repeat the one before at no cost: of a size that no page tells."""
_TEXT = 6
_LONGEST_FOOTER = 4_000_000


@dataclass(frozen=True, slots=True)
class PackedPage:
    """The head of a page. start, size: where its contents stand, bytes. swollen: their size unpacked, bytes."""

    kind: int
    start: int
    size: int
    swollen: int
    count: int
    encoding: int


@dataclass(frozen=True, slots=True)
class ParquetColumn:
    """What the footer says of one column in one group of rows.

    start, dictionary: where its first page of values and its dictionary stand, 0 for none. kind: its physical type.
    """

    name: str
    kind: int
    encodings: tuple[int, ...]
    count: int
    start: int
    dictionary: int

    @property
    def swells(self) -> bool:
        """Whether it is texts whose size no page tells."""
        return self.kind == _TEXT and _DELTA_BYTE_ARRAY in self.encodings


@dataclass(frozen=True, slots=True)
class ParquetGroup:
    """A group of rows: how many, and its columns."""

    row_count: int
    columns: tuple[ParquetColumn, ...]


def read_groups(content: bytes, source: str) -> tuple[ParquetGroup, ...]:
    """The groups of rows that the footer announces.

    pyarrow knows them too, but where they contradict themselves it ends the whole program.

    Raises: RecordingError for a footer that is none.
    """
    size = int.from_bytes(content[-8:-4], "little")
    if size > _LONGEST_FOOTER:
        raise RecordingError(f"{source}: has a footer of more than {_LONGEST_FOOTER // 1_000_000} MB")
    try:
        footer = Compact(content, len(content) - 8 - size).struct()
        return tuple(
            ParquetGroup(int(group[3]), tuple(_column_of(chunk[3]) for chunk in group[1])) for group in footer[4]
        )
    except (IndexError, ValueError, KeyError, TypeError, AttributeError):
        raise _damaged(source, "its footer cannot be read") from None


def _column_of(said: Mapping[int, Any]) -> ParquetColumn:
    name = b".".join(said[3]).decode("utf-8", "replace")
    return ParquetColumn(name, int(said[1]), tuple(said[2]), int(said[5]), int(said[9]), int(said.get(11) or 0))


def refuse_swelling_pages(content: bytes, groups: Sequence[ParquetGroup], columns: set[str], source: str) -> None:
    """Refuse a file with pages that would unpack to more than a recording has, or that its footer does not announce.

    columns: those that will be read, none of them nested.

    Raises: RecordingError.
    """
    held, pages = 0, 0
    for rows, column in ((group.row_count, one) for group in groups for one in group.columns if one.name in columns):
        if column.count != rows or rows < 0:
            raise _damaged(source, f"column '{column.name}' has another length than its rows")
        for page in _pages_of(content, column, source):
            held, pages = held + page.swollen, pages + 1
            refuse_big(held, source, MOST_BYTES)
            if pages > _MOST_PAGES:
                raise RecordingError(f"{source}: has more than {_MOST_PAGES:,} pages; write it with fewer")


def _pages_of(content: bytes, column: ParquetColumn, source: str) -> list[PackedPage]:
    """The pages of a column, as far as they are read: until all of its values have been."""
    at = column.dictionary if 0 < column.dictionary < column.start else column.start
    found: list[PackedPage] = []
    seen = 0
    while seen < column.count and len(found) <= _MOST_PAGES:
        try:
            page = _read_head(content, at)
        except (IndexError, ValueError, KeyError, TypeError, AttributeError):
            raise _damaged(source, f"column '{column.name}' has a page without a head") from None
        _refuse_false(page, column, source)
        found.append(page)
        seen += 0 if page.kind == _DICTIONARY else page.count
        at = page.start + page.size
    return found


def _refuse_false(page: PackedPage, column: ParquetColumn, source: str) -> None:
    """Refuse a page that is larger than it can be."""
    refuse_big(page.swollen, source, MOST_BYTES_IN_ONE_FILE)
    # A page of a column holds some of its values; every word of a dictionary takes a byte at least.
    most = page.swollen if page.kind == _DICTIONARY else column.count
    if page.size < 0 or page.swollen < 0 or not 0 <= page.count <= most:
        raise _damaged(source, f"column '{column.name}' has a page of a false size")
    if page.encoding == _DELTA_BYTE_ARRAY and column.kind == _TEXT:
        raise _damaged(source, f"column '{column.name}' is kept in another way than is announced")


def _damaged(source: str, what: str) -> RecordingError:
    return RecordingError(f"{source}: is a damaged Parquet file ({what[:120]}); export it again")


def _read_head(content: bytes, at: int) -> PackedPage:
    if not 0 <= at < len(content):
        raise IndexError(at)
    thrift = Compact(content, at)
    head = thrift.struct()
    kind = head[1]
    more = head[_HEAD_OF[kind]] if kind in _HEAD_OF else {}
    count, encoding = more.get(1, 0), more.get(_ENCODING_AT.get(kind, 0), -1)
    return PackedPage(kind, thrift.at, int(head[3]), int(head[2]), int(count), int(encoding))


class Compact:
    """Reads the compact protocol: structs as field -> value."""

    def __init__(self, content: bytes, at: int) -> None:
        self._content, self.at = content, at

    def struct(self, depth: int = 0) -> dict[int, Any]:
        """A struct, from its first field on."""
        if depth > _DEEPEST:
            raise ValueError("a struct in too many others")
        fields: dict[int, Any] = {}
        field = 0
        while kind := self._byte():
            step, kind = kind >> 4, kind & 15
            field = field + step if step else self._zigzag()
            fields[field] = kind == 1 if kind in (1, 2) else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (4, 5, 6):
            return self._zigzag()
        if kind == 12:
            return self.struct(depth + 1)
        if kind == 8:
            return self._bytes(self._varint())
        if kind in (1, 2, 3):
            return self._byte()
        if kind == 7:
            return self._bytes(8)
        if kind in (9, 10):
            return self._list(depth + 1)
        raise ValueError(f"a field of kind {kind}")  # maps, of which Parquet has none

    def _list(self, depth: int) -> list[Any]:
        if depth > _DEEPEST:
            raise ValueError("a list in too many others")
        head = self._byte()
        count, kind = head >> 4, head & 15
        count = self._varint() if count == 15 else count
        if count > len(self._content) - self.at:
            raise IndexError(count)
        return [self._value(kind, depth) for _ in range(count)]

    def _bytes(self, count: int) -> bytes:
        if count > len(self._content) - self.at:
            raise IndexError(count)
        self.at += count
        return self._content[self.at - count : self.at]

    def _byte(self) -> int:
        self.at += 1
        return self._content[self.at - 1]

    def _varint(self) -> int:
        value = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
        raise ValueError("a number without an end")

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)
