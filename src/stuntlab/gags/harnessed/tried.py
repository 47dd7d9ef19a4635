"""Other ways to use a machine: with other fields of the action or other gear, and tried by a dummy at its setting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from stuntlab.gags.roles import Change
from stuntlab.plan import Plan
from stuntlab.plan.gear.descender import Descender
from stuntlab.plan.gear.ram import Ram
from stuntlab.plan.gear.ratchet import Ratchet
from stuntlab.units import Dimension, Quantity, format_quantity

DUMMY_FIRST = "a dummy first"
RUNS = 3
"""With a dummy before anybody: what a trade asks for at the least (film.md P9, A)."""

_Machine = TypeVar("_Machine", Ratchet, Ram, Descender)
_ELSEWHERE = ("dummy_pressure", "dummy_drive_mass")


def tried(machine: _Machine, mass_kg: float) -> _Machine:
    """With dummies as heavy as whoever it was set for, or whoever it moves, at this very setting."""
    dummy = machine.set_for_mass or Quantity(mass_kg, 0.0, format_quantity(mass_kg, Dimension.MASS))
    here = {name: None for name in _ELSEWHERE if name in type(machine).model_fields}
    return machine.model_copy(update={"dummy_runs": max(machine.dummy_runs, RUNS), "dummy_mass": dummy, **here})


def plan_with(plan: Plan, number: int, words: Mapping[str, Any], gear: Mapping[str, Any]) -> Plan:
    """The plan with these fields of its action of that number, and with this gear."""
    actions = list(plan.action)
    actions[number] = actions[number].model_copy(update=dict(words))
    return plan.model_copy(update={"action": tuple(actions), "gear": dict(plan.gear) | dict(gear)})


def with_a_dummy(plan: Plan, number: int, machine: str, again: _Machine) -> Change:
    """As planned, with a machine, by its name in the gear, that a dummy tried."""
    return Change(
        "a dummy at this very setting", "a day of rehearsal", plan_with(plan, number, SINCE_DUMMY, {machine: again})
    )


SINCE_DUMMY: dict[str, Any] = {"changed_since_dummy": False}
"""What an action says once a dummy went at the setting that it has now."""
