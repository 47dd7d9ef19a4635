"""Tables of numbers that ship with the program, read into typed rows.

A table is a TOML file beside the code that uses it, and a frozen dataclass that says what stands in it. A key that is
wrong, missing or of another type fails when the table is read, with its file, its line and its path.

A field is found under its own name; one that ends in "_" under its name without it (`from_` reads `from`). A field
with a default may be left out. One with `KEY` in its metadata has a key of its own; one with `REST` takes what is left.
Fields are numbers, words, truths, dates, literals, enumerations, other such classes, tuples and dictionaries of them,
or a choice of these. A dictionary by an enumeration needs every member of it. What a class refuses itself, by raising
`ValueAt`, is said in the same way.
"""

from __future__ import annotations

import datetime
import tomllib
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from stuntlab.errors import TableError
from stuntlab.nearest import did_you_mean
from stuntlab.toml_places import Path, line_of, places_of

T = TypeVar("T")


@dataclass(frozen=True)
class Table(Generic[T]):
    """A file of a package and what stands in it."""

    package: str
    name: str
    schema: type[T]

    def read(self) -> T:
        """What the file holds, read once.

        Raises: TableError with every fault of the file.
        """
        read: T = _read(self)
        return read

    def text(self) -> str:
        """The file as it ships."""
        return files(self.package).joinpath(*self.name.split("/")).read_text(encoding="utf-8")

    def parse(self, text: str) -> T:
        """The same from another text of this file.

        Raises: TableError with every fault of the text.
        """
        return parse(self.schema, text, where=f"{self.package.partition('.')[2].replace('.', '/')}/{self.name}")


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """A group of numbers that says where they come from; tag: how far that is to be trusted (CONTRIBUTING)."""

    source: str
    tag: str

    def __post_init__(self) -> None:
        for name, words in (("source", self.source), ("tag", self.tag)):
            if not words.strip():
                raise ValueAt((name,), "words are needed here")


@dataclass(frozen=True)
class ValueEnds:
    """A number at the soft and at the stiff end of what is known."""

    soft: float
    stiff: float

    def at(self, end: str) -> float:
        """At an end by its name: "soft" or "stiff"."""
        return {"soft": self.soft, "stiff": self.stiff}[end]


@dataclass(frozen=True)
class SourcedEnds(ValueEnds, Sourced):
    """The same with its source."""


@dataclass(frozen=True, kw_only=True)
class SourcedSpread(Sourced):
    """The standard deviation of a number, with its source."""

    sd: float


REST = {"rest": True}
"""Metadata of a field, a dictionary, that takes every key that belongs to no other field."""

KEY = "key"
"""Metadata of a field that is read from a key that no name in Python can be, {KEY: "high chamber"}."""


class ValueAt(ValueError):
    """What a row finds wrong with itself, and where in it; path: keys from the row on."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__(text)
        self.path = path


def tables_in(package: str, folder: str, schema: type[T]) -> dict[str, Table[T]]:
    """Every table of a folder by the name of its file, in the order of the alphabet; all of one kind."""
    names = sorted(file.name for file in files(package).joinpath(folder).iterdir() if file.name.endswith(".toml"))
    return {name.removesuffix(".toml"): Table(package, f"{folder}/{name}", schema) for name in names}


def parse(schema: type[T], text: str, *, where: str) -> T:
    """A TOML text as a typed value. where: names the text in messages.

    Raises: TableError with every fault of the text.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise TableError(f"{where}: {problem}") from None
    faults: list[_Fault] = []
    of_schema: Any = schema  # a class, or dict and tuple of one
    value = _reader(of_schema)(data, (), faults)
    if faults:
        raise TableError("\n".join(_locate_faults(faults, text, where)))
    result: T = value
    return result


@cache
def _read(table: Table[Any]) -> Any:
    return table.parse(table.text())


@dataclass(frozen=True, slots=True)
class _Fault:
    path: Path
    text: str


def _locate_faults(faults: list[_Fault], text: str, where: str) -> Iterator[str]:
    places = places_of(text)
    for fault in faults:
        yield f"{where}:{line_of(places, fault.path)}: {_write_path(fault.path)}{fault.text}"


def _write_path(path: Path) -> str:
    """A path as people write it: "loads.head_hic15.limits[2]: "."""
    said = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")
    return f"{said}: " if said else ""


_Reader = Callable[[Any, Path, list[_Fault]], Any]
"""From a value of `tomllib` and its path to a typed value; faults are added to the list."""


