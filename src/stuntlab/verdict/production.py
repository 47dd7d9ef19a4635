"""A production's own limits (`production.yaml`, limits): stricter than the table, never laxer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
from stuntlab.plan import ProductionFile
from stuntlab.suggestions import suggest

Laxest = Mapping[str, Mapping[str, float | None]]
ALLOWANCE = "allowance"

_LARGEST = 1e5
"""No load of a living body comes near this in the unit of its table, N, N s, m/s² or a plain number (J)."""


@dataclass(frozen=True, slots=True)
class Production:
    """What a production made stricter: load name or allowance -> value, in the unit of the table.

    file: as it was read, with what a production holds people to besides.
    """

    file: ProductionFile
    imposed: Mapping[str, float]
    trained: Mapping[str, float]
    chosen: Mapping[str, float]
    allowances: Mapping[str, float]

    @property
    def name(self) -> str:
        """As the file says it."""
        return self.file.production


def stricter_limits(
    file: ProductionFile, *, laxest: Laxest, units: Mapping[str, str], measured_to: Mapping[str, float | None]
) -> Production:
    """The limits of a production file.

    laxest: section -> name -> the table's value, None where the table has none and any value is stricter.
    units: load -> its unit in the table. measured_to: load -> about the largest value ever published, which bounds a
    value where the table has no limit.

    Raises: UserError, naming every value that is laxer than the table, or unknown, or not a number.
    """
    sections: dict[str, Mapping[str, str]] = {name: getattr(file.limits, name) for name in laxest}
    problems = [
        problem
        for name, values in sections.items()
        for problem in _problems(name, values, laxest[name], units, measured_to)
    ]
    if problems:
        raise UserError("\n".join(f"limits of {file.production}: {problem}" for problem in problems))
    read = {
        section: {n: _number(text, units.get(n, "")) for n, text in sections[section].items()} for section in laxest
    }
    return Production(file, read["imposed"], read["trained"], read["chosen"], read[ALLOWANCE])


def _problems(
    section: str,
    values: Mapping[str, str],
    laxest: Mapping[str, float | None],
    units: Mapping[str, str],
    measured_to: Mapping[str, float | None],
) -> Iterator[str]:
    for name, text in values.items():
        if name not in laxest:
            hint = did_you_mean(name, sorted(laxest)) or f"; known are {', '.join(sorted(laxest))}"
            yield f"unknown name in {section} “{name}”{hint}"
            continue
        problem = _value_problem(_number(text, units.get(name, "")), laxest[name], measured_to.get(name))
        if problem:
            yield f"{section}, {name} {text}: {problem}"


def _value_problem(value: float, laxest: float | None, measured_to: float | None) -> str:
    if not math.isfinite(value) or value < 0:
        return f"must be a number, 0 or more, in the unit that {suggest('limits')} shows"
    if laxest is not None and value > laxest:
        return (
            f"is laxer than the table, which has {laxest:g}. A production can make a limit stricter, never laxer: "
            "nobody may raise the limit on harm to others. Give a smaller value or leave the line out"
        )
    most = _LARGEST if measured_to is None else measured_to
    if value > most:
        return f"lies beyond anything ever measured ({most:g} at most), so it limits nothing; give a smaller value"
    return ""


def _number(text: str, unit: str) -> float:
    """The number in "100 N" or "100"; NaN for what is no number in this unit."""
    number = text.strip().removesuffix(unit) if unit and unit != "1" else text
    try:
        return float(number)
    except ValueError:
        return math.nan
