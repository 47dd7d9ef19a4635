"""Every way to bend a chain is found: changed, deleted, reordered, inserted, cut short, signed by another."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey
from shoot import KEY, note

from stuntlab.record.chain import StoredRow, read_rows
from stuntlab.record.entry import GENESIS, Draft, canonical, content_of, hash_of_text
from stuntlab.record.keys import Signer
from stuntlab.record.kinds.consent import CONSENT
from stuntlab.record.store import Store, StorePlace

PRODUCTION = "Night Train"
VILLAIN, OTHER = Signer("villain", SigningKey.generate()), Signer("villain", SigningKey.generate())


def chain(length: int = 8) -> list[StoredRow]:
    """A whole chain in which every third entry is the villain's signed yes."""
    rows: list[StoredRow] = []
    for number in range(1, length + 1):
        yes = number % 3 == 0
        draft = Draft(CONSENT, KEY, "villain", {"day": "2027-02-11"}) if yes else note(f"entry {number}")(None)[0]
        rows.append(row(draft, number, rows[-1].hash if rows else GENESIS, VILLAIN if yes else None))
    return rows


def row(draft: Draft, number: int, previous: str, signer: Signer | None) -> StoredRow:
    public = signer.public if signer else None
    at = f"2027-02-11T12:00:{number:02}+00:00"
    content = content_of(draft, number=number, production=PRODUCTION, at=at, previous=previous, key=public)
    entry_hash = hash_of_text(content)
    return StoredRow(number, content, entry_hash, signer.sign(entry_hash) if signer else None)


def faults(rows: list[StoredRow], head: str | None = None) -> list[str]:
    return [fault.text for fault in read_rows(rows, PRODUCTION, head=head)[1]]


WHOLE = chain()


def test_a_whole_chain_has_no_fault() -> None:
    assert faults(WHOLE) == []
    assert faults(WHOLE, head=WHOLE[-1].hash) == []
    assert faults([]) == []


@given(st.integers(0, 7), st.data())
@settings(deadline=None, max_examples=60)
def test_any_changed_letter_is_found(index: int, data: st.DataObject) -> None:
    content = WHOLE[index].content
    place = data.draw(st.integers(0, len(content) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda letter: letter != content[place]))
    changed = content[:place] + letter + content[place + 1 :]
    assert faults([*WHOLE[:index], replace(WHOLE[index], content=changed), *WHOLE[index + 1 :]])


@given(st.integers(0, 6))
@settings(deadline=None, max_examples=7)
def test_a_deleted_entry_is_found(index: int) -> None:
    assert faults(WHOLE[:index] + WHOLE[index + 1 :])


@given(st.permutations(range(8)).filter(lambda order: list(order) != list(range(8))))
@settings(deadline=None, max_examples=40)
def test_reordered_entries_are_found(order: list[int]) -> None:
    moved = [replace(WHOLE[index], number=number) for number, index in enumerate(order, start=1)]
    assert faults(moved)


@pytest.mark.parametrize("index", range(8))
def test_an_inserted_entry_is_found(index: int) -> None:
    before = WHOLE[index - 1].hash if index else GENESIS
    extra = row(note("slipped in")(None)[0], index + 1, before, None)
    later = [replace(kept, number=kept.number + 1) for kept in WHOLE[index:]]
    assert faults([*WHOLE[:index], extra, *later])


def test_a_cut_end_is_found_by_the_last_known_hash() -> None:
    assert faults(WHOLE[:5]) == [], "by itself a shorter chain is whole"
    assert any("cut off" in fault for fault in faults(WHOLE[:5], head=WHOLE[-1].hash))


def replaced(kept: StoredRow, **changes: object) -> StoredRow:
    """Another entry in the place of one, with its hash made right; a signature can only be kept or taken off."""
    content = canonical({**json.loads(kept.content), **changes})
    return replace(kept, content=content, hash=hash_of_text(content))


