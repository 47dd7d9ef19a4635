"""What every part of a plan has in common: frozen, and no unknown keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator
from pydantic.fields import FieldInfo

from stuntlab.plan.reader import Context, Reader


class PlanModel(BaseModel):
    """Base of every part of a plan.

    keys_beside_fields: keys that are allowed and say something to whoever chose this model, not to the model.
    beside_meaning: fields that change nothing of what is meant, so that a consent outlives another value of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    keys_beside_fields: ClassVar[tuple[str, ...]] = ()
    beside_meaning: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _own_keys(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, dict):
            return data
        if isinstance(info.context, Context):
            meanings = {key: _meaning(cls.model_fields[name]) for name, key in keys_of(cls).items()}
            info.context.allowed_keys[id(data)] = dict.fromkeys(cls.keys_beside_fields, "") | meanings
        return {key: value for key, value in data.items() if key not in cls.keys_beside_fields}


def _meaning(field: FieldInfo) -> str:
    """What a field says, and how it is written where it is a quantity."""
    said = next((part.written_like for part in field.metadata if isinstance(part, Reader)), "")
    return ", ".join(words for words in (field.description or "", said) if words)


def keys_of(model: type[BaseModel]) -> Mapping[str, str]:
    """The key a plan uses for each field; it differs from the field's name where Python keeps the word ("from")."""
    return {name: field.alias or name for name, field in model.model_fields.items()}
