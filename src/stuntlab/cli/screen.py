"""What the terminal at hand can show."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import TextIO

WIDEST = 120
_SIGNS = "±█▒│■◆▲○▷·•“”…²"


@dataclass(frozen=True, slots=True)
class Screen:
    """Width in cells, whether colours are welcome, whether more than ASCII can be shown."""

    width: int
    colour: bool
    unicode: bool


def screen() -> Screen:
    """The screen behind standard output: 80 wide and plain where it is a pipe or a file."""
    width = min(shutil.get_terminal_size(fallback=(80, 24)).columns, WIDEST)
    return Screen(width=width, colour=is_live(sys.stdout) and not os.environ.get("NO_COLOR"), unicode=_knows_signs())


def is_live(stream: TextIO) -> bool:
    """Whether a person watches this stream on a terminal that can do more than print lines."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _knows_signs() -> bool:
    try:
        _SIGNS.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
