"""The quantities of a part of a plan, with what each measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import BaseModel

from stuntlab.plan.fields import QuantityField, UsualSpread
from stuntlab.units import Dimension, Quantity, format_spread_like


def dimensions(model: type[BaseModel]) -> Mapping[str, Dimension]:
    """Field name -> what it measures, for every field that holds a quantity."""
    return {name: reader.dimension for name, reader in quantity_fields(model).items()}


def quantity_fields(model: type[BaseModel]) -> Mapping[str, QuantityField]:
    """Field name -> how it is read and within what range, for every field that holds a quantity."""
    return {
        name: part
        for name, field in model.model_fields.items()
        for part in field.metadata
        if isinstance(part, QuantityField)
    }


def points(model: BaseModel) -> Mapping[str, tuple[Quantity, ...]]:
    """Field name -> coordinates, for every point that is given; each with the usual spread where it has none."""
    given = {name: (getattr(model, name), usual) for name, usual in _point_fields(type(model)).items()}
    return {name: tuple(_spread_point(value, usual)) for name, (value, usual) in given.items() if value is not None}


def _spread_point(point: tuple[Quantity, ...], usual: UsualSpread) -> Iterator[Quantity]:
    for part in point:
        yield replace(part, sd=usual.of(part.value, Dimension.LENGTH)) if part.sd == 0 else part


def _point_fields(model: type[BaseModel]) -> Mapping[str, UsualSpread]:
    """Field name -> the usual spread of its coordinates, for every point that has one."""
    return {
        name: part
        for name, field in model.model_fields.items()
        for part in field.metadata
        if isinstance(part, UsualSpread)
    }


def quantities(model: BaseModel) -> Mapping[str, Quantity]:
    """Field name -> quantity, for every quantity that is given; with its usual spread where none is given."""
    given = {name: (getattr(model, name), reader) for name, reader in quantity_fields(type(model)).items()}
    return {name: _with_spread(value, reader) for name, (value, reader) in given.items() if isinstance(value, Quantity)}


def spreads_taken(model: BaseModel) -> Iterator[str]:
    """A sentence for every quantity without a spread: what is taken for it, and why."""
    for name, reader in quantity_fields(type(model)).items():
        value = getattr(model, name)
        taken = say_usual_spread(value, reader) if isinstance(value, Quantity) else ""
        if taken and reader.usual:
            words = name.rstrip("_").replace("_", " ")
            yield f"{words} {value.text} has no spread in the plan, and {taken} is taken: {reader.usual.why}"
    for name, usual in _point_fields(type(model)).items():
        if taken := point_spread_taken(getattr(model, name), usual):
            yield f"{name.replace('_', ' ')} has no spread in the plan, and {taken} is taken: {usual.why}"


def say_usual_spread(value: Quantity, reader: QuantityField) -> str:
    """The spread that is taken where a plan gives none, "± 6 cm"; nothing where it gives one or none is."""
    usual = reader.usual_spread(value.value)
    return f"± {format_spread_like(usual, reader.dimension, value.text)}" if usual and value.sd == 0 else ""


def point_spread_taken(point: tuple[Quantity, ...] | None, usual: UsualSpread) -> str:
    """The spread that is taken along each axis of a point without one, "± 10 cm along each axis"."""
    bare = next((part for part in point or () if part.sd == 0), None)
    if bare is None:
        return ""
    sd = usual.of(bare.value, Dimension.LENGTH)
    return f"± {format_spread_like(sd, Dimension.LENGTH, bare.text)} along each axis"


def _with_spread(value: Quantity, reader: QuantityField) -> Quantity:
    return replace(value, sd=reader.usual_spread(value.value)) if value.sd == 0 else value
