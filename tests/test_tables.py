"""Every table of the program is refused, with file and line, when a key of it is wrong or missing."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import pytest

import stuntlab
from stuntlab.errors import TableError, UserError
from stuntlab.tables import Sourced, Table, ValueAt, ValueEnds, parse
from stuntlab.toml_places import Path as Keys
from stuntlab.toml_places import TomlPlace, places_of
from stuntlab.validation.read import read_cases

SOURCE = Path(stuntlab.__path__[0])
CASES = "validation/cases"
"""Published cases: people write their own, so they are read by pydantic (`tests/validation/test_cases.py`)."""


def tables() -> Iterator[Table[Any]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "stuntlab.tables import" not in path.read_text(encoding="utf-8"):
            continue
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        for value in list(vars(importlib.import_module(".".join(parts).removesuffix(".__init__"))).values()):
            if isinstance(value, Table):
                yield value
            elif isinstance(value, dict):
                yield from (one for one in value.values() if isinstance(one, Table))


def name_of(table: Table[Any]) -> str:
    return f"{table.package.partition('.')[2].replace('.', '/')}/{table.name}"


TABLES = {name_of(table): table for table in tables()}


def test_every_file_of_numbers_has_a_class_that_says_what_stands_in_it() -> None:
    shipped = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.toml")}
    assert set(TABLES) == {name for name in shipped if not name.startswith(CASES)}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_it_is_read_as_it_ships(name: str) -> None:
    assert TABLES[name].parse(TABLES[name].text()) == TABLES[name].read()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_misspelt_key_is_refused_by_name_and_line(name: str) -> None:
    text, refused = TABLES[name].text(), 0
    for keys, place in one_of_a_kind(text):
        at = text.index(str(keys[-1]), place.start)
        said = refusal(name, text[:at] + "q" + text[at:])
        if said is None:
            continue  # the name of a row, not of a column
        assert said.startswith(f"{name}:")
        if f"q{keys[-1]}: no such key" in said or f'"q{keys[-1]}" is none of' in said:
            assert f"{name}:{place.line}: " in said
            refused += 1
    assert refused


NOTHING_NEEDED = {"people/tables/postures.toml", "imports/motion_values.toml"}
"""What a posture does not name is 0; what a kind of gag does not name is not read from markers."""


@pytest.mark.parametrize("name", sorted(TABLES.keys() - NOTHING_NEEDED))
def test_a_missing_key_is_refused_by_name_and_line(name: str) -> None:
    text, refused = TABLES[name].text(), 0
    for keys, place in one_of_a_kind(text):
        under_it = text[place.start] == "["  # a heading, with all that stands under it
        after = text[(text + "\n[").index("\n[", place.end) if under_it else place.end :]
        end = len(text) - len(after.lstrip(" ,"))
        said = refusal(name, text[: place.start] + text[end:])
        if said is not None and f'"{keys[-1]}" is missing' in said:
            assert said.startswith(f"{name}:")
            refused += 1
    assert refused


def one_of_a_kind(text: str) -> Iterator[tuple[Keys, TomlPlace]]:
    """Keys of a text, of those that end alike in a row of the same kind only the last."""
    last = {(len(keys), keys[:1], keys[-1]): (keys, place) for keys, place in places_of(text).items()}
    return (pair for pair in last.values() if isinstance(pair[0][-1], str))


def refusal(name: str, text: str) -> str | None:
    try:
        TABLES[name].parse(text)
    except TableError as problem:
        return str(problem)
    return None


@pytest.mark.parametrize("path", sorted((SOURCE / CASES).glob("*.toml")), ids=lambda path: path.stem)
def test_a_bad_key_of_a_published_case_is_refused_by_name_and_line(path: Path, tmp_path: Path) -> None:
    text, own = path.read_text(encoding="utf-8"), tmp_path / path.name
    place = places_of(text)[("source",)]
    own.write_text(text[: place.start] + "q" + text[place.start :], encoding="utf-8")
    with pytest.raises(UserError) as refused:
        read_cases(own)
    assert f"{path.name}: " in str(refused.value)
    assert '"source" is missing' in str(refused.value)
    assert f'line {place.line}, there is no "qsource" (did you mean "source"?)' in str(refused.value)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Cord(Sourced):
    pull_n: ValueEnds
    from_: float
    colour: Colour
    laid: Literal["left", "right"] = "left"
    strands: int = 3
    at_m: tuple[float, float] | None = None


@dataclass(frozen=True)
class Cords:
    cord: tuple[Cord, ...]
    words: dict[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        if not self.cord:
            raise ValueAt(("cord",), "there is no cord")


GOOD = '''# cords
[words]
"hemp rope" = ["hemp", "manila"]

[[cord]]
pull_n = { soft = 1, stiff = 2.5 }
from = 3
colour = "red"
source = "a maker"
tag = "J"

[[cord]]
pull_n.soft = 1.0
pull_n.stiff = 2.0
from = 4.0
colour = "blue"  # said = "nothing"
at_m = [
  1.0,
  2.0,
]
source = """two
lines"""
tag = "J"
'''


def test_rows_are_read_into_their_types() -> None:
    cords = parse(Cords, GOOD, where="cords.toml")
    first, second = cords.cord
    assert (first.pull_n, first.from_, first.colour, first.strands) == (ValueEnds(1.0, 2.5), 3.0, Colour.RED, 3)
    assert isinstance(first.pull_n.soft, float)
    assert (second.at_m, second.source, first.at_m) == ((1.0, 2.0), "two\nlines", None)
    assert cords.words == {"hemp rope": ("hemp", "manila")}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("stiff = 2.5", "stff = 2.5", 'cords.toml:6: cord[0].pull_n.stff: no such key (did you mean "stiff"?)'),
        ("stiff = 2.5", "stff = 2.5", 'cords.toml:6: cord[0].pull_n: "stiff" is missing'),
        ("from = 3", "from = true", "cords.toml:7: cord[0].from: True stands here, but a number is needed"),
        ('"red"', '"rad"', 'cords.toml:8: cord[0].colour: "rad" is none of red, blue (did you mean "red"?)'),
        ("from = 4.0\n", "", 'cords.toml:12: cord[1]: "from" is missing'),
        ("  2.0,\n", "", "cords.toml:17: cord[1].at_m: the list here has the length 1; needed is 2"),
        ("  2.0,\n", '  "2",\n', 'cords.toml:19: cord[1].at_m[1]: "2" stands here, but a number is needed'),
        ('"manila"', "7", 'cords.toml:3: words.hemp rope[1]: 7 stands here, but words is needed'),
        ('tag = "J"\n', 'tag = "J"\nstrands = 2.5\n', "cords.toml:11: cord[0].strands: 2.5 stands here"),
        ("[words]", "[words", "cords.toml: Expected ']'"),
        ('tag = "J"', 'tag = " "', "cords.toml:10: cord[0].tag: words are needed here"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_where_it_stands(before: str, after: str, said: str) -> None:
    with pytest.raises(TableError) as refused:
        parse(Cords, GOOD.replace(before, after, 1), where="cords.toml")
    assert said in str(refused.value)


def test_every_fault_is_said_at_once() -> None:
    with pytest.raises(TableError) as refused:
        parse(Cords, GOOD.replace("from", "form").replace('"red"', '"rad"'), where="cords.toml")
    assert len(str(refused.value).splitlines()) == 5


def test_what_a_row_refuses_itself_has_its_place_too() -> None:
    with pytest.raises(TableError, match=r"cords.toml:2: cord: there is no cord"):
        parse(Cords, "words = {}\ncord = []", where="cords.toml")


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.toml")), ids=lambda path: path.name)
def test_the_places_of_keys_are_those_of_an_independent_reader(path: Path) -> None:
    """Every key that tomllib finds has a place, no other has, and what stands there is that key and value."""
    text = path.read_text(encoding="utf-8")
    places = places_of(text)
    expected = dict(walked(tomllib.loads(text), ()))
    assert set(places) == set(expected)
    for keys, value in expected.items():
        place = places[keys]
        assert place.line == text[: place.start].count("\n") + 1
        written = text[place.start : place.end]
        if isinstance(keys[-1], str) and not isinstance(value, dict | list):
            assert tomllib.loads(written) == nested(written, value)


def nested(written: str, value: object) -> object:
    *_, last = tomllib.loads(written).values()
    assert deepest(last) == value
    return tomllib.loads(written)


def deepest(value: object) -> object:
    while isinstance(value, dict):
        (value,) = value.values()
    return value


def walked(value: object, keys: Keys) -> Iterator[tuple[Keys, object]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in pairs:
        yield (*keys, key), one
        yield from walked(one, (*keys, key))
