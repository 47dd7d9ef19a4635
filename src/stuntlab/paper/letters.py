"""Letters that a sheet can show: a letter that no font has is said, and never a blank box."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

_JOINERS = "\u200c\u200d"
"""They join or part letters of Persian and Indian words and have no look of their own."""

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Categories of signs that cannot be seen or turn the words round them."""


def font_folder() -> Path:
    """Where DejaVu Sans is: it comes with matplotlib, is free to use and embed, and has most alphabets but Han."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


@cache
def _font_has() -> frozenset[int]:
    return _letters_in("DejaVuSans.ttf") & _letters_in("DejaVuSans-Bold.ttf")


def _letters_in(name: str) -> frozenset[int]:
    with TTFont(font_folder() / name, lazy=True) as font:
        return frozenset(font.getBestCmap())


def letters_lacking(texts: Iterable[str]) -> tuple[str, ...]:
    """The letters that the font of sheets does not have, each once."""
    has = _font_has()
    lacking = {letter: None for text in texts for letter in text if ord(letter) not in has and letter not in _JOINERS}
    return tuple(letter for letter in lacking if letter != "\n" and not _is_hidden(letter))


def show_hidden(text: str) -> str:
    """A text in which signs that cannot be seen are named by their codes, so that nothing turns round unseen."""
    return "".join(_code(letter) if _is_hidden(letter) and letter not in "\n" + _JOINERS else letter for letter in text)


def name_letters(text: str, lacking: Iterable[str]) -> str:
    """A text with the codes of letters in place of those that cannot be shown."""
    table = {ord(letter): _code(letter) for letter in lacking}
    return text.translate(table)


def texts_in(value: Any) -> Iterable[str]:
    """Every text of some plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)


def in_all_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Plain data with every text changed; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: in_all_texts(one, change) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [in_all_texts(one, change) for one in value]
    return value


def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) in _HIDDEN


def _code(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"
