"""Read what a channel is from plain words: "head acceleration x", "femur left fz", "chest_deflection CFC180"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TypeVar

from stuntlab.imports.identity import WITHOUT_AXIS, Identity, Location, locations
from stuntlab.imports.quantities import measured_quantities

Found = TypeVar("Found")

_SIDES = {"left": "left", "right": "right"}
_SHORT_SIDES = {"le": "left", "l": "left", "ri": "right", "r": "right"}
_AXES = {axis: axis for axis in "xyz"} | dict.fromkeys(("r", "res", "resultant", "magnitude", "mag"), "resultant")
_CLASS = re.compile(r"\bcfc ?(\d+)\b")
_SEPARATORS = re.compile(r"[\s_\-./:,]+")
_RUN_TOGETHER = re.compile(r"(?<=[a-z]{2})(?=[A-Z])")  # "headAccX", and not "kN" or "aX"


@lru_cache(maxsize=4096)
def from_words(text: str) -> Identity | str:
    """What a name says, or a clause that tells what it lacks. Order, case and `_ - . /` do not matter."""
    words = _normal(text)
    channel_class = _CLASS.search(words)
    side, words = _take(_CLASS.sub(" ", words), _SIDES, default="")
    place, words = _take(words, _places(), default=None)
    if place is None:
        return "its name has no place on the body (head, chest, left femur, ...)"
    (quantity, axis), words = _take(words, _quantities(), default=("", ""))
    if not quantity:
        return "its name has no quantity (acceleration, force, moment, deflection, ...)"
    if place.sided and not side:
        side, words = _take(words, _SHORT_SIDES, default="")
    if place.sided != bool(side):
        return (
            f"its name does not say left or right {place.name}" if place.sided else f"there is no {side} {place.name}"
        )
    if not axis:
        axis, words = _take(words, _AXES, default=place.axis.get(quantity, ""))
    if words:
        return f"'{words}' in its name is not understood"
    if not axis and quantity not in WITHOUT_AXIS:
        return "its name has no axis (x, y, z or resultant)"
    name = f"{side} {place.name}".strip()
    return Identity(name, quantity, axis, channel_class=int(channel_class[1]) if channel_class else None)


def _normal(text: str) -> str:
    return _SEPARATORS.sub(" ", _RUN_TOGETHER.sub(" ", text).lower()).strip()


@cache
def _places() -> dict[str, Location]:
    return {word: location for location in locations() for word in location.words}


@cache
def _quantities() -> dict[str, tuple[str, str]]:
    """Words for a quantity, and the short forms that carry their axis: "ax", "fz"."""
    known = [quantity for name, quantity in measured_quantities().items() if name != "time"]
    words = {word: (quantity.name, "") for quantity in known for word in quantity.words}
    short = {quantity.compact + axis: (quantity.name, axis) for quantity in known if quantity.compact for axis in "xyz"}
    return words | short


def _take(words: str, phrases: Mapping[str, Found], *, default: Found) -> tuple[Found, str]:
    """Take the longest phrase out of the words, and what it stands for."""
    for phrase in sorted(phrases, key=len, reverse=True):
        if phrase not in words:  # nearly always, and told ten times faster
            continue
        rest, count = re.subn(rf"(?<!\S){re.escape(phrase)}(?!\S)", " ", words, count=1)
        if count:
            return phrases[phrase], " ".join(rest.split())
    return default, words
