"""From facts to the files of a sheet."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stuntlab.paper.blocks import Block, OpenPlace, SheetMap
from stuntlab.paper.docx_file import docx_of, fill_docx
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.letters import show_hidden
from stuntlab.paper.missing import import_part
from stuntlab.paper.own_form import fields_of, own_form, read_form
from stuntlab.paper.pdf import Attachment, pdf_of, shipped_template
from stuntlab.paper.seal import SHOWS
from stuntlab.paper.set_map import key_of_map, map_svg
from stuntlab.paper.sheet import DOCX, PDF, TEXT, XLSX, Sheet
from stuntlab.paper.text_file import text_lines
from stuntlab.paper.xlsx_file import xlsx_of
from stuntlab.report.symbols import VERDICT_SHAPE

MANIFEST = "stuntlab.json"
"""What a sheet says of its grounds, for `stuntlab paper verify`."""

MANIFEST_FORMAT = 1
PLAN_ATTACHED = "plan.yaml"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a sheet. ending: of its name."""

    sheet: Sheet
    ending: str
    content: bytes

    def name(self, stem: str) -> str:
        """What the file is called, for a plan whose file has that name without its ending."""
        return f"{stem}-{self.sheet.word}.{self.ending}"


def write_sheet(sheet: Sheet, facts: SheetFacts, *, paper: str, template: str | None = None) -> bytes:
    """The PDF of a sheet. paper: a4 or letter. template: the text of a typst file of the production's own."""
    pictures = pictures_of(sheet, facts)
    return pdf_of(
        shipped_template(sheet.template) if template is None else template,
        data_of(sheet, facts, paper),
        attached=attachments_of(sheet, facts),
        pictures=pictures,
        moment=facts.moment,
    )


def data_of(sheet: Sheet, facts: SheetFacts, paper: str) -> dict[str, Any]:
    """Everything that a template gets, as plain JSON; docs/paper.md has its fields."""
    headline = facts.document.headline
    return {
        "paper": paper,
        "header": {
            "verdict": facts.verdict.value,
            "shape": VERDICT_SHAPE[facts.verdict],
            "standing": _standing(facts),
            "sheet": sheet.title,
            "purpose": sheet.purpose,
            "law": sheet.law,
            "stunt": headline.stunt,
            "where": " · ".join(headline.where),
            "program": facts.program,
            "foot": foot_of(facts),
        },
        "blocks": [_plain_block(block, facts) for block in sheet.blocks(facts)],
        sheet.word: _plain(sheet.data(facts)),
    }


def foot_of(facts: SheetFacts) -> str:
    """What tells two versions of a sheet apart."""
    headline = facts.document.headline
    record = facts.row.ends_at or "none yet"
    basis = headline.basis.rpartition(" · plan ")[0]
    seal = f" · sealed with {facts.sealed_with}: {SHOWS}" if facts.sealed_with else ""
    return f"plan {headline.plan_code} · record {record} · {basis} · stuntlab {facts.program}{seal}"


def _standing(facts: SheetFacts) -> str:
    if facts.row.stopped:
        return facts.row.stopped[0].rstrip(".")
    physics = facts.document.headline.verdict
    return "" if physics is facts.verdict else f"physics alone: {physics.value}"


