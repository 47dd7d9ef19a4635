"""Ed25519 keys of people: private keys are encrypted at rest and readable by their owner alone.

A key file is JSON: the public key, and the seed of the private key in a SecretBox (XSalsa20-Poly1305) under a key made
from the passphrase by Argon2id.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from nacl import pwhash, secret, utils
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import SigningKey, VerifyKey

from stuntlab.errors import SigningError
from stuntlab.plan.names import check_name, name_key, same_name
from stuntlab.suggestions import suggest

SHORTEST_PASSPHRASE = 8
ENTRY, BUNDLE = b"stuntlab record entry\n", b"stuntlab bundle\n"
"""What is signed. It stands in front of every hash, so that a signature over one means nothing over the other."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody's unlocked key."""

    name: str
    key: SigningKey

    @property
    def public(self) -> str:
        return self.key.verify_key.encode().hex()

    def sign(self, hash_: str, what: bytes = ENTRY) -> str:
        """Signature over the hash of an entry or a bundle, hex."""
        return self.key.sign(what + hash_.encode()).signature.hex()


class Signs(Protocol):
    """Whoever signs entries in a name, wherever the private key is."""

    @property
    def name(self) -> str:
        """Whose key it is."""

    @property
    def public(self) -> str:
        """Their public key, hex."""

    def sign(self, hash_: str) -> str:
        """Signature over the hash of an entry, hex."""


@dataclass(frozen=True, slots=True)
class KeyElsewhere:
    """Somebody whose private key is on their own phone. given: hash of an entry -> the signature made there."""

    name: str
    public: str
    given: Mapping[str, str]

    def sign(self, hash_: str) -> str:
        """The signature that was made over exactly this hash.

        Raises: SigningError where there is none, or it is not by this key.
        """
        signature = self.given.get(hash_)
        if signature is None or not verifies(self.public, hash_, signature):
            raise SigningError(
                "what was signed is not what would be written: somebody wrote in between. Look again and sign again; "
                "nothing was written"
            )
        return signature


@dataclass(frozen=True, slots=True)
class YetToSign:
    """The same before anything is signed, to see what would be written: its signature is none."""

    name: str
    public: str

    def sign(self, hash_: str) -> str:  # noqa: ARG002
        """No signature at all."""
        return ""


def default_key_folder() -> Path:
    """$STUNTLAB_KEYS, or a folder of the user's own."""
    named = os.environ.get("STUNTLAB_KEYS")
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Path(named) if named else home / "stuntlab" / "keys"


def key_file(folder: Path, name: str) -> Path:
    """Where the key of this name is kept, or goes: a file that says it is theirs, else one that is called so.

    Raises: SigningError for a name without a letter or digit in it.
    """
    kept = next((path for path in sorted(folder.glob("*.key")) if same_name(_name_in(path), name)), None)
    if kept is not None:
        return kept
    plain = re.sub(r"[^\w]+", "-", name_key(name)).strip("-")
    if not plain:
        raise SigningError(
            f'"{name}" is no name a key can be kept under: use letters or digits, a pseudonym is welcome'
        )
    return folder / f"{plain}.key"


def new_key(folder: Path, name: str, passphrase: str) -> Signer:
    """Make a key for a name, encrypted under a passphrase, in a file that only its owner can read.

    Raises: SigningError where there is one already, the passphrase is too short, or the file cannot be written.
    """
    name = check_name(name)
    path, signer = key_file(folder, name), Signer(name, SigningKey.generate())
    lock_secret(path, name, signer.public, bytes(signer.key), passphrase)
    return signer


