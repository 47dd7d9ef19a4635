"""What a named channel is, from whatever its file calls it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stuntlab.errors import RecordingError
from stuntlab.imports import iso_code, plain_words
from stuntlab.imports.identity import Identity

_NAME_AND_UNIT = re.compile(
    r"\s*(?P<name>.*?)\s*(?:\[(?P<square>[^\]]*)\]|\((?P<round>[^()]*(?:\([^()]*\)[^()]*)*)\))?\s*", re.DOTALL
)


def name_and_unit(text: str) -> tuple[str, str]:
    """Part "head acceleration x [g]" or "time (ms)" into name and unit; the unit is "" where none is given."""
    match = _NAME_AND_UNIT.fullmatch(text)
    return (match["name"], match["square"] or match["round"] or "") if match else (text, "")


def identify(name: str, names: Mapping[str, str]) -> Identity | str:
    """What a column is, by its own name, an ISO code, or the words it is mapped to; or why nobody can tell.

    Raises: RecordingError for mapped to words that are not understood.
    """
    if name in names:
        mapped = plain_words.from_words(names[name])
        if isinstance(mapped, str):
            raise RecordingError(f"'{name}' is mapped to '{names[name]}', but {mapped}")
        return mapped
    return iso_code.from_code(name) if iso_code.is_code(name) else plain_words.from_words(name)
