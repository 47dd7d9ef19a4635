"""Read case files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
from stuntlab.report.validation.comparison import Kind
from stuntlab.toml_places import line_of, places_of
from stuntlab.validation.case import Case
from stuntlab.validation.faults import say_fault


def read_cases(path: Path | None = None) -> tuple[Case, ...]:
    """The published cases of the program, or those of a file or a folder of .toml files, in the order of their names.

    Raises:
        UserError: a file cannot be read, is not TOML, or is not a case.
    """
    shipped = files("stuntlab.validation") / "cases"
    if path is None:
        texts = [(entry.name, entry.read_text(encoding="utf-8")) for entry in shipped.iterdir() if _is_case(entry.name)]
    else:
        texts = [(str(file), _text_of(file)) for file in _files(path)]
    return tuple(_case(name, text) for name, text in sorted(texts))


def select(cases: Iterable[Case], *, names: Sequence[str] = (), kind: Kind | None = None) -> tuple[Case, ...]:
    """Those of some names (all where none is given) and of one kind.

    Raises:
        UserError: there is no case of a name.
    """
    by_name = {case.name: case for case in cases}
    for name in names:
        if name not in by_name:
            raise UserError(f'there is no case "{name}"{did_you_mean(name, by_name)}; there are {", ".join(by_name)}')
    chosen = [by_name[name] for name in names] or by_name.values()
    return tuple(case for case in chosen if kind in (None, case.kind))


def _is_case(name: str) -> bool:
    return name.endswith(".toml")


def _files(path: Path) -> list[Path]:
    found = [file for file in path.iterdir() if _is_case(file.name)] if path.is_dir() else [path]
    if not found:
        raise UserError(f"{path}: there is no .toml file in this folder; a case is a .toml file")
    return found


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise UserError(f"{path}: the case cannot be read ({reason})") from problem


def _case(name: str, text: str) -> Case:
    try:
        return Case.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise UserError(f"{name}: this is not TOML ({problem})") from problem
    except ValidationError as problem:
        raise UserError(f"{name}: {_describe_faults(problem, text)}") from problem


def _describe_faults(problem: ValidationError, text: str) -> str:
    """Every fault with its line and place, without the machinery's own words."""
    places = places_of(text)
    return "; ".join(
        f"line {line_of(places, fault['loc'])}, {say_fault(fault, tuple(Case.model_fields))}"
        for fault in problem.errors()
    )
