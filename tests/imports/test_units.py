"""Units of channels in every spelling of instruments, against pint, which shares no table with ours."""

from __future__ import annotations

import pint
import pytest

from stuntlab.errors import RecordingError, UnitError
from stuntlab.imports.quantities import measured_quantities, to_si
from stuntlab.units import Dimension, parse_quantity

_AS_PINT = {
    "m/s²": "m/s**2", "mm/s²": "mm/s**2", "cm/s²": "cm/s**2", "ft/s²": "ft/s**2", "in/s²": "inch/s**2",
    "g": "standard_gravity", "mg": "millistandard_gravity", "rad/s²": "rad/s**2", "krad/s²": "krad/s**2",
    "deg/s²": "deg/s**2", "rpm": "revolutions_per_minute", "rev/s": "revolution/s", "N·m": "N*m", "kN·m": "kN*m",
    "N·mm": "N*mm", "N·cm": "N*cm", "kgf·m": "kilogram_force*m", "kgf·cm": "kilogram_force*cm",
    "in·lbf": "inch*pound_force", "ft·lbf": "foot*pound_force", "kgf": "kilogram_force", "lbf": "pound_force",
    "kip": "kilopound_force", "N/cm²": "N/cm**2", "psi": "pound_force/inch**2", "W/m²": "W/m**2", "kW/m²": "kW/m**2",
    "W/cm²": "W/cm**2", "cal/cm²/s": "cal/cm**2/s", "min": "minute", "h": "hour",
    "in": "inch", "mi": "mile", "yd": "yard",
}  # fmt: skip
_SI = {
    "acceleration": "m/s**2", "angular velocity": "rad/s", "angular acceleration": "rad/s**2", "force": "N",
    "moment": "N*m", "displacement": "m", "pressure": "Pa", "heat flux": "W/m**2", "time": "s",
}  # fmt: skip
_SPELLINGS = {
    "acceleration": {
        "m/s²": "m/s² m/(s*s) m/s^2 m/s**2 [m/s2] M/S2 m/sec2 m/sec^2 m/s/s m·s⁻² m*s^-2",
        "g": "G g's G's gs gn g0 Gees", "cm/s²": "cm/s^2 cm/sec2", "ft/s²": "ft/s2 ft/sec^2", "mg": "mg mG",
    },
    "angular velocity": {
        "rad/s": "rad/s rad/sec radians/second rad·s⁻¹ 1/s",
        "deg/s": "deg/s °/s deg/sec dps DPS degrees/s", "rpm": "rpm RPM"
    },
    "angular acceleration": {"rad/s²": "rad/s2 rad/sec^2 rad/s/s rad/(s*s)", "deg/s²": "deg/s2 °/s²"},
    "force": {"N": "N nt Newtons newton", "kN": "kN KN", "lbf": "lbf lb lbs LBS pounds", "MN": "MN", "mN": "mN"},
    "moment": {
        "N·m": "Nm N-m N-M N.m N*m Newton-meters", "N·mm": "Nmm N-mm ntmm nt-mm",
        "in·lbf": "in-lbs in-lbf in-lb inlbf lb-in",
        "ft·lbf": "ft-lbs ft-lbf lbf-ft ftlb",
    },
    "displacement": {"µm": "µm um μm microns", "in": "in inch inches", "mm": "mm MM millimeters"},
    "pressure": {"mbar": "hPa mbar", "kPa": "kPa KPA", "psi": "psi PSI lbf/in2"},
    "time": {"s": "s S sec seconds", "ms": "ms msec milliseconds", "µs": "us µs microseconds Microsecond usec"},
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(measured_quantities()))
def test_every_factor_agrees_with_pint(name: str) -> None:
    registry = pint.UnitRegistry()
    for unit in measured_quantities()[name].dimension.unit_names:
        expected = registry.Quantity(1.0, _AS_PINT.get(unit, unit)).to(_SI[name]).magnitude
        assert to_si(name, unit, where="here") == pytest.approx(expected, rel=1e-12), unit


@pytest.mark.parametrize(
    ("quantity", "unit", "spelling"),
    [
        (quantity, unit, spelling)
        for quantity, units in _SPELLINGS.items()
        for unit, spellings in units.items()
        for spelling in spellings.split()
    ],
)
def test_every_spelling_is_the_unit_it_spells(quantity: str, unit: str, spelling: str) -> None:
    assert to_si(quantity, spelling, where="here") == to_si(quantity, unit, where="here")


@pytest.mark.parametrize("text", ["m / s2", "degrees per second", "rad / sec", "N m", "in lbs"])
def test_blanks_within_a_unit(text: str) -> None:
    quantity = {"m": "acceleration", "d": "angular velocity", "r": "angular velocity", "N": "moment", "i": "moment"}
    assert to_si(quantity[text[0]], text, where="here") > 0


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        ("acceleration", "kg"), ("acceleration", "m/s"), ("acceleration", "V"), ("acceleration", "m/s2/kg"),
        ("force", "N/m"), ("force", "V"), ("moment", "N"), ("moment", "N/m"), ("time", "Hz"), ("force", "counts"),
        ("displacement", "m2"), ("acceleration", "g/s"), ("acceleration", "2g"), ("force", "%"), ("force", "kN?"),
    ],
)  # fmt: skip
def test_a_unit_of_something_else_is_refused(quantity: str, unit: str) -> None:
    with pytest.raises(RecordingError, match="is not a unit of"):
        to_si(quantity, unit, where="here")


def test_a_letter_that_two_units_share_is_read_as_written() -> None:
    assert to_si("acceleration", "G", where="here") == 9.80665
    assert to_si("pressure", "MPa", where="here") == 1e6


def test_a_refusal_names_what_is_known() -> None:
    with pytest.raises(RecordingError, match=r"'kg' is not a unit of an acceleration.* m/s².* g"):
        to_si("acceleration", "kg", where="file.csv, 'head'")
    with pytest.raises(RecordingError, match=r"has no unit; a force needs one of N, .* --map 'column=force"):
        to_si("force", " ", where="file.csv, 'head'")


def test_what_only_instruments_write_is_no_unit_of_a_plan() -> None:
    """A plan that says "140 lbs" of a force has mixed it up with a mass."""
    with pytest.raises(UnitError, match="is a mass"):
        parse_quantity("140 lbs", Dimension.FORCE)
