"""Somebody owns the database, the folder and the clock, and wants a no to go away: an editor, sqlite3, a copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from nacl.signing import SigningKey
from shoot import Set, everything_done, gives, stops

from stuntlab.cli.main import main
from stuntlab.errors import DecisionError
from stuntlab.plan import as_data
from stuntlab.record import Draft, PlanKey, open_record
from stuntlab.record import decisions as decide
from stuntlab.record.entry import Json
from stuntlab.record.keys import Signer
from stuntlab.record.kinds.stop import CLEAR, STOP
from stuntlab.record.kinds.version import VERSION
from stuntlab.record.pending import pending_stops

BOSS = Signer("boss", SigningKey.generate())
REASON = "we are losing the light"


@pytest.fixture
def stunt(tmp_path: Path) -> Set:
    stunt = Set(tmp_path)
    stunt.change("operator: {job", "boss: {job: producer, has_power_over: [lead]}\n  operator: {job")
    return stunt


def by_hand(stunt: Set, *drafts: Draft, signer: Signer | None = None) -> None:
    open_record(stunt.file).store.append(lambda _: drafts, signer=signer)


def harmless(stunt: Set) -> dict[str, Json]:
    """The version of the plan, written so that nobody has power over anybody in it."""
    data = dict(as_data(stunt.history().plan))
    people = {name: {**person, "has_power_over": []} for name, person in data["people"].items()}
    return {**data, "people": {**people, "Somebody": dict(people["operator"])}}


@pytest.mark.parametrize("signed", [False, True])
def test_a_version_made_up_for_it_makes_nobody_free_to_clear(stunt: Set, signed: bool) -> None:
    stunt.file.with_name("production.yaml").write_text(f"production: Night Train\nsigned: {str(signed).lower()}\n")
    stunt.do(stops)
    stop, key = stunt.history().held[-1].hash, stunt.history().key
    body: dict[str, Json] = {"clears": [stop], "reason": REASON}
    for made_up in (key, PlanKey(key.file, key.title, "sha256:" + 64 * "1")):
        by_hand(stunt, Draft(VERSION, made_up, None, harmless(stunt)), Draft(CLEAR, made_up, "boss", body), signer=BOSS)
        assert stunt.findings("stopped")
    if signed:
        somebody = Signer("Somebody", SigningKey.generate())
        by_hand(stunt, Draft(CLEAR, key, "Somebody", body), signer=somebody)
        assert stunt.findings("stopped"), "known in a version that was made up, and not in the plan"


def test_an_edit_that_takes_the_power_away_clears_nothing(stunt: Set) -> None:
    stunt.do(stops)
    stunt.change("has_power_over: [lead]", "has_power_over: []")
    with pytest.raises(DecisionError, match="when it was stopped"):
        stunt.do(lambda history: decide.clear(history, "boss", REASON))
    stunt.change("  boss: {job: producer, has_power_over: []}\n", "")
    with pytest.raises(DecisionError, match="when it was stopped"):
        stunt.do(lambda history: decide.clear(history, "boss", REASON))


def test_a_kept_stop_is_not_called_written_by_an_entry_on_something_else(stunt: Set) -> None:
    stunt.do(gives("lead"))
    (record,) = stunt.file.parent.glob("*.record.sqlite")
    whole = record.read_bytes()
    record.write_bytes(b"broken" * 1000)
    assert main(["stop", str(stunt.file)]) == 3
    record.write_bytes(whole)
    (kept,) = pending_stops(stunt.file, stunt.history().key)
    by_hand(stunt, Draft(STOP, PlanKey("x.yaml", "x", ""), None, {"kept_aside": kept.id, "since": kept.at}))
    assert stunt.findings("stopped")


def test_a_kept_stop_is_beside_the_plan_whatever_the_state_folder_is_called(
    stunt: Set, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUNTLAB_RECORD", "postgresql://nobody@127.0.0.1:9/none")
    assert main(["stop", str(stunt.file)]) == 3
    monkeypatch.delenv("STUNTLAB_RECORD")
    monkeypatch.setenv("STUNTLAB_STATE", str(tmp_path / "another state"))
    assert stunt.findings("stopped")


def test_a_record_that_was_taken_away_is_told(stunt: Set, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everything_done(stunt)
    stunt.do(stops)
    (record,) = stunt.file.parent.glob("*.record.sqlite")
    record.rename(tmp_path / "old")
    assert stunt.findings("record-unread")
    capsys.readouterr()
    assert main(["concern", str(stunt.file), "--what", "the floor is wet"]) == 0
    assert "not there any more" in capsys.readouterr().err
