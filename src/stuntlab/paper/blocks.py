"""What sheets are made of: blocks of plain data that every writer can lay out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NOT_IN_PLAN = "not in the plan: fill in"


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A fact that nobody gave: a place to write in. what: what is missing, where its label does not say it."""

    what: str = ""

    @property
    def words(self) -> str:
        """What stands in the open place."""
        return f"{self.what}: {NOT_IN_PLAN}" if self.what else NOT_IN_PLAN


Cell = str | OpenPlace


def given(text: str | None, what: str = "") -> Cell:
    """A text of the plan, or an open place where it has none."""
    return text or OpenPlace(what)


def words_of(cell: Cell) -> str:
    """A cell where an open place cannot be drawn."""
    return f"[{cell.words}]" if isinstance(cell, OpenPlace) else cell


@dataclass(frozen=True, slots=True)
class SheetHeading:
    """The title of what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class SheetText:
    """A paragraph. strong: whether it must not be missed."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SheetList:
    """Sentences under each other."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetFields:
    """Labels, each with what belongs to it."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A table. widths: of the columns, in shares. spare: empty rows for what people add by hand."""

    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spare: int = 0


@dataclass(frozen=True, slots=True)
class SheetTicks:
    """Questions to be answered by hand, each with what is known already."""

    items: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class SheetSignatures:
    """Lines to sign on. names: whose, where that is known."""

    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SheetMap:
    """The set from above."""


Block = SheetHeading | SheetText | SheetList | SheetFields | SheetGrid | SheetTicks | SheetSignatures | SheetMap


def section(title: str, *blocks: Block) -> Iterable[Block]:
    """Blocks under a title."""
    return (SheetHeading(title), *blocks)
