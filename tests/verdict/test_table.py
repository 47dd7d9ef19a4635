"""The limits table: every number has a source, and the published values are the published values."""

from __future__ import annotations

import pytest

from stuntlab.plan import Region
from stuntlab.verdict import read_limits

LIMITS = read_limits()
TAGS = {"V-P", "V-A", "V-S", "R-h", "R-m", "R-l", "C", "J"}
UNITS = {"1", "g", "N", "N·m", "N·s", "N/cm2", "mm", "m", "m/s", "s"}


@pytest.mark.parametrize("load", LIMITS.loads.values(), ids=lambda load: load.name)
def test_every_row_has_a_unit_a_source_and_a_tag(load) -> None:
    assert load.unit in UNITS
    assert load.what
    assert load.title
    for row in (*load.references, *load.trained, load.imposed):
        assert row.source.strip()
        assert row.tag in TAGS
    assert all(row.size in ("5F", "50M") and row.value > 0 for row in (*load.references, *load.trained))


@pytest.mark.parametrize("load", LIMITS.loads.values(), ids=lambda load: load.name)
def test_marks_of_consumer_tests_are_no_limits(load) -> None:
    assert not any(mark in row.rule for row in load.references for mark in ("NCAP", "IIHS"))


@pytest.mark.parametrize("load", LIMITS.loads.values(), ids=lambda load: load.name)
def test_a_load_without_a_limit_says_why(load) -> None:
    assert bool(load.no_reference) == (not load.references)
    if load.imposed.value is None:
        assert load.imposed.of_reference or load.imposed.why
    if load.imposed.of_reference:
        assert load.references, "half of nothing"


def test_every_number_has_a_source_and_a_tag() -> None:
    assert all(number.source and number.tag in TAGS for number in LIMITS.numbers.values())


@pytest.mark.parametrize(
    ("load", "transient"),
    [
        # ISO/TS 15066 Annex A, transient; the first four are printed as such in what was read
        ("abdomen_force", 220),
        ("chest_force", 280),
        ("back_force", 420),
        ("pelvis_force", 360),
        ("thigh_force", 440),
        ("knee_force", 440),
        ("abdomen_pressure", 280),
        ("chest_pressure", 240),
        ("thigh_pressure", 500),
    ],
)
def test_contact_limits_of_iso_ts_15066(load: str, transient: float) -> None:
    assert LIMITS.loads[load].imposed.value == transient


def test_forbidden_targets_are_words_of_a_plan() -> None:
    words = {region.value for region in Region}
    assert words >= LIMITS.forbidden_targets
    assert not LIMITS.forbidden_targets & {"abdomen", "chest", "thigh", "back"}
