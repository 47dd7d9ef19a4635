"""Read a table from a Parquet file, with pyarrow."""

from __future__ import annotations

import importlib
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from stuntlab.datasets import Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports.layout import Column
from stuntlab.imports.lines import MOST_LINES
from stuntlab.imports.mapping import Maps
from stuntlab.imports.naming import name_and_unit
from stuntlab.imports.packed import MOST_BYTES, MOST_BYTES_IN_ONE_FILE, refuse_big
from stuntlab.imports.parquet_pages import ParquetGroup, read_groups, refuse_swelling_pages
from stuntlab.imports.signals import MOST_NUMBERS
from stuntlab.imports.table import DataTable, Numbers, recording_of
from stuntlab.suggestions import suggest_extra

_MARK = b"PAR1"
_MOST_COLUMNS = 5_000
_THRIFT = {"thrift_string_size_limit": 10_000_000, "thrift_container_size_limit": 200_000}
"""What the footer may hold: texts of so many bytes, lists of so many parts (J)."""


def is_parquet(content: bytes) -> bool:
    """Whether contents are those of a Parquet file."""
    return content.startswith(_MARK)


def read_parquet(content: bytes, *, source: str, maps: Maps) -> Recording:
    """Read a table of signals whose columns are named as in a CSV.

    Raises: RecordingError for pyarrow not installed, a damaged file, or what is wrong with the table.
    """
    frame, skipped = _load(content, source)
    columns = [Column(at, *name_and_unit(name), also=(name,)) for at, name in enumerate(frame.column_names)]

    def numbers(wanted: Sequence[Column]) -> Numbers:
        values = np.full((frame.num_rows, len(wanted)), np.nan)
        bad: dict[int, str] = {}
        for position, column in enumerate(wanted):
            found = _as_numbers(frame.column(column.index))
            if found is None:
                bad[position] = f"{source}, column '{column.name}': holds {frame.column(column.index).type}, no numbers"
            else:
                values[:, position] = found
        return Numbers(values, bad)

    def texts(column: Column) -> list[str]:
        found = frame.column(column.index)
        if frame.num_rows > MOST_LINES:
            raise RecordingError(f"{source}: holds more than {MOST_LINES:,} rows; cut it to the impact first")
        _refuse_swollen(found, source)
        return ["" if cell is None else str(cell) for cell in found.to_pylist()]

    table = DataTable(
        source=source,
        columns=tuple(columns),
        row_count=frame.num_rows,
        rate_hz=None,
        si=False,
        nameless=False,
        notes=(),
        numbers=numbers,
        texts=texts,
        place=lambda row: f"row {row + 1}",
    )
    recording = recording_of(table, maps)
    return replace(recording, unused={**recording.unused, **skipped})


def _as_numbers(column: Any) -> Floats | None:
    """A column as float64, [row], missing values NaN; None for text and dates."""
    arrow = importlib.import_module("pyarrow")
    try:
        return np.asarray(column.cast(arrow.float64()).to_numpy(), dtype=np.float64)
    except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError, TypeError, ValueError):
        return None


def _load(content: bytes, source: str) -> tuple[Any, dict[str, str]]:
    """The columns that may hold numbers or a clock, and why others are left out by their names.

    A page of a few bytes may stand for a million rows. So sizes are told from the rows and types before any is
    unpacked, and texts stay in the dictionaries in which they are kept once.
    """
    try:
        arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise RecordingError(
            f"{source}: is a Parquet file, and reading those needs the extra 'tables': {suggest_extra('tables')}"
        ) from None
    try:
        file = parquet.ParquetFile(io.BytesIO(content), **_THRIFT)
        if file.metadata.num_columns > _MOST_COLUMNS:
            raise RecordingError(f"{source}: has more than {_MOST_COLUMNS:,} columns; keep those of the recording")
        schema, groups = file.schema_arrow, read_groups(content, source)
        twins = {name for name, count in Counter(schema.names).items() if count > 1}  # which is which no name tells
        swelling = {column.name for group in groups for column in group.columns if column.swells}
        single = [field for field in schema if field.name not in twins]
        texts = [field.name for field in single if _is_text(field.type, arrow) and field.name not in swelling]
        plain = [field.name for field in single if field.name in texts or _has_fixed_width(field.type, arrow)]
        wide = [schema.field(name).type.bit_width for name in plain if name not in texts]
        _refuse_many(file.metadata.num_rows, groups, len(plain), sum(wide), source)
        refuse_swelling_pages(content, groups, set(plain), source)
        skipped = {one.name: f"holds {one.type}, no numbers" for one in single if one.name not in plain}
        skipped |= dict.fromkeys(sorted(twins), "is there more than once")
        file = parquet.ParquetFile(io.BytesIO(content), read_dictionary=texts, **_THRIFT)
        return file.read(columns=plain), skipped
    except (arrow.ArrowException, OSError, ValueError) as problem:
        text = " ".join(str(problem).split())
        raise RecordingError(f"{source}: is a damaged Parquet file ({text[:120]}); export it again") from None


def _refuse_many(announced: int, groups: Sequence[ParquetGroup], columns: int, row_bits: int, source: str) -> None:
    """Refuse more numbers, or wider ones, than a recording has."""
    rows = max(announced, sum(group.row_count for group in groups))
    if rows * columns > MOST_NUMBERS:
        raise RecordingError(
            f"{source}: holds {rows * columns:,} numbers, more than {MOST_NUMBERS:,}; cut it to the impact first"
        )
    refuse_big(rows * row_bits // 8, source, MOST_BYTES)


def _is_text(kind: Any, arrow: Any) -> bool:
    return bool(arrow.types.is_string(kind) or arrow.types.is_large_string(kind))


def _has_fixed_width(kind: Any, arrow: Any) -> bool:
    """Whether values of a type are numbers, dates or times, each of a few bytes."""
    return bool(arrow.types.is_primitive(kind) or arrow.types.is_decimal(kind))


def _refuse_swollen(column: Any, source: str) -> None:
    """Refuse texts that are kept once and would come to too many bytes written out."""
    arrow, compute = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.compute")
    if arrow.types.is_dictionary(column.type):
        size = sum(
            compute.sum(compute.take(compute.binary_length(part.dictionary), part.indices)).as_py() or 0
            for part in column.chunks
        )
        refuse_big(size, source, MOST_BYTES_IN_ONE_FILE)
