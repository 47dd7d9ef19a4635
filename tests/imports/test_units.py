"""Units of channels against pint, which shares no table with ours."""

from __future__ import annotations

import pint
import pytest

from stuntlab.errors import RecordingError
from stuntlab.imports.quantities import measured_quantities, to_si

_PINT = {
    "m/ss": "m/s**2", "m/s/s": "m/s**2", "m/s2": "m/s**2", "mm/s2": "mm/s**2", "ft/s2": "ft/s**2",
    "g": "standard_gravity", "gn": "standard_gravity", "g0": "standard_gravity",
    "°/s": "deg/s", "dps": "deg/s", "rad/s2": "rad/s**2",
    "rad/ss": "rad/s**2", "krad/s2": "krad/s**2", "deg/s2": "deg/s**2", "°/s2": "deg/s**2", "deg/ss": "deg/s**2",
    "rpm": "revolutions_per_minute", "Nm": "N*m", "kNm": "kN*m", "Nmm": "N*mm", "inlbf": "inch*lbf", "ftlbf": "ft*lbf",
    "kgf": "kilogram_force", "lbf": "pound_force", "W/m2": "W/m**2", "kW/m2": "kW/m**2", "W/cm2": "W/cm**2",
    "cal/cm2s": "cal/cm**2/s", "cal/cm2/s": "cal/cm**2/s", "sec": "s", "msec": "ms", "us": "us", "µs": "us",
}  # fmt: skip
_SI = {
    "acceleration": "m/s**2", "angular velocity": "rad/s", "angular acceleration": "rad/s**2", "force": "N",
    "moment": "N*m", "displacement": "m", "pressure": "Pa", "heat flux": "W/m**2", "time": "s",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(measured_quantities()))
def test_every_factor_agrees_with_pint(name: str) -> None:
    registry = pint.UnitRegistry()
    for unit in measured_quantities()[name].units:
        expected = registry.Quantity(1.0, _PINT.get(unit, unit)).to(_SI[name]).magnitude
        assert to_si(name, unit, where="here") == pytest.approx(expected, rel=1e-12), unit


@pytest.mark.parametrize("unit", ["m/s²", "m/(s*s)", "m/s^2", "m/s**2", "[m/s2]", "m / s2", "M/S2"])
def test_spellings_of_one_unit(unit: str) -> None:
    assert to_si("acceleration", unit, where="here") == 1.0


def test_a_letter_that_two_units_share_is_read_as_written() -> None:
    assert to_si("acceleration", "G", where="here") == 9.80665
    assert to_si("pressure", "MPa", where="here") == 1e6


def test_a_unit_of_something_else_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(RecordingError, match=r"'kg' is not a unit of an acceleration .* m/s2.* g"):
        to_si("acceleration", "kg", where="file.csv, 'head'")
