"""Where each key of a TOML text stands, for messages: `tomllib` gives values and forgets their lines.

Only texts that `tomllib` has read are looked through, so nothing is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys from the root to a value; a number is a place in an array, from 0."""


@dataclass(frozen=True, slots=True)
class TomlPlace:
    """Where a key begins and its value ends, as places in the text; line: of the key, from 1."""

    start: int
    end: int
    line: int


def places_of(text: str) -> dict[Path, TomlPlace]:
    """Every key and every element of an array, with the first place it stands at."""
    places: dict[Path, TomlPlace] = {}
    for path, place in _Scanner(text).statements():
        places.setdefault(path, place)
    return places


def line_of(places: Mapping[Path, TomlPlace], path: Path) -> int:
    """The line of the longest part of a path that has a place; 1 where none has."""
    parts = (path[:end] for end in range(len(path), 0, -1))
    return next((places[part].line for part in parts if part in places), 1)


_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"""+|\'\'\'.*?\'\'\'+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.table: Path = ()
        self.arrays: dict[Path, int] = {}

    def statements(self) -> Iterator[tuple[Path, TomlPlace]]:
        while self._skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                yield from self._header()
            else:
                yield from self._pair(self.table)

    def _header(self) -> Iterator[tuple[Path, TomlPlace]]:
        start, of_array = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if of_array else 1
        *parents, last = self._keys()
        self.at += 2 if of_array else 1
        place = self._place(start)
        path: Path = ()
        for key in parents:
            path = self._last_of((*path, key))
            yield path, place
        path = (*path, last)
        if of_array:
            self.arrays[path] = self.arrays.get(path, -1) + 1
            yield path, place
            path = self._last_of(path)
        yield path, place
        self.table = path

    def _last_of(self, path: Path) -> Path:
        return (*path, self.arrays[path]) if path in self.arrays else path

    def _pair(self, table: Path) -> Iterator[tuple[Path, TomlPlace]]:
        start = self.at
        path = (*table, *self._keys())
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        yield from self._value(path)
        for length in range(len(table) + 1, len(path) + 1):
            yield path[:length], self._place(start)

    def _value(self, path: Path) -> Iterator[tuple[Path, TomlPlace]]:
        if self.text[self.at] == "[":
            yield from self._array(path)
        elif self.text[self.at] == "{":
            yield from self._inline_table(path)
        elif not self._take(_STRING):
            self._take(_SCALAR)

    def _array(self, path: Path) -> Iterator[tuple[Path, TomlPlace]]:
        self.at += 1
        index = 0
        while self._next() != "]":
            start = self.at
            yield from self._value((*path, index))
            yield (*path, index), self._place(start)
            index += 1
        self.at += 1

    def _inline_table(self, path: Path) -> Iterator[tuple[Path, TomlPlace]]:
        self.at += 1
        while self._next() != "}":
            yield from self._pair(path)
        self.at += 1

    def _next(self) -> str:
        """The sign that stands next, blanks and a comma left behind."""
        self._skip(_BLANK)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(_BLANK)
        return self.text[self.at]

    def _keys(self) -> tuple[str, ...]:
        keys = []
        while True:
            self._skip(_SPACE)
            quoted = self._take(_STRING)
            keys.append(quoted[1:-1] if quoted else self._take(_BARE))
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                return tuple(keys)
            self.at += 1

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def _skip(self, pattern: re.Pattern[str]) -> int:
        self._take(pattern)
        return self.at

    def _place(self, start: int) -> TomlPlace:
        return TomlPlace(start, self.at, self.text.count("\n", 0, start) + 1)
