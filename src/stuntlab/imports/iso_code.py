"""Channel codes of ISO/TS 13499: sixteen characters that say what a channel is.

`11HEAD0000H3ACXA`: test object 1, position 1, HEAD, fine locations 00 and 00, device H3, acceleration, X, class A.

Source: ISO/TS 13499 RED B 1.6.2 as listed by pyisomme (V-S).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from stuntlab.imports.identity import SIDES, Identity, Location, locations
from stuntlab.imports.quantities import measured_quantities
from stuntlab.tables import Table


@dataclass(frozen=True)
class Letters:
    """`iso_mme.toml`: what letters of a code mean; filter_class: a CFC, 0 without a filter."""

    dummy: dict[str, str]
    filter_class: dict[str, int]
    direction: dict[str, str]


LETTERS = Table("stuntlab.imports", "iso_mme.toml", Letters)

_CODE = re.compile(r"[0-9A-Z?]{16}")


def is_code(text: str) -> bool:
    """Whether a name is shaped like a channel code."""
    return bool(_CODE.fullmatch(text.strip().upper())) and not text.strip().isdigit()


def from_code(text: str) -> Identity | str:
    """What a channel code says, or a clause that tells why no criterion can use it."""
    code = text.strip().upper()
    if not is_code(code):
        return "it is not a channel code of sixteen letters and digits"
    location = _location_names().get(code[2:10])
    if location is None:
        return f"location {code[2:10]} is not one that a criterion uses"
    quantity = _quantity_names().get(code[12:14])
    if quantity is None:
        return f"physical dimension {code[12:14]} is not one that a criterion uses"
    axis = LETTERS.read().direction.get(code[14])
    if axis is None:
        return f"direction {code[14]} is none of X, Y, Z, R of the SAE J211 sign convention"
    channel_class = LETTERS.read().filter_class.get(code[15])
    if channel_class is None:
        return f"filter letter {code[15]} is no channel frequency class"
    return Identity(location, quantity, axis, channel_class=channel_class or None, person=code[:2], dummy=dummy(code))


def dummy(code: str) -> str:
    """The measuring device a code names ("50M"), "" where it is not one that is known here."""
    return LETTERS.read().dummy.get(code.strip().upper()[10:12], "")


def to_code(identity: Identity) -> str:
    """The code of a channel; unknown parts become 0.

    Raises: KeyError for a place, quantity or class that has no code.
    """
    place = {name: code for code, name in reversed(_location_names().items())}[identity.location]
    dimension = measured_quantities()[identity.quantity].iso[0]
    direction = {axis: letter for letter, axis in LETTERS.read().direction.items()}.get(identity.axis, "0")
    device = {dummy: code for code, dummy in reversed(LETTERS.read().dummy.items())}.get(identity.dummy, "00")
    classes = {value: letter for letter, value in reversed(LETTERS.read().filter_class.items())}
    return f"{identity.person or '11'}{place}{device}{dimension}{direction}{classes[identity.channel_class or 0]}"


@cache
def _location_names() -> dict[str, str]:
    return {code: name for location in locations() for code, name in _codes(location)}


def _codes(location: Location) -> list[tuple[str, str]]:
    if not location.sided:
        return [(code, location.name) for code in location.iso]
    return [
        (code.replace("SS", letters), f"{side} {location.name}")
        for code in location.iso
        for side, letters in SIDES.items()
    ]


@cache
def _quantity_names() -> dict[str, str]:
    return {letters: name for name, quantity in measured_quantities().items() for letters in quantity.iso}