def attachments_of(sheet: Sheet, facts: SheetFacts) -> tuple[Attachment, ...]:
    """The plan, what the sheet rests on, and what the kind adds."""
    manifest = json.dumps(manifest_of(sheet, facts), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return (
        Attachment(PLAN_ATTACHED, facts.plan_text, "application/yaml", f"the plan, {facts.plan_file}"),
        Attachment(MANIFEST, manifest, "application/json", "what this sheet rests on"),
        *(
            Attachment(name, text, "text/csv", "the tables of this sheet")
            for name, text in sheet.attached(facts).items()
        ),
    )


def manifest_of(sheet: Sheet, facts: SheetFacts) -> dict[str, Any]:
    """What `stuntlab paper verify` holds against plan and record."""
    return {
        "format": MANIFEST_FORMAT,
        "sheet": sheet.word,
        "plan_file": facts.plan_file,
        "plan_hash": facts.plan.hash,
        "verdict": facts.verdict.value,
        "physics": facts.document.headline.verdict.value,
        "limits": facts.limits,
        "program": facts.program,
        "seed": facts.seed,
        "takes": facts.takes,
        "record": facts.row.ends_at,
    }


def pictures_of(sheet: Sheet, facts: SheetFacts) -> dict[str, str]:
    """SVG texts by name: the map where anything has a place, and the code where the sheet has one."""
    made = {}
    if facts.set_map is not None and not facts.set_map.is_empty:
        made["map"] = map_svg(facts.set_map)
    text = sheet.data(facts).get("qr_text")
    if isinstance(text, str):
        made["qr"] = qr_svg(text)
    return made


def qr_svg(text: str) -> str:
    """A QR code, error level M, as SVG."""
    segno = import_part("segno", "the code on a sheet needs segno")
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=4, border=2, xmldecl=False)
    return out.getvalue().decode("utf-8")


def _plain_block(block: Block, facts: SheetFacts) -> dict[str, Any]:
    kind = type(block).__name__.removeprefix("Sheet").lower()
    if isinstance(block, SheetMap):
        set_map = facts.set_map
        key = "   ".join(key_of_map(set_map)) if set_map else ""
        told = list(set_map.told) if set_map else []
        return {"kind": "map", "key": key, "told": told, "alt": f"The set from above. {key}. {' '.join(told)}"}
    return {"kind": kind, **{name: _plain(value) for name, value in _fields(block).items()}}


def _fields(block: Block) -> Mapping[str, Any]:
    return {name: getattr(block, name) for name in type(block).__dataclass_fields__}


def _plain(value: object) -> Any:
    """As JSON: an open place is a group that says what is missing."""
    if isinstance(value, OpenPlace):
        return {"open": value.words}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    return [_plain(one) for one in value]


def files_of(sheet: Sheet, facts: SheetFacts, *, paper: str, template: Path | None = None) -> Iterator[Written]:
    """Every file of a sheet. template: a form of the production's own; then it alone is written.

    Raises: UserError for a form that cannot be used.
    """
    if template is None:
        for form in sheet.forms:
            yield Written(sheet, form, _WRITERS[form](sheet, facts, paper))
        return
    form = own_form(template)
    if form == DOCX:
        yield Written(sheet, DOCX, fill_docx(read_form(template), fields_of(facts)))
    else:
        text = read_form(template).decode("utf-8", errors="replace")
        yield Written(sheet, PDF, write_sheet(sheet, facts, paper=paper, template=text))


def _head_lines(sheet: Sheet, facts: SheetFacts) -> tuple[str, ...]:
    """What stands first on a form without a template: verdict, title, where, law."""
    headline = facts.document.headline
    standing = _standing(facts)
    verdict = f"{VERDICT_SHAPE[facts.verdict]} {facts.verdict.value}{f' ({standing})' if standing else ''}"
    return (verdict, sheet.title, " · ".join((headline.stunt, *headline.where)), sheet.law)


def _docx(sheet: Sheet, facts: SheetFacts, paper: str) -> bytes:
    return docx_of(_head_lines(sheet, facts), tuple(sheet.blocks(facts)), facts.set_map, foot_of(facts), paper)


def _xlsx(sheet: Sheet, facts: SheetFacts, paper: str) -> bytes:
    return xlsx_of(_head_lines(sheet, facts), tuple(sheet.blocks(facts)), facts.set_map, foot_of(facts), paper)


def _text(sheet: Sheet, facts: SheetFacts, paper: str) -> bytes:  # noqa: ARG001
    lines = (*_head_lines(sheet, facts)[:3], "", *text_lines(tuple(sheet.blocks(facts))), "", foot_of(facts))
    return ("\n".join(map(show_hidden, lines)) + "\n").encode("utf-8")


_WRITERS: Mapping[str, Callable[[Sheet, SheetFacts, str], bytes]] = {
    PDF: lambda sheet, facts, paper: write_sheet(sheet, facts, paper=paper),
    DOCX: _docx,
    XLSX: _xlsx,
    TEXT: _text,
}
