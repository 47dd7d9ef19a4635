"""A screenplay as every reader gives it: scenes, and in them the paragraphs that the writer made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

EIGHTHS = 8
"""Eighths of a page, in which the trade measures scenes."""


class Part(StrEnum):
    """What a paragraph of a screenplay is."""

    HEADING = "scene heading"
    ACTION = "action"
    CHARACTER = "character"
    DIALOGUE = "dialogue"
    PARENTHETICAL = "parenthetical"
    LYRICS = "lyrics"
    TRANSITION = "transition"
    CENTRED = "centred"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    PAGE_BREAK = "page break"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    lines: as they are written, without marks of layout. line: where it begins, counted from 1. tags: what a breakdown
    says of it, such as "Stunts". beside: whether it is spoken at the same time as the speech before.
    """

    part: Part
    lines: tuple[str, ...]
    line: int
    tags: tuple[str, ...] = ()
    beside: bool = False

    @property
    def text(self) -> str:
        """The paragraph in one line."""
        return " ".join(" ".join(self.lines).split())


@dataclass(frozen=True, slots=True)
class ScriptScene:
    """One scene. number: as the script has it, else as it is counted here. eighth: of the script, where it begins."""

    number: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    line: int
    eighth: int = 0


@dataclass(frozen=True, slots=True)
class Script:
    """A screenplay.

    title: "" where it says none. scenes: in order; what stands before the first heading is a scene without one.
    is_numbered: whether the script has numbers of its own. counts: what `line` counts, "line" or "paragraph".
    paged_by: who says where a page begins: "the file", or "the usual layout".
    """

    title: str
    scenes: tuple[ScriptScene, ...]
    is_numbered: bool
    counts: str
    paged_by: str

    @property
    def speakers(self) -> frozenset[str]:
        """Everybody who speaks, in capitals, without what stands in brackets after the name."""
        cues = (one for scene in self.scenes for one in scene.paragraphs if one.part is Part.CHARACTER)
        return frozenset(name for one in cues if (name := one.text.partition("(")[0].strip().upper()))


def say_page(eighth: int) -> str:
    """Where an eighth of a script is: "page 12 3/8"; the first is "page 1"."""
    page, rest = divmod(eighth, EIGHTHS)
    return f"page {page + 1}{f' {rest}/{EIGHTHS}' if rest else ''}"


def number_scenes(given: list[str]) -> tuple[tuple[str, ...], bool]:
    """A number for every scene, and whether the script has its own.

    A script without numbers is counted from 1. One that has some leaves a scene without a number as it is: it gets the
    number of the scene before and a plus.
    """
    if not any(given):
        return tuple(str(place) for place in range(1, len(given) + 1)), False
    numbers: list[str] = []
    for number in given:
        before = numbers[-1] if numbers else "0"
        numbers.append(number or (before if before.endswith("+") else f"{before}+"))
    return tuple(numbers), True


def lengths(script: Script, end: int) -> tuple[int, ...]:
    """How long each scene is, in eighths, one at least. end: the eighth at which the script ends."""
    begins = [*(scene.eighth for scene in script.scenes), end]
    return tuple(max(1, after - here) for here, after in pairwise(begins))
