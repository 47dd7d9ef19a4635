"""Sentences in the units of whoever reads them."""

from __future__ import annotations

import pytest

from stuntlab.units import System, UnitStyle, in_units


@pytest.mark.parametrize(
    ("metric", "imperial"),
    [
        ("75 ± 1 kg", "165 ± 2.2 lb"),
        ("6 kN", "1 350 lbf"),
        ("4 m/s", "9 mph"),
        ("0.102 m", "4 in"),
        ("0.229 m of height", "9 in of height"),
        ("3 120 N", "701 lbf"),
        ("1.2 kN", "270 lbf"),
        ("72 kg", "160 lb"),
        ("11 ± 1 kg", "24 ± 2.2 lb"),
        ("2 x 12 x 2.7 m", "6.6 x 39 x 8.9 ft"),
        ("1 to 11 m/s", "2.2 to 25 mph"),
        ("a gap of 30 ± 6 cm", "a gap of 12 ± 2.4 in"),
    ],
)
def test_each_number_of_several_is_turned_on_its_own(metric: str, imperial: str) -> None:
    assert in_units(metric, UnitStyle(System.US)) == imperial


@pytest.mark.parametrize("mph", range(5, 60))
def test_a_speed_in_whole_miles_an_hour_comes_back_as_it_was_typed(mph: int) -> None:
    assert in_units(f"{mph * 0.44704:.3g} m/s", UnitStyle(System.US)) == f"{mph} mph"


@pytest.mark.parametrize("text", ["`30 cm`", "“30 cm”", "an 85 mm lens", "5 ft 7 in", "3 takes", "12 g"])
def test_what_is_quoted_or_shared_stays(text: str) -> None:
    assert in_units(text, UnitStyle(System.US)) == text


@pytest.mark.parametrize("often", ["12 of 100 takes", "over 99 of 100 takes", "every take"])
def test_a_limit_that_is_passed_in_so_many_takes_is_no_inches(often: str) -> None:
    text = f"passes the limit of 350 in {often}"
    assert in_units(text, UnitStyle(System.SI)) == text


@pytest.mark.parametrize("text", ["A concern on 30 Nov 2026 in another record.", "Entry 3 in another record counts."])
def test_a_day_or_a_number_before_in_is_no_length(text: str) -> None:
    assert in_units(text, UnitStyle(System.SI)) == text
