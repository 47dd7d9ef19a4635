"""docs/limits.md holds the table that the program uses."""

from __future__ import annotations

import runpy
from pathlib import Path

from stuntlab.plan import parse_production
from stuntlab.verdict import read_limits

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")


def test_the_table_is_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "write_limits_page.py"))
    assert script["with_table"](PAGE) == PAGE, "run scripts/write_limits_page.py"


def test_the_example_of_a_stricter_production_works() -> None:
    example = PAGE.split("```yaml\n")[1].split("```")[0]
    limits = read_limits(parse_production(example))
    assert limits.allowance("imposed_exceedance") == 1e-4
    assert limits.name == "2026-3 + Night Train"


def test_the_allowances_of_the_page_are_those_of_the_table() -> None:
    limits = read_limits()
    said = {name: limits.allowance(name) for name in ("imposed_exceedance", "trained_exceedance", "trained_ais2")}
    assert set(said.values()) == {1e-3}
    assert limits.allowance("chosen_exceedance") == 1e-2
    assert limits.allowance("chosen_ais3_take") == 1e-3
    assert limits.allowance("chosen_ais3_day") == 1 / 500
