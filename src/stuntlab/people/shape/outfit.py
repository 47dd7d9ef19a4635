"""Plain clothes by which people in a picture are told apart."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Colour = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""


@dataclass(frozen=True, slots=True)
class Outfit:
    """What somebody wears and what their skin and hair look like."""

    name: str
    jacket: Colour
    trousers: Colour
    shoes: Colour
    skin: Colour
    hair: Colour


_WORN = ("jacket", "trousers", "shoes", "skin", "hair")


@cache
def outfits() -> tuple[Outfit, ...]:
    """The outfits of `outfits.toml`, in the order they are handed out."""
    rows = tomllib.loads((files(__package__) / "outfits.toml").read_text(encoding="utf-8"))["outfit"]
    return tuple(Outfit(row["name"], *(_colour(row[part]) for part in _WORN)) for row in rows)


def outfit(number: int) -> Outfit:
    """The outfit of the n-th person, from 0; the list begins anew when it is used up."""
    return outfits()[number % len(outfits())]


def _colour(row: list[float]) -> Colour:
    red, green, blue = row
    return red, green, blue
