"""Other ways to be thrown: lower, over a longer stroke, onto what lies where they come down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stuntlab.datasets.machine import ComesDown
from stuntlab.gags.roles import Change
from stuntlab.plan import Plan
from stuntlab.plan.actions.air_ram import AirRam as AirRamWords
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.ram import Ram
from stuntlab.units import Dimension, Quantity, format_quantity

_LOWER, _LONG_M, _WIDER = 0.7, 0.9, 1.5

_SPARE_M = 0.5
"""Of what catches, beyond where they come down and lie (J)."""


def ram_changes(
    plan: Plan, number: int, throw: AirRamWords, machine: Ram, catcher: Catcher | None, lands: ComesDown | None
) -> Iterator[Change]:
    """The cheapest first, and at the end the ones that go together.

    number: of the action in the plan. lands: where they come down; None without anything that catches.
    """

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
    if catcher is not None and lands is not None:
        moved = _laid(catcher, lands)
        where = f"{throw.onto} of {_rounded(moved.size[0]).text} from {moved.near_edge.text} on"
        yield Change(where, "room, and its edge in the picture", put({}, {throw.onto: moved}))
        gear = {**gear, throw.onto: moved}
    yield Change("all of it", "height, another ram, room", put({"height": lower}, gear))


def _laid(catcher: Catcher, lands: ComesDown) -> Catcher:
    """Half as wide again, and from before where they come down to beyond where they lie."""
    along, across, high = catcher.size
    begins = max(_rounded(lands.low_m - _SPARE_M).value, _SPARE_M)
    long = max(along, _rounded(lands.high_m + _SPARE_M - begins).value)
    size = (long, _WIDER * across, high)
    return catcher.model_copy(update={"size": size, "near_edge": _rounded(begins)})


def _rounded(value_m: float) -> Quantity:
    return _length(round(value_m, 1), 0.0)


def _length(value_m: float, sd_m: float) -> Quantity:
    return Quantity(value_m, sd_m, format_quantity(value_m, Dimension.LENGTH))
