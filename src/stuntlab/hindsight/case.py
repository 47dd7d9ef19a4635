"""A past accident in two plans: as it was planned that day, and a sound one that looks alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from stuntlab.datasets import PastAccident
from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
from stuntlab.plan import Plan, parse_plan
from stuntlab.tables import Sourced, Table

PACKAGE = "stuntlab.hindsight"


@dataclass(frozen=True)
class AccidentWords(Sourced):
    """`case.toml` in the folder of a case; `PastAccident` explains it."""

    title: str
    year: int
    happened: str
    known: str
    assumed: str
    different: str


ACCIDENTS = {
    entry.name: Table(PACKAGE, f"cases/{entry.name}/case.toml", AccidentWords)
    for entry in (files(PACKAGE) / "cases").iterdir()
    if entry.name.startswith("case-")
}
"""The words of every case, by its name."""


@dataclass(frozen=True, slots=True)
class AccidentCase:
    """One accident. that_day: its plan; look_alike: a sound plan of the same gag."""

    accident: PastAccident
    that_day: Plan
    look_alike: Plan


@cache
def accident_cases() -> tuple[AccidentCase, ...]:
    """Every case that the present gags can express, in the order of the year."""
    return tuple(sorted(map(_read, ACCIDENTS), key=lambda case: (case.accident.year, case.accident.name)))


def select_accidents(cases: Iterable[AccidentCase], names: Sequence[str]) -> tuple[AccidentCase, ...]:
    """Those of some names, all where none is given.

    Raises: UserError for a name that no case has.
    """
    by_name = {case.accident.name: case for case in cases}
    for name in names:
        if name not in by_name:
            raise UserError(f'there is no case "{name}"{did_you_mean(name, by_name)}; there are {", ".join(by_name)}')
    return tuple(by_name[name] for name in names) if names else tuple(by_name.values())


def _read(name: str) -> AccidentCase:
    words, folder = ACCIDENTS[name].read(), files(PACKAGE) / "cases" / name
    plans = (
        parse_plan((folder / file).read_text(encoding="utf-8"), f"{name}/{file}")
        for file in ("that_day.yaml", "look_alike.yaml")
    )
    accident = PastAccident(
        name=name,
        title=words.title,
        year=words.year,
        happened=words.happened,
        known=words.known,
        assumed=words.assumed,
        different=words.different,
        source=f"{words.source} [{words.tag}]",
    )
    return AccidentCase(accident, *plans)
