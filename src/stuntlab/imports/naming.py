"""What a named channel is, from whatever its file calls it."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.errors import RecordingError
from stuntlab.imports import iso_code, plain_words
from stuntlab.imports.identity import Identity
from stuntlab.imports.quantities import is_unit

_BRACKETS = {"]": "[", ")": "("}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is mapped to: its words, "" for those it has already, and its unit, "" for the one it has."""

    words: str
    unit: str


def name_and_unit(text: str) -> tuple[str, str]:
    """Part "head acceleration x [g]", "time (ms)" or "Zeit in ms" into name and unit, "" for none that is given."""
    text = text.strip()
    at = _opens(text)
    if at is not None:
        return text[:at].rstrip(), text[at + 1 : -1]
    name, between, unit = text.rpartition(" in ")
    return (name.rstrip(), unit) if between and is_unit(unit) else (text, "")


def _opens(text: str) -> int | None:
    """Where the bracket opens that a text ends with; None for no bracket, or one that never opened."""
    opening = _BRACKETS.get(text[-1:])
    if opening is None:
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == text[-1]) - (text[at] == opening)
        if not depth:
            return at
    return None


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
