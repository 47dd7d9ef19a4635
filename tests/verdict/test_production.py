"""A production's own limits: stricter, never laxer; every mistake is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.datasets import Basis, Borne, Exposure, ExposureResult, Interval, LoadSummary, Severity
from stuntlab.errors import UserError
from stuntlab.plan import parse_production
from stuntlab.verdict import Limits, limit_for, read_limits
from stuntlab.verdict.load_findings import load_findings


def limits_with(text: str) -> Limits:
    return read_limits(parse_production(f"production: Night Train\nlimits:\n{text}"))


def test_a_stricter_file_is_used_and_named() -> None:
    limits = limits_with(
        "  imposed: {abdomen_force: 100 N, foot_impulse: 1}\n  chosen: {head_hic15: 250}\n"
        "  trained: {abdomen_force: 900}\n  allowance: {imposed_exceedance: 1e-4}\n"
    )
    assert limits.name == "2026-3 + Night Train"
    assert limit_for(limits, "abdomen_force", Borne.IMPOSED, 55).value == 100
    assert limit_for(limits, "abdomen_force", Borne.TRAINED_RECEIVER, 55).value == 900
    assert limit_for(limits, "head_hic15", Borne.CHOSEN, 80).value == 250
    assert limit_for(limits, "foot_impulse", Borne.IMPOSED, 55).value == 1
    assert limits.allowance("imposed_exceedance") == 1e-4
    assert limits.allowance("chosen_exceedance") == read_limits().allowance("chosen_exceedance")


def test_the_stricter_of_table_and_production_holds_for_each_person() -> None:
    """3200 N is stricter than the table for a heavy person and laxer for a light one, who keeps the table's limit."""
    limits = limits_with("  chosen: {neck_tension: 3200}")
    assert limit_for(limits, "neck_tension", Borne.CHOSEN, 80).value == 3200
    assert limit_for(limits, "neck_tension", Borne.CHOSEN, 48.99).value == 2620


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  imposed: {abdomen_force: 250 N}", "abdomen_force 250 N: is laxer than the table, which has 220"),
        ("  imposed: {head_contact_force: 1}", "laxer than the table, which has 0"),
        ("  trained: {head_contact_force: 1}", "laxer than the table, which has 0"),
        ("  imposed: {head_hic15: 400}", "laxer than the table, which has 350"),
        ("  trained: {abdomen_compression: 60}", "laxer than the table, which has 57.5"),
        ("  chosen: {chest_compression: 50}", "laxer than the table, which has 42"),
        ("  allowance: {imposed_exceedance: 0.01}", "laxer than the table, which has 0.001"),
        ("  imposed: {abdomen_forse: 100}", "abdomen_force"),
        ("  imposd: {abdomen_force: 100}", "imposed"),
        ("  imposed: {abdomen_force: nan}", "must be a number"),
        ("  imposed: {abdomen_force: -1}", "must be a number"),
        ("  imposed: {abdomen_force: yes}", "must be a number"),
        ("  imposed: {abdomen_force: 100 kN}", "must be a number"),
        ("  imposed: {foot_impulse: 1e300}", "beyond anything ever measured"),
        ("  imposed: 3", "a group of names"),
        ("  imposed: [", "not YAML"),
    ],
)
def test_a_bad_limit_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        limits_with(text)
    assert said in str(refused.value)


def test_where_the_table_has_no_limit_a_production_can_only_stop() -> None:
    """A value of a production is no evidence: below it nothing is known, above it the production's word is no."""
    limits = limits_with("  imposed: {foot_impulse: 1}")
    row = limit_for(limits, "foot_impulse", Borne.IMPOSED, 55)
    assert limit_for(read_limits(), "foot_impulse", Borne.IMPOSED, 55).value is None
    assert not row.is_published
    exposure = Exposure("kick", "a", "b", Borne.IMPOSED, 1)
    for exceeded, severity in ((0.0, Severity.CANNOT_ASSESS), (0.5, Severity.STOP)):
        share = Interval(exceeded, exceeded, exceeded)
        felt = LoadSummary("N s", 0.5, 0.8, 0.9, row.value, share, Basis(share), is_published=row.is_published)
        result = ExposureResult(exposure, Interval(1.0, 1.0, 1.0), {}, {}, {"foot_impulse": felt})
        assert [one.severity for one in load_findings(limits, result, 55)] == [severity]


def test_all_problems_at_once() -> None:
    with pytest.raises(UserError) as refused:
        limits_with("  imposed: {abdomen_force: 250, chest_force: 500, hed: 1}")
    assert len(str(refused.value).splitlines()) == 3


def test_files_that_are_none(tmp_path: Path) -> None:
    binary, big = tmp_path / "binary", tmp_path / "big"
    binary.write_bytes(bytes(range(256)))
    big.write_bytes(b"#" * 1_000_001)
    for path in (tmp_path, tmp_path / "missing", binary, big):
        with pytest.raises(UserError, match=path.name):
            read_limits(path)