@pytest.mark.parametrize("index", range(7))
def test_an_entry_replaced_by_another_is_exposed_by_the_next_one(index: int) -> None:
    """Its own hash is right; what the next entry says it follows from is the hash of the one that stood here."""
    forged = replaced(WHOLE[index], body={"gag": "kick", "what": "nothing happened"})
    found = read_rows([*WHOLE[:index], forged, *WHOLE[index + 1 :]], PRODUCTION)[1]
    assert "its content is not what its hash was made from" not in " ".join(fault.text for fault in found)
    assert any(fault.number == index + 2 and "does not follow from the entry before" in fault.text for fault in found)


def test_an_unsigned_last_entry_replaced_is_exposed_by_its_known_hash_alone() -> None:
    """Nothing follows it and nobody signed it: as with a cut end, only a hash from elsewhere tells."""
    assert WHOLE[-1].signature is None
    forged = [*WHOLE[:-1], replaced(WHOLE[-1], body={"gag": "kick", "what": "nothing happened"})]
    assert faults(forged) == []
    assert any("it is another record" in fault for fault in faults(forged, head=WHOLE[-1].hash))


def test_a_signed_last_entry_replaced_is_exposed_by_its_signature() -> None:
    signed = WHOLE[:6]
    assert signed[-1].signature is not None
    forged = [*signed[:-1], replaced(signed[-1], body={"day": "2027-02-12"})]
    assert any("its signature is not by the key" in fault for fault in faults(forged))
    unsigned = [*signed[:-1], replace(replaced(signed[-1], body={"day": "2027-02-12"}, key=None), signature=None)]
    assert any("who has a key, and is not signed" in fault for fault in faults(unsigned)), "signed as entry 3"


def test_a_chain_made_anew_from_a_forged_entry_cannot_carry_the_signatures() -> None:
    """Whoever owns the database can compute every hash again, but not what others signed."""
    forged: list[StoredRow] = []
    for kept in WHOLE:
        fields = json.loads(kept.content)
        if fields["number"] == 1:
            fields["body"]["what"] = "something else"
        fields["previous"] = forged[-1].hash if forged else GENESIS
        content = canonical(fields)
        forged.append(StoredRow(kept.number, content, hash_of_text(content), kept.signature))
    assert any("its signature is not by the key" in fault for fault in faults(forged))


def test_a_signature_taken_off_is_found() -> None:
    fields = json.loads(WHOLE[-1].content)
    yes = Draft(CONSENT, KEY, "villain", {"day": "2027-02-11"})
    assert fields["number"] == 8
    unsigned = row(yes, 9, WHOLE[-1].hash, None)
    assert any("who has a key, and is not signed" in fault for fault in faults([*WHOLE, unsigned]))


def test_another_key_under_the_same_name_is_found() -> None:
    yes = Draft(CONSENT, KEY, "villain", {"day": "2027-02-11"})
    assert any("another key" in fault for fault in faults([*WHOLE, row(yes, 9, WHOLE[-1].hash, OTHER)]))


def test_the_record_of_another_production_is_found() -> None:
    assert read_rows(WHOLE, "Day Train")[1]


def test_a_yes_dated_before_the_entry_in_front_of_it_is_found() -> None:
    late = row(Draft(CONSENT, KEY, "lead", {"day": "2027-02-11"}), 9, WHOLE[-1].hash, None)
    fields = {**json.loads(late.content), "at": "2027-02-10T12:00:00+00:00"}
    content = canonical(fields)
    assert any("is dated" in fault for fault in faults([*WHOLE, StoredRow(9, content, hash_of_text(content), None)]))


def test_what_the_store_writes_is_what_is_verified(tmp_path: Path) -> None:
    store = Store(StorePlace(PRODUCTION, file=tmp_path / "a.record.sqlite"))
    store.append(note("one"))
    store.append(lambda _: [Draft(CONSENT, KEY, "villain", {"day": "2027-02-11"})], signer=VILLAIN)
    rows = list(store.rows())
    assert faults(rows, head=rows[-1].hash) == []
    assert [kept.signature is not None for kept in rows] == [False, True]
