"""Blocks as a Word document for people who edit, and a form of the production's own filled in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
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

_NEEDS = "DOCX needs python-docx"
_PLACE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
"""A place in a form: {{ stunt }}."""

_SIZES_MM = {"a4": (210, 297), "letter": (215.9, 279.4)}
_MARGIN_MM = 18


def docx_of(head: Sequence[str], blocks: Sequence[Block], set_map: MapOfSet | None, foot: str, paper: str) -> bytes:
    """The document. head: verdict, title, where, law. Texts are escaped by the library: none is markup."""
    docx = import_part("docx", _NEEDS)
    made = docx.Document()
    _set_page(docx, made, foot, paper)
    verdict, title, where, law = map(show_hidden, head)
    made.core_properties.title = f"{title}: {where}"[:200]
    made.core_properties.author = "stuntlab"
    made.add_paragraph().add_run(verdict).bold = True
    made.add_heading(title, level=1)
    made.add_paragraph(where)
    made.add_paragraph(law).runs[0].italic = True
    for block in blocks:
        _add(made, block, set_map)
    return _saved(made)


def _set_page(docx: Any, made: Any, foot: str, paper: str) -> None:
    section, wide_high = made.sections[0], _SIZES_MM[paper]
    section.page_width, section.page_height = (docx.shared.Mm(size) for size in wide_high)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, docx.shared.Mm(_MARGIN_MM))
    section.footer.paragraphs[0].text = foot
    made.styles["Normal"].font.name = "Arial"
    made.styles["Normal"].font.size = docx.shared.Pt(9.5)


def _saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return steady(out.getvalue())


def _add(made: Any, block: Block, set_map: MapOfSet | None) -> None:
    match block:
        case SheetHeading():
            made.add_heading(block.text, level=2)
        case SheetText():
            made.add_paragraph().add_run(show_hidden(block.text)).bold = block.strong
        case SheetList():
            for entry in block.entries:
                made.add_paragraph(show_hidden(entry), style="List Bullet")
        case SheetFields():
            _table(made, None, [(label, cell) for label, cell in block.rows], (1, 2.4))
        case SheetGrid():
            empty: list[tuple[Cell, ...]] = [("",) * len(block.columns)] * block.spare
            _table(made, block.columns, [*block.rows, *empty], block.widths)
        case SheetTicks():
            _table(made, None, [("☐", asks, known) for asks, known in block.items], (0.12, 2, 1))
        case SheetSignatures():
            rows: list[tuple[Cell, ...]] = [(role, name, "", "") for role, name in block.roles]
            _table(made, ("", "name", "signature", "date"), rows, (1, 1, 1.2, 0.6))
        case SheetMap():
            for line in _map_lines(set_map):
                made.add_paragraph(show_hidden(line))


def _map_lines(set_map: MapOfSet | None) -> Iterator[str]:
    """A document that is edited has the places in words; the PDF has them drawn."""
    if set_map is None:
        yield f"[set from above: {OpenPlace().words}]"
        return
    yield "The PDF of this sheet has the set from above."
    yield "; ".join(key_of_map(set_map))
    yield from set_map.told


def _table(made: Any, columns: Sequence[str] | None, rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> None:
    if not rows and columns is None:
        return
    head = 1 if columns else 0
    table = made.add_table(rows=len(rows) + head, cols=len(widths), style="Table Grid")
    table.autofit = False
    section = made.sections[0]
    usable = section.page_width - section.left_margin - section.right_margin
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = int(usable * width / sum(widths))
    for place, name in zip(table.rows[0].cells if columns else (), columns or (), strict=True):
        place.paragraphs[0].add_run(name).bold = True
    if columns:
        _repeat_on_pages(table.rows[0])
    for line, row in zip(table.rows[head:], rows, strict=True):
        for number, (place, cell) in enumerate(zip(line.cells, row, strict=True)):
            run = place.paragraphs[0].add_run(show_hidden(words_of(cell)))
            run.italic = isinstance(cell, OpenPlace)
            run.bold = number == 0 and not columns and len(widths) == 2
    made.add_paragraph()


def _repeat_on_pages(row: Any) -> None:
    """Word writes a row of heads on every page, and a reader of screens names the columns by it."""
    mark = import_part("docx.oxml", _NEEDS).OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)


def fill_docx(form: bytes, fields: Mapping[str, str]) -> bytes:
    """A form with every `{{ name }}` filled in, in text, tables, headers and footers. No filled-in text is read again.

    Raises: UserError for a form that cannot be read, or names a field that there is none of.
    """
    docx = import_part("docx", _NEEDS)
    try:
        made = docx.Document(io.BytesIO(form))
    except Exception as problem:  # python-docx has no error of its own for a broken package
        raise UserError(f"the form cannot be read as DOCX ({type(problem).__name__})") from None
    asked = set()
    for paragraph in _paragraphs(made):
        asked |= set(_PLACE.findall(paragraph.text))
    unknown = sorted(asked - set(fields))
    if unknown:
        hint = did_you_mean(unknown[0], fields)
        raise UserError(
            f'the form asks for "{unknown[0]}", and there is no such field; there are {", ".join(fields)}{hint}'
        )
    for paragraph in _paragraphs(made):
        _fill(paragraph, fields)
    return _saved(made)


def _fill(paragraph: Any, fields: Mapping[str, str]) -> None:
    """Word parts a place into pieces of its own: the first piece of the paragraph then gets the whole text."""
    if not _PLACE.search(paragraph.text):
        return
    whole = all(_PLACE.sub("", run.text).count("{{") == 0 for run in paragraph.runs)
    if not whole:
        text, (first, *rest) = paragraph.text, paragraph.runs
        first.text = text
        for run in rest:
            run.text = ""
    for run in paragraph.runs:
        if _PLACE.search(run.text):
            run.text = _PLACE.sub(lambda place: show_hidden(fields[place[1]]), run.text)


def _paragraphs(made: Any) -> Iterator[Any]:
    yield from _paragraphs_in(made)
    for section in made.sections:
        for part in (section.header, section.footer):
            yield from _paragraphs_in(part)


def _paragraphs_in(part: Any) -> Iterator[Any]:
    yield from part.paragraphs
    for table in part.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _paragraphs_in(cell)
