"""Every unit of the table beside pint, an independent library of units."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pint
import pytest

import stuntlab
from stuntlab.errors import UnitError
from stuntlab.units import Dimension, parse_quantity, unit_factor

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
    "mm/s²": "mm/s**2",
    "cm/s²": "cm/s**2",
    "in/s²": "inch/s**2",
    "mg": "millistandard_gravity",
    "µm": "um",
    "N·cm": "N*cm",
    "kgf·m": "force_kilogram*m",
    "kgf·cm": "force_kilogram*cm",
    "µs": "us",
    "N·m": "N*m",
    "N·mm": "N*mm",
    "kN·m": "kN*m",
    "in·lbf": "inch*force_pound",
    "ft·lbf": "foot*force_pound",
    "rad/s²": "rad/s**2",
    "krad/s²": "krad/s**2",
    "deg/s²": "deg/s**2",
    "N·s": "N*s",
    "W/m²": "W/m**2",
    "kW/m²": "kW/m**2",
    "W/cm²": "W/cm**2",
    "cal/cm²/s": "cal/cm**2/s",
    "m²": "m**2",
    "sq ft": "ft**2",
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
    Dimension.MOMENT: "N*m",
    Dimension.ANGULAR_ACCELERATION: "radian/s**2",
    Dimension.IMPULSE: "N*s",
    Dimension.STIFFNESS: "N/m",
    Dimension.HEAT_FLUX: "W/m**2",
    Dimension.POWER: "W",
    Dimension.AREA: "m**2",
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


def test_no_other_file_writes_a_factor_down() -> None:
    """Feet, inches, pounds, pounds of force, psi, miles an hour."""
    odd = re.compile(r"(?<![\d.])(0\.3048|0\.0254|0\.4535\d*|4\.4482\d*|6894\.7\d*|0\.44704|1609\.344)(?!\d)")
    source = Path(stuntlab.__path__[0])
    files = [file for kind in ("*.py", "*.toml") for file in source.rglob(kind) if file.name != "units.toml"]
    assert not [file.name for file in files if "cases" not in file.parts and odd.search(file.read_text("utf-8"))]


def test_a_factor_is_one_of_it_in_si() -> None:
    assert unit_factor(Dimension.FORCE, "kN") == 1000.0
    assert unit_factor(Dimension.NUMBER, "1") == 1.0
    with pytest.raises(UnitError, match='"kM" is no unit of a force; there are N, kN'):
        unit_factor(Dimension.FORCE, "kM")
