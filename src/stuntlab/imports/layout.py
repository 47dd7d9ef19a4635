"""Where the table stands in a sheet: what is above it, its names and units, its first and last row.

Loggers put all sorts of things above their table: a title, pairs of a word and a value, a block of rows that say
something of each column (DTS), a line that names the devices above the line of names (Vicon). The table begins where
rows of numbers begin; its names stand right above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from stuntlab.errors import RecordingError
from stuntlab.imports.clock import is_clock_text
from stuntlab.imports.naming import name_and_unit
from stuntlab.imports.numerals import MISSING, looks_like_number
from stuntlab.imports.quantities import is_unit
from stuntlab.units import Dimension, recorded_unit
from stuntlab.units.counting import agreeing, counted

_RUN = 5
# Rows that say something of the columns may stand between their names and their numbers; so many (J).
_LABELLED_BELOW = 4
_SLOWEST_HZ, _FASTEST_HZ = 1e-6, 1e12  # a sample in eleven days, a million million in a second (J)
_SMALLEST = 1e-100
_WIDTH_SAMPLE = 20
# Lines above the table that are looked at, and signs of each (J).
_MOST_ABOVE, _LONGEST_PAIR = 1000, 300
# What the first cell of a row, or the word before a value, says that the others are.
_LABELS = {
    "unit": re.compile(r"(engineering |y[ _])?units?( label)?|eu|einheit(en)?|unit[ée]s?", re.IGNORECASE),
    "code": re.compile(r"iso (channel )?code|channel code|iso[- ]?mme( code)?|iso code", re.IGNORECASE),
    "filter": re.compile(r"(software |digital )?filter.*|.*sae class.*|cfc|channel frequency class", re.IGNORECASE),
    "rate": re.compile(
        r"(actual |data )?(sampl\w*|scan|acquisition|recording|data)[ _-]*(rate|freq\w*)"
        r"|rate|freq\w*|fs|samples per second",
        re.IGNORECASE,
    ),
    "interval": re.compile(r"(sampl\w* |time )?(interval|step)|delta[ _]?[xt]|dt|sampl\w* period", re.IGNORECASE),
}
_PAIR = re.compile(
    r"([^:=\t,;]{2,40}?)\s*[:=\t,;]+\s*\"?([-+\d.,eE]+)\s*([a-zA-Zµ]*(?:/[a-zA-Z]+)?)[\",;\s]*(?:\(.*\)[\",;\s]*)?$"
)
_NUMBER_AND_UNIT = re.compile(r"([-+]?[\d.,' ]*\d\.?(?:[eE][-+]?\d+)?)\s*([^\W\d_][^\d]*.*|[\[(°µ].*)")
_BEGINS, _LONGEST_PARTED = tuple("0123456789-+."), 40
_COUNTERS = frozenset(
    {"frame", "sub frame", "subframe", "sample", "samples", "index", "scan", "sample number", "frame#"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, name and unit, and what a block above the table says of it.

    also: other names it goes by. code: its ISO code. channel_class: the CFC that it is said to have, None for nothing
    said.
    """

    index: int
    name: str
    unit: str
    also: tuple[str, ...] = ()
    code: str = ""
    channel_class: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The table of a sheet.

    first: its first row of numbers. rate_hz: what the file says of its sampling. si: whether its format is one that is
    SI throughout. counters: columns that count rows. repeated: rows of the head, which a logger may write again.
    nameless: whether the columns are called by number.
    """

    columns: tuple[Column, ...]
    first: int
    rate_hz: float | None
    si: bool
    notes: tuple[str, ...]
    repeated: tuple[tuple[str, ...], ...] = ()
    nameless: bool = False


def find_layout(
    rows: Sequence[Sequence[str]], *, above: Sequence[str], source: str, place: Callable[[int], str]
) -> Layout:
    """Find the table in the rows of a sheet, [row][cell].

    rows: the beginning of the sheet will do. above: lines that are comments, which may tell the rate.

    Raises: RecordingError for no row of numbers, or none of names above it.
    """
    first = _first_of_numbers(rows)
    if first is None:
        if len(rows[0]) > 1:
            raise RecordingError(f"{source}: has names but no numbers; the file ends after {place(len(rows) - 1)}")
        raise RecordingError(f"{source}: has no row of names with rows of numbers below it")
    width = Counter(len(row) for row in rows[first : first + _WIDTH_SAMPLE] if any(row)).most_common(1)[0][0]
    head = [index for index in range(first) if any(rows[index])]
    names_at, units_at = _names_and_units(rows, head)
    if names_at is None:
        return _nameless(rows, first, width, above, place)
    _refuse_split_numbers(rows, first, width, len(rows[names_at]), f"{source}: {place(first)}")
    labelled = _find_labels(rows, [index for index in head if index not in (names_at, units_at)])
    columns = _columns(rows, names_at, units_at, labelled, width)
    skipped = [index for index in head if index < names_at and index not in labelled.values()]
    notes = [_say_above(head[: head.index(names_at)], labelled, place(names_at))] if names_at != head[0] else []
    text = [*above, *(",".join(rows[index]) for index in skipped)]
    repeated = tuple(tuple(rows[index]) for index in (names_at, units_at) if index is not None)
    rate_hz = _rate(rows, labelled, text, [column.name for column in columns])
    si = any(re.match(r"\s*endheader\b", line, re.IGNORECASE) for line in text)
    return Layout(columns, first, rate_hz, si, tuple(notes), repeated)


def _refuse_split_numbers(rows: Sequence[Sequence[str]], first: int, width: int, names: int, where: str) -> None:
    cells = max(width, len(rows[first]))
    if cells == 2 * names and "" not in rows[first]:
        raise RecordingError(
            f"{where} has {counted(cells, 'cell')} where the names are {names} (decimal commas need semicolons or tabs "
            "between columns); every row must have one number a column"
        )


def is_counter(name: str) -> bool:
    """Whether a column counts rows."""
    return re.sub(r"[\s_]+", " ", name).strip().lower() in _COUNTERS


def is_row_of_numbers(row: Sequence[str], *, strict: bool = True) -> bool:
    """Whether a row belongs to a table of numbers: it begins with one, and half of its cells are numbers."""
    filled = [cell for cell in row if cell.casefold() not in MISSING]
    if len(row) < 2 or not filled:
        return False
    values = [_is_value(cell) for cell in filled]
    if strict and not values[0]:
        return False
    return 2 * sum(values) >= len(filled)


def share_of_numbers(rows: Sequence[Sequence[str]]) -> float:
    """How many of the cells that are filled hold numbers or clocks, 0 to 1."""
    filled = [cell for row in rows for cell in row if cell.casefold() not in MISSING]
    return sum(map(_is_value, filled)) / len(filled) if filled else 0.0


@lru_cache(maxsize=8192)
def _is_value(cell: str) -> bool:
    return looks_like_number(cell) or is_clock_text(cell) or bool(part_cell(cell)[1])


@lru_cache(maxsize=8192)
def part_cell(cell: str) -> tuple[str, str]:
    """A number with its unit in the cell, "12.5 ms", in two; the cell and "" for any other."""
    parted = _NUMBER_AND_UNIT.fullmatch(cell) if cell[:1] in _BEGINS and len(cell) <= _LONGEST_PARTED else None
    if parted is None or not looks_like_number(parted[1]) or not is_unit(parted[2]):
        return cell, ""
    return parted[1], parted[2]


def _first_of_numbers(rows: Sequence[Sequence[str]]) -> int | None:
    for strict in (True, False):
        good = [is_row_of_numbers(row, strict=strict) for row in rows]
        for index, is_good in enumerate(good):
            filled = (at for at in range(index, len(rows)) if any(rows[at]))
            run = [good[at] for at in islice(filled, _RUN)]
            if is_good and all(run) and (len(run) == _RUN or index <= 1 or all(good[index:])):
                return index
        for index, is_good in enumerate(good):
            if is_good and sum(good[index : index + 2 * _RUN]) > _RUN:
                return index
    return None


def _names_and_units(rows: Sequence[Sequence[str]], head: list[int]) -> tuple[int | None, int | None]:
    """Rows of the names and of the units, None where there are none."""
    filled = {index: sum(bool(cell) for cell in rows[index]) for index in head}
    told = [index for index in head if not _label_of(rows[index])]
    enough = [index for index in told if filled[index] > 1 or _is_row_of_units(rows[index])]
    head = enough if enough and enough[-1] > head[-1] - _LABELLED_BELOW else head
    full = [index for index in head if filled[index] and not _is_end_of_block(rows[index])]
    if not full or is_row_of_numbers(rows[full[-1]]):
        return None, None
    last = full[-1]
    above = full[-2] if len(full) > 1 else None
    if above is None or above < last - 2 or not _is_row_of_units(rows[last]):
        return last, None
    if filled[above] < 2 or is_row_of_numbers(rows[above]) or _label_of(rows[above]):
        return last, None
    return above, last


def _is_end_of_block(row: Sequence[str]) -> bool:
    return bool(re.fullmatch(r"(data starts here|endheader|\*+end_of_header\*+)[,;\s]*", ",".join(row).lower()))


def _is_row_of_units(row: Sequence[str]) -> bool:
    """Whether a row holds units: one of a quantity at least, and no name of a clock or of a column with its unit."""
    cells = [_bare_unit(cell) for cell in row if cell]
    named = any(name_and_unit(cell)[0] and name_and_unit(cell)[1] for cell in row)
    return not named and any(is_unit(cell) for cell in cells) and all(len(cell) <= 12 for cell in cells)


def _bare_unit(cell: str) -> str:
    """A unit without the brackets or the stroke before it, as in "[ms]" and "/ms"."""
    return cell.strip("[]() ").removeprefix("/").strip()


def _label_of(row: Sequence[str]) -> str:
    first = _bare(row[0]).strip(" :") if row else ""
    filled = [cell for cell in row[1:] if cell]
    if not first or not filled:
        return ""
    return next((label for label, shape in _LABELS.items() if shape.fullmatch(first)), "")


def _find_labels(rows: Sequence[Sequence[str]], head: list[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index in head:
        if label := _label_of(rows[index]):
            found[label] = index
    return found


def _columns(
    rows: Sequence[Sequence[str]], names_at: int, units_at: int | None, labelled: dict[str, int], width: int
) -> tuple[Column, ...]:
    header = [*rows[names_at], *[""] * (width - len(rows[names_at]))]
    names, units = map(list, zip(*map(name_and_unit, header), strict=True))
    if units_at is not None:
        below = [*rows[units_at], *[""] * len(header)]
        units = [unit or _bare_unit(below[at]) for at, unit in enumerate(units)]
    if len(set(names)) < len(names):
        names = _apart(names, _devices(rows, names_at, len(header)))
    cell = _cells_of(rows, labelled)
    return tuple(
        Column(
            index=at,
            name=name,
            unit=unit or (_bare_unit(cell("unit", at)) if name else ""),
            also=tuple(dict.fromkeys(one for one in (header[at], cell("code", at)) if one and one != name)),
            code=cell("code", at),
            channel_class=_class_of(cell("filter", at)),
        )
        for at, (name, unit) in enumerate(zip(names, units, strict=True))
    )


def _cells_of(rows: Sequence[Sequence[str]], labelled: dict[str, int]) -> Callable[[str, int], str]:
    def cell(label: str, at: int) -> str:
        row = rows[labelled[label]] if label in labelled else ()
        return row[at].strip() if 0 < at < len(row) else ""

    return cell


def _devices(rows: Sequence[Sequence[str]], names_at: int, width: int) -> list[str]:
    """The line above the names, which says to what device each run of columns belongs."""
    above = [*rows[names_at - 1], *[""] * width] if names_at else [""] * width
    if sum(bool(cell) for cell in above) < 1 or _label_of(rows[names_at - 1] if names_at else ()):
        return [""] * width
    current, found = "", []
    for cell in above[:width]:
        current = cell or current
        found.append(current)
    return found


def _apart(names: list[str], devices: list[str]) -> list[str]:
    """Names that differ: with their device, and then with a number, where several columns are called the same."""
    twice = {name for name, count in Counter(names).items() if name and count > 1}
    with_device = [
        f"{device} {name}".strip() if name in twice else name for name, device in zip(names, devices, strict=True)
    ]
    seen: dict[str, int] = {}
    apart: list[str] = []
    for name in with_device:
        seen[name] = seen.get(name, 0) + 1
        apart.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return apart


def _class_of(text: str) -> int | None:
    """The channel class in words such as "CFC 1000" or "SAE 180", None for none."""
    match = re.search(r"(?:cfc|sae|class|^)\D{0,8}(\d{2,4})\b(?!\s*k?hz)", text, re.IGNORECASE)
    return int(match[1]) if match and 10 <= int(match[1]) <= 1000 else None


def _rate(
    rows: Sequence[Sequence[str]], labelled: dict[str, int], text: Sequence[str], names: Sequence[str]
) -> float | None:
    for label in ("rate", "interval"):
        if label in labelled:
            row = rows[labelled[label]]
            value = next((cell for cell in row[1:] if looks_like_number(cell)), "")
            if rate := _as_rate(label, value, name_and_unit(row[0])[1]):
                return rate
    for line in text[:_MOST_ABOVE]:
        pair = _PAIR.match(line[:_LONGEST_PAIR].strip('#%/" \t'))
        label = next((one for one, shape in _LABELS.items() if pair and shape.fullmatch(_bare(pair[1]))), "")
        if pair and (rate := _as_rate(label, pair[2], pair[3] or name_and_unit(pair[1])[1])):
            return rate
    if any(is_counter(name) for name in names):
        alone = [cells[0] for line in text if len(cells := [cell for cell in line.split(",") if cell]) == 1]
        return next((float(cell) for cell in alone if re.fullmatch(r"\d{2,6}(\.\d*)?", cell)), None)
    return None


def _bare(label: str) -> str:
    return re.split(r"[(\[]", label, maxsplit=1)[0].strip(' \t#%"').replace("_", " ")


def _as_rate(label: str, value: str, unit: str) -> float | None:
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        return None
    if label not in ("rate", "interval"):
        return None
    if label == "interval":
        known = recorded_unit(Dimension.TIME, unit or "s")
        return _bearable(1 / (number * float(known.factor))) if known and abs(number) > _SMALLEST else None
    known = recorded_unit(Dimension.FREQUENCY, unit or "Hz")
    if known is None and unit[:1] in ("k", "K", "M"):  # thousands of something, which are no hertz
        return None
    return _bearable(number * float(known.factor if known else 1))


def _bearable(rate_hz: float) -> float | None:
    """A rate that a recording can have; None for zero, for what is no number, for what overflows."""
    return rate_hz if _SLOWEST_HZ < rate_hz < _FASTEST_HZ else None


def _nameless(
    rows: Sequence[Sequence[str]], first: int, width: int, above: Sequence[str], place: Callable[[int], str]
) -> Layout:
    """A table without names: its columns are called "column 1", "column 2"."""
    columns = tuple(Column(at, f"column {at + 1}", "") for at in range(width))
    note = f"{place(first)} has numbers where the names of the columns belong; they are called 'column 1', 'column 2'"
    return Layout(columns, first, _rate(rows, {}, above, []), False, (note,), nameless=True)


def _say_above(above: list[int], labelled: dict[str, int], begins: str) -> str:
    """What to say about lines above the table."""
    used = ", ".join(label for label in _LABELS if label in labelled)
    but = f", but for what is said of {used}" if used else ""
    lines = counted(len(above), "line")
    return f"the table begins at {begins}; {lines} above it {agreeing(len(above), 'is', 'are')} skipped{but}"
