"""How one field of a plan is read: the text a person wrote, to a value or to a sentence that refuses it.

A reader stands in for pydantic's own conversions, whose messages are written for programmers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from stuntlab.errors import UserError

NOTHING = "nothing is written here: give a value, or take the line out"


@dataclass(frozen=True, slots=True)
class Context:
    """What a field may need to know of the rest of the plan.

    names: the names a plan gives, by group: "people", "worn gear", "catchers", and the `group` of each kind of gear.
    people: the key of each person's name -> the name as the plan writes it.
    allowed_keys: for each mapping read so far (by identity), the keys it may have and what each means; for the nearest
    right word.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    allowed_keys: dict[int, Mapping[str, str]] = field(default_factory=dict)


class FieldError(UserError):
    """A value that its field does not take."""


def refusal(text: str) -> PydanticCustomError:
    """A refusal in the form that pydantic collects."""
    return PydanticCustomError("refused", "{text}", {"text": text})


class Reader(ABC):
    """How one sort of field is read."""

    @abstractmethod
    def read_text(self, text: str) -> object:
        """The value that the text stands for.

        Raises:
            UserError: it stands for none; the message says what is allowed.

        """

    @property
    def written_like(self) -> str:
        """How such a value is written, for whoever left it out; "" where anything goes."""
        return ""

    @abstractmethod
    def json_schema(self) -> dict[str, Any]:
        """The same for editors, as JSON Schema."""

    def read(self, given: object) -> object:
        """The value that stands for what was given, which may be no text at all."""
        return self.read_text(one_text(given))

    def _validate(self, given: object) -> object:
        try:
            return self.read(given)
        except UserError as error:
            raise refusal(str(error)) from None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.json_schema()


def one_text(given: object) -> str:
    """The text of a single value.

    Raises:
        FieldError: nothing, a list or a mapping was given.

    """
    if given is None:
        raise FieldError(NOTHING)
    if isinstance(given, Mapping):
        raise FieldError("one value is needed here, not a group of keys")
    if isinstance(given, (list, tuple)):
        raise FieldError("one value is needed here, not a list")
    return str(given).strip()