@cache
def _reader(kind: Any) -> _Reader:
    """How a value of a type is read.

    Raises: TypeError for a type that no table may hold.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in _MADE_OF:
        return _MADE_OF[origin](arguments)
    if is_dataclass(kind):
        return _row_reader(kind)
    if _is_enumeration(kind):
        return _enumeration_reader(kind)
    if kind in _PLAIN:
        return _plain_reader(kind)
    raise TypeError(f"a table cannot hold {kind}")


_PLAIN: dict[type, tuple[str, Callable[[Any], bool]]] = {
    float: ("a number", lambda value: isinstance(value, int | float) and not isinstance(value, bool)),
    int: ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    str: ("words", lambda value: isinstance(value, str)),
    bool: ("true or false", lambda value: isinstance(value, bool)),
    datetime.date: ("a date", lambda value: isinstance(value, datetime.date)),
    type(None): ("nothing", lambda value: value is None),
}


def _plain_reader(kind: type) -> _Reader:
    words, fits = _PLAIN[kind]
    convert: Callable[[Any], Any] = float if kind is float else lambda value: value

    def read(value: Any, path: Path, faults: list[_Fault]) -> Any:
        if not fits(value):
            faults.append(_Fault(path, f"{_show_value(value)} stands here, but {words} is needed"))
            return None
        return convert(value)

    return read


def _one_of(allowed: tuple[Any, ...]) -> _Reader:
    def read(value: Any, path: Path, faults: list[_Fault]) -> Any:
        if value not in allowed or isinstance(value, bool) != isinstance(allowed[allowed.index(value)], bool):
            hint = (
                did_you_mean(value, [one for one in allowed if isinstance(one, str)]) if isinstance(value, str) else ""
            )
            faults.append(_Fault(path, f"{_show_value(value)} is none of {', '.join(map(str, allowed))}{hint}"))
        return value

    return read


def _is_enumeration(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _enumeration_reader(kind: type[Enum]) -> _Reader:
    allowed = tuple(one.value for one in kind)
    check = _one_of(allowed)

    def read(value: Any, path: Path, faults: list[_Fault]) -> Any:
        check(value, path, faults)
        return kind(value) if value in allowed else None

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    of_any_length = arguments[-1:] == (Ellipsis,)
    readers = [_reader(argument) for argument in arguments if argument is not Ellipsis]

    def read(value: Any, path: Path, faults: list[_Fault]) -> Any:
        if not isinstance(value, list):
            faults.append(_Fault(path, f"{_show_value(value)} stands here, but a list is needed"))
            return ()
        if not of_any_length and len(value) != len(readers):
            faults.append(_Fault(path, f"the list here has the length {len(value)}; needed is {len(readers)}"))
            return ()
        used = readers * len(value) if of_any_length else readers
        return tuple(read(one, (*path, at), faults) for at, (one, read) in enumerate(zip(value, used, strict=False)))

    return read


def _dictionary_reader(arguments: tuple[Any, ...]) -> _Reader:
    read_key, read_value = (_reader(argument) for argument in arguments)
    needed = [one.value for one in arguments[0]] if _is_enumeration(arguments[0]) else []

    def read(value: Any, path: Path, faults: list[_Fault]) -> Any:
        if not isinstance(value, dict):
            faults.append(_Fault(path, f"{_show_value(value)} stands here, but a table is needed"))
            return {}
        faults += [_Fault(path, f'"{key}" is missing') for key in needed if key not in value]
        return {
            read_key(key, (*path, key), faults): read_value(one, (*path, key), faults) for key, one in value.items()
        }

    return read


def _choice_reader(arguments: tuple[Any, ...]) -> _Reader:
    readers = [_reader(argument) for argument in arguments if argument is not type(None)]

    def read(value: Any, path: Path, faults: list[_Fault]) -> Any:
        tried: list[list[_Fault]] = []
        for one in readers:
            found: list[_Fault] = []
            result = one(value, path, found)
            if not found:
                return result
            tried.append(found)
        understood: list[_Fault] = max(tried, key=_rank_understanding)
        faults += understood
        return None

    return read


def _rank_understanding(faults: list[_Fault]) -> tuple[int, int]:
    """How far a choice was understood: how deep its first fault stands, then how few faults it has."""
    return len(faults[0].path), -len(faults)


_MADE_OF: dict[Any, Callable[[tuple[Any, ...]], _Reader]] = {
    dict: _dictionary_reader,
    Mapping: _dictionary_reader,
    tuple: _tuple_reader,
    Union: _choice_reader,
    types.UnionType: _choice_reader,
    Literal: _one_of,
}


def _row_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    own = [one for one in fields(kind) if one.init and one.metadata != REST]
    columns = {_key(one): (one.name, _reader(hints[one.name])) for one in own}
    needed = [_key(one) for one in own if _is_needed(one)]
    rest = next((one.name for one in fields(kind) if one.metadata == REST), "")
    read_rest = _reader(hints[rest]) if rest else None

    def read(value: Any, path: Path, faults: list[_Fault]) -> Any:
        if not isinstance(value, dict):
            faults.append(_Fault(path, f"{_show_value(value)} stands here, but a table is needed"))
            return None
        before = len(faults)
        for key in value:
            if key not in columns and not rest:
                hint = did_you_mean(key, [known for known in columns if known not in value])
                faults.append(_Fault((*path, key), f"no such key{hint}; allowed: {', '.join(columns)}"))
        faults += [_Fault(path, f'"{key}" is missing') for key in needed if key not in value]
        given = {
            columns[key][0]: columns[key][1](one, (*path, key), faults) for key, one in value.items() if key in columns
        }
        if read_rest:
            given[rest] = read_rest({key: one for key, one in value.items() if key not in columns}, path, faults)
        if len(faults) > before:
            return None
        try:
            return kind(**given)
        except ValueAt as problem:
            faults.append(_Fault((*path, *problem.path), str(problem)))
            return None

    return read


def _key(column: Field[Any]) -> str:
    key: str = column.metadata.get(KEY, column.name.removesuffix("_"))
    return key


def _is_needed(column: Field[Any]) -> bool:
    return column.default is MISSING and column.default_factory is MISSING


def _show_value(value: Any) -> str:
    kinds = ((dict, "a table"), (list, "a list"), (str, f'"{value}"'), (object, repr(value)))
    return next(words for kind, words in kinds if isinstance(value, kind))
