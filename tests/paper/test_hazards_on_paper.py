"""Every hazard that a plan has stands on the assessment with its control and who answers; the rest is asked for."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from prepared_facts import NOON, FactsOf, opened_at

from stuntlab.paper import SheetFacts, known_sheets
from stuntlab.paper.blocks import OpenPlace, SheetGrid
from stuntlab.paper.guides import GUIDES
from stuntlab.paper.hazards import every_hazard, hazards_of_plan, other_hazards
from stuntlab.paper.write import files_of
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.paper_facts import facts_for_paper
from stuntlab.plan.production import parse_production

WORDS_ONLY = """\
stunt: Burn on the pier
people:
  lead: {job: stunt performer, height: 178 cm, mass: 75 kg}
  boy: {job: actor, age: 9}
  crowd: {job: background, count: 30, watching: true}
place: {floor: wet planks, wind: 3 m/s, objects: [{what: glass kiosk, at: [3 m, 1 m, 0 m]}]}
action:
  - full burn: {by: lead, lit: 8 s, takes: 2}
  - kick: {by: lead, to: boy, at: abdomen, gap: 40 cm, foot_speed: 4 m/s}
"""


@pytest.fixture(scope="module")
def words_only(tmp_path_factory: pytest.TempPathFactory) -> SheetFacts:
    """A stunt that no model knows beside one with a child: nothing is computed of either."""
    file = tmp_path_factory.mktemp("burn") / "burn.yaml"
    file.write_text(WORDS_ONLY, encoding="utf-8")
    opened, plan = opened_at(file)
    history = replace(opened.history(now=NOON), kept_aside=(), others=(), answer_aside=None)
    return facts_for_paper(opened, history, assess(plan), production=None, plan_text=WORDS_ONLY)


def named(facts: SheetFacts) -> set[int]:
    return {one.hazard.number for one in hazards_of_plan(facts)}


def test_the_form_is_whole() -> None:
    assert [one.number for one in GUIDES.read().hazard] == list(range(1, 33))


@pytest.mark.parametrize(
    ("name", "has", "has_not"),
    [
        ("stomach_kick", {4, 8, 25}, {23, 27, 28, 30}),
        ("airbag_30_ft", {11, 25, 30}, {4, 23, 27, 28}),
        ("cliff_climb", {4, 18, 20, 24, 25, 26, 30}, {23, 27, 28}),
        ("car_hit", {4, 18, 25, 27}, {28, 30}),
        ("ratchet_pull", {13, 25}, {23, 28}),
    ],
)
def test_a_plan_has_the_hazards_of_its_kind(name: str, has: set[int], has_not: set[int], facts_of: FactsOf) -> None:
    found = named(facts_of(name))
    assert has <= found
    assert not has_not & found


def test_words_and_people_bring_hazards(words_only: SheetFacts) -> None:
    assert {3, 8, 9, 11, 14, 18, 23, 25, 32} <= named(words_only)


def test_none_is_lost(facts_of: FactsOf) -> None:
    """Every hazard of the form is a row, or is named as one to think of."""
    facts = facts_of("car_hit")
    rows = {int(str(row[0]).split()[0]) for row in every_hazard(facts).rows}
    asked = other_hazards(facts).text
    for one in GUIDES.read().hazard:
        assert (one.number in rows) != (f"{one.number} {one.name}" in asked)


def test_every_row_has_a_control_and_somebody_who_answers_or_asks_for_them(facts_of: FactsOf) -> None:
    facts = replace(
        facts_of("airbag_30_ft"),
        production=parse_production("production: Redstone\ndepartment_heads: {Stunts: Ana Ruiz}\n", source="p"),
    )
    grid = every_hazard(facts)
    for row in grid.rows:
        assert all(cell or isinstance(cell, OpenPlace) for cell in row)
    first = grid.rows[0]
    assert first[0] == "25 Stunts, dangerous activities: high fall"
    assert "air bag" in str(first[2])
    assert first[4] == "stunts: Ana Ruiz"
    assert {str(row[4]) for row in grid.rows if isinstance(row[4], str)} == {"stunts: Ana Ruiz"}


def test_every_sheet_of_a_stunt_in_words_and_of_one_with_a_child(words_only: SheetFacts) -> None:
    for sheet in known_sheets().values():
        for made in files_of(sheet, words_only, paper="letter"):
            if made.ending == "pdf":
                text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.content)).pages)
                assert "CANNOT ASSESS" in text
                assert "None" not in text.replace("None.", "").replace("None since", "")
    text = " ".join(str(cell) for row in every_hazard(words_only).rows for cell in row)
    assert "boy, 9 years old" in text
    assert "nothing was computed of it" in text


def test_a_table_has_its_heads_and_texts_have_room(tmp_path: Path, facts_of: FactsOf) -> None:
    """Word repeats the heads of a table on every page; in a workbook a long text goes over the columns left."""
    made = {one.ending: one.content for one in files_of(known_sheets()["sra"], facts_of("car_hit"), paper="a4")}
    tables = docx.Document(io.BytesIO(made["docx"])).tables
    heads = [table for table in tables if "tblHeader" in table.rows[0]._tr.xml]
    grids = [block for block in known_sheets()["sra"].blocks(facts_of("car_hit")) if isinstance(block, SheetGrid)]
    assert len(heads) >= len(grids)
    page = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).active
    labels = [cell for row in page.iter_rows() for cell in row if cell.value == "Car hit"]
    assert any(f"B{labels[0].row}:E{labels[0].row}" == str(merged) for merged in page.merged_cells.ranges)


def test_the_board_names_who_keeps_clear(words_only: SheetFacts, facts_of: FactsOf) -> None:
    assert words_only.row.clear == ("crowd (30)",)
    assert set(facts_of("car_hit").row.clear) >= {"extras (8)"}
    assert facts_of("airbag_30_ft").row.clear == ()
