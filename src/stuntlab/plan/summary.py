"""A plan said back: in words for people, and as plain data in SI for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from stuntlab.errors import UnitError
from stuntlab.plan.fields import QuantityField, UsualSpread
from stuntlab.plan.measured import point_spread_taken, say_usual_spread
from stuntlab.plan.stunt import Plan
from stuntlab.plan.unit_style import unit_style
from stuntlab.units import Dimension, Quantity, System, format_quantity
from stuntlab.units.sentences import system_written

_SAID_EVEN_IF_LEFT_OUT = {"takes", "manned", "onto", "sideways"}  # their defaults count in the verdict


@dataclass(frozen=True, slots=True)
class _Units:
    """The system that sizes are told in, and the one that what is written in another is told in besides."""

    sizes: System
    beside: System | None


def in_words(plan: Plan, beside: System | None = None) -> str:
    """What was understood: a line for each person, place, piece of gear, action and camera.

    beside: a system of units; what the plan writes in another one is told in both.
    """
    title = (plan.stunt, plan.production, plan.scene and f"scene {plan.scene}", plan.shoot_date)
    lines = [", ".join(str(part) for part in title if part)]
    for heading, said in groups_in_words(plan, beside).items():
        lines += _table(heading, {name: words for name, words in said.items() if words})
    return "\n".join([*lines, "", f"this version: {plan.hash}"])


def groups_in_words(plan: Plan, beside: System | None = None) -> Mapping[str, Mapping[str, str]]:
    """The same by group and name: people, place, gear, action by its number, cameras, safety."""
    units = _Units(beside or unit_style(plan).of(Dimension.LENGTH), beside)
    return {
        "people": {name: _describe_fields(person, units) for name, person in plan.people.items()},
        "place": {"": _describe_fields(plan.place, units)},
        "gear": {name: _describe_fields(gear, units) for name, gear in plan.gear.items()},
        "action": {str(number): _describe_fields(action, units) for number, action in enumerate(plan.action, start=1)},
        "cameras": {name: _describe_fields(camera, units) for name, camera in plan.cameras.items()},
        "safety": {"": _describe_fields(plan.safety, units)},
    }


def as_data(plan: Plan) -> dict[str, Any]:
    """What was understood, as JSON values.

    A quantity is {"value", "sd", "unit", "text"}, in SI, with the text as it was written; sizes are lists of metres.
    """
    return {"plan_hash": plan.hash, **_data_of_model(plan)}


def _table(heading: str, said: Mapping[str, str]) -> list[str]:
    width = max((len(name) for name in said), default=0)
    rows = [f"  {name.ljust(width)}  {words}" if width else f"  {words}" for name, words in said.items()]
    return ["", heading, *rows] if rows else []


def _describe_fields(model: BaseModel, units: _Units) -> str:
    """What the plan must say comes first, then what it says beyond that."""
    return ", ".join(words for words in (_kind_of(model), *_words_of(model, units)) if words)


def _kind_of(model: BaseModel) -> str:
    kind = getattr(model, "kind", "")
    return kind if isinstance(kind, str) else ""


def _words_of(model: BaseModel, units: _Units) -> Iterator[str]:
    fields = type(model).model_fields
    for name, field in sorted(fields.items(), key=lambda item: not item[1].is_required()):
        value = getattr(model, name)
        left_out = not field.is_required() and value == field.get_default(call_default_factory=True)
        if not left_out or (name in _SAID_EVEN_IF_LEFT_OUT and value is not None):
            if left_out and isinstance(value, Quantity):  # the program's words, which were never the plan's
                value = _in_sizes(value, _dimension_of(field), units)
            words = _field_words((field.alias or name).replace("_", " "), value, _dimension_of(field), units)
            yield words + _say_usual_spread(value, field)


def _in_sizes(default: Quantity, dimension: Dimension, units: _Units) -> Quantity:
    imperial = units.sizes is System.US
    return replace(default, text=format_quantity(default.value, dimension, sd=default.sd, imperial=imperial))


def _say_usual_spread(value: object, field: FieldInfo) -> str:
    """The spread that is taken where none is given."""
    reader = next((part for part in field.metadata if isinstance(part, QuantityField | UsualSpread)), None)
    taken = ""
    if isinstance(reader, QuantityField) and isinstance(value, Quantity):
        taken = say_usual_spread(value, reader)
    elif isinstance(reader, UsualSpread) and isinstance(value, tuple):
        taken = point_spread_taken(value, reader)
    return f" ({taken} is taken, since no spread is given)" if taken else ""


def _field_words(name: str, value: object, dimension: Dimension, units: _Units) -> str:
    match value:
        case bool():
            return name if value else f"not {name}"
        case Quantity():
            return f"{name} {_quantity_words(value, dimension, units)}"
        case BaseModel():
            return f"{name} {_describe_fields(value, units)}"
        case tuple():
            return f"{name} {_list_words(value, units)}"
        case Mapping():
            return ", ".join(_field_words(key, item, dimension, units) for key, item in value.items())
    return f"{name} {value}"


def _list_words(values: tuple[object, ...], units: _Units) -> str:
    if values and all(isinstance(value, float) for value in values):
        us = units.sizes is System.US
        return " x ".join(
            format_quantity(value, Dimension.LENGTH, imperial=us) for value in values if isinstance(value, float)
        )
    words = [_field_words("", value, Dimension.LENGTH, units).strip() for value in values]
    return f"[{', '.join(words)}]"


def _quantity_words(quantity: Quantity, dimension: Dimension, units: _Units) -> str:
    other, system = "", units.beside
    if system is not None and _is_of_another(quantity, dimension, system):
        other = f" ({format_quantity(quantity.value, dimension, sd=quantity.sd, imperial=system is System.US)})"
    source = f" ({quantity.source})" if quantity.source else ""
    return f"{quantity.text}{other}{source}"


def _is_of_another(quantity: Quantity, dimension: Dimension, system: System) -> bool:
    """Whether a quantity is written in a unit of the other system."""
    try:
        written = system_written(quantity.text, dimension)
    except UnitError:
        return False
    return written is not None and written is not system


def _data_of_model(model: BaseModel) -> dict[str, Any]:
    fields = type(model).model_fields.items()
    data = {field.alias or name: _data_of(getattr(model, name), _dimension_of(field)) for name, field in fields}
    return {"kind": _kind_of(model), **data} if _kind_of(model) else data


def _data_of(value: object, dimension: Dimension) -> Any:
    match value:
        case Quantity():
            return {"value": value.value, "sd": value.sd, "unit": dimension.si_unit, "text": value.text} | (
                {"source": value.source} if value.source else {}
            )
        case BaseModel():
            return _data_of_model(value)
        case Mapping():
            return {name: _data_of(item, dimension) for name, item in value.items()}
        case tuple():
            return [_data_of(item, dimension) for item in value]
        case None | bool() | int() | float() | str():
            return value
    return str(value)


def _dimension_of(field: FieldInfo) -> Dimension:
    """What a field measures; points, whose measure is inside a list, are lengths."""
    return next((part.dimension for part in field.metadata if isinstance(part, QuantityField)), Dimension.LENGTH)
