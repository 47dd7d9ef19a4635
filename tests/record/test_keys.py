"""Keys: encrypted at rest, readable by their owner alone, and of use to nobody without the passphrase."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from shoot import KEY

from stuntlab.errors import SigningError
from stuntlab.record.entry import Draft
from stuntlab.record.keys import Signer, fingerprint, key_file, new_key, public_keys, unlock, verifies
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.store import Store, StorePlace

PASSPHRASE = "a tall dark hat"


@pytest.fixture
def villain(tmp_path: Path) -> Signer:
    return new_key(tmp_path, "villain", PASSPHRASE)


def test_what_one_key_signs_it_alone_verifies(villain: Signer, tmp_path: Path) -> None:
    again = unlock(tmp_path, "villain", PASSPHRASE)
    assert again.public == villain.public
    signature = again.sign("sha256:1")
    assert verifies(villain.public, "sha256:1", signature)
    assert not verifies(villain.public, "sha256:2", signature)
    assert not verifies(new_key(tmp_path, "lead", PASSPHRASE).public, "sha256:1", signature)
    assert not verifies(villain.public, "sha256:1", None)
    with pytest.raises(BadSignatureError):  # the signature is bound to this purpose, not over the bare hash
        VerifyKey(bytes.fromhex(villain.public)).verify(b"sha256:1", bytes.fromhex(signature))


def test_the_file_is_the_owners_alone_and_holds_no_secret_in_the_clear(villain: Signer, tmp_path: Path) -> None:
    path = key_file(tmp_path, "villain")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert bytes(villain.key).hex() not in path.read_text()
    assert public_keys(tmp_path) == {"villain": villain.public}
    assert len(fingerprint(villain.public)) == 19


def test_a_key_that_others_can_read_is_not_used(villain: Signer, tmp_path: Path) -> None:
    key_file(tmp_path, "villain").chmod(0o644)
    with pytest.raises(SigningError, match="chmod 600"):
        unlock(tmp_path, "villain", PASSPHRASE)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda fields: {**fields, "locked": "00" * 72}, "does not open"),
        (lambda fields: {**fields, "locked": "not hex"}, "no key file"),
        (lambda fields: {**fields, "public": "00" * 32}, "do not belong together"),
        (lambda fields: {}, "no key file"),
        (lambda fields: [], "no key file"),
    ],
)
def test_a_damaged_key_is_named(villain: Signer, tmp_path: Path, spoil: Callable[[Any], Any], said: str) -> None:
    path = key_file(tmp_path, "villain")
    path.write_text(json.dumps(spoil(json.loads(path.read_text()))))
    with pytest.raises(SigningError, match=said):
        unlock(tmp_path, "villain", PASSPHRASE)


def test_the_wrong_passphrase_no_key_and_one_too_many(villain: Signer, tmp_path: Path) -> None:
    with pytest.raises(SigningError, match="does not open with this passphrase"):
        unlock(tmp_path, "villain", "a tall dark hut")
    with pytest.raises(SigningError, match="there is no key"):
        unlock(tmp_path, "lead", PASSPHRASE)
    before = key_file(tmp_path, "villain").read_bytes()
    with pytest.raises(SigningError, match="never overwritten"):
        new_key(tmp_path, "villain", PASSPHRASE)
    assert key_file(tmp_path, "villain").read_bytes() == before
    with pytest.raises(SigningError, match="at least 8"):
        new_key(tmp_path, "other", "short")
    with pytest.raises(SigningError, match="letters or digits"):
        new_key(tmp_path, "../..", PASSPHRASE)


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    for name in ("../lead", "/etc/passwd", "a/b", ".."):
        try:
            path = key_file(tmp_path, name)
        except SigningError:
            continue
        assert path.parent == tmp_path
        assert os.sep not in path.name


def test_who_has_a_key_signs_a_yes_and_needs_none_for_a_no(villain: Signer, tmp_path: Path) -> None:
    store = Store(StorePlace("Night Train", file=tmp_path / "a.record.sqlite"))
    yes, no = Draft(CONSENT, KEY, "villain", {"day": "2027-02-11"}), Draft(WITHDRAWAL, KEY, "villain", {})
    store.append(lambda _: [yes], signer=villain)
    store.append(lambda _: [no])
    with pytest.raises(SigningError, match="has a key"):
        store.append(lambda _: [yes])
    other = new_key(tmp_path, "villain's other", PASSPHRASE)
    with pytest.raises(SigningError, match="signs this record with key"):
        store.append(lambda _: [yes], signer=Signer("villain", other.key))
    assert [entry.kind for entry in store.entries()] == [CONSENT, WITHDRAWAL]
