"""A kind of sheet: what it is for, in which forms it is written, and the blocks it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from stuntlab.paper.blocks import Block
from stuntlab.paper.facts import SheetFacts
from stuntlab.registry import find_defined

PDF, DOCX, XLSX, TEXT, CSV = "pdf", "docx", "xlsx", "txt", "csv"


@dataclass(frozen=True, eq=False)
class Sheet:
    """One kind of sheet.

    word: names it in commands and files. law: which law or guide asks for it. forms: endings of the files that are
    written, the first is the sheet itself and the others are for people who edit. blocks: its content. template: the
    typst file that lays it out. data: what a template of its own kind needs besides the blocks. attached: further files
    in the PDF, by their names.
    """

    word: str
    title: str
    purpose: str
    law: str
    forms: tuple[str, ...]
    blocks: Callable[[SheetFacts], Iterable[Block]]
    template: str = "sheet.typ"
    data: Callable[[SheetFacts], Mapping[str, object]] = field(default=lambda _: {})
    attached: Callable[[SheetFacts], Mapping[str, str]] = field(default=lambda _: {})


def known_sheets() -> Mapping[str, Sheet]:
    """Every sheet that a file of `paper/sheets` defines, by its word."""
    return {sheet.word: sheet for sheet in find_defined("stuntlab.paper.sheets", Sheet)}
