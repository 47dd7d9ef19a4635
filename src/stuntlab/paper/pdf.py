"""A sheet as PDF/A-3a and PDF/UA-1: tagged, with the plan attached, the same bytes whenever it is written.

typst gets a template and JSON. A user's text is only ever a string of that JSON, so that none of it is markup.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from stuntlab.errors import UserError
from stuntlab.paper.letters import font_folder, in_all_texts, letters_lacking, name_letters, show_hidden, texts_in
from stuntlab.paper.missing import import_part
from stuntlab.units.counting import counted

STANDARDS = ("a-3a", "ua-1")
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""What a file is dated where neither record nor plan has a day: the standard asks for one beside attached files."""

LONGEST_ATTACHED = 2_000_000
"""Letters of one file in a sheet (J): a plan of the largest size has a tenth."""

_NO_LETTER = "could not be displayed"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a PDF. mime: its type; about: what it is, in words."""

    name: str
    text: str
    mime: str
    about: str


def shipped_template(name: str) -> str:
    """A template of this package, after what all of them share."""
    folder = files("stuntlab.paper").joinpath("templates")
    return "\n".join(folder.joinpath(one).read_text(encoding="utf-8") for one in ("common.typ", name))


def pdf_of(
    template: str,
    data: Mapping[str, Any],
    *,
    attached: Sequence[Attachment] = (),
    pictures: Mapping[str, str] | None = None,
    moment: datetime | None = None,
) -> bytes:
    """The PDF. pictures: SVG texts by name. moment: what its metadata say it was made of; `NO_DATE` without.

    Raises: UserError where typst is not installed, or a template of the user's own cannot be laid out.
    """
    pages = _lay_out(template, data, attached=attached, pictures=pictures or {}, moment=moment or NO_DATE, form="pdf")
    return bytes(pages)


def _lay_out(
    template: str,
    data: Mapping[str, Any],
    *,
    attached: Sequence[Attachment],
    pictures: Mapping[str, str],
    moment: datetime,
    form: str,
) -> Any:
    typst = import_part("typst", "sheets of paper need typst")
    shown, lacking = readable(data)
    day = [moment.year, moment.month, moment.day]
    inputs = {
        "data": json.dumps({**shown, "day": day, "note_on_letters": say_lacking(lacking, shown=True)}),
        "pictures": json.dumps(dict(pictures)),
        "attached": json.dumps([[one.name, one.text, one.mime, one.about] for one in attached]),
    }
    for one in attached:
        if len(one.text) > LONGEST_ATTACHED:
            raise UserError(
                f"{one.name} has {counted(len(one.text), 'letter')}; at most {LONGEST_ATTACHED} go into a sheet"
            )
    try:
        return _compile(typst, template, inputs, own_fonts=not lacking, moment=moment, form=form)
    except typst.TypstError as error:
        if not lacking or _NO_LETTER not in f"{error}":
            raise UserError(_say_fault(error)) from None
    coded = in_all_texts(shown, lambda text: name_letters(text, lacking))
    inputs["data"] = json.dumps({**coded, "day": day, "note_on_letters": say_lacking(lacking, shown=False)})
    return _compile(typst, template, inputs, own_fonts=True, moment=moment, form=form)


def readable(data: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Data in which nothing is hidden, and the letters of it that the font of sheets lacks."""
    shown = in_all_texts(dict(data), show_hidden)
    return shown, letters_lacking(texts_in(shown))


def say_lacking(lacking: Sequence[str], *, shown: bool) -> str:
    """A sentence on letters that are not of the font that ships."""
    if not lacking:
        return ""
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in lacking[:8]) + (" and more" if lacking[8:] else "")
    if shown:
        return f"Some letters ({codes}) are from a font of the machine that wrote this: read those names twice."
    return f"No font here has some letters of this sheet ({codes}). Where such a code stands, write the name by hand."


def _compile(
    typst: Any, template: str, inputs: Mapping[str, str], *, own_fonts: bool, moment: datetime, form: str
) -> Any:
    """own_fonts: only those that ship, so that the bytes are the same on every machine."""
    with tempfile.TemporaryDirectory() as empty:  # a template reads no file of this machine
        return typst.compile(
            template.encode(),
            root=empty,
            font_paths=[str(font_folder())],
            ignore_system_fonts=own_fonts,
            sys_inputs=dict(inputs),
            format=form,
            timestamp=moment,
            **({"pdf_standards": list(STANDARDS)} if form == "pdf" else {"ppi": 110.0}),
        )


def png_of(template: str, data: Mapping[str, Any], *, pictures: Mapping[str, str] | None = None) -> list[bytes]:
    """The same pages as pictures, for people to look at."""
    pages = _lay_out(template, data, attached=(), pictures=pictures or {}, moment=NO_DATE, form="png")
    return [pages] if isinstance(pages, bytes) else list(pages)


def _say_fault(error: Any) -> str:
    said = str(getattr(error, "message", "") or error).strip().splitlines()
    hints = [str(hint) for hint in getattr(error, "hints", ())]
    return "; ".join([f"this template cannot be laid out: {said[0] if said else 'no reason given'}", *hints])
