"""Lines of a report, wrapped to a width, plain or coloured."""

from __future__ import annotations

import io

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from stuntlab.report.line_breaks import GLUE, glue_numbers
from stuntlab.report.symbols import printable, to_ascii
from stuntlab.suggestions import split_commands
from stuntlab.units import UnitStyle, in_units

SMALLEST_WIDTH = 40
LABEL_WIDTH = 15
ROOM_FOR_LABELS = 60


class Page:
    """Collects lines for a terminal of some width. style: the units of whoever reads; None keeps those of the words."""

    def __init__(self, *, width: int, colour: bool, unicode: bool, style: UnitStyle | None = None) -> None:
        self.width = max(width, SMALLEST_WIDTH)
        self.colour = colour
        self.unicode = unicode
        self.style = style
        self._lines: list[Text] = []

    def add(self, text: str, *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """A paragraph; lines after the first are indented by `hang` more."""
        text = text if self.style is None else in_units(text, self.style)
        for number, line in enumerate(self._wrap(text, self.width - indent, hang)):
            margin = indent + (hang if number else 0)
            self._lines.append(Text(" " * margin).append(line, style=style or None))

    def add_marked(self, mark: str, text: str, *, style: str, indent: int = 0) -> None:
        """A paragraph that begins with a mark in a style of its own."""
        first = len(self._lines)
        self.add(f"{mark} {text}", indent=indent, hang=2)
        shown = self._sign(mark).replace(GLUE, " ")
        self._lines[first].stylize(style, indent, indent + min(len(shown), len(self._lines[first]) - indent))

    def add_labelled(self, label: str, text: str, *, indent: int = 0) -> None:
        """A label in its column and a paragraph beside it; beneath it where the page is narrow."""
        if self.width < ROOM_FOR_LABELS:
            if label:
                self.add(label, indent=indent)
            self.add(text, indent=indent + 2)
            return
        first = len(self._lines)
        self.add(text, indent=indent + LABEL_WIDTH + 2)
        self._lines[first] = (
            Text(" " * indent + label.ljust(LABEL_WIDTH + 2)) + self._lines[first][indent + LABEL_WIDTH + 2 :]
        )

    def add_row(self, text: str, *, style: str = "") -> None:
        """A line of a table, whose blanks are kept; what is beyond the width is cut off."""
        shown = self._sign(text)
        self._lines.append(Text(chop_cells(shown, self.width)[0] if shown else "", style=style))

    def blank(self) -> None:
        """An empty line."""
        self._lines.append(Text())

    @property
    def line_count(self) -> int:
        """How many lines there are so far."""
        return len(self._lines)

    def render(self) -> str:
        """The whole page, ending in a line break."""
        buffer = io.StringIO()
        console = Console(
            file=buffer,
            width=self.width,
            force_terminal=self.colour,
            color_system="standard" if self.colour else None,
            no_color=not self.colour,
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
        )
        for line in self._lines:
            line.rstrip()
            console.print(line, soft_wrap=True)
        return buffer.getvalue()

    def _sign(self, text: str) -> str:
        return printable(text) if self.unicode else to_ascii(printable(text))

    def _wrap(self, text: str, width: int, hang: int) -> list[str]:
        parts = split_commands(text)
        if any(is_command for _, is_command in parts):
            broken = (
                [self._sign(part)]
                if is_command
                else self._wrap(part, width - hang if number else width, 0 if number else hang)
                for number, (part, is_command) in enumerate(parts)
            )
            return [line for lines in broken for line in lines]
        glued = glue_numbers(printable(text))
        words = [word for word in glued.split(" ") if word]
        lines = [""]
        for word in words:
            for piece in self._pieces(word, width - hang):
                room = width - (hang if len(lines) > 1 else 0)
                longer = f"{lines[-1]} {piece}" if lines[-1] else piece
                if cell_len(longer) <= room:
                    lines[-1] = longer
                else:
                    lines.append(piece)
        return [line.replace(GLUE, " ") for line in lines]

    def _pieces(self, word: str, room: int) -> list[str]:
        """A word in the signs of this page, cut only where it is longer than a line."""
        shown = word if self.unicode else GLUE.join(to_ascii(part) for part in word.split(GLUE))
        return [shown] if cell_len(shown) <= room else chop_cells(shown, room)
