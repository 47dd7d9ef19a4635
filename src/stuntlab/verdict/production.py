"""A production's own limits: stricter than the table, never laxer."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stuntlab.errors import UserError, did_you_mean

LARGEST_FILE_BYTES = 1_000_000
SECTIONS = {"imposed", "trained", "chosen", "allowance"}

Laxest = Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True, slots=True)
class Production:
    """What a production made stricter: load name or allowance -> value, in the unit of the table."""

    name: str
    imposed: Mapping[str, float]
    trained: Mapping[str, float]
    chosen: Mapping[str, float]
    allowances: Mapping[str, float]


def read_production(path: Path, *, laxest: Laxest) -> Production:
    """Read a production's limits file (TOML).

    laxest: section -> name -> the table's value, None where the table has none and any value is stricter.

    Raises: UserError, naming every value that is laxer than the table, or unknown, or not a number.
    """
    raw = _read_toml(path)
    problems = _unknown("section", set(raw) - {"production"}, SECTIONS)
    sections = {section: raw.get(section, {}) for section in sorted(SECTIONS)}
    for section, values in sections.items():
        problems += _problems(section, values, laxest[section])
    name = raw.get("production", path.stem)
    if not isinstance(name, str) or not name.strip():
        problems.append("production: must be the name of the production, in quotes")
    if problems:
        raise UserError("\n".join(f"{path}: {problem}" for problem in problems))
    return Production(name, sections["imposed"], sections["trained"], sections["chosen"], sections["allowance"])


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
        if len(content) > LARGEST_FILE_BYTES:
            raise UserError(f"{path}: a limits file of more than 1 MB is refused; it holds a few dozen numbers at most")
        return tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise UserError(f"{path}: the limits file cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(f"{path}: the limits file is not TOML ({error}); docs/limits.md shows one") from error


def _problems(section: str, values: object, laxest: Mapping[str, float | None]) -> list[str]:
    if not isinstance(values, dict):
        return [f"{section}: must be a section of lines like “abdomen_force = 100”"]
    problems = _unknown(f"name in [{section}]", set(values), set(laxest))
    for name in sorted(set(values) & set(laxest)):
        problem = _value_problem(values[name], laxest[name])
        problems += [f"[{section}] {name} = {values[name]}: {problem}"] if problem else []
    return problems


def _value_problem(value: object, laxest: float | None) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        return "must be a number, 0 or more, in the unit that `stuntlab limits` shows"
    if laxest is not None and value > laxest:
        return (
            f"is laxer than the table, which has {laxest:g}. A production can make a limit stricter, never laxer: "
            "nobody may raise the limit on harm to others. Give a smaller value or leave the line out"
        )
    return ""


def _unknown(noun: str, given: set[str], allowed: set[str]) -> list[str]:
    known = ", ".join(sorted(allowed))
    return [
        f"unknown {noun} “{name}”{did_you_mean(name, sorted(allowed)) or f'; known are {known}'}"
        for name in sorted(given - allowed)
    ]
