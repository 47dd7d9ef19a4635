"""Quantities as people write them, to SI. Expected values are worked out from the definitions of the units."""

import math
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import UnitError
from stuntlab.units import Dimension, Quantity, parse_quantity, parse_size

POUND, FOOT, INCH, G = 0.45359237, 0.3048, 0.0254, 9.80665


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("44 ft", Dimension.LENGTH, 44 * FOOT),
        ("5 ft 7 in", Dimension.LENGTH, 67 * INCH),
        ("5'7\"", Dimension.LENGTH, 67 * INCH),
        ("5′7″", Dimension.LENGTH, 67 * INCH),
        ("5'-7\"", Dimension.LENGTH, 67 * INCH),
        ("5' 10", Dimension.LENGTH, 70 * INCH),
        ("5 ft 10", Dimension.LENGTH, 70 * INCH),
        ("5ft2in", Dimension.LENGTH, 62 * INCH),
        ("7 1/2 in", Dimension.LENGTH, 7.5 * INCH),
        ("3/4 in", Dimension.LENGTH, 0.75 * INCH),
        ("5½ in", Dimension.LENGTH, 5.5 * INCH),
        ("-3 cm", Dimension.LENGTH, -0.03),
        ("−3 cm", Dimension.LENGTH, -0.03),
        ("+3 cm", Dimension.LENGTH, 0.03),
        (".5 m", Dimension.LENGTH, 0.5),
        ("5. m", Dimension.LENGTH, 5.0),
        ("-5 ft 7 in", Dimension.LENGTH, -67 * INCH),
        ("30 mph", Dimension.SPEED, 30 * 5280 * FOOT / 3600),
        ("36 km/h", Dimension.SPEED, 10.0),
        ("10 kn", Dimension.SPEED, 10 * 1852 / 3600),
        ("12 lb", Dimension.MASS, 12 * POUND),
        ("11 st 4 lb", Dimension.MASS, 158 * POUND),
        ("11 st 4", Dimension.MASS, 158 * POUND),
        ("100 g", Dimension.MASS, 0.1),
        ("100 g", Dimension.ACCELERATION, 100 * G),
        ("9.8 m/s²", Dimension.ACCELERATION, 9.8),
        ("9.8 m/s^2", Dimension.ACCELERATION, 9.8),
        ("9.8 m/s/s", Dimension.ACCELERATION, 9.8),
        ("1.5e3 N", Dimension.FORCE, 1500.0),
        ("1 lbf", Dimension.FORCE, POUND * G),
        ("20 psi", Dimension.PRESSURE, 20 * POUND * G / INCH**2),
        ("140 N/cm²", Dimension.PRESSURE, 1.4e6),
        ("90 deg", Dimension.ANGLE, math.pi / 2),
        ("90°", Dimension.ANGLE, math.pi / 2),
        ("1 rev", Dimension.ANGLE, 2 * math.pi),
        ("60 rpm", Dimension.ANGULAR_SPEED, 2 * math.pi),
        ("72 degF", Dimension.TEMPERATURE, (72 + 459.67) / 1.8),
        ("-40 °C", Dimension.TEMPERATURE, 233.15),
        ("-40 °F", Dimension.TEMPERATURE, 233.15),
        ("24 fps", Dimension.FREQUENCY, 24.0),
        ("2 min 30 s", Dimension.TIME, 150.0),
        ("180 ft·lbf", Dimension.ENERGY, 180 * FOOT * POUND * G),
        ("180 ft-lbf", Dimension.ENERGY, 180 * FOOT * POUND * G),
        ("8", Dimension.NUMBER, 8.0),
        ("10 %", Dimension.NUMBER, 0.1),
        ("5 KG", Dimension.MASS, 5.0),
        ("5 Metres", Dimension.LENGTH, 5.0),
        ("2 metres per second", Dimension.SPEED, 2.0),
    ],
)
def test_what_people_write(text: str, dimension: Dimension, value: float) -> None:
    assert parse_quantity(text, dimension).value == pytest.approx(value, rel=1e-15, abs=1e-15)


