"""What people stand on, and whether it is anything to land on."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor as a plan names it. `known` is False where no word of it is in the table: it then counts as hard."""

    words: str
    landing: bool
    wet: bool
    known: bool


def floor(words: str | None) -> Floor:
    """Read a plan's floor: "wet cobbles", "crash mat". None counts as an unknown, hard floor.

    A mat that is said to be absent or elsewhere ("no mat", "next to the mat") is nothing to land on.
    """
    said = words or ""
    landing, wet, hard, elsewhere = (
        any(says(said, word) for word in _table()[kind]) for kind in ("landing", "wet", "hard", "elsewhere")
    )
    landing = landing and not elsewhere
    return Floor(words=said or "floor not stated", landing=landing, wet=wet, known=landing or hard)


def says(said: str, word: str) -> bool:
    """Whether a text says a word, as a word of its own."""
    return re.search(rf"\b{re.escape(word)}\b", said.lower()) is not None


@cache
def _table() -> dict[str, list[str]]:
    text = (files("stuntlab.gear") / "floors.toml").read_text(encoding="utf-8")
    words: dict[str, list[str]] = tomllib.loads(text)["words"]
    return words
