"""The units that a plan is written in, so that answers can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from stuntlab.errors import UnitError
from stuntlab.plan.measured import quantities, quantity_fields
from stuntlab.plan.stunt import Plan
from stuntlab.units import Dimension, System, UnitStyle
from stuntlab.units.sentences import system_written


def unit_style(plan: Plan) -> UnitStyle:
    """Each dimension in the system that most of the plan's quantities of it are written in; its defaults say nothing.

    What the plan has no quantity of follows its lengths, speeds and masses together; where they are as many, SI.
    """
    written: dict[Dimension, Counter[System]] = {}
    for dimension, system in _walk_quantities(plan):
        written.setdefault(dimension, Counter())[system] += 1
    return UnitStyle(_most(sum(written.values(), Counter())), {one: _most(seen) for one, seen in written.items()})


def _most(seen: Counter[System]) -> System:
    return System.US if seen[System.US] > seen[System.SI] else System.SI


def _walk_quantities(model: object) -> Iterator[tuple[Dimension, System]]:
    """Every quantity of a part of the plan and of the parts inside it, but those with one unit in the trade."""
    if isinstance(model, BaseModel):
        readers = quantity_fields(type(model))
        for name, quantity in quantities(model).items():
            reader = readers[name]
            says = name in model.model_fields_set and not reader.bare
            system = _system_of(quantity.text, reader.dimension) if says else None
            if system is not None:
                yield reader.dimension, system
        for name in type(model).model_fields:
            yield from _walk_quantities(getattr(model, name))
    elif isinstance(model, Mapping):
        for part in model.values():
            yield from _walk_quantities(part)
    elif isinstance(model, tuple):
        for part in model:
            yield from _walk_quantities(part)


def _system_of(text: str, dimension: Dimension) -> System | None:
    try:
        return system_written(text, dimension)
    except UnitError:
        return None
