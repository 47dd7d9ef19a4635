"""A no stays with its person when the plan writes them under another name."""

from __future__ import annotations

from pathlib import Path

import pytest
from nacl.signing import SigningKey
from shoot import Make, Set, gives, limits

from stuntlab.datasets import Severity
from stuntlab.record import decisions as decide
from stuntlab.record.keys import Signer


@pytest.fixture
def stunt(tmp_path: Path) -> Set:
    return Set(tmp_path)


def _refuses(person: str) -> Make:
    return lambda history: decide.refuse(history, person)


def _withdraws(person: str) -> Make:
    return lambda history: decide.withdraw(history, person)


NOES = {
    "limit": limits("villain", "takes <= 8"),
    "refusal": _refuses("villain"),
    "withdrawal": _withdraws("villain"),
}


def _rename(stunt: Set, name: str, measures: str = "height: 171 cm, mass: 60 kg") -> None:
    stunt.change("villain: {job: actor, height: 168 cm, mass: 55 kg", f"{name}: {{job: actor, {measures}")
    stunt.change("to: villain", f"to: {name}")


@pytest.mark.parametrize("no", NOES)
@pytest.mark.parametrize("name", ["villian", "vilain", "villains"])
def test_a_slip_of_the_pen_loses_no_no(stunt: Set, no: str, name: str) -> None:
    stunt.do(gives("villain"), NOES[no])
    _rename(stunt, name)
    stunt.do(gives(name))
    assert [(one.severity, one.person) for one in stunt.findings("renamed")] == [(Severity.HOLD, name)]
    stunt.change("takes: 8", "takes: 7")  # and no later version
    assert "renamed" in stunt.held_by()


def test_the_very_same_measures_are_the_same_person_in_any_unit(stunt: Set) -> None:
    stunt.do(NOES["refusal"])
    _rename(stunt, "masked man", "height: 1.68 m, mass: 55 kg")
    assert "renamed" in stunt.held_by()


def test_somebody_else_in_their_place_is_told_and_goes_on(stunt: Set) -> None:
    stunt.do(NOES["refusal"])
    _rename(stunt, "double")
    (found,) = stunt.findings("renamed")
    assert found.severity is Severity.FLAG
    assert found.person is None
    assert "villain" not in found.text + found.remedy + found.plain  # who said no is nobody's business


def test_nobody_new_is_nothing_to_tell(stunt: Set) -> None:
    stunt.do(NOES["limit"])
    stunt.change("  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female}\n", "")
    stunt.change("to: villain", "to: lead")
    stunt.change("by: lead", "by: operator")
    stunt.change(
        "operator: {job: camera operator}", "operator: {job: camera operator, height: 180 cm, mass: 80 kg, sex: male}"
    )
    assert not [one for one in stunt.findings("renamed") if one.severity is Severity.HOLD]


def test_two_who_were_in_it_together_are_two(stunt: Set) -> None:
    stunt.change("operator: {job: camera operator}", "villians: {job: actor, height: 168 cm, mass: 55 kg, sex: female}")
    stunt.do(NOES["refusal"])
    stunt.change("  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female}\n", "")
    stunt.change("to: villain", "to: villians")
    assert not stunt.findings("renamed")


def test_a_key_of_their_own_tells_two_people_apart(stunt: Set) -> None:
    stunt.do(NOES["refusal"])
    _rename(stunt, "villian")
    stunt.do(gives("villian"), signer=Signer("villian", SigningKey.generate()))
    assert {one.severity for one in stunt.findings("renamed")} == {Severity.FLAG}


def test_the_key_of_whoever_said_no_is_no_other_persons(stunt: Set) -> None:
    key = SigningKey.generate()
    stunt.do(NOES["limit"], signer=Signer("villain", key))
    _rename(stunt, "villian")
    stunt.do(gives("villian"), signer=Signer("villian", key))
    assert "renamed" in stunt.held_by()


def test_it_ends_when_the_name_is_as_it_was(stunt: Set) -> None:
    stunt.do(gives("villain"), NOES["limit"])
    before = stunt.file.read_text()
    _rename(stunt, "villian")
    assert "renamed" in stunt.held_by()
    stunt.write(before)
    assert "renamed" not in stunt.held_by()
