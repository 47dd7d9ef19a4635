"""The seal of a bundle: a hash over every field of it, and the signature of whoever made it where they have a key.

A field that is changed no longer fits the hash. Somebody who computes the hash anew changes the code that is printed
and loses the signature.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from stuntlab.datasets.head_code import hash_code, same_code
from stuntlab.errors import RecordError
from stuntlab.record import Entry
from stuntlab.record.entry import hash_of_text
from stuntlab.record.keys import BUNDLE, Signer, fingerprint, verifies
from stuntlab.record.rules import key_bound_to

SEAL = "seal"


def seal_bundle(bundle: Mapping[str, Any], signer: Signer | None) -> dict[str, Any]:
    """A bundle with its seal."""
    named = {"by": signer.name, "key": signer.public} if signer else {"by": None, "key": None}
    hash_ = _hash_of(bundle, named)
    return {**bundle, SEAL: {**named, "hash": hash_, "signature": signer.sign(hash_, BUNDLE) if signer else None}}


def check_seal(bundle: Mapping[str, Any], entries: Sequence[Entry], code: str | None) -> None:
    """Whether the seal is of these very fields. entries: the decisions in it; code: what the bundle was said to be.

    Raises: RecordError where a field was changed since, the signature is none, or the bundle is another one.
    """
    seal = bundle[SEAL]
    named = {"by": seal["by"], "key": seal["key"]}
    if seal["hash"] != _hash_of(bundle, named):
        raise RecordError(
            "the bundle was changed: its seal is of other contents. Ask for it again from whoever made it"
        )
    if len({part is None for part in (*named.values(), seal["signature"])}) > 1 or (
        seal["key"] is not None and not verifies(seal["key"], seal["hash"], seal["signature"], BUNDLE)
    ):
        raise RecordError("the bundle was changed: whoever is named in its seal did not sign it")
    bound = key_bound_to(seal["by"], entries) if seal["by"] else None
    if bound is not None and bound != seal["key"]:
        raise RecordError(
            f"the bundle is signed in the name of {seal['by']} with key {fingerprint(seal['key'])}; in its decisions "
            f"they sign with {fingerprint(bound)}"
        )
    if code is not None and not same_code(code, seal["hash"]):
        raise RecordError(f"this is another bundle: its seal is {hash_code(seal['hash'])}, not {code[:40]}")


def seal_told(bundle: Mapping[str, Any]) -> str:
    """The code of a bundle, and who signed it."""
    seal = bundle[SEAL]
    signed = f"signed by {seal['by']}, key {fingerprint(seal['key'])}" if seal["by"] else "not signed"
    return f"seal {hash_code(seal['hash'])}, {signed}"


def _hash_of(bundle: Mapping[str, Any], named: Mapping[str, Any]) -> str:
    held = {name: value for name, value in bundle.items() if name != SEAL}
    return hash_of_text(json.dumps([held, dict(named)], sort_keys=True, separators=(",", ":")))
