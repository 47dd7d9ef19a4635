"""SI to what people read, and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.units import Dimension, format_like, format_quantity, parse_quantity


@pytest.mark.parametrize(
    ("value", "dimension", "imperial", "text"),
    [
        (0.3, Dimension.LENGTH, False, "30 cm"),
        (0.085, Dimension.LENGTH, False, "85 mm"),
        (13.4112, Dimension.LENGTH, False, "13.4 m"),
        (13.4112, Dimension.LENGTH, True, "44 ft"),
        (1.7018, Dimension.LENGTH, True, "5 ft 7 in"),
        (0.3048, Dimension.LENGTH, True, "1 ft"),
        (0.0254, Dimension.LENGTH, True, "1 in"),
        (-0.03, Dimension.LENGTH, False, "-30 mm"),
        (0.0, Dimension.LENGTH, False, "0 mm"),
        (5.0, Dimension.SPEED, False, "5 m/s"),
        (13.4112, Dimension.SPEED, True, "30 mph"),
        (72.0, Dimension.MASS, False, "72 kg"),
        (1234.5, Dimension.FORCE, False, "1.23 kN"),
        (999.4, Dimension.FORCE, False, "999 N"),
        (999.6, Dimension.FORCE, False, "1000 N"),
        (295.372, Dimension.TEMPERATURE, True, "72 degF"),
        (0.139626, Dimension.ANGLE, False, "8 deg"),
        (0.1, Dimension.NUMBER, False, "0.1"),
    ],
)
def test_a_unit_that_suits_and_three_digits(value: float, dimension: Dimension, imperial: bool, text: str) -> None:
    assert format_quantity(value, dimension, imperial=imperial) == text


def test_the_spread_is_written_in_the_same_unit() -> None:
    assert format_quantity(0.3, Dimension.LENGTH, sd=0.06) == "30 ± 6 cm"
    assert format_quantity(0.0, Dimension.LENGTH, sd=0.03) == "0 ± 30 mm"
    assert format_quantity(295.15, Dimension.TEMPERATURE, sd=2.0) == "22 ± 2 degC"


@given(
    st.floats(1e-9, 1e12) | st.floats(-1e12, -1e-9) | st.just(0.0),
    st.sampled_from([dimension for dimension in Dimension if dimension is not Dimension.TEMPERATURE]),
    st.booleans(),
)
@settings(deadline=None)
def test_what_is_written_reads_back_to_three_digits(value: float, dimension: Dimension, imperial: bool) -> None:
    text = format_quantity(value, dimension, imperial=imperial)
    assert parse_quantity(text, dimension).value == pytest.approx(value, rel=0.005)


@given(
    st.floats(1e-6, 1e6), st.floats(1e-6, 1e6), st.sampled_from([Dimension.LENGTH, Dimension.SPEED, Dimension.FORCE])
)
@settings(deadline=None)
def test_a_spread_reads_back_to_three_digits(value: float, sd: float, dimension: Dimension) -> None:
    quantity = parse_quantity(format_quantity(value, dimension, sd=sd), dimension)
    assert quantity.value == pytest.approx(value, rel=0.005)
    assert quantity.sd == pytest.approx(sd, rel=0.005)


@given(st.floats(200, 1000), st.booleans())
@settings(deadline=None)
def test_temperatures_read_back(kelvin: float, imperial: bool) -> None:
    text = format_quantity(kelvin, Dimension.TEMPERATURE, imperial=imperial)
    assert parse_quantity(text, Dimension.TEMPERATURE).value == pytest.approx(
        kelvin, abs=3
    )  # 1340 degF in three digits


@pytest.mark.parametrize(
    ("value", "sd", "dimension", "like", "said"),
    [
        (0.27, 0.0333, Dimension.LENGTH, "30 ± 6 cm", "27.0 ± 3.3 cm"),
        (0.27, 0.0, Dimension.LENGTH, "30 ± 6 cm", "27 cm"),
        (4.9174, 0.22, Dimension.SPEED, "11 mph", "11.0 ± 0.5 mph"),
        (0.27, 0.02, Dimension.LENGTH, "300 mm", "270 ± 20 mm"),
        (1.7, 0.02, Dimension.LENGTH, "5 ft 7 in", "1.7 ± 0.02 m"),
        (5.0, 0.5, Dimension.SPEED, "", "5 ± 0.5 m/s"),
        (5.0, 0.5, Dimension.SPEED, "5 m/s ± 10 %", "5.00 ± 0.50 m/s"),
        (-0.004, 0.0301, Dimension.LENGTH, "0 ± 3 cm", "-0.4 ± 3.0 cm"),
    ],
)
def test_a_value_is_written_in_the_unit_of_another(
    value: float, sd: float, dimension: Dimension, like: str, said: str
) -> None:
    assert format_like(value, dimension, like, sd=sd) == said
