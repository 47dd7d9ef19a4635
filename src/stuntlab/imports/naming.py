"""What a named channel is, from whatever its file calls it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stuntlab.errors import RecordingError
from stuntlab.imports import iso_code, plain_words
from stuntlab.imports.identity import Identity

_NAME_AND_UNIT = re.compile(
    r"\s*(?P<name>.*?)\s*(?:\[(?P<square>[^\]]*)\]|\((?P<round>[^()]*(?:\([^()]*\)[^()]*)*)\))?\s*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is mapped to: its words, "" for those it has already, and its unit, "" for the one it has."""

    words: str
    unit: str


def name_and_unit(text: str) -> tuple[str, str]:
    """Part "head acceleration x [g]" or "time (ms)" into name and unit; the unit is "" where none is given."""
    match = _NAME_AND_UNIT.fullmatch(text)
    return (match["name"], match["square"] or match["round"] or "") if match else (text, "")


def identify(name: str, meaning: Meaning | None, *, code: str = "") -> Identity | str:
    """What a column is: by the words it is mapped to, its ISO code or its own name; or why nobody can tell.

    Raises: RecordingError for mapped to words that are not understood.
    """
    if meaning is not None and meaning.words:
        mapped = _by_name(meaning.words)
        if isinstance(mapped, str):
            raise RecordingError(f"'{name}' is mapped to '{meaning.words}', but {mapped}")
        return mapped
    if iso_code.is_code(code):
        by_code = iso_code.from_code(code)
        if isinstance(by_code, Identity):
            return by_code
        by_name = _by_name(name)
        return by_code if isinstance(by_name, str) else by_name
    return _by_name(name)


def _by_name(name: str) -> Identity | str:
    return iso_code.from_code(name) if iso_code.is_code(name) else plain_words.from_words(name)
