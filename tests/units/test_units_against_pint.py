"""Every unit of the table beside pint, an independent library of units."""

import tomllib
from importlib.resources import files

import pint
import pytest

from stuntlab.units import Dimension, parse_quantity

PINT = pint.UnitRegistry()
# Where pint writes a unit in another way than people do.
IN_PINT = {
    "in": "inch",
    "ft": "foot",
    "yd": "yard",
    "mi": "mile",
    "st": "stone",
    "m/s²": "m/s**2",
    "ft/s²": "ft/s**2",
    "kn": "knot",
    "N/cm²": "N/cm**2",
    "deg": "degree",
    "deg/s": "degree/s",
    "rev": "turn",
    "rpm": "turn/minute",
    "rev/s": "turn/s",
    "degC": "degC",
    "degF": "degF",
    "fps": "1/s",
    "ft lbf": "foot*force_pound",
    "lbf": "force_pound",
    "kgf": "kilogram_force",
    "min": "minute",
    "h": "hour",
    "Hz": "1/s",
    "kHz": "1/ms",
    "t": "metric_ton",
    "": "dimensionless",
    "%": "percent",
}
SI = {
    Dimension.LENGTH: "m",
    Dimension.MASS: "kg",
    Dimension.TIME: "s",
    Dimension.SPEED: "m/s",
    Dimension.ACCELERATION: "m/s**2",
    Dimension.FORCE: "N",
    Dimension.PRESSURE: "Pa",
    Dimension.ANGLE: "radian",
    Dimension.ANGULAR_SPEED: "radian/s",
    Dimension.TEMPERATURE: "kelvin",
    Dimension.FREQUENCY: "1/s",
    Dimension.ENERGY: "J",
    Dimension.NUMBER: "dimensionless",
}
TABLE = tomllib.loads((files("stuntlab.units") / "units.toml").read_text(encoding="utf-8"))
UNITS = [(Dimension(name), unit) for name, table in TABLE.items() for unit in table["units"]]


def pint_si(number: float, dimension: Dimension, unit: str) -> float:
    name = "standard_gravity" if (dimension, unit) == (Dimension.ACCELERATION, "g") else IN_PINT.get(unit, unit)
    return float(PINT.Quantity(number, name).to(SI[dimension]).magnitude)


@pytest.mark.parametrize(("dimension", "unit"), UNITS, ids=lambda part: part if isinstance(part, str) else part["name"])
def test_every_unit_and_all_its_words(dimension: Dimension, unit: dict[str, str]) -> None:
    expected = pint_si(3.7, dimension, unit["name"])
    for word in [unit["name"], *unit["also"]]:
        assert parse_quantity(f"3.7 {word}", dimension).value == pytest.approx(expected, rel=1e-12), word


def test_every_dimension_has_a_table_and_its_examples_are_true() -> None:
    assert set(TABLE) == set(Dimension)
    for dimension in Dimension:
        for example in dimension.examples:
            parse_quantity(example, dimension)


def test_every_row_has_a_source() -> None:
    assert {unit["source"] for _, unit in UNITS} <= {"SI", "SP811"}