@pytest.mark.parametrize(
    "text",
    [
        "5 ± 0.8 m/s",
        "5±0.8m/s",
        "5 +/- 0.8 m/s",
        "5 +- 0.8 m/s",
        "5 m/s ± 0.8 m/s",
        "5 m/s ± 0.8",
        "5 m/s ± 80 cm/s",
        "5 m/s ± 16 %",
        "18 km/h ± 2.88 km/h",
    ],
)
def test_every_way_to_write_a_spread_means_the_same(text: str) -> None:
    assert parse_quantity(text, Dimension.SPEED) == Quantity(5.0, 0.8)


@pytest.mark.parametrize(
    ("text", "dimension", "value", "sd"),
    [
        ("72 ± 1.8 degF", Dimension.TEMPERATURE, (72 + 459.67) / 1.8, 1.0),
        ("0 ± 3 cm", Dimension.LENGTH, 0.0, 0.03),
        ("-10 m ± 10 %", Dimension.LENGTH, -10.0, 1.0),
        ("5 ft 7 in ± 1 in", Dimension.LENGTH, 67 * INCH, INCH),
        ("44 ft ± 6 in", Dimension.LENGTH, 44 * FOOT, 6 * INCH),
        ("3 ± 0 m", Dimension.LENGTH, 3.0, 0.0),
        ("2 % ± 1 %", Dimension.NUMBER, 0.02, 0.01),
        ("8 ± 2", Dimension.NUMBER, 8.0, 2.0),
    ],
)
def test_spreads(text: str, dimension: Dimension, value: float, sd: float) -> None:
    quantity = parse_quantity(text, dimension)
    assert (quantity.value, quantity.sd) == pytest.approx((value, sd), rel=1e-15)


@pytest.mark.parametrize(
    ("text", "dimension", "said"),
    [
        ("5 kg", Dimension.SPEED, ["5 kg", "is a mass", "a speed is needed", "5 ± 0.8 m/s"]),
        ("72 deg", Dimension.TEMPERATURE, ["is an angle", "degC"]),
        ("200 lb", Dimension.FORCE, ["is a mass", "lbf"]),
        ("5 m 3 kg", Dimension.LENGTH, ["is a mass"]),
        ("5", Dimension.SPEED, ["has no unit", "m/s"]),
        ("0", Dimension.LENGTH, ["has no unit"]),
        ("5 ± 0.8", Dimension.SPEED, ["has no unit"]),
        ("5 ± 10 %", Dimension.SPEED, ["has no unit"]),
        ("8 kg", Dimension.NUMBER, ["is a mass", "a plain number is needed"]),
        ("0.5 ± 10 %", Dimension.NUMBER, ["percent of what"]),
        ("20 degC ± 10 %", Dimension.TEMPERATURE, ["percent of what"]),
        ("5 metrs", Dimension.LENGTH, ['"metrs"', 'did you mean "m"']),
        ("5 miles per hours", Dimension.SPEED, ["unknown unit", 'did you mean "mph"']),
        ("5 ± -0.8 m/s", Dimension.SPEED, ["below zero"]),
        ("nan m", Dimension.LENGTH, ["not a finite number"]),
        (".nan", Dimension.LENGTH, ["not a finite number"]),
        ("inf kg", Dimension.MASS, ["not a finite number"]),
        ("-inf", Dimension.MASS, ["not a finite number"]),
        ("1e999 m", Dimension.LENGTH, ["too large"]),
        ("1,5 m", Dimension.LENGTH, ["decimal point"]),
        ("1,000 kg", Dimension.MASS, ["decimal point", "thousands"]),
        ("5-6 m/s", Dimension.SPEED, ["is a range", "5 ± 0.5"]),
        ("5 to 6 m/s", Dimension.SPEED, ["is a range"]),
        ("5 m - 3 cm", Dimension.LENGTH, ["is a range"]),
        ("5 ft 14 in", Dimension.LENGTH, ["too many"]),
        ("3 in 5 ft", Dimension.LENGTH, ["too many"]),
        ("1/0 m", Dimension.LENGTH, ["zero"]),
        ("5 ± 1 ± 2 m", Dimension.LENGTH, ["more than one ±"]),
        ("5 m ±", Dimension.LENGTH, ["nothing after its ±"]),
        ("± 5 m", Dimension.LENGTH, ["cannot be read"]),
        ("", Dimension.LENGTH, ["cannot be read"]),
        ("m", Dimension.LENGTH, ["cannot be read"]),
        ("1:20", Dimension.TIME, ["cannot be read"]),
        ("five metres", Dimension.LENGTH, ["cannot be read"]),
        ("٥ m", Dimension.LENGTH, ["cannot be read"]),
        ("9" * 500 + " m", Dimension.LENGTH, ["too long"]),
    ],
)
def test_refusals_say_what_was_given_and_what_is_allowed(text: str, dimension: Dimension, said: list[str]) -> None:
    with pytest.raises(UnitError) as refusal:
        parse_quantity(text, dimension)
    message = str(refusal.value)
    assert all(words in message for words in said), message
    assert dimension.examples[-1] in message
    assert len(message) < 300


