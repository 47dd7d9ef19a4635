"""A table as CSV, Excel workbook or Parquet. No text of a table is ever a formula, whoever wrote it.

The workbook is XML in a zip (ECMA-376 part 1, SpreadsheetML, chapter 18, R-h), of which a table needs five small parts.
"""

from __future__ import annotations

import csv
import importlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.report.tests_table import Cell, TableOfTests
from stuntlab.suggestions import suggest_extra

_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection, V-S)."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_CELL = 32_767
_MARK = b"a table of tests by stuntlab"
_CSV_START = "test,person,dummy,".encode("utf-8-sig")
_MARKED = 65_536
"""Bytes from the end of a file in which the mark stands, which a Parquet file has in its footer."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def is_own_table(path: Path) -> bool:
    """Whether a file is a table that was written here: it may lie among the recordings that it is of."""
    try:
        with path.open("rb") as file:
            start = file.read(_MARKED)
            file.seek(max(0, path.stat().st_size - _MARKED))
            return start.startswith(_CSV_START) or _MARK in file.read()
    except OSError:
        return False


def check_table_file(path: Path) -> None:
    """Refuse a file that no table can be written to, before anything is measured.

    Raises: UserError for another ending, a folder that is not there, or a library that is not installed.
    """
    if path.suffix.lower() not in _WRITERS:
        raise UserError(f"'{path}' must end in {', '.join(_WRITERS)}: a table is written in one of these formats")
    if not path.parent.is_dir():
        raise UserError(f"'{path}': there is no folder '{path.parent}' to write the table to")
    if path.suffix.lower() == ".parquet":
        _arrow()


def write_table(table: TableOfTests, path: Path) -> None:
    """Write the table in the format that the name ends in.

    Raises: UserError for a file that cannot be written, see also `check_table_file`.
    """
    check_table_file(path)
    content = _WRITERS[path.suffix.lower()](table)
    try:
        write_whole(path, content)
    except OSError as problem:
        raise UserError(f"{path}: the table cannot be written ({problem.strerror})") from problem


def _csv(table: TableOfTests) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_not_a_formula(column.words) for column in table.columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", "replace")  # a spreadsheet knows UTF-8 by its mark alone


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return _not_a_formula(" ".join(cell.split()) if "\n" in cell or "\r" in cell else cell)
    return "" if cell is None else f"{cell:.10g}"


def _not_a_formula(text: str) -> str:
    """A text that a spreadsheet shows as it is: behind an apostrophe where it would compute it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _workbook(table: TableOfTests) -> bytes:
    rows = ["".join(f'<c s="1" t="inlineStr"><is><t>{_xml(one.words)}</t></is></c>' for one in table.columns)]
    rows += ["".join(_xlsx_cell(cell) for cell in row) for row in table.rows]
    numbered = "".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(rows, start=1))
    pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{28 if at == 1 else 14}" customWidth="1"/>'
        for at in range(1, len(table.columns) + 1)
    )
    sheet = (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{numbered}</sheetData></worksheet>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in ({**_PARTS} | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.comment = _MARK
            archive.writestr(zipfile.ZipInfo(name), (_XML + text).encode(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


_PARTS: Mapping[str, str] = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="tests" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1" applyAlignment="1">'
        '<alignment wrapText="1"/></xf></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


def _xlsx_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{_xml(cell)}</t></is></c>'
    return f"<c><v>{cell!r}</v></c>"


def _xml(text: str) -> str:
    """A text as XML takes it, and not longer than a cell takes it."""
    return escape(_ESCAPE.sub("_x005F_", _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text))[:_LONGEST_CELL])


def _parquet(table: TableOfTests) -> bytes:
    arrow = _arrow()
    columns = {
        column.words: arrow.array(
            [_readable(row[at]) for row in table.rows], type=arrow.float64() if column.number else arrow.string()
        )
        for at, column in enumerate(table.columns)
    }
    content = io.BytesIO()
    importlib.import_module("pyarrow.parquet").write_table(
        arrow.table(columns, metadata={"stuntlab": _MARK.decode()}), content
    )
    return content.getvalue()


def _readable(cell: Cell) -> Cell:
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


def _arrow() -> Any:
    try:
        return importlib.import_module("pyarrow")
    except ImportError:
        raise UserError(
            f"a Parquet table needs the extra 'tables': {suggest_extra('tables')}; .csv and .xlsx need nothing"
        ) from None


_WRITERS: Mapping[str, Callable[[TableOfTests], bytes]] = {".csv": _csv, ".xlsx": _workbook, ".parquet": _parquet}
