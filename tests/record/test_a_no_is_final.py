"""A no is undone by nothing but a new act of the same person who knew of it: no merge, no replay, no other record."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from nacl.signing import SigningKey
from shoot import Make, Set, everything_done, gives, limits, rehearses, stops

from stuntlab.record import Draft, Entry, open_record
from stuntlab.record import decisions as decide
from stuntlab.record.chain import flatten_entries, read_rows
from stuntlab.record.entry import Json
from stuntlab.record.keys import Signer
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.kinds.merged import MERGED
from stuntlab.record.kinds.refusal import REFUSAL_TAKEN_BACK
from stuntlab.record.kinds.set_state import SET_STATE
from stuntlab.record.merge import entries_missing
from stuntlab.record.redact import entries_for_role
from stuntlab.record.store import Store, StorePlace

VILLAIN = Signer("villain", SigningKey.generate())


def withdraws(person: str = "villain") -> Make:
    return lambda history: decide.withdraw(history, person)


def refuses(history: object) -> Draft:
    return decide.refuse(history, "lead")  # type: ignore[arg-type]


def takes_back(history: object) -> Draft:
    return decide.take_back(history, "lead")  # type: ignore[arg-type]


def place_of(root: Path, name: str) -> Set:
    (root / name).mkdir()
    return Set(root / name)


def held(stunt: Set) -> tuple[Entry, ...]:
    return open_record(stunt.file).store.entries()


def bring(to: Set, what: Set) -> None:
    theirs = held(what)
    open_record(to.file).store.append(lambda ours: entries_missing(ours, theirs))


def wrapped(entry: Entry, fork: int) -> Draft:
    body: dict[str, Json] = {"content": entry.content, "hash": entry.hash, "signature": entry.signature, "fork": fork}
    return Draft(MERGED, entry.plan, None, body)


def append_by_hand(stunt: Set, *drafts: Draft) -> None:
    """As somebody does who owns the database: hashes and links are right, nobody is asked."""
    open_record(stunt.file).store.append(lambda _: drafts)


@pytest.mark.parametrize(
    ("yes", "no", "holds"), [(gives("villain"), withdraws(), "consent-withdrawn"), (takes_back, refuses, "refusal")]
)
def test_records_started_apart(tmp_path: Path, yes: Make, no: Make, holds: str) -> None:
    here, there = place_of(tmp_path, "here"), place_of(tmp_path, "there")
    append_by_hand(there, *rehearses("dry")(there.history()))
    there.do(yes)
    here.do(no)
    bring(here, there)
    assert holds in here.held_by()
    shown = entries_for_role(here.history(), "crew")
    assert [line.counts for line in shown if line.kind in ("consent", "refusal taken back")] == [False]
    bring(there, here)
    assert holds in there.held_by(), "whichever way they are brought together"
    here.do(yes)
    assert holds not in here.held_by(), "a new act of the same person ends it"


def test_a_yes_from_before_the_fork_of_two_copies_is_not_newer_than_the_no(tmp_path: Path) -> None:
    """Copies that parted later, and a yes the other copy got from a third one that had parted before."""
    here = place_of(tmp_path, "here")
    here.do(gives("lead"))
    shutil.copytree(here.file.parent, tmp_path / "third")
    third = Set(tmp_path / "third")
    third.do(gives("villain"))
    here.do(withdraws())
    shutil.copytree(here.file.parent, tmp_path / "there")
    there = Set(tmp_path / "there")
    bring(there, third)
    bring(here, there)
    assert here.findings("consent-withdrawn")


def test_a_withdrawn_signed_yes_put_back_by_hand_is_found_and_undoes_nothing(tmp_path: Path) -> None:
    here = place_of(tmp_path, "here")
    here.do(gives("villain"), signer=VILLAIN)
    (yes,) = [entry for entry in held(here) if entry.kind is CONSENT]
    here.do(withdraws())
    for fork in (0, 1, len(held(here))):
        copy = tmp_path / f"copy {fork}"
        shutil.copytree(here.file.parent, copy)
        bent = Set(copy)
        append_by_hand(bent, wrapped(yes, fork))
        store = open_record(bent.file).store
        _, faults = read_rows(store.rows(), "Night Train")
        assert any("again" in fault.text for fault in faults)
        assert [entry.kind for entry in flatten_entries(read_rows(store.rows(), "Night Train")[0])][-1] is WITHDRAWAL


def test_a_signed_yes_of_another_copy_cannot_claim_to_have_known_the_no(tmp_path: Path) -> None:
    """The fork is written by whoever merges; what the yes was written on is in what was signed."""
    here = place_of(tmp_path, "here")
    here.do(gives("lead"))
    shutil.copytree(here.file.parent, tmp_path / "there")
    there = Set(tmp_path / "there")
    for _ in range(4):
        there.do(rehearses("dry"))
    there.do(gives("villain"), signer=VILLAIN)
    here.do(withdraws())
    yes = held(there)[-1]
    for number in (0, len(held(here)), len(held(here)) + 40):
        copy = tmp_path / f"copy {number}"
        shutil.copytree(here.file.parent, copy)
        bent = Set(copy)
        append_by_hand(bent, wrapped(yes, number))
        assert bent.findings("consent-withdrawn"), f"with a fork of {number}"


def test_an_old_yes_to_this_version_does_not_come_back_behind_a_yes_to_another(tmp_path: Path) -> None:
    here = place_of(tmp_path, "here")
    here.do(rehearses("dry"))
    shutil.copytree(here.file.parent, tmp_path / "there")
    there = Set(tmp_path / "there")
    there.do(gives("villain"), signer=VILLAIN)
    here.do(withdraws())
    here.change("30 ± 6 cm", "60 ± 6 cm")
    here.do(gives("villain"), signer=VILLAIN)
    here.change("60 ± 6 cm", "30 ± 6 cm")
    bring(here, there)
    assert [f.person for f in here.findings("consent-void")] == ["villain"], "they said yes to 60 cm, and only to that"


def test_an_entry_of_another_production_does_not_count(tmp_path: Path) -> None:
    here = place_of(tmp_path, "here")
    here.do(rehearses("dry"))
    other = Store(StorePlace("Day Train", file=tmp_path / "other.sqlite"))
    key = here.history().key
    (yes,) = other.append(lambda _: [Draft(CONSENT, key, "villain", {"day": here.history().today.isoformat()})])
    append_by_hand(here, wrapped(yes, 0))
    store = open_record(here.file).store
    entries, faults = read_rows(store.rows(), "Night Train")
    assert any('belongs to "Day Train"' in fault.text for fault in faults)
    assert CONSENT not in {entry.kind for entry in flatten_entries(entries)}


def test_two_machines_that_take_turns_stay_at_peace(tmp_path: Path) -> None:
    """A no here, known there, and the new yes given there: everyday work of two laptops, which nobody is to repeat."""
    here = place_of(tmp_path, "here")
    everything_done(here)
    shutil.copytree(here.file.parent, tmp_path / "there")
    there = Set(tmp_path / "there")
    here.do(withdraws())
    bring(there, here)
    assert there.held_by() == {"consent-withdrawn"}
    there.do(gives("villain"), signer=VILLAIN)
    bring(here, there)
    assert here.held_by() == there.held_by() == set()
    for _ in range(3):
        before = len(held(here)), len(held(there))
        bring(here, there)
        bring(there, here)
        assert (len(held(here)), len(held(there))) == before, "nothing new, so nothing is brought"
    here.do(withdraws(), gives("villain"), signer=VILLAIN)
    there.do(stops)
    bring(here, there)
    bring(there, here)
    assert here.held_by() == there.held_by() == {"stopped"}


def test_the_same_person_and_nobody_else(tmp_path: Path) -> None:
    here = place_of(tmp_path, "here")
    here.do(refuses)
    (no,) = [entry for entry in held(here) if entry.kind.word == "refusal"]
    append_by_hand(here, Draft(REFUSAL_TAKEN_BACK, here.history().key, "villain", {"takes_back": [no.hash]}))
    assert here.findings("refusal")


def test_a_set_called_live_elsewhere_stays_cold_after_a_stop_here(tmp_path: Path) -> None:
    here = place_of(tmp_path, "here")
    here.do(rehearses("dry"))
    shutil.copytree(here.file.parent, tmp_path / "there")
    there = Set(tmp_path / "there")
    there.do(lambda history: Draft(SET_STATE, history.key, None, {"state": "live"}))
    here.do(stops)
    bring(here, there)
    assert "set: cold" in here.lines()


def test_a_yes_that_did_not_know_of_a_take_beyond_a_limit_does_not_settle_it(tmp_path: Path) -> None:
    here = place_of(tmp_path, "here")
    here.do(limits("villain", "kick.foot_speed <= 7 m/s"))
    shutil.copytree(here.file.parent, tmp_path / "there")
    there = Set(tmp_path / "there")
    there.do(gives("villain"))
    here.do(rehearses(take=True, foot_speed=8.0))
    bring(here, there)
    assert here.findings("own-limit")
    here.do(gives("villain"))
    assert not here.findings("own-limit")
