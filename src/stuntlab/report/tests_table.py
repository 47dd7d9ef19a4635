"""Many measured recordings as one table: a row a test and person, criteria as columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len

from stuntlab.criteria import CRITERIA
from stuntlab.report.page import Page
from stuntlab.units.counting import counted
from stuntlab.verdict.words import amount

Cell = str | float | None
"""A text, a number, or nothing."""

_WIDEST_NAME, _WIDEST_TITLE = 30, 12
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column. criterion: whether it holds values of a criterion; title without the unit, which may be ""."""

    title: str
    unit: str = ""
    criterion: bool = False
    number: bool = False

    @property
    def words(self) -> str:
        """Title and unit, "Femur force, left [kN]"."""
        return f"{self.title} [{self.unit}]" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class TableOfTests:
    """columns: of every row. rows: [row][column].

    at_least: (row, column) of the values of which a record holds only a part.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    at_least: frozenset[tuple[int, int]] = frozenset()


_BEFORE = (TableColumn("test"), TableColumn("person"), TableColumn("dummy"))
_AFTER = (
    TableColumn("highest share of a limit", "%", number=True),
    TableColumn("of limit"),
    TableColumn("at least"),
    TableColumn("channels left out", number=True),
    TableColumn("notes"),
    TableColumn("not read because"),
)


def table_of_tests(tests: Iterable[tuple[str, Mapping[str, Any] | None, str]]) -> TableOfTests:
    """The table of (name, what `recording_to_dict` gives or None, why it could not be read).

    A criterion has a column if a test has it. A test of several people has a row for each.
    """
    listed = list(tests)
    there = {_place(one) for _, result, _ in listed for person in _people(result) for one in person["criteria"]}
    columns = {
        (one.load, one.title, one.place): TableColumn(
            f"{one.title}, {one.place}" if one.place else one.title, "" if one.unit == "1" else one.unit, True, True
        )
        for one in CRITERIA
        if (one.load, one.title, one.place) in there
    }
    rows = [row for name, result, why in listed for row in _rows(name, result, why, tuple(columns))]
    parts = [_parts(person) for _, result, _ in listed for person in _people(result) or [{}]]
    at_least = {
        (row, len(_BEFORE) + at) for row, part in enumerate(parts) for at, place in enumerate(columns) if place in part
    }
    return TableOfTests((*_BEFORE, *columns.values(), *_AFTER), tuple(rows), frozenset(at_least))


def _people(result: Mapping[str, Any] | None) -> Sequence[Mapping[str, Any]]:
    return result["people"] if result else ()


def _place(measured: Mapping[str, Any]) -> tuple[str, str, str]:
    return measured["load"], measured["name"], measured["place"]


def _parts(person: Mapping[str, Any]) -> dict[tuple[str, str, str], str]:
    """The criteria of which the record holds only a part of the load, with what they are called."""
    partial = [one for one in person.get("criteria", ()) if one["at_least"]]
    return {_place(one): ", ".join(filter(None, (one["name"], one["place"]))) for one in partial}


def _rows(
    name: str, result: Mapping[str, Any] | None, why: str, places: Sequence[tuple[str, str, str]]
) -> Iterator[tuple[Cell, ...]]:
    if result is None:
        yield (name, "", "", *[None] * len(places), None, "", "", None, "", why)
        return
    for person in _people(result):
        values = {_place(one): one["value"] for one in person["criteria"]}
        nearest = max((one for one in person["criteria"] if one["share"] is not None), key=_share, default=None)
        told = [note for one in person["criteria"] for note in one["notes"]]
        yield (
            name,
            person["person"],
            person["dummy"] or "",
            *(values.get(place) for place in places),
            100 * nearest["share"] if nearest else None,
            f"{nearest['name']}, {nearest['limits'][0]['rule']}" if nearest else "",
            "; ".join(_parts(person).values()),
            float(len(result["unused"])),
            "; ".join(dict.fromkeys([*told, *result["notes"]])),
            "" if values else _why_nothing(person),
        )


def _share(measured: Mapping[str, Any]) -> float:
    return float(measured["share"])


def _why_nothing(person: Mapping[str, Any]) -> str:
    """Why a test that was read has no criterion: what is said of most."""
    reasons = [one["why"] for one in person["missing"] if one["why"]]
    return f"read, and no criterion computed: {max(reasons, key=reasons.count) if reasons else 'channels are missing'}"


def render_tests(table: TableOfTests, *, width: int = 80, colour: bool = False, unicode: bool = True) -> str:
    """The table as text, every line at most `width` cells: as many criteria side by side as there is room for."""
    page = Page(width=width, colour=colour, unicode=unicode)
    names = [_name(row) for row in table.rows]
    wide = min(max(map(cell_len, [*names, "test"])), _WIDEST_NAME, page.width // 2)
    shown = [_cut(name, wide, "…" if unicode else "...") for name in names]
    at = [place for place, column in enumerate(table.columns) if column.criterion]
    share = len(_BEFORE) + len(at)
    for block in _blocks(table, [*at, share] if at else [], page.width - wide):
        _add_block(page, table, block, shown, wide)
    for row, name in zip(table.rows, names, strict=True):
        if row[-1]:
            page.add(_without_value(name, str(row[-1])), hang=2)
    page.blank()
    page.add(_summary(table, share), style="dim")
    return page.render()


def _without_value(name: str, why: str) -> str:
    """Why a test has no value, with its name once."""
    said = why[:_LONGEST_REASON]
    return said if said.startswith(name) else f"{name}: {said}"


def _name(row: tuple[Cell, ...]) -> str:
    return f"{row[0]}, {row[1]}" if row[1] else str(row[0])


def _cut(text: str, room: int, mark: str) -> str:
    """A text of so many cells at most; its end tells tests apart."""
    if cell_len(text) <= room:
        return text
    while cell_len(mark + text) > room:
        text = text[1:]
    return mark + text


def _lines_of(column: TableColumn) -> list[str]:
    return [*textwrap.wrap(column.title, _WIDEST_TITLE, break_long_words=True), *([column.unit] if column.unit else [])]


def _width_of(column: TableColumn) -> int:
    return max(8, *(cell_len(line) for line in _lines_of(column))) + 2


def _blocks(table: TableOfTests, at: Sequence[int], room: int) -> Iterator[list[int]]:
    """Columns that stand side by side."""
    block: list[int] = []
    for place in at:
        if block and sum(_width_of(table.columns[one]) for one in [*block, place]) > room:
            yield block
            block = []
        block.append(place)
    if block:
        yield block


def _add_block(page: Page, table: TableOfTests, block: Sequence[int], names: Sequence[str], wide: int) -> None:
    heads = [_lines_of(table.columns[place]) for place in block]
    deep = max(map(len, heads))
    widths = [_width_of(table.columns[place]) for place in block]
    for line in range(deep):
        cells = [head[line - deep + len(head)] if line >= deep - len(head) else "" for head in heads]
        _add_line(page, "test" if line == deep - 1 else "", cells, wide, widths, style="bold")
    for at, (name, row) in enumerate(zip(names, table.rows, strict=True)):
        if any(row[place] is not None for place in block):
            cells = [f"{'>' if (at, place) in table.at_least else ''}{_number(row[place])}" for place in block]
            _add_line(page, name, cells, wide, widths)
    page.blank()


def _add_line(
    page: Page, name: str, cells: Sequence[str], wide: int, widths: Sequence[int], *, style: str = ""
) -> None:
    texts = [name + " " * (wide - cell_len(name))]
    texts += [" " * (width - cell_len(cell)) + cell for cell, width in zip(cells, widths, strict=True)]
    page.add_row("".join(texts), style=style)


def _number(value: Cell) -> str:
    return amount(value) if isinstance(value, float | int) else "-"


def _is_over(share: Cell) -> bool:
    return isinstance(share, float) and share > 100


def _summary(table: TableOfTests, share: int) -> str:
    names = dict.fromkeys(row[0] for row in table.rows)
    lost = dict.fromkeys(row[0] for row in table.rows if row[-1])
    over = dict.fromkeys(row[0] for row in table.rows if _is_over(row[share]))
    said = [counted(len(names), "test")]
    said += [f"{len(over)} over a published limit"] if over else ["none over a published limit"]
    said += [f"{len(lost)} without a value"] if lost else []
    said += ["> at least: the record holds a part of the load"] if table.at_least else []
    return f"{', '.join(said)}. A value under a limit is no permission; give one file for limits, risks and sources."
