"""What a plan means, apart from how it is written: the ground for its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from pydantic import BaseModel

from stuntlab.units import Quantity

Meaning: TypeAlias = "str | int | float | bool | list[Meaning] | dict[str, Meaning] | None"


def hash_of(model: BaseModel) -> str:
    """A sha256 over the canonical JSON of the meaning; a value at its default means the same as one left out."""
    canonical = json.dumps(
        meaning_of(model), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def meaning_of(value: object) -> Meaning:
    """A part of a plan as plain JSON values in SI; a quantity is [value, standard deviation]."""
    match value:
        case Quantity():
            return [value.value + 0.0, value.sd]  # + 0.0 turns -0 into 0
        case BaseModel():
            return _fields_of(value)
        case Mapping():
            return {str(key): meaning_of(item) for key, item in value.items()}
        case list() | tuple():
            return [meaning_of(item) for item in value]
        case date():
            return value.isoformat()
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"a plan holds no {type(value).__name__}")


def _fields_of(model: BaseModel) -> dict[str, Meaning]:
    kind = getattr(model, "kind", None)
    fields: dict[str, Meaning] = {} if kind is None else {"kind": kind}
    beside = getattr(model, "beside_meaning", ())
    for name, field in type(model).model_fields.items():
        if name in beside:
            continue
        value = getattr(model, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            fields[field.alias or name] = meaning_of(value)
    return fields
