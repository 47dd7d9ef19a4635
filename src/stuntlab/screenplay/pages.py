"""Where the pages of a script begin by the usual layout, in eighths of a page."""

from __future__ import annotations

from dataclasses import replace

from stuntlab.screenplay.script import EIGHTHS, Paragraph, Part, ScriptScene

LINES_A_PAGE = 55
"""Lines of Courier, 12 point, on a page of Letter with the usual margins (R-h: 54 to 56; J which)."""

_WIDTHS = {Part.DIALOGUE: 35, Part.PARENTHETICAL: 25, Part.CHARACTER: 38, Part.LYRICS: 35}
_USUAL_WIDTH = 61
"""Letters in a line, by the indents of the usual layout, ten letters an inch (R-h)."""

_NOT_PRINTED = {Part.NOTE, Part.SECTION, Part.SYNOPSIS, Part.PAGE_BREAK}
_CLOSE = {Part.DIALOGUE, Part.PARENTHETICAL, Part.LYRICS}
"""What stands under the line before without a blank one."""


def paginate(scenes: tuple[ScriptScene, ...]) -> tuple[ScriptScene, ...]:
    """The scenes with the eighth at which each begins."""
    printed = 0
    paged: list[ScriptScene] = []
    for scene in scenes:
        paged.append(replace(scene, eighth=printed * EIGHTHS // LINES_A_PAGE))
        for paragraph in scene.paragraphs:
            printed = _print(paragraph, printed)
    return tuple(paged)


def eighth_of(scene: ScriptScene, line: int) -> int:
    """The eighth of a script in which a line of a scene stands, by the usual layout from the begin of the scene on."""
    printed = 0
    for paragraph in scene.paragraphs:
        if paragraph.line > line:
            break
        begins, printed = printed, _print(paragraph, printed)
        if paragraph.line + len(paragraph.lines) > line:
            return scene.eighth + (begins + line - paragraph.line) * EIGHTHS // LINES_A_PAGE
    return scene.eighth + printed * EIGHTHS // LINES_A_PAGE


def _print(paragraph: Paragraph, printed: int) -> int:
    """Lines printed so far, this paragraph among them."""
    if paragraph.part is Part.PAGE_BREAK:
        return -(-printed // LINES_A_PAGE) * LINES_A_PAGE
    if paragraph.part in _NOT_PRINTED:
        return printed
    width = _WIDTHS.get(paragraph.part, _USUAL_WIDTH)
    lines = sum(max(1, -(-len(line) // width)) for line in paragraph.lines)
    return printed + lines + (0 if paragraph.part in _CLOSE else 1)