@given(st.integers(-(10**9), 10**9))
@settings(deadline=None)
def test_one_length_in_many_units_is_one_number(centimetres: int) -> None:
    written = [f"{centimetres} cm", f"{centimetres * 10} mm", f"{centimetres}e-2 m", f"{centimetres}e-5 km"]
    assert len({parse_quantity(text, Dimension.LENGTH).value for text in written}) == 1


@given(st.integers(0, 10_000), st.integers(0, 11))
@settings(deadline=None)
def test_feet_and_inches_are_inches(feet: int, inches: int) -> None:
    compound = parse_quantity(f"{feet} ft {inches} in", Dimension.LENGTH)
    assert compound.value == parse_quantity(f"{feet * 12 + inches} in", Dimension.LENGTH).value


@given(
    st.text(alphabet=string.digits + " .,+-±/%'\"°²eEx" + "mkgftinlbsdegCFNJ", max_size=24), st.sampled_from(Dimension)
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_a_finite_quantity_or_a_refusal(text: str, dimension: Dimension) -> None:
    try:
        quantity = parse_quantity(text, dimension)
    except UnitError:
        return
    assert math.isfinite(quantity.value)
    assert 0 <= quantity.sd < math.inf
    assert quantity.text == text.strip()


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("6.1 x 7.6 x 2.7 m", (6.1, 7.6, 2.7)),
        ("6.1×7.6×2.7 m", (6.1, 7.6, 2.7)),
        ("15 x 20 x 7 ft", (15 * FOOT, 20 * FOOT, 7 * FOOT)),
        ("200 cm x 1.5 m", (2.0, 1.5)),
        ("5' x 7'", (5 * FOOT, 7 * FOOT)),
        ("5 ft 6 in x 7 ft", (66 * INCH, 7 * FOOT)),
        ("2 by 1.5 m", (2.0, 1.5)),
        ("13 x 8 ft x 20 cm", (13 * FOOT, 8 * FOOT, 0.2)),
        ("10 x 6 ft x 4 in", (10 * FOOT, 6 * FOOT, 4 * INCH)),
    ],
)
def test_sizes(text: str, metres: tuple[float, ...]) -> None:
    assert parse_size(text) == pytest.approx(metres, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3 m", "two or three lengths"),
        ("1 x 2 x 3 x 4 m", "two or three lengths"),
        ("1 x 0 m", "above zero"),
        ("1 x -2 m", "above zero"),
        ("1 x 2 kg", "is a mass"),
        ("1 x 2", "has no unit"),
        ("2 x 1 m x 8", "has no unit"),
        ("10 ft x 6 x 4 in", "in ft or in in"),
        ("nan x 1 m", "not a finite number"),
    ],
)
def test_sizes_refused(text: str, said: str) -> None:
    with pytest.raises(UnitError, match=said):
        parse_size(text)


def test_the_text_and_source_are_not_part_of_the_meaning() -> None:
    assert Quantity(0.3, text="30 cm", source="measured") == Quantity(0.3, text="300 mm")
