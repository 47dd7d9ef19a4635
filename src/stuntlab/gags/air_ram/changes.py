"""Other ways to be thrown: lower, over a longer stroke, onto a wider pad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stuntlab.gags.roles import Change
from stuntlab.plan import Plan
from stuntlab.plan.actions.air_ram import AirRam as AirRamWords
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.ram import Ram
from stuntlab.units import Dimension, Quantity, format_quantity

_LOWER, _LONG_M, _WIDER = 0.7, 0.9, 1.5


def ram_changes(plan: Plan, number: int, throw: AirRamWords, machine: Ram, catcher: Catcher | None) -> Iterator[Change]:
    """The cheapest first, and at the end the ones that go together. number: of the action in the plan."""

    def put(words: dict[str, Any], gear: dict[str, Any]) -> Plan:
        actions = (*plan.action[:number], throw.model_copy(update=words), *plan.action[number + 1 :])
        return plan.model_copy(update={"action": actions, "gear": dict(plan.gear) | gear})

    lower = _length(_LOWER * throw.height.value, _LOWER * throw.height.sd)
    yield Change(f"thrown {lower.text} high", "height in the picture, a dummy first", put({"height": lower}, {}))
    gear: dict[str, Any] = {}
    if machine.stroke is None or machine.stroke.value < _LONG_M:
        longer = machine.model_copy(update={"stroke": _length(_LONG_M, 0.0)})
        gear = {throw.with_: longer}
        yield Change(f"a ram with a stroke of {_LONG_M:g} m", "another ram, a dummy first", put({}, gear))
    if catcher is not None:
        along, across, high = catcher.size
        wider = catcher.model_copy(update={"size": (_WIDER * along, _WIDER * across, high)})
        yield Change(
            f"{throw.onto} half as wide again", "room, and its edge in the picture", put({}, {throw.onto: wider})
        )
        gear = {**gear, throw.onto: wider}
    yield Change("all of it", "height, another ram, room", put({"height": lower}, gear))


def _length(value_m: float, sd_m: float) -> Quantity:
    return Quantity(value_m, sd_m, format_quantity(value_m, Dimension.LENGTH))
