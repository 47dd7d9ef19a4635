"""Every sheet of plans of every family: whole, tagged, the same twice, and the card on one page."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdf
import pytest
from prepared_facts import FactsOf

from stuntlab.paper import SheetFacts, known_sheets, write_sheet
from stuntlab.paper.blocks import SheetHeading
from stuntlab.paper.write import MANIFEST, PLAN_ATTACHED

FAMILIES = (
    "stomach_kick",
    "airbag_30_ft",
    "everyday_bar_fight",
    "cliff_climb",
    "ramp_to_canopy",
    "car_hit",
    "ratchet_pull",
    "stair_fall",
)
"""A plan of every family of gags, in metres and in feet."""


def squeezed(text: str) -> str:
    """Without blanks and breaks of lines, which a page puts where it likes."""
    return "".join(text.split())


@cache
def _read(content: bytes) -> tuple[Any, str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return reader, squeezed("".join(page.extract_text() for page in reader.pages))


def nodes_of(reader: Any, kind: str) -> list[Any]:
    """The structure elements of a kind."""
    return [node for node in _below(reader.trailer["/Root"]["/StructTreeRoot"]) if node.get("/S") == kind]


def tags_below(top: Any) -> set[str]:
    """The kinds of structure elements of a tagged file, or of a part of one."""
    return {str(node.get("/S", "")) for node in _below(top)}


def _below(top: Any) -> Iterator[Any]:
    todo = [top]
    while todo:
        node = todo.pop().get_object()
        if not isinstance(node, dict):
            continue
        yield node
        kids = node.get("/K", [])
        todo += [kid for kid in (kids if isinstance(kids, list) else [kids]) if not isinstance(kid, int)]


@pytest.mark.parametrize("name", FAMILIES)
def test_every_sheet_of_every_family(name: str, facts_of: FactsOf) -> None:
    facts = facts_of(name)
    for word, sheet in known_sheets().items():
        reader, text = _read(write_sheet(sheet, facts, paper="a4"))
        assert text.find(squeezed(facts.verdict.value)) in range(4), f"{word}: the verdict comes first"
        assert squeezed(facts.document.headline.stunt) in text
        assert facts.document.headline.plan_code in text
        if sheet.template == "sheet.typ":
            for block in sheet.blocks(facts):
                if isinstance(block, SheetHeading):
                    assert squeezed(block.text) in text, (word, block.text)
        else:
            assert len(reader.pages) == 1, f"{word} is one page"
        assert "None" not in text.replace("None.", "").replace("NonesincetheLast", ""), word


def test_it_is_a_tagged_archive_file_with_the_plan_in_it(facts_of: FactsOf) -> None:
    facts = facts_of("stomach_kick")
    for word, sheet in known_sheets().items():
        content = write_sheet(sheet, facts, paper="a4")
        reader, _ = _read(content)
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert str(root["/Lang"]).startswith("en")
        assert {"Document", "Table", "Figure"} & {tag.lstrip("/") for tag in tags_below(root["/StructTreeRoot"])}
        assert all("/TH" in tags_below(table) for table in nodes_of(reader, "/Table")), f"{word}: a table without heads"
        metadata = root["/Metadata"].get_object().get_data().decode("utf-8")
        assert "<pdfaid:part>3</pdfaid:part>" in metadata
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert facts.plan.stunt in metadata
        assert reader.attachments[PLAN_ATTACHED][0].decode("utf-8") == facts.plan_text
        manifest = json.loads(reader.attachments[MANIFEST][0])
        assert (manifest["sheet"], manifest["plan_hash"]) == (word, facts.plan.hash)
        fonts = {str(font["/BaseFont"]) for page in reader.pages for font in _fonts(page)}
        assert fonts
        assert all("DejaVu" in font and "+" in font for font in fonts), "embedded, and the font that ships"


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_the_same_bytes_twice(facts_of: FactsOf) -> None:
    facts = facts_of("everyday_bar_fight")
    for sheet in known_sheets().values():
        assert write_sheet(sheet, facts, paper="letter") == write_sheet(sheet, facts, paper="letter")


def test_paper_is_the_size_asked_for(facts_of: FactsOf) -> None:
    facts = facts_of("airbag_30_ft")
    for paper, size in {"a4": (595, 842), "letter": (612, 792)}.items():
        reader, _ = _read(write_sheet(known_sheets()["card"], facts, paper=paper))
        assert len(reader.pages) == 1
        box = reader.pages[0].mediabox
        assert (round(float(box.width)), round(float(box.height))) == size


def full(facts: SheetFacts) -> str:
    return _read(write_sheet(known_sheets()["card"], facts, paper="a4"))[1]


def test_what_the_plan_does_not_say_is_left_open_and_what_it_says_is_there(facts_of: FactsOf) -> None:
    marked = squeezed("not in the plan: fill in")
    bare = full(facts_of("stomach_kick"))
    assert bare.count(marked) == 8
    said = (
        "safety: {stop_word: CUT CUT CUT, channel: 4, cue: three two one, hospital: 'Royal Infirmary, 12 min', "
        "medic: at camera B, ambulance: gate 2, emergency_call: 999 by the medic, rescue: two grips with a board}\n"
    )
    told = full(facts_of("stomach_kick", said))
    assert marked not in told
    for words in ("CUT CUT CUT", "Royal Infirmary, 12 min", "three two one", "999 by the medic"):
        assert squeezed(words) in told
