"""Case files: the shipped ones are whole, one's own are refused in words."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from stuntlab.errors import UserError
from stuntlab.people.tables import CORRIDORS
from stuntlab.validation import read_cases, select, validate
from stuntlab.validation.rigs import RIGS

CASES = read_cases()

OWN = """
name = "my-hub"
title = "A hub of mine"
region = "chest"
kind = "predicted"
source = "my laboratory, 2026"
tag = "V-P"
rig = "strike"
setup = {surface = "chest", mass_kg = 10.0, speed_m_s = 3.0}
quantity = [{name = "peak_force", unit = "kN", low = 0.5, high = 5.0}]
"""


def test_a_case_stands_in_a_file_of_its_name() -> None:
    names = {entry.name for entry in (files("stuntlab.validation") / "cases").iterdir()}
    assert names == {f"{case.name}.toml" for case in CASES}


def test_every_case_has_a_source_a_tag_and_a_rig_or_a_reason() -> None:
    for case in CASES:
        assert case.source
        assert case.rig in RIGS or case.no_model, case.name


def test_every_rig_has_a_case() -> None:
    """Arrests of one's own are for others; the cases of their page are run in `test_own_drops.py`."""
    assert {case.rig for case in CASES} - {""} == set(RIGS) - {"body_arrest"}


@pytest.mark.parametrize(
    "name",
    [
        "abdomen-viano-4-8",
        "abdomen-viano-6-8",
        "abdomen-viano-9-4",
        "572e-head",
        "572e-neck-flexion",
        "572e-neck-extension",
        "572e-thorax",
        "572e-knee",
        "572e-hip",
        "front-kick-vagner",
        "lobdell-6-71",
        "lobdell-4-30",
        "shoulder-9790",
    ],
)
def test_what_made_a_parameter_is_never_called_predicted(name: str) -> None:
    """The fit scripts of the repository name these; the reference solutions share the model's parameters."""
    assert select(CASES, names=[name])[0].kind == "fitted"


def test_a_closed_form_never_counts_as_a_prediction() -> None:
    assert all(case.kind == "fitted" for case in CASES if case.basis == "closed form")


def test_the_tests_of_the_reference_that_have_no_model_are_listed_all_the_same() -> None:
    without = {case.name for case in CASES if case.no_model}
    assert {"abdomen-pelvis-lateral", "abdomen-lap-belt", "head-10yo", "back-blunt"} <= without


def test_corridors_are_those_the_dummies_are_certified_with() -> None:
    """Two files hold them, one for the fits and one for the bench: every number of the one is in the other."""
    published: dict[str, set[tuple[float | None, float | None]]] = {"572e": set(), "572o": set()}
    for case in CASES:
        if case.name[:4] in published:
            published[case.name[:4]] |= {(row.low, row.high) for row in case.quantity}
    for subpart, dummy in (("572e", "hybrid_iii_50m"), ("572o", "hybrid_iii_5f")):
        for name, row in CORRIDORS.read()[dummy].items():
            scale = 100 if row.unit == "1" else 1  # shares are in per cent on the bench
            corridor = (pytest.approx(scale * row.low), pytest.approx(scale * row.high))
            assert any(pair == corridor for pair in published[subpart]), name


def test_select_by_name_and_kind() -> None:
    assert [case.name for case in select(CASES, names=["572o-head", "572e-head"])] == ["572o-head", "572e-head"]
    assert {case.kind for case in select(CASES, kind="fitted")} == {"fitted"}
    assert len(select(CASES, kind="fitted")) + len(select(CASES, kind="predicted")) == len(CASES)


def test_every_published_test_says_whom_it_was_made_on() -> None:
    silent = [case.name for case in CASES if case.rig and case.basis != "closed form" and case.measured_on is None]
    assert not silent


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UserError, match=r'"kroell".*kroell-1971-hub'):
        select(CASES, names=["kroell"])


def test_a_case_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "my-hub.toml").write_text(OWN, encoding="utf-8")
    for where in (tmp_path, tmp_path / "my-hub.toml"):
        found = validate(read_cases(where))
        assert [row.case for row in found.comparisons] == ["my-hub"]
        assert found.comparisons[0].inside


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("my-hub", "my hub", "name"),
        ("= [", "= [[", "not TOML"),
        ('kind = "predicted"', 'kind = "guessed"', "kind.*fitted.*predicted"),
        ('tag = "V-P"', 'tag = "sure"', "tag"),
        ('unit = "kN"', 'unit = "mm"', 'line 10, quantity.0: peak_force: "mm" is no unit of a force; there are N, kN'),
        ("peak_force", "peak_farce", 'no quantity "peak_farce"'),
        ("low = 0.5, high = 5.0", "low = 5.0, high = 0.5", "low 5 must be below high 0.5"),
        ("low = 0.5, high = 5.0", "low = 0.5", "either low and high, or mean and sd"),
        ("low = 0.5, high = 5.0", "low = 0.5, high = 5.0, mean = 2.0, sd = 1.0", "either low and high"),
        ('rig = "strike"', "", "either a rig or"),
        ('source = "my laboratory, 2026"', "", "source"),
        ('region = "chest"', 'region = "chest"\ncolour = "red"', "colour"),
    ],
)
def test_a_bad_case_is_refused_in_a_sentence(tmp_path: Path, before: str, after: str, said: str) -> None:
    path = tmp_path / "my-hub.toml"
    path.write_text(OWN.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(UserError, match=said) as refused:
        read_cases(path)
    assert "my-hub.toml" in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('rig = "strike"', 'rig = "strik"', 'no rig "strik" .did you mean "strike"'),
        ("mass_kg = 10.0, ", "", "mass_kg"),
        ("mass_kg = 10.0", 'mass_kg = "heavy"', "mass_kg"),
        ("mass_kg = 10.0", "mass_kg = 10.0, colour = 3", "colour"),
        ("mass_kg = 10.0", "mass_kg = 0.0", "mass_kg: 0.0 is not allowed; it has to be more than 0"),
        ("mass_kg = 10.0", "mass_kg = nan", "mass_kg: .*finite"),
        ("mass_kg = 10.0", "mass_kg = 2026-01-01", "mass_kg"),
        ("mass_kg = 10.0", "mass_kg = 10.0, duration_s = 0.005", "not over after 0.005 s"),
        ("mass_kg = 10.0", "mass_kg = 10.0, timestep_s = 0.002", "needs a timestep"),
        ('surface = "chest"', 'surface = "nose"', "no surface 'nose'"),
        ("mass_kg = 10.0", "mass_kg = 10.0, azimuth_deg = 60", "from 60 degrees there is no model"),
        ("mass_kg = 10.0", 'mass_kg = 10.0, body = {stature_m = 0.9, mass_kg = 20.0, sex = "male"}', "stature 0.9 m"),
        ("peak_force", "exponent", "does not answer exponent"),
    ],
)
def test_a_set_up_that_cannot_be_run_is_refused_in_a_sentence(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    path = tmp_path / "my-hub.toml"
    text = OWN.replace(before, after, 1)
    path.write_text(text.replace('unit = "kN"', 'unit = "1"') if after == "exponent" else text, encoding="utf-8")
    with pytest.raises(UserError, match=said) as refused:
        validate(read_cases(path))
    assert "my-hub" in str(refused.value)


def test_files_that_are_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_cases(tmp_path / "none.toml")
    with pytest.raises(UserError, match=r"no \.toml file"):
        read_cases(tmp_path)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="not UTF-8"):
        read_cases(tmp_path)
