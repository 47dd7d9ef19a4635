"""What people stand on, whether it is anything to land on, and how stiff it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stuntlab.tables import Sourced, Table, ValueEnds


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
    said, known = words or "", FLOORS.read().words
    landing, wet, hard, elsewhere = (
        any(says(said, word) for word in words) for words in (known.landing, known.wet, known.hard, known.elsewhere)
    )
    landing = landing and not elsewhere
    return Floor(words=said or "floor not stated", landing=landing, wet=wet, known=landing or hard)


def says(said: str, word: str) -> bool:
    """Whether a text says a word, as a word of its own."""
    return re.search(rf"\b{re.escape(word)}\b", said.lower()) is not None


@dataclass(frozen=True)
class FloorWords:
    """Words that make a floor hard, something to land on, wet, or say that it lies elsewhere."""

    hard: tuple[str, ...]
    landing: tuple[str, ...]
    elsewhere: tuple[str, ...]
    wet: tuple[str, ...]


@dataclass(frozen=True)
class Floors:
    """`floors.toml`."""

    words: FloorWords


FLOORS = Table("stuntlab.gear", "floors.toml", Floors)


@dataclass(frozen=True)
class HardFloor(Sourced):
    """One row of `ground.toml`. words: that name it. stiffness: under something the size of a head, N/m."""

    words: tuple[str, ...]
    stiffness: ValueEnds


HARD_FLOORS = Table("stuntlab.gear", "ground.toml", dict[str, HardFloor])


def floor_stiffness_n_per_m(words: str, *, end: str) -> float:
    """How stiff a hard floor is; end: "soft" or "stiff". Of several words the softest counts at its soft end (J)."""
    known = HARD_FLOORS.read()
    rows = [row for row in known.values() if any(says(words, word) for word in row.words)]
    ends = [row.stiffness.at(end) for row in rows or [known["stone"]]]
    return min(ends) if end == "soft" else max(ends)
