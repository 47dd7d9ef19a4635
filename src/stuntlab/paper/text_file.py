"""Blocks as plain text, to paste into a call sheet or a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.paper.blocks import (
    Block,
    SheetFields,
    SheetGrid,
    SheetHeading,
    SheetList,
    SheetSignatures,
    SheetText,
    SheetTicks,
    words_of,
)


def text_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of some blocks; a map has none."""
    for block in blocks:
        yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case SheetHeading():
            yield from ("", block.text.upper())
        case SheetText():
            yield block.text
        case SheetList():
            yield from (f"- {entry}" for entry in block.entries)
        case SheetFields():
            yield from (f"{label}: {words_of(cell)}" for label, cell in block.rows)
        case SheetGrid():
            yield from (
                "- "
                + "; ".join(f"{name}: {words_of(cell)}" for name, cell in zip(block.columns, row, strict=True) if cell)
                for row in block.rows
            )
        case SheetTicks():
            yield from (f"[ ] {asks}{f': {words_of(known)}' if known else ''}" for asks, known in block.items)
        case SheetSignatures():
            yield from (f"{role}: {name or '____________'}" for role, name in block.roles)
