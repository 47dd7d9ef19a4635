"""No text of a user becomes markup, formula or code, and no letter becomes a blank box."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from prepared_facts import FactsOf

from stuntlab.errors import UserError
from stuntlab.paper import SheetFacts, known_sheets, write_sheet
from stuntlab.paper.blocks import SheetGrid
from stuntlab.paper.sheets.insurer import csv_of
from stuntlab.paper.write import files_of

FORMULA = '=HYPERLINK("http://x","y")'
EVIL = (
    FORMULA,
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "#{panic()} $x$ *b* [#eval] \\",
    "<b>&amp;</w:t></w:p> & ]]>",
    "{{ plan_code }} {% raw %}",
    "left \u202eright\u202c \u200b",
    "x" * 500,
    "line\nline\ttab\x07",
)


@pytest.fixture(scope="module")
def hostile(facts_of: FactsOf) -> SheetFacts:
    """Facts with such texts wherever a user's words go."""
    facts = facts_of("stomach_kick")
    said = facts.plan.safety.model_copy(update={"stop_word": EVIL[0], "hospital": EVIL[5], "medic": EVIL[4]})
    plan = facts.plan.model_copy(update={"production": EVIL[0], "scene": EVIL[3], "safety": said})
    headline = replace(facts.document.headline, stunt=EVIL[8], where=EVIL[:7])
    return replace(
        facts,
        plan=plan,
        gags={"kick": "; ".join(EVIL)},
        gear={text[:20]: text for text in EVIL},
        document=replace(facts.document, headline=headline),
        row=replace(facts.row, missing=EVIL, stopped=(EVIL[4],)),
        changed=EVIL,
        briefed="1 Feb 2027",
    )


def test_every_form_of_every_sheet_holds_them_as_text(hostile: SheetFacts) -> None:
    for sheet in known_sheets().values():
        for made in files_of(sheet, hostile, paper="a4"):
            if made.ending == "xlsx":
                cells = [cell for row in openpyxl.load_workbook(io.BytesIO(made.content)).active for cell in row]
                assert not [cell.value for cell in cells if cell.data_type == "f"]
                assert FORMULA in {cell.value for cell in cells}
                with zipfile.ZipFile(io.BytesIO(made.content)) as packed:
                    assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
            elif made.ending == "docx":
                texts = [
                    cell.text for table in docx.Document(io.BytesIO(made.content)).tables for row in table.rows
                    for cell in row.cells
                ]  # fmt: skip
                assert any(FORMULA in text for text in texts)
            elif made.ending == "pdf":
                text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.content)).pages)
                assert "U+202E" in text or sheet.word in ("day", "card"), "what turns words round is shown"
                assert "\u202e" not in text
            else:
                assert "\u202e" not in made.content.decode("utf-8")


def test_the_card_stays_one_page_whatever_is_written(hostile: SheetFacts) -> None:
    for paper in ("a4", "letter"):
        content = write_sheet(known_sheets()["card"], hostile, paper=paper)
        assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 1


def test_tables_beside_the_pdf_hold_no_formula() -> None:
    lines = csv_of(SheetGrid(("a",), (1,), tuple((text,) for text in EVIL[:4]))).splitlines()
    assert all(line.lstrip('"').startswith("'") for line in lines[1:])


def test_letters_of_other_alphabets(facts_of: FactsOf) -> None:
    facts = facts_of("stomach_kick")
    names = {"Ωραία Жанна": True, "محمد": True, "王小明": False}
    for name, in_the_font in names.items():
        headline = replace(facts.document.headline, stunt=name)
        told = replace(facts, document=replace(facts.document, headline=headline))
        pages = pypdf.PdfReader(io.BytesIO(write_sheet(known_sheets()["day"], told, paper="a4"))).pages
        text = "".join(page.extract_text() for page in pages)
        said = "No font here has" in text or "are from a font of the machine" in text
        assert said != in_the_font, name
        if "No font here has" in text:
            assert "U+738B" in text


FORM = {"Stunt": "{{ stunt }}", "Stop": "{{stop_word}}", "Hospital": "{{ hospital }}", "Risks": "{{ risks }}"}


def form_with(path: Path, places: Mapping[str, str]) -> Path:
    made = docx.Document()
    table = made.add_table(rows=0, cols=2)
    for label, place in places.items():
        cells = table.add_row().cells
        cells[0].text = label
        for part in (place[:4], place[4:]):  # as Word parts them
            cells[1].paragraphs[0].add_run(part)
    made.save(path)
    return path


def test_a_form_of_ones_own(tmp_path: Path, hostile: SheetFacts) -> None:
    form = form_with(tmp_path / "form.docx", FORM)
    (made,) = files_of(known_sheets()["sra"], hostile, paper="a4", template=form)
    rows = docx.Document(io.BytesIO(made.content)).tables[0].rows
    said = {row.cells[0].text: row.cells[1].text for row in rows}
    assert said["Stunt"] == hostile.plan.stunt
    assert said["Stop"] == FORMULA
    assert said["Hospital"] == EVIL[5]
    assert "limit 220 N" in said["Risks"]
    with pytest.raises(UserError, match='asks for "hospitl"'):
        list(files_of(known_sheets()["sra"], hostile, paper="a4",
                      template=form_with(tmp_path / "b.docx", {"a": "{{ hospitl }}"})))  # fmt: skip


def test_a_typst_form_gets_the_same_data_and_reads_no_file(tmp_path: Path, hostile: SheetFacts) -> None:
    form = tmp_path / "form.typ"
    head = """#let data = json(bytes(sys.inputs.data))
#set document(title: "x", date: datetime(year: 2027, month: 1, day: 1))
"""
    form.write_text(head + '#set text(lang: "en")\n= Form\n#data.header.verdict #data.header.foot', encoding="utf-8")
    (made,) = files_of(known_sheets()["card"], hostile, paper="a4", template=form)
    assert hostile.verdict.value in pypdf.PdfReader(io.BytesIO(made.content)).pages[0].extract_text()
    for wrong in ('#read("/etc/passwd")', '#read("../../../../etc/passwd")', "#panic()", "#(", '#import "@x/y:1.0.0"'):
        form.write_text(head + wrong, encoding="utf-8")
        with pytest.raises(UserError, match="cannot be laid out"):
            list(files_of(known_sheets()["card"], hostile, paper="a4", template=form))


@pytest.mark.parametrize("kind", ["large", "bomb", "entities", "no zip", "other"])
def test_a_form_that_is_none_is_refused(kind: str, tmp_path: Path, hostile: SheetFacts) -> None:
    path = tmp_path / ("form.xls" if kind == "other" else "form.docx")
    if kind in ("bomb", "entities"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            entity = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
            packed.writestr("word/document.xml", entity if kind == "entities" else " " * 60_000_000)
    else:
        path.write_bytes(b"x" * (6_000_000 if kind == "large" else 10))
    with pytest.raises(UserError):
        list(files_of(known_sheets()["sra"], hostile, paper="a4", template=path))
