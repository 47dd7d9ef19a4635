"""The limits and the kinds, as text and JSON."""

from __future__ import annotations

import json

import pytest
from rich.cells import cell_len

from stuntlab.report.kinds_list import (
    KindOfGag,
    KindOfGear,
    WayItGoesWrong,
    WordOfGear,
    add_kinds,
    add_ways,
    add_words,
    kinds_to_dict,
)
from stuntlab.report.limits_table import limits_to_dict, render_limits
from stuntlab.report.page import Page
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
    assert table["version"] == "2026-3"
    assert set(table["loads"]) == set(LIMITS.loads)
    assert all(row["source"] for load in table["loads"].values() for row in load["references"])


def test_kinds_name_the_ways_a_gag_goes_wrong() -> None:
    gags = [KindOfGag("kick", "a foot", (WayItGoesWrong("wrong cue", "too early"),))]
    gear = [
        KindOfGear(
            "pad", "foam", (WordOfGear("size", "how large", needed=False), WordOfGear("of", "what", needed=True))
        )
    ]
    listed, told, thing = (Page(width=80, colour=False, unicode=True) for _ in range(3))
    add_kinds(listed, gags, gear)
    add_ways(told, gags[0])
    add_words(thing, gear[0])
    assert listed.render().startswith("Gags\n  kick: a foot\n\nGear\n  pad: foam\n\nHow one of them goes wrong:\n")
    assert "stuntlab kinds kick\n" in listed.render()
    assert "  • wrong cue: too early\n" in told.render()
    assert "  • of (needed): what\n  • size: how large\n" in thing.render(), "what is needed comes first"
    assert list(kinds_to_dict(gags, gear)["gags"][0]["branches"]) == [{"name": "wrong cue", "outcome": "too early"}]
