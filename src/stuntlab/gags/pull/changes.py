"""Other ways to do a pull: softer, shorter, onto more pad, farther from the wall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stuntlab.gags.roles import Change
from stuntlab.plan import Plan
from stuntlab.plan.actions.pull import Pull as PullWords
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.ratchet import Ratchet
from stuntlab.units import Dimension, Quantity, format_like

_SOFTER, _SOFTEST, _GENTLE, _SHORTER, _LONGER = 0.75, 0.5, 0.25, 0.75, 1.5
_BEGINS = 0.5
"""Where a pad that is moved begins, by the travel (J)."""


def pull_changes(
    plan: Plan, number: int, pull: PullWords, machine: Ratchet, catcher: Catcher | None
) -> Iterator[Change]:
    """The cheapest first, and at the end the ones that go together. number: of the action in the plan."""

    def put(words: dict[str, Any], gear: dict[str, Any]) -> Plan:
        actions = (*plan.action[:number], pull.model_copy(update=words), *plan.action[number + 1 :])
        return plan.model_copy(update={"action": actions, "gear": dict(plan.gear) | gear})

    if not (pull.chin_tucked and pull.leans_on_line):
        yield Change("chin tucked, leaning on the line", "rehearsal", put(_READY, {}))
    for share in (_SOFTER, _SOFTEST):
        softer = _softer(machine, share)
        if softer:
            words = {"duration": _slower(pull.duration, share)}
            yield Change(f"{softer[0]} instead", "a slower pull, a dummy first", put(words, {pull.with_: softer[1]}))
    shorter = _scale(pull.travel, _SHORTER, Dimension.LENGTH)
    duration = _scale(pull.duration, _SHORTER**0.5, Dimension.TIME) if pull.duration else None
    yield Change(f"travel of {shorter.text}", "a shorter pull", put({"travel": shorter, "duration": duration}, {}))
    if catcher is not None:
        along, across, high = catcher.size
        name = f"{pull.onto} half as long again"
        longer = catcher.model_copy(update={"size": (_LONGER * along, across, high)})
        yield Change(name, "room, and its edge in the picture", put({}, {pull.onto: longer}))
    together = _softer(machine, _GENTLE)
    if together:
        words = {**_READY, "travel": shorter, "duration": _slower(pull.duration, _GENTLE / _SHORTER)}
        gear: dict[str, Any] = {pull.with_: together[1]}
        where = ""
        if catcher is not None:
            along, across, high = catcher.size
            near = _scale(shorter, _BEGINS, Dimension.LENGTH)
            gear[pull.onto] = catcher.model_copy(update={"size": (_LONGER * along, across, high), "near_edge": near})
            where = f", {pull.onto} longer and from {near.text} on"
        name = f"all of it: {together[0]}, {shorter.text} of travel{where}"
        yield Change(name, "a slow, short pull, a dummy first", put(words, gear))


_READY: dict[str, Any] = {"chin_tucked": True, "leans_on_line": True}


def _softer(machine: Ratchet, share: float) -> tuple[str, Ratchet] | None:
    """A lower setting in words, and the machine with it: a dummy has to go again."""
    if machine.pressure:
        pressure = _scale(machine.pressure, share, Dimension.PRESSURE)
        return pressure.text, machine.model_copy(update={"pressure": pressure})
    if machine.drive_mass:
        mass = _scale(machine.drive_mass, share, Dimension.MASS)
        return f"a drive of {mass.text}", machine.model_copy(update={"drive_mass": mass})
    return None


def _slower(duration: Quantity | None, share: float) -> Quantity | None:
    return _scale(duration, share**-0.5, Dimension.TIME) if duration else None


def _scale(quantity: Quantity, share: float, dimension: Dimension) -> Quantity:
    value = quantity.value * share
    return Quantity(value, quantity.sd * share, format_like(value, dimension, quantity.text))
