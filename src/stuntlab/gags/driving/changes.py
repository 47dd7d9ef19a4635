"""Other ways to drive it: cameras without operators, slower, inspected and with somebody at the cut-off, softer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stuntlab.gags.roles import Change
from stuntlab.plan import Plan
from stuntlab.plan.driven import Driven
from stuntlab.plan.gear.car import LANYARD, MOTORCYCLE, REMOTE, Car
from stuntlab.units import Dimension, Quantity, format_like

_SLOWER, _LONGER = 0.75, 1.5


def driven_changes(
    plan: Plan, number: int, action: Driven, vehicle: Car, own: Mapping[str, tuple[str, Mapping[str, Any]]]
) -> Iterator[Change]:
    """The cheapest first, and at the end all of them. number: of the action in the plan.

    own: what only this kind may change, in words -> its cost, and the words of the action.
    """
    alone = {name: one.model_copy(update={"manned": False}) for name, one in plan.cameras.items() if one.manned}
    stops = LANYARD if vehicle.body == MOTORCYCLE else REMOTE
    checked = vehicle.model_copy(update={"inspected": True, "cut_off": vehicle.cut_off or stops})
    slower = _scale(action.speed, _SLOWER)

    def put(words: Mapping[str, Any], car: Car = vehicle, cameras: Mapping[str, Any] | None = None) -> Plan:
        changed = action.model_copy(update=dict(words))
        actions = (*plan.action[:number], changed, *plan.action[number + 1 :])
        gear, shot = dict(plan.gear) | {action.car: car}, dict(plan.cameras) | dict(cameras or {})
        return plan.model_copy(update={"action": actions, "gear": gear, "cameras": shot})

    if alone:
        yield Change("every camera unmanned", "operators leave their cameras", put({}, cameras=alone))
    if checked != vehicle:
        yield Change(f"inspected, with a {checked.cut_off} cut-off", "an hour, a part", put({}, checked))
    for name, (cost, words) in own.items():
        yield Change(name, cost, put(words))
    yield Change(f"driven at {slower.text}", "speed in the picture", put({"speed": slower}))
    every: dict[str, Any] = {}
    for _, words in own.values():
        every |= words
    yield Change("all of it", "speed, operators, an hour", put({**every, "speed": slower}, checked, alone))


def longer(length: Quantity) -> Quantity:
    """Half as much again."""
    return _scale(length, _LONGER, Dimension.LENGTH)


def _scale(given: Quantity, share: float, dimension: Dimension = Dimension.SPEED) -> Quantity:
    value, sd = share * given.value, share * given.sd
    return Quantity(value, sd, format_like(value, dimension, given.text))
