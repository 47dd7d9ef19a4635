"""A clock that is wrong: a yes behind the latest entry is refused, one from the future waits, a no always counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from shoot import Make, Set, everything_done, gives, stops

from stuntlab.cli.main import main
from stuntlab.errors import DecisionError
from stuntlab.record import decisions as decide
from stuntlab.record import open_record

NOW = datetime.now(UTC)


@pytest.fixture
def stunt(tmp_path: Path) -> Set:
    return Set(tmp_path)


def do_at(stunt: Set, moment: datetime, *makes: Make) -> None:
    opened = open_record(stunt.file)
    opened.store._now = lambda: moment
    opened.decide(lambda history: [make(history) for make in makes])


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=400), timedelta(days=30_000)])
def test_a_no_from_the_future_counts_is_flagged_and_blocks_no_later_yes(
    stunt: Set, ahead: timedelta, capsys: pytest.CaptureFixture[str]
) -> None:
    do_at(stunt, NOW + ahead, stops, lambda history: decide.withdraw(history, "villain"))
    everything_done(stunt)
    assert stunt.held_by() == {"stopped"}, "the new yes of the same person counts"
    assert {"wrong-clock"} == {finding.id for finding in stunt.findings("wrong-clock")}
    stunt.do(lambda history: decide.clear(history, "adviser", "the mat is taped down now"))
    assert stunt.held_by() == set()
    capsys.readouterr()
    assert main(["record", "verify", str(stunt.file)]) == 0
    said = capsys.readouterr().out
    assert "entry 2 is dated" in said
    assert "before entry 1 of" in said, "both are named"


def test_a_yes_from_the_future_does_not_count_until_then(stunt: Set) -> None:
    everything_done(stunt)
    stunt.do(stops)
    later = NOW + timedelta(days=3)
    do_at(stunt, later, lambda history: decide.clear(history, "adviser", "the mat is taped down now"))
    assert stunt.held_by() == {"stopped"}
    assert stunt.findings("wrong-clock")
    assert not stunt.findings("stopped", days=4)


def test_a_yes_behind_the_latest_entry_is_refused(stunt: Set) -> None:
    everything_done(stunt)
    for behind in (timedelta(minutes=5), timedelta(hours=14)):
        with pytest.raises(DecisionError, match="one of the two clocks"):
            do_at(stunt, NOW - behind, gives("lead"))


def test_a_clock_that_lost_its_date_against_many_entries_says_no_yes(stunt: Set) -> None:
    for minute in range(5):
        do_at(stunt, NOW + timedelta(minutes=minute), lambda history: decide.refuse(history, "lead"))
    with pytest.raises(DecisionError, match="one of the two clocks"):
        do_at(stunt, NOW - timedelta(days=2000), gives("lead"))
    do_at(stunt, NOW - timedelta(days=2000), stops)
    assert stunt.findings("stopped"), "a no is taken at any time"


def test_clocks_of_two_machines_that_differ_a_little_are_nothing_to_speak_of(stunt: Set) -> None:
    do_at(stunt, NOW + timedelta(seconds=90), gives("lead"))
    do_at(stunt, NOW, gives("villain"))
    assert not stunt.findings("wrong-clock")


def test_rest_that_is_to_come_is_none(stunt: Set) -> None:
    stunt.do(lambda history: decide.log_dose(history, "villain", {}, rested=True))
    do_at(stunt, NOW + timedelta(days=300), lambda history: decide.log_dose(history, "villain", {}, rested=True))
    assert stunt.findings("dose", days=1), "a day since the rest that was"
