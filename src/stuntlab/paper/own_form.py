"""A production's own form is a file: Word with named places, or typst. It gets facts as texts and runs nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from stuntlab.errors import UserError
from stuntlab.files import read_bounded
from stuntlab.paper.blocks import Block, SheetGrid, given, words_of
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.hazards import every_hazard, other_hazards
from stuntlab.paper.sections import (
    about_stunt,
    combined,
    controls_in_plan,
    emergency,
    failure_modes,
    group_affected,
    not_looked_at,
    risks_computed,
    stands_against,
    still_to_do,
)
from stuntlab.paper.text_file import text_lines

LARGEST_FORM = 5_000_000
LARGEST_UNPACKED = 50_000_000
"""Bytes of a form, and of what a DOCX unpacks to (J)."""

_FORMS = {".docx": "docx", ".typ": "pdf"}


def own_form(path: Path) -> str:
    """What a form makes. Raises: UserError for another kind of file."""
    form = _FORMS.get(path.suffix.casefold())
    if form is None:
        raise UserError(f"{path}: a form ends in {' or '.join(_FORMS)}; open others there and save them so")
    return form


def read_form(path: Path) -> bytes:
    """The bytes of a form.

    Raises: UserError for one that cannot be read, or is too large, packed or not.
    """
    try:
        content = read_bounded(path, LARGEST_FORM)
    except OSError as problem:
        raise UserError(f"{path}: the form cannot be read ({problem.strerror})") from None
    if len(content) > LARGEST_FORM:
        raise UserError(f"{path}: a form has at most {LARGEST_FORM // 1_000_000} MB")
    if path.suffix.casefold() == ".docx":
        _check_unpacked(path, content)
    return content


def _check_unpacked(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(info.file_size for info in packed.infolist())
            names_entities = any(
                b"<!DOCTYPE" in packed.read(info)[:4096] or b"<!ENTITY" in packed.read(info)[:4096]
                for info in packed.infolist()
                if size <= LARGEST_UNPACKED and info.filename.endswith((".xml", ".rels"))
            )
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise UserError(f"{path}: this is no DOCX file") from None
    if size > LARGEST_UNPACKED:
        raise UserError(f"{path}: the form unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB")
    if names_entities:
        raise UserError(f"{path}: the form declares entities of its own, which no program for text does")


def fields_of(facts: SheetFacts) -> Mapping[str, str]:
    """Every field that a form can name, as text; what the plan does not say is marked."""
    plan, said, headline = facts.plan, facts.plan.safety, facts.document.headline
    one_line = {
        "stunt": plan.stunt,
        "production": plan.production,
        "scene": plan.scene,
        "day": dict(about_stunt(facts).rows)["Day of the shoot"],
        "location": plan.place.location,
        "verdict": facts.verdict.value,
        "physics": headline.verdict.value,
        "plan_code": headline.plan_code,
        "record_code": facts.row.ends_at or "none yet",
        "revision": str(facts.revision),
        "limits": facts.limits,
        "basis": headline.basis,
        "briefed": facts.briefed or "nobody yet",
        **{name: getattr(said, name) for name in type(said).model_fields},
        "coordinator": facts.heads.get("stunts"),
    }
    blocks: Mapping[str, Iterable[Block]] = {
        "people": (group_affected(facts),),
        "hazards": (every_hazard(facts), other_hazards(facts)),
        "stands_against": (stands_against(facts),),
        "combined": (combined(facts),),
        "controls": controls_in_plan(facts),
        "risks": (risks_computed(facts),),
        "failures": (failure_modes(facts),),
        "still_to_do": (still_to_do(facts),),
        "emergency": (emergency(facts),),
        "not_looked_at": tuple(not_looked_at(facts))[1:],
    }
    return {
        **{name: words_of(text if text is not None and text != "" else given(None)) for name, text in one_line.items()},
        "what": "\n".join(f"{gag}: {words}" for gag, words in facts.gags.items()),
        "changed": "\n".join(facts.changed) or "nothing",
        **{name: "\n".join(text_lines(tuple(_without_spare(listed)))) for name, listed in blocks.items()},
    }


def _without_spare(blocks: Iterable[Block]) -> Iterable[Block]:
    """Text has no empty rows to write in."""
    return (block for block in blocks if not isinstance(block, SheetGrid) or block.rows)
