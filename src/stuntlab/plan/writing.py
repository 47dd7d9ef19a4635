"""A plan back to plan text, so that another process can read it: the same numbers to the last bit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

from pydantic import BaseModel

from stuntlab.errors import UnitError
from stuntlab.plan.actions.base import Action
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.measured import dimensions
from stuntlab.plan.stunt import Plan
from stuntlab.units import Dimension, Quantity, parse_quantity

_Written: TypeAlias = "str | list[_Written] | dict[str, _Written]"

_BREAKS = "\u2028\u2029"
"""Letters of JSON that end a line of YAML."""


def text_of(plan: Plan) -> str:
    """Plan text that `parse_plan` reads as an equal plan. It is JSON, which is YAML too, without the defaults.

    A plan that was changed in memory may hold what no text may say, such as a fall from 50 cm. Only `parse_plan` sees
    that.
    """
    text = json.dumps(_model(plan), ensure_ascii=False)
    return "".join(f"\\u{ord(letter):04x}" if letter in _BREAKS else letter for letter in text)


def _model(model: BaseModel) -> dict[str, _Written]:
    measures = dimensions(type(model))
    fields: dict[str, _Written] = {"kind": model.kind} if isinstance(model, Gear) else {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            fields[field.alias or name] = _value(value, measures.get(name, Dimension.LENGTH))
    return fields


def _value(value: object, dimension: Dimension) -> _Written:
    """One value. dimension: what a quantity is; points and sizes are lengths."""
    if isinstance(value, Quantity):
        text = _quantity(value, dimension)
        return {"value": text, "source": value.source} if value.source else text
    if isinstance(value, BaseModel):
        return {value.kind: _model(value)} if isinstance(value, Action) else _model(value)
    if isinstance(value, Mapping):
        return {str(name): _value(item, dimension) for name, item in value.items()}
    if isinstance(value, tuple):
        return _sequence(value, dimension)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sequence(values: tuple[object, ...], dimension: Dimension) -> _Written:
    """A size, which is bare numbers, or a list."""
    sides = [repr(float(side)) for side in values if isinstance(side, float)]
    if sides:
        return f"{' x '.join(sides)} {Dimension.LENGTH.si_unit}"
    return [_value(item, dimension) for item in values]


def _quantity(quantity: Quantity, dimension: Dimension) -> str:
    """As it was written, where that says all of it; else every digit, in SI."""
    try:
        if parse_quantity(quantity.text, dimension) == quantity:
            return quantity.text
    except UnitError:
        pass  # made by the program, without a text
    spread = f" ± {float(quantity.sd)!r}" if quantity.sd else ""
    return f"{float(quantity.value)!r}{spread} {dimension.si_unit}".rstrip()
