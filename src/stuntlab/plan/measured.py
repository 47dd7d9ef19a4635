"""The quantities of a part of a plan, with what each measures."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from stuntlab.plan.fields import QuantityField
from stuntlab.units import Dimension, Quantity


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


def quantities(model: BaseModel) -> Mapping[str, Quantity]:
    """Field name -> quantity, for every quantity that is given."""
    given = {name: getattr(model, name) for name in dimensions(type(model))}
    return {name: value for name, value in given.items() if isinstance(value, Quantity)}
