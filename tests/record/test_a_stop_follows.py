"""A stop follows the stunt: no new name, no other record, no copy and no edit loses it in silence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from nacl.signing import SigningKey
from shoot import PLAN, Make, Set, everything_done, gives, limits, rehearses, stops

from stuntlab.cli.main import main
from stuntlab.record import Draft, History, open_record
from stuntlab.record import decisions as decide
from stuntlab.record.keys import Signer
from stuntlab.record.kinds.concern import CONCERN

Move = Callable[[Set, pytest.MonkeyPatch], Set]


def edit(old: str, new: str) -> Move:
    def move(stunt: Set, _: pytest.MonkeyPatch) -> Set:
        stunt.change(old, new)
        return stunt

    return move


def new_production_file(stunt: Set, _: pytest.MonkeyPatch) -> Set:
    stunt.file.with_name("production.yaml").write_text("production: Day Train\n", encoding="utf-8")
    return stunt


def other_record_in_it(stunt: Set, _: pytest.MonkeyPatch) -> Set:
    stunt.file.with_name("production.yaml").write_text("production: Night Train\nrecord: other.sqlite\n")
    return stunt


def other_record(stunt: Set, patched: pytest.MonkeyPatch) -> Set:
    patched.setenv("STUNTLAB_RECORD", str(stunt.file.parent / "elsewhere.sqlite"))
    return stunt


def copied(stunt: Set, _: pytest.MonkeyPatch) -> Set:
    folder = stunt.file.parent / "copy"
    folder.mkdir()
    shutil.copy(stunt.file, folder)
    other = Set.__new__(Set)
    other.file = folder / stunt.file.name
    return other


def copied_and_edited(stunt: Set, patched: pytest.MonkeyPatch) -> Set:
    other = copied(stunt, patched)
    other.change("30 ± 6 cm", "31 ± 6 cm")
    return other


def called_otherwise(name: str) -> Move:
    def move(stunt: Set, _: pytest.MonkeyPatch) -> Set:
        stunt.file = stunt.file.rename(stunt.file.with_name(name))
        return stunt

    return move


def both(*moves: Move) -> Move:
    def move(stunt: Set, patched: pytest.MonkeyPatch) -> Set:
        for one in moves:
            stunt = one(stunt, patched)
        return stunt

    return move


MOVES: dict[str, Move] = {
    "another production": edit("production: Night Train", "production: Day Train"),
    "no production": edit("production: Night Train\n", ""),
    "the production in capitals": edit("production: Night Train", "production: NIGHT TRAIN"),
    "the production with other blanks": edit("production: Night Train", 'production: "Night  Train "'),
    "the production in full width": edit("production: Night Train", "production: Ｎight Train"),
    "the production with a dash": edit("production: Night Train", "production: Night-Train"),
    "a new production.yaml": new_production_file,
    "another record in production.yaml": other_record_in_it,
    "another $STUNTLAB_RECORD": other_record,
    "a copy": copied,
    "a copy with another value": copied_and_edited,
    "another name of the file": called_otherwise("kick.yaml"),
    "the file in capitals": called_otherwise("PLAN.yaml"),
    "another title": edit("stunt: Stomach kick", "stunt: Gut punch"),
    "title, file and value in other letters": both(
        edit("stunt: Stomach kick", "stunt: STOMACH  KICK"),
        edit("30 ± 6 cm", "31 ± 6 cm"),
        called_otherwise("Plan.yaml"),
    ),
    "another record and another value": both(edit("30 ± 6 cm", "31 ± 6 cm"), other_record),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_a_stop_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], move: Move
) -> None:
    stunt = Set(tmp_path)
    everything_done(stunt)
    stunt.do(stops)
    stunt = move(stunt, monkeypatch)
    assert stunt.findings("stopped"), "it holds"
    assert main(["check", str(stunt.file)]) == 0
    assert "STOPPED" in capsys.readouterr().err, "and every command tells it"


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_a_new_record_says_so_and_what_others_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], move: Move
) -> None:
    stunt = Set(tmp_path)
    stunt.do(stops, lambda history: decide.refuse(history, "lead"))
    before = open_record(stunt.file).store
    stunt = move(stunt, monkeypatch)
    capsys.readouterr()
    assert main(["concern", str(stunt.file), "--what", "the floor is wet"]) == 0
    told = capsys.readouterr().err
    assert "A new record is begun" not in told or ("1 open stop" in told and "1 other no" in told)
    after = open_record(stunt.file).store
    new = (before.place.file, before.chain_name()) != (after.place.file, after.chain_name())
    assert ("A new record is begun" in told) is new


def test_the_very_first_record_is_told_and_holds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stunt = Set(tmp_path)
    assert main(["consent", str(stunt.file), "--person", "lead", "--give"]) == 0
    assert "A new record is begun" in capsys.readouterr().err
    assert not [line for line in stunt.lines() if "another record" in line]


def test_another_stunt_of_another_film_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    stunt = Set(tmp_path)
    stunt.do(stops)
    other = stunt.file.with_name("other.yaml")
    other.write_text(
        PLAN.replace("Stomach kick", "Alley beating").replace('"67"', '"68"').replace("Night Train", "Day Train")
    )
    stunt.file = other
    assert not stunt.findings("stopped")
    assert not [line for line in stunt.lines() if "another record" in line]


def test_a_cleared_stop_does_not_follow(tmp_path: Path) -> None:
    stunt = Set(tmp_path)
    stunt.do(stops)
    stunt.do(lambda history: decide.clear(history, "adviser", "the mat is taped down now"))
    stunt.change("production: Night Train", "production: Day Train")
    assert not stunt.findings("stopped")


def test_a_no_in_another_record_is_undone_by_the_same_person_with_the_same_key(tmp_path: Path) -> None:
    stunt, key = Set(tmp_path), Signer("villain", SigningKey.generate())
    stunt.do(gives("villain"), signer=key)
    stunt.do(lambda history: decide.withdraw(history, "villain"), limits("villain", "takes <= 4"))
    stunt.change("production: Night Train", "production: Day Train")
    assert [finding.person for finding in stunt.findings("no-elsewhere")] == [None], "no name for everybody"
    assert stunt.findings("limit-elsewhere")
    stunt.do(gives("villain"), signer=Signer("villain", SigningKey.generate()))
    assert stunt.findings("no-elsewhere"), "a key that somebody made for it is not theirs"


def test_a_backup_beside_the_record_says_nothing(tmp_path: Path) -> None:
    stunt = Set(tmp_path)
    everything_done(stunt)
    stunt.do(stops)
    (record,) = tmp_path.glob("*.record.sqlite")
    shutil.copy(record, tmp_path / "copy of yesterday.record.sqlite")
    stunt.do(lambda history: decide.clear(history, "adviser", "the mat is taped down now"))
    assert stunt.held_by() == set()
    assert not [line for line in stunt.lines() if "another record" in line]


def retitle(stunt: Set) -> None:
    stunt.change("stunt: Stomach kick", "stunt: A friendly push")


def rename(stunt: Set) -> None:
    stunt.file = stunt.file.rename(stunt.file.with_name("push.yaml"))


def renumber(stunt: Set) -> None:
    stunt.change("30 ± 6 cm", "31 ± 6 cm")


def concerns(history: History) -> Draft:
    return decide.report(history, CONCERN, None, "the floor is wet")


@pytest.mark.parametrize(
    ("no", "holds"),
    [
        (stops, "stopped"),
        (concerns, "concern"),
        (lambda history: decide.refuse(history, "lead"), "refusal"),
        (limits("villain", "takes <= 2"), "own-limit"),
    ],
)
@pytest.mark.parametrize("steps", [(retitle, rename), (rename, retitle), (retitle, renumber, rename)])
def test_a_no_follows_one_step_after_the_other(
    tmp_path: Path, no: Make, holds: str, steps: tuple[Callable[[Set], None], ...]
) -> None:
    stunt = Set(tmp_path)
    stunt.do(no)
    for step in steps:
        step(stunt)
        stunt.do(gives("lead"))
    assert stunt.findings(holds)


def test_what_is_cleared_under_the_name_it_had_is_cleared(tmp_path: Path) -> None:
    old = Set(tmp_path)
    old.do(stops)
    new = Set.__new__(Set)
    new.file = tmp_path / "push.yaml"
    shutil.copy(old.file, new.file)
    new.do(gives("lead"))
    retitle(new)
    assert new.findings("stopped")
    old.do(lambda history: decide.clear(history, "adviser", "the mat is taped down now"))
    assert not new.findings("stopped")


def test_a_copy_that_becomes_another_stunt_begins_anew(tmp_path: Path) -> None:
    """Everyday work: the next plan is made from the last one. What happens to that one later is its own."""
    old = Set(tmp_path)
    everything_done(old)
    old.do(*(rehearses(take=True, foot_speed=5.0) for _ in range(8)))
    new = Set.__new__(Set)
    new.file = tmp_path / "push.yaml"
    shutil.copy(old.file, new.file)
    new.do(gives("lead"))
    retitle(new)
    new.change("takes: 8", "takes: 4")
    new.do(gives("lead"), gives("villain"))
    old.do(stops, concerns, lambda history: decide.refuse(history, "lead"))
    assert new.held_by().isdisjoint({"stopped", "concern", "refusal", "takes"})
    assert {"stopped", "concern", "refusal"} <= old.held_by()
