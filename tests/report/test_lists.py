"""The limits and the kinds, as text and JSON."""

from __future__ import annotations

import json

import pytest
from rich.cells import cell_len

from stuntlab.report.kinds_list import KindOfGag, KindOfGear, WayItGoesWrong, kinds_to_dict, render_kinds
from stuntlab.report.limits_table import limits_to_dict, render_limits
from stuntlab.verdict import read_limits

LIMITS = read_limits()


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
def test_every_load_and_source_is_shown(width: int, unicode: bool) -> None:
    text = render_limits(LIMITS, width=width, unicode=unicode)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    flat = "".join(text.split())
    assert all(name in flat for name in LIMITS.loads)
    assert "220N" in flat
    assert "ISO/TS15066" in flat


def test_limits_as_json_hold_every_published_row() -> None:
    table = json.loads(json.dumps(limits_to_dict(LIMITS), allow_nan=False))
    assert table["version"] == "2026-2"
    assert set(table["loads"]) == set(LIMITS.loads)
    assert all(row["source"] for load in table["loads"].values() for row in load["references"])


def test_kinds_name_the_ways_a_gag_goes_wrong() -> None:
    gags = [KindOfGag("kick", "a foot", (WayItGoesWrong("wrong cue", "too early"),))]
    gear = [KindOfGear("pad", "foam")]
    text = render_kinds(gags, gear, width=80, colour=False, unicode=True)
    assert text == "Gags\n  kick: a foot\n    • wrong cue: too early\n\nGear\n  pad: foam\n"
    assert list(kinds_to_dict(gags, gear)["gags"][0]["branches"]) == [{"name": "wrong cue", "outcome": "too early"}]
