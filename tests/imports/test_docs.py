"""The page on recordings says what is true: every place and unit it names is read, and none is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stuntlab.cli.injury import command
from stuntlab.imports.delimited import read_delimited
from stuntlab.imports.identity import locations
from stuntlab.imports.quantities import measured_quantities

PAGE = (Path(__file__).parents[2] / "docs" / "recordings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", [location.name for location in locations() if location.name not in ("ear", "skin")])
def test_every_place_is_on_the_page(place: str) -> None:
    assert re.search(rf"\b{'[^|]*'.join(place.split())}\b", PAGE)


@pytest.mark.parametrize("quantity", [name for name in measured_quantities() if name != "time"])
def test_every_quantity_is_on_the_page(quantity: str) -> None:
    assert f"| {quantity} |" in PAGE


def test_every_option_is_on_the_page() -> None:
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in PAGE


def test_the_tables_on_the_page_are_read() -> None:
    blocks = [block for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) if "stuntlab" not in block]
    assert len(blocks) == 2
    for block in blocks:
        *head, first, second = block.strip().splitlines()
        separator = ";" if ";" in first else ","
        rows = [first, second]
        for number in range(2, 20):
            clock = f"{number / 10_000:.4f}".replace(".", ",") if separator == ";" else f"{number / 10}"
            rows.append(separator.join([clock, *["1"] * (first.count(separator))]))
        assert read_delimited("\n".join([*head, *rows]), source="page", names={}).channels
