"""Two copies of a record, brought together: facts and a no count from both, a yes does not outvote a no."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from nacl.signing import SigningKey
from shoot import Set, everything_done, gives, stops

from stuntlab.record import decisions as decide
from stuntlab.record import open_record
from stuntlab.record.keys import Signer
from stuntlab.record.merge import entries_missing

NAME = "night-train.record.sqlite"


@pytest.fixture
def two(tmp_path: Path) -> tuple[Set, Set]:
    """The same plan on two machines, after everybody said yes."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    stunt = Set(here)
    everything_done(stunt)
    shutil.copytree(here, there)
    other = Set(there)
    return stunt, other


def bring(to: Set, what: Set) -> None:
    theirs = open_record(what.file).store.entries()
    open_record(to.file).store.append(lambda ours: entries_missing(ours, theirs))


def test_a_stop_and_a_withdrawal_come_over(two: tuple[Set, Set]) -> None:
    here, there = two
    there.do(stops, lambda history: decide.withdraw(history, "villain"))
    bring(here, there)
    assert here.held_by() == {"stopped", "consent-withdrawn"}


def test_a_yes_there_does_not_undo_a_no_here(two: tuple[Set, Set]) -> None:
    here, there = two
    here.do(lambda history: decide.withdraw(history, "villain"))
    there.do(gives("villain"))
    bring(here, there)
    assert here.held_by() == {"consent-withdrawn"}
    here.do(gives("villain"))
    assert here.held_by() == set()


def test_a_refusal_taken_back_there_does_not_undo_one_made_here(two: tuple[Set, Set]) -> None:
    here, there = two
    here.do(lambda history: decide.refuse(history, "lead"))
    there.do(lambda history: decide.call_set(history, "rehearsal", None))
    there.do(lambda history: decide.refuse(history, "lead"), lambda history: decide.take_back(history, "lead"))
    bring(here, there)
    assert "refusal" in here.held_by()


def test_a_stop_cleared_there_is_cleared_here(two: tuple[Set, Set]) -> None:
    here, there = two
    there.do(stops)
    there.do(lambda history: decide.clear(history, "adviser", "the mat is taped down now"))
    bring(here, there)
    assert here.held_by() == set()


def test_a_yes_there_counts_where_nobody_said_no(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    here = Set(tmp_path / "here")
    here.do(gives("lead"))
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    there = Set(tmp_path / "there")
    there.do(gives("villain"))
    bring(here, there)
    assert not here.findings("consent-missing")


def test_a_copy_cannot_say_yes_for_somebody_who_has_a_key(two: tuple[Set, Set]) -> None:
    here, there = two
    here.change("30 ± 6 cm", "40 ± 6 cm")
    there.change("30 ± 6 cm", "40 ± 6 cm")
    villain = Signer("villain", SigningKey.generate())
    here.do(lambda history: decide.call_set(history, "rehearsal", None))
    here.do(gives("villain"), signer=villain)
    here.change("40 ± 6 cm", "35 ± 6 cm")
    there.change("40 ± 6 cm", "35 ± 6 cm")
    there.do(gives("villain"))
    bring(here, there)
    assert "villain" in {finding.person for finding in here.findings("consent-void")}
    here.do(gives("villain"), signer=villain)
    assert "villain" not in {finding.person for finding in here.findings("consent-void")}
