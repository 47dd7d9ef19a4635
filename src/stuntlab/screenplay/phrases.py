"""Phrases of a table of words: how they are written, and a quick way to find many of them in a text.

A phrase is words with blanks between them. `(s|ing)` are endings, `(a|b)` words that may stand there (`(a|)` may be
left out), a `*` at the end of a word is any ending, and `..` is up to five words. Capitals make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Generic, TypeVar

T = TypeVar("T")

WORD = re.compile(r"\w[\w'’-]*")
_BETWEEN = r"[^\w'’]+"
_LETTER = r"[\w'’-]"
_FIVE_WORDS = rf"(?:{_BETWEEN}{_LETTER}+){{0,5}}?"
_LONGEST = 1_200
_PIECE = re.compile(r"[A-Za-zÀ-ÿ0-9’' .,*|()-]*")
_KEY = 3
"""Letters by which phrases are looked up."""


class Phrases(Generic[T]):
    """Many phrases, each with what it stands for."""

    def __init__(self, phrases: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        self._by_start: dict[str, list[tuple[re.Pattern[str], T]]] = {}
        rows = phrases.items() if isinstance(phrases, Mapping) else phrases
        for phrase, stands_for in rows:
            pattern = expression(phrase)
            for start in _starts(phrase):
                self._by_start.setdefault(start, []).append((pattern, stands_for))

    def find(self, text: str) -> Iterator[tuple[re.Match[str], T]]:
        """Every phrase that begins at a word of a text, in the order of the text."""
        for word in WORD.finditer(text):
            for pattern, stands_for in self._by_start.get(word[0][:_KEY].casefold(), ()):
                found = pattern.match(text, word.start())
                if found:
                    yield found, stands_for


def fault_of(phrase: str) -> str:
    """Why a phrase is none; "" where it is one."""
    begins_loosely = bool(re.match(r"\s*(\.\.|\w{0,2}\*)", phrase))
    if not phrase.strip() or len(phrase) > _LONGEST or not _PIECE.fullmatch(phrase):
        return "a phrase has letters, blanks, (a|b), * and .. alone"
    if begins_loosely:
        return "a phrase begins with a word, or three letters of one before a *"
    try:
        expression(phrase)
        _starts(phrase)
    except (re.error, ValueError):
        return "its brackets do not fit"
    return ""


@cache
def expression(phrase: str) -> re.Pattern[str]:
    """The expression of a phrase; every star is bounded by a word, every `..` by five words."""
    parts: list[str] = []
    for token in _tokens(phrase):
        if token == "..":
            parts.append(_FIVE_WORDS)
        else:
            word = (_BETWEEN if parts else "") + _word(token)
            parts.append(f"(?:{word})?" if _may_be_left_out(token) else word)
    return re.compile(rf"(?:{''.join(parts)})(?!{_LETTER})", re.IGNORECASE)


@cache
def one_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for some phrases, anywhere in a text."""
    listed = "|".join(expression(phrase).pattern for phrase in phrases)
    return re.compile(rf"(?<!{_LETTER})(?:{listed})", re.IGNORECASE)


def _tokens(phrase: str) -> Iterator[str]:
    """The words of a phrase; blanks in brackets belong to their word."""
    depth, word = 0, ""
    for letter in phrase:
        depth += (letter == "(") - (letter == ")")
        if letter == " " and depth == 0:
            if word:
                yield word
            word = ""
        else:
            word += letter
    if word:
        yield word


def _may_be_left_out(token: str) -> bool:
    """Whether a word is a bracket with nothing as one of its alternatives: "(back|off|)"."""
    return token.startswith("(") and _closing(token, 0) == len(token) - 1 and "" in _alternatives(token[1:-1])


def _word(token: str) -> str:
    inside = token.replace(".", r"\.").replace("*", rf"{_LETTER}*").replace(" ", _BETWEEN)
    return inside.replace("(", "(?:")


def _starts(phrase: str) -> set[str]:
    """The first letters with which a phrase may begin.

    Raises: ValueError where it may begin with nothing.
    """
    starts = {spelled.replace("*", "")[:_KEY].casefold() for spelled in _spellings(next(_tokens(phrase)))}
    if "" in starts:
        raise ValueError(phrase)
    return starts


def _spellings(token: str) -> list[str]:
    """Every way to write a word with its alternatives written out."""
    made, place = [""], 0
    while place < len(token):
        if token[place] != "(":
            made = [before + token[place] for before in made]
            place += 1
            continue
        end = _closing(token, place)
        inside = [one for part in _alternatives(token[place + 1 : end]) for one in (_spellings(part) if part else [""])]
        made = [before + one for before in made for one in inside]
        place = end + 1
    return [one.split(" ")[0] for one in made]


def _closing(token: str, place: int) -> int:
    depth = 0
    for at in range(place, len(token)):
        depth += (token[at] == "(") - (token[at] == ")")
        if not depth:
            return at
    raise ValueError(token)


def _alternatives(inside: str) -> list[str]:
    """The parts between the bars of a bracket, not of those within it."""
    parts, depth = [""], 0
    for letter in inside:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
