"""The fields of an action as a form has them: a list to choose from, a yes or no, or a text and what it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from stuntlab.plan.everyday import find_word
from stuntlab.plan.fields import Name, QuantityField
from stuntlab.plan.reader import Reader
from stuntlab.units import UnitStyle, in_units

YES, NO = "true", "false"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. written: as the plan has it, "" where it has none, or the word of `options` that it stands for.

    options: the words that there are; none for what is typed. allowed: what may be typed. is_yes_no: a box to check.
    """

    name: str
    meaning: str
    written: str
    options: tuple[str, ...] = ()
    allowed: str = ""
    unsaid: str = ""
    is_yes_no: bool = False


@cache
def fields_written(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Key -> field, by what a plan writes: `with` is no name in Python."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


@cache
def _schemas(model: type[BaseModel]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = model.model_json_schema()["properties"]
    return found


def form_field(model: type[BaseModel], key: str, written: str, people: Sequence[str], style: UnitStyle) -> FormField:
    """A field of a model as a form has it. people: the names there are; style: the units to say ranges in."""
    field, schema = fields_written(model)[key], _schemas(model)[key]
    meaning, default = in_units(field.description or "", style), field.default
    unsaid = str(default) if isinstance(default, str | int) and not isinstance(default, bool) else ""
    if schema.get("type") == "boolean":
        said = find_word(written, (YES, NO)) if written else YES if default is True else NO
        if said is not None:
            return FormField(key, meaning, said, is_yes_no=True)
    readers = tuple(_readers(field))
    words = tuple(people) if any(isinstance(one, Name) for one in readers) else _words_of(schema)
    if words:
        known = find_word(written, words) or written
        return FormField(key, meaning, known, tuple(dict.fromkeys((*words, *([known] if known else [])))), "", unsaid)
    return FormField(key, meaning, written, (), _allowed(readers, schema, style), unsaid)


def _words_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The closed set of words of a field that may be left out or not."""
    either = (schema, *schema.get("anyOf", ()))
    return next((tuple(map(str, one["enum"])) for one in either if "enum" in one), ())


def _allowed(readers: Sequence[Reader], schema: Mapping[str, Any], style: UnitStyle) -> str:
    quantity = next((one for one in readers if isinstance(one, QuantityField)), None)
    if quantity is not None:
        like = f"as {quantity.dimension.examples[0]}"
        return in_units(", ".join(part for part in (quantity.range_in_words, like) if part), style)
    if schema.get("type") == "integer":
        return f"a whole number from {schema['minimum']} to {schema['maximum']}"
    return ""


def _readers(field: FieldInfo) -> Iterator[Reader]:
    """How a field is read, where it may be left out too; lists have other fields inside them."""
    yield from (part for part in field.metadata if isinstance(part, Reader))
    for inner in get_args(field.annotation):
        if get_origin(inner) is Annotated:
            yield from (part for part in get_args(inner)[1:] if isinstance(part, Reader))