def lock_secret(path: Path, name: str, public: str, private: bytes, passphrase: str) -> None:
    """Keep a private key, encrypted under a passphrase, in a new file that only its owner can read.

    Raises: SigningError where there is one already, the passphrase is too short, or the file cannot be written.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise SigningError(f"a passphrase has at least {SHORTEST_PASSPHRASE} letters; this one has {len(passphrase)}")
    salt = utils.random(pwhash.argon2id.SALTBYTES)
    locked = secret.SecretBox(_from_passphrase(passphrase, salt)).encrypt(private)
    fields = {"name": name, "public": public, "salt": salt.hex(), "locked": bytes(locked).hex()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(fields, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise SigningError(f"{path} exists: {name} has a key already, and a key is never overwritten") from None
    except OSError as error:
        raise SigningError(f"the key cannot be written to {path}: {error.strerror}") from None


def open_secret(path: Path, passphrase: str) -> tuple[Mapping[str, Any], bytes]:
    """What a key file says, and the private key in it.

    Raises: SigningError where there is none, others can read it, it is damaged, or the passphrase is wrong.
    """
    fields = _read(path)
    try:
        box = secret.SecretBox(_from_passphrase(passphrase, bytes.fromhex(fields["salt"])))
        return fields, box.decrypt(bytes.fromhex(fields["locked"]))
    except CryptoError:
        raise SigningError(f"{path} does not open with this passphrase") from None
    except (KeyError, ValueError, TypeError):
        raise SigningError(f"{path} is no key file: restore it from a copy, or make a key under another name") from None


def unlock(folder: Path, name: str, passphrase: str) -> Signer:
    """The key of a name.

    Raises: SigningError where there is none, others can read it, it is damaged, or the passphrase is wrong.
    """
    path = key_file(folder, name)
    fields, private = open_secret(path, passphrase)
    try:
        signer = Signer(name, SigningKey(private))
    except (ValueError, TypeError):
        raise SigningError(f"{path} is no key file: restore it from a copy, or make a key under another name") from None
    if not same_name(str(fields.get("name")), name):
        raise SigningError(f"{path} is the key of {fields.get('name')}, not of {name}: take another name")
    if signer.public != fields.get("public"):
        raise SigningError(f"{path}: its public and private keys do not belong together; restore it from a copy")
    return signer


def public_keys(folder: Path) -> dict[str, str]:
    """Name -> public key of every key in a folder.

    Raises: SigningError for a key file that is damaged or that others can read.
    """
    files = sorted(folder.glob("*.key")) if folder.is_dir() else []
    return {str(fields.get("name")): str(fields.get("public")) for fields in map(_read, files)}


def verifies(public: str, hash_: str, signature: str | None, what: bytes = ENTRY) -> bool:
    """Whether a signature over the hash of an entry or a bundle was made by the holder of this public key."""
    try:
        VerifyKey(bytes.fromhex(public)).verify(what + hash_.encode(), bytes.fromhex(signature or ""))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def fingerprint(public: str) -> str:
    """The first 16 hex digits of a public key in groups, to be read aloud."""
    return " ".join(public[start : start + 4] for start in range(0, 16, 4))


def _read(path: Path) -> dict[str, Any]:
    try:
        others = stat.S_IMODE(path.stat().st_mode) & 0o077
        if others and os.name == "posix":
            raise SigningError(f"{path} can be read by others (mode {others:03o} too open): run chmod 600 on it first")
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SigningError(f"there is no key at {path}; this makes one: {suggest('keys', 'new', path.stem)}") from None
    except OSError as error:
        raise SigningError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise SigningError(f"{path} is no key file: restore it from a copy, or make a key under another name") from None
    if not isinstance(fields, dict):
        raise SigningError(f"{path} is no key file: restore it from a copy, or make a key under another name")
    return fields


def _name_in(path: Path) -> str:
    """Whose key a file says it is; nobody's where it does not say."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return str(fields["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    limits = (pwhash.argon2id.OPSLIMIT_INTERACTIVE, pwhash.argon2id.MEMLIMIT_INTERACTIVE)
    return pwhash.argon2id.kdf(secret.SecretBox.KEY_SIZE, passphrase.encode(), salt, *limits)
