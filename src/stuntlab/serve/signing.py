"""A decision that somebody signs on their own phone: shown first, signed there, written as it was shown or not at all.

The page has the private key and this server never sees it. The first call answers what would be written, letter by
letter; the page makes the hash of it itself, shows whose and which version it is, and signs. The second call writes
exactly that, or nothing where somebody wrote in between; then the page asks again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from stuntlab.errors import SigningError
from stuntlab.record import Draft, History, PlanRecord
from stuntlab.record.keys import KeyElsewhere, YetToSign
from stuntlab.record.written import WrittenDown, write_down

LONGEST_AGE = timedelta(minutes=2)
"""Between what was shown and its signature (J): a clock that differs by more is told of (`record/clock.py`)."""

_KEY = re.compile(r"[0-9a-f]{64}")
Make = Callable[[History], Sequence[Draft]]


@dataclass(frozen=True, slots=True)
class ToSign:
    """What would be written. at: when, ISO 8601; entries: content and hash of each that is to be signed."""

    at: str
    entries: tuple[tuple[str, str], ...]

    def as_data(self) -> dict[str, object]:
        """For the page that signs."""
        return {"at": self.at, "entries": [{"content": content, "hash": hash_} for content, hash_ in self.entries]}


def sign_or_show(opened: PlanRecord, make: Make, name: str, form: Mapping[str, str]) -> ToSign | WrittenDown:
    """Show what is to be signed, where the form brings a key alone; write it, where it brings the signatures too.

    Raises: SigningError for a form without a key, or signatures of something else; as `PlanRecord.decide`.
    """
    key = form.get("key", "")
    if not _KEY.fullmatch(key):
        raise SigningError(
            "this is signed with a key of your own, which the page makes; without scripts, sign on paper"
        )
    if "signatures" not in form:
        moment = datetime.now(UTC).replace(microsecond=0)
        shown = opened.preview(make, YetToSign(name, key), at=moment)
        return ToSign(moment.isoformat(), tuple((one.content, one.hash) for one in shown if one.key))
    moment = _moment(form.get("at", ""))
    signer = KeyElsewhere(name, key, _signatures(form["signatures"]))
    still = replace(opened, store=opened.store.at(moment))
    return write_down(still, make, signer=signer)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise SigningError("it is not said when this was shown: look again and sign again") from None
    now = datetime.now(UTC)
    if moment.tzinfo is None or not now - LONGEST_AGE <= moment <= now + timedelta(seconds=5):
        raise SigningError("what was signed was shown too long ago: look again and sign again; nothing was written")
    return moment


def _signatures(text: str) -> dict[str, str]:
    try:
        given = json.loads(text)
    except ValueError:
        given = None
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise SigningError("no signatures that can be read came with this; nothing was written")
    return given
