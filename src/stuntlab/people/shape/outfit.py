"""Plain clothes by which people in a picture are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stuntlab.tables import Table

Colour = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""

Pattern = Literal["plain", "hoops", "checks", "stripes", "yoke"]


@dataclass(frozen=True, slots=True)
class Outfit:
    """What somebody wears and what their skin and hair look like. second: the other colour of the jacket's pattern."""

    name: str
    jacket: Colour
    pattern: Pattern
    second: Colour
    sleeves: Literal["long", "short"]
    trousers: Colour
    shoes: Colour
    skin: Colour
    hair: Colour


@dataclass(frozen=True)
class Outfits:
    """`outfits.toml`."""

    outfit: tuple[Outfit, ...]


OUTFITS = Table("stuntlab.people.shape", "outfits.toml", Outfits)


def outfits() -> tuple[Outfit, ...]:
    """The outfits of `outfits.toml`, in the order they are handed out."""
    return OUTFITS.read().outfit


def outfit(number: int) -> Outfit:
    """The outfit of the n-th person, from 0; the list begins anew when it is used up."""
    return outfits()[number % len(outfits())]
