"""Blocks as a workbook for people who edit: one sheet, every text a text and never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from stuntlab.paper.blocks import (
    Block,
    Cell,
    OpenPlace,
    SheetFields,
    SheetGrid,
    SheetHeading,
    SheetList,
    SheetMap,
    SheetSignatures,
    SheetText,
    SheetTicks,
    words_of,
)
from stuntlab.paper.letters import show_hidden
from stuntlab.paper.missing import import_part
from stuntlab.paper.set_map import MapOfSet, key_of_map
from stuntlab.paper.steady_zip import steady

_WIDTHS = (30, 24, 34, 30, 22)
"""Of the columns, in letters."""

LONGEST_CELL = 32_000
"""Letters of a cell; the format allows 32 767."""

_FORBIDDEN = {number: None for number in range(32) if number not in (9, 10)}
_PAPER_CODES = {"a4": 9, "letter": 1}
"""Sizes of paper by their numbers in the format (ECMA-376, paperSize)."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row. bold: of its cells; boxed: as part of a table; wide: whether its last text goes over all columns left."""

    cells: tuple[Cell, ...]
    bold: bool = False
    boxed: bool = False
    wide: bool = False

    @property
    def widths(self) -> tuple[int, ...]:
        """Of its cells, in letters."""
        last = max(len(self.cells) - 1, 0)
        return (*_WIDTHS[:last], sum(_WIDTHS[last:])) if self.wide else _WIDTHS


def xlsx_of(head: Sequence[str], blocks: Sequence[Block], set_map: MapOfSet | None, foot: str, paper: str) -> bytes:
    """The workbook. head: verdict, title, where, law."""
    openpyxl = import_part("openpyxl", "XLSX needs openpyxl")
    book = openpyxl.Workbook()
    page = book.active
    page.title = "".join(letter for letter in head[1] if letter not in "[]:*?/\\")[:31]
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    lines = [_Line((text,), bold=number < 2, wide=True) for number, text in enumerate(head)]
    for block in blocks:
        lines += _lines(block, set_map)
    lines.append(_Line((foot,), wide=True))
    for number, line in enumerate(lines, start=1):
        _write(openpyxl, page, number, line)
    page.page_setup.paperSize = _PAPER_CODES[paper]
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    book.properties.creator, book.properties.title = "stuntlab", f"{head[1]}: {head[2]}"[:200]
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def _write(openpyxl: Any, page: Any, number: int, line: _Line) -> None:
    styles = openpyxl.styles
    for column, cell in enumerate(line.cells, start=1):
        place = page.cell(row=number, column=column)
        place.value = show_hidden(words_of(cell).translate(_FORBIDDEN))[:LONGEST_CELL]
        place.data_type = "s"  # a text that begins with = is no formula
        place.quotePrefix = True
        place.font = styles.Font(bold=line.bold or (line.boxed and column == 1), italic=isinstance(cell, OpenPlace))
        place.alignment = styles.Alignment(wrap_text=True, vertical="top")
        if line.boxed:
            side = styles.Side(style="thin")
            place.border = styles.Border(left=side, right=side, top=side, bottom=side)
    if line.wide:
        last = max(1, len(line.cells))
        page.merge_cells(start_row=number, start_column=last, end_row=number, end_column=len(_WIDTHS))
    page.row_dimensions[number].height = _height(line)


def _height(line: _Line) -> float:
    """Points that the longest cell needs: spreadsheets do not find it out themselves for merged cells."""
    rows = (
        sum(1 + len(part) // max(1, int(width * 0.95)) for part in words_of(cell).split("\n"))
        for cell, width in zip(line.cells, line.widths, strict=False)
    )
    return min(400.0, 14.5 * max(rows, default=1))


def _lines(block: Block, set_map: MapOfSet | None) -> Iterator[_Line]:
    match block:
        case SheetHeading():
            yield from (_Line(()), _Line((block.text,), bold=True, wide=True))
        case SheetText():
            yield _Line((block.text,), bold=block.strong, wide=True)
        case SheetList():
            yield from (_Line((f"• {entry}",), wide=True) for entry in block.entries)
        case SheetFields():
            yield from (_Line((label, cell), boxed=True, wide=True) for label, cell in block.rows)
        case SheetGrid():
            yield _Line(block.columns, bold=True, boxed=True)
            yield from (_Line(row, boxed=True) for row in block.rows)
            yield from (_Line(("",) * len(block.columns), boxed=True) for _ in range(block.spare))
        case SheetTicks():
            yield _Line(("asked", "known", "yes, no, not applicable"), bold=True, boxed=True)
            yield from (_Line((asks, known, ""), boxed=True) for asks, known in block.items)
        case SheetSignatures():
            yield _Line(("", "name", "signature", "date"), bold=True, boxed=True)
            yield from (_Line((role, name, "", ""), boxed=True) for role, name in block.roles)
        case SheetMap():
            named = "; ".join(key_of_map(set_map)) if set_map else f"[{OpenPlace('set from above').words}]"
            yield _Line((named,), wide=True)
            yield from (_Line((line,), wide=True) for line in (set_map.told if set_map else ()))
