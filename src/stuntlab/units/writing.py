"""SI to what people read."""

from __future__ import annotations

import math

from stuntlab.errors import UnitError
from stuntlab.units.reading import unit_written
from stuntlab.units.table import Dimension, Unit, table_of, unit_factor


def format_quantity(value: float, dimension: Dimension, *, sd: float = 0.0, imperial: bool = False) -> str:
    """Write an SI value for people, in a unit that suits its magnitude, to three significant digits.

    Args:
        value: SI.
        dimension: what it measures.
        sd: one standard deviation, SI; written only where it is not 0.
        imperial: feet, miles an hour, pounds, psi, °F instead of metric.

    """
    magnitude = max(abs(value), sd)
    foot_m = unit_factor(Dimension.LENGTH, "ft")
    if imperial and dimension is Dimension.LENGTH and sd == 0 and foot_m <= abs(value) < 10 * foot_m:
        return _feet_and_inches(value)
    return _in_unit(value, sd, _unit_to_show(dimension, magnitude, "imperial" if imperial else "metric"))


def format_spread_like(sd: float, dimension: Dimension, text: str) -> str:
    """Write a spread alone, SI, to two digits in the unit of another text, or in one that suits."""
    try:
        unit = unit_written(text, dimension)
    except UnitError:
        unit = None
    unit = unit or _unit_to_show(dimension, sd, "metric")
    return f"{_to_digits(sd / float(unit.factor), 2)} {unit.name}".rstrip()


def _in_unit(value: float, sd: float, unit: Unit) -> str:
    number = _to_digits((value - float(unit.offset)) / float(unit.factor), 3)
    spread = f" ± {_to_digits(sd / float(unit.factor), 3)}" if sd else ""
    return f"{number}{spread} {unit.name}".rstrip()


def format_like(value: float, dimension: Dimension, text: str, *, sd: float = 0.0) -> str:
    """Write an SI value in the unit of another text, such as that of a plan; where it has none, in one that suits.

    A spread has two digits, or fewer where the value beside it then has more than three.
    """
    try:
        unit = unit_written(text, dimension)
    except UnitError:
        unit = None
    if unit is None or sd <= 0:
        return format_quantity(value, dimension, sd=sd) if unit is None else _in_unit(value, sd, unit)
    number, spread = (value - float(unit.offset)) / float(unit.factor), sd / float(unit.factor)
    decimals = min(1 - math.floor(math.log10(spread)), 2 - math.floor(math.log10(max(abs(number), spread))))
    rounded = (f"{round(part, decimals):.{max(0, decimals)}f}" for part in (number, spread))
    return f"{' ± '.join(rounded)} {unit.name}".rstrip()


def _unit_to_show(dimension: Dimension, magnitude: float, system: str) -> Unit:
    shown = [unit for unit in table_of(dimension).units if unit.show in (system, "both")]
    return next((unit for unit in reversed(shown) if magnitude >= unit.show_from), shown[0])


def _feet_and_inches(value: float) -> str:
    tenths = round(10 * abs(value) / unit_factor(Dimension.LENGTH, "in"))
    feet, rest = divmod(tenths, 120)
    inches = f" {rest / 10:g} in" if rest else ""
    return f"{'-' if value < 0 else ''}{feet} ft{inches}"


def _to_digits(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    after_point = digits - 1 - math.floor(math.log10(abs(value)))
    if after_point > 8 or abs(value) >= 1e6:
        return f"{value:.{digits}g}"
    rounded = f"{round(value, after_point):.{max(0, after_point)}f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
