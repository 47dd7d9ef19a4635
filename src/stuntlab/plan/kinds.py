"""Parts of a plan that come in kinds: one file a kind, known by being in its folder."""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
from stuntlab.plan.model import PlanModel
from stuntlab.plan.reader import FieldError, refusal

Kind = TypeVar("Kind", bound=PlanModel)


class Kinds(Mapping[str, type[Kind]]):
    """Kinds by the word a plan uses for them, sorted; one may be added while the program runs."""

    def __init__(self, found: Mapping[str, type[Kind]]) -> None:
        self._found = dict(sorted(found.items()))

    def __getitem__(self, word: str) -> type[Kind]:
        return self._found[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, word: str, kind: type[Kind]) -> None:
        """Make a kind known.

        Raises: ValueError for a word that is taken.
        """
        if self._found.get(word, kind) is not kind:
            raise ValueError(f'there is a kind "{word}" already: {self._found[word].__qualname__}')
        self._found = dict(sorted({**self._found, word: kind}.items()))

    def remove(self, word: str) -> None:
        """Forget a kind."""
        del self._found[word]


def kinds_in(package_name: str, base: type[Kind]) -> Kinds[Kind]:
    """The subclasses of `base` that the files of a package define."""
    package = importlib.import_module(package_name)
    found: dict[str, type[Kind]] = {}
    for file in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package_name}.{file.name}")
        found |= {thing.kind: thing for thing in vars(module).values() if _is_kind(thing, base, module)}
    return Kinds(found)


def _is_kind(thing: object, base: type[PlanModel], module: ModuleType) -> bool:
    return (
        isinstance(thing, type)
        and issubclass(thing, base)
        and thing is not base
        and thing.__module__ == module.__name__
    )


@dataclass(frozen=True)
class OfAKind(ABC):
    """Field metadata: the value is read by the model of its kind.

    otherwise: what to do with one of a kind that is like none of them, as an error says it after them.
    """

    kinds: Mapping[str, type[PlanModel]]
    otherwise: str = ""

    @abstractmethod
    def kind_of(self, given: object) -> str:
        """The word for the kind of what was given.

        Raises:
            UserError: it names none.

        """

    @abstractmethod
    def fields_of(self, given: Any) -> Any:
        """What of it the model of that kind reads."""

    @abstractmethod
    def one_json_schema(self, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        """JSON Schema of one kind as it is written, from that of its fields."""

    def _check(self, given: object) -> object:
        try:
            kind = self.kind_of(given)
        except UserError as error:
            raise refusal(str(error)) from None
        if kind not in self.kinds:
            near = did_you_mean(kind, self.kinds) or self.otherwise
            raise refusal(f'"{kind}" is not a kind this version knows: {", ".join(self.kinds)}{near}')
        return given

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices: dict[Any, CoreSchema] = {
            kind: core_schema.no_info_before_validator_function(self.fields_of, handler.generate_schema(model))
            for kind, model in self.kinds.items()
        }
        union = core_schema.tagged_union_schema(choices, discriminator=self.kind_of)
        return core_schema.no_info_before_validator_function(self._check, union)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        fields = {
            kind: handler.resolve_ref_schema(handler(model.__pydantic_core_schema__))
            for kind, model in self.kinds.items()
        }
        return {"oneOf": [self.one_json_schema(kind, schema) for kind, schema in fields.items()]}


class KindIsTheOnlyKey(OfAKind):
    """`kick: {by: ..., to: ...}`."""

    def kind_of(self, given: object) -> str:
        if isinstance(given, dict) and len(given) == 1:
            return str(next(iter(given)))
        known = [key for key in given if key in self.kinds] if isinstance(given, dict) else []
        if known:
            raise FieldError(
                f'details of "{known[0]}" stand beside it: move them further in, or write {known[0]}: {{...}}'
            )
        example = next(iter(self.kinds))
        raise FieldError(f"one action with its details is needed here, as in {example}: {{by: ..., takes: ...}}")

    def fields_of(self, given: Any) -> Any:
        return next(iter(given.values()))

    def one_json_schema(self, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        return {"type": "object", "properties": {kind: fields}, "required": [kind], "additionalProperties": False}


class KindIsAKey(OfAKind):
    """`{kind: pad, covers: ...}`."""

    def kind_of(self, given: object) -> str:
        kind = given.get("kind") if isinstance(given, dict) else None
        if not isinstance(kind, str):
            raise FieldError(f"its kind is missing: write kind: and one of {', '.join(self.kinds)}")
        return kind

    def fields_of(self, given: Any) -> Any:
        return given

    def one_json_schema(self, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        properties = {"kind": {"const": kind}, **fields["properties"]}
        return {**fields, "properties": properties, "required": ["kind", *fields.get("required", [])]}
