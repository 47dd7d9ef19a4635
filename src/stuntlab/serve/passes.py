"""Passes: signed words that say who somebody may be on this network, and for how long.

A pass is an address with a token, printed as a code at base camp. It is no password and no signature: whoever has it
has the role. What lowers caution asks for a key of the person besides (`signing.py`).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from stuntlab.files import write_whole

ROLES = ("coordinator", "adviser", "crew", "production", "performer")
A_DAY_S = 16 * 3600.0
"""How long a pass of a role counts: a shooting day with its way home (J)."""

ASKED_S = 15 * 60.0
"""How long the code of one question counts (design: 15 minutes or its use)."""

_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Pass:
    """A role, and whose it is. plan: of a question to one person, the file it is about, else "". until: Unix s."""

    role: str
    name: str
    until: float
    plan: str = ""
    id: str = ""


class PassOffice:
    """Makes passes and reads them. secret: of this folder on this machine."""

    def __init__(self, state: Path, *, now: Callable[[], float] = time.time) -> None:
        self._secret = _read_secret(state / "secret")
        self._used_file = state / "used.json"
        self._now = now

    def issue(self, role: str, name: str = "", *, plan: str = "", lasts_s: float = A_DAY_S) -> str:
        """The token of a new pass."""
        made = Pass(role, name, self._now() + lasts_s, plan, secrets.token_hex(8))
        words = _encode(json.dumps(asdict(made), separators=(",", ":")).encode())
        return f"{words}.{self._seal(words)}"

    def read(self, token: str) -> Pass | None:
        """The pass of a token; None where it is no pass of this machine, or is over."""
        words, _, seal = token.partition(".")
        if len(token) > _LONGEST or not hmac.compare_digest(seal.encode(), self._seal(words).encode()):
            return None
        found = Pass(**json.loads(_decode(words)))
        return found if found.until > self._now() and found.role in (*ROLES, "asked") else None

    def now(self) -> float:
        """Unix time by the clock of this office, s."""
        return self._now()

    def use_up(self, used: Pass) -> None:
        """A code that was answered counts no more, after a restart neither."""
        kept = {id_: until for id_, until in self._used().items() if until > self._now()}
        write_whole(self._used_file, json.dumps({**kept, used.id: used.until}).encode(), durable=True)

    def is_used_up(self, one: Pass) -> bool:
        """Whether a code was answered already."""
        return one.id in self._used()

    def _used(self) -> dict[str, float]:
        try:
            read: dict[str, float] = json.loads(self._used_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return read

    def _seal(self, words: str) -> str:
        return _encode(hmac.new(self._secret, words.encode(), hashlib.sha256).digest())


def _read_secret(file: Path) -> bytes:
    """The secret of this folder; made when it is first asked for, in a file that only its owner can read."""
    try:
        found = file.read_bytes()
        if len(found) == 32:
            return found
    except OSError:
        pass
    made = secrets.token_bytes(32)
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(made)
    return made


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(words: str) -> bytes:
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))
