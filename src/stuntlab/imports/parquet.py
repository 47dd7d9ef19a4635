"""Read a table from a Parquet file, with pyarrow."""

from __future__ import annotations

import importlib
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from stuntlab.datasets import Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports.layout import Column
from stuntlab.imports.mapping import Maps
from stuntlab.imports.naming import name_and_unit
from stuntlab.imports.packed import MOST_BYTES, refuse_big
from stuntlab.imports.signals import MOST_NUMBERS
from stuntlab.imports.table import Numbers, Table, recording_of
from stuntlab.suggestions import suggest_extra

_MARK = b"PAR1"


def is_parquet(content: bytes) -> bool:
    """Whether contents are those of a Parquet file."""
    return content.startswith(_MARK)


def read_parquet(content: bytes, *, source: str, maps: Maps) -> Recording:
    """Read a table of signals whose columns are named as in a CSV.

    Raises: RecordingError for pyarrow not installed, a damaged file, or what is wrong with the table.
    """
    frame = _load(content, source)
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
        return ["" if cell is None else str(cell) for cell in frame.column(column.index).to_pylist()]

    table = Table(
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
    return recording_of(table, maps)


def _as_numbers(column: Any) -> Floats | None:
    """A column as float64, [row], missing values NaN; None for text and dates."""
    arrow = importlib.import_module("pyarrow")
    try:
        return np.asarray(column.cast(arrow.float64()).to_numpy(), dtype=np.float64)
    except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError, TypeError, ValueError):
        return None


def _load(content: bytes, source: str) -> Any:
    try:
        arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise RecordingError(
            f"{source}: is a Parquet file, and reading those needs the extra 'tables': {suggest_extra('tables')}"
        ) from None
    try:
        file = parquet.ParquetFile(io.BytesIO(content))
        count = file.metadata.num_rows * file.metadata.num_columns
        held = sum(file.metadata.row_group(at).total_byte_size for at in range(file.metadata.num_row_groups))
        refuse_big(held, source, MOST_BYTES)
        if count > MOST_NUMBERS:
            raise RecordingError(
                f"{source}: holds {count:,} numbers, more than {MOST_NUMBERS:,}; cut it to the impact first"
            )
        return file.read()
    except (arrow.ArrowException, OSError, ValueError) as problem:
        text = " ".join(str(problem).split())
        raise RecordingError(f"{source}: is a damaged Parquet file ({text[:120]}); export it again") from None
