"""Other ways to be thrown: lower, over a longer stroke, onto what lies where they come down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from stuntlab.datasets.machine import ComesDown
from stuntlab.gags.harnessed.tried import DUMMY_FIRST, SINCE_DUMMY, plan_with, tried, with_a_dummy
from stuntlab.gags.roles import Change
from stuntlab.plan import Plan
from stuntlab.plan.actions.air_ram import AirRam as AirRamWords
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.ram import Ram
from stuntlab.units import Dimension, Quantity, format_quantity

_LOWER, _LONG_M, _WIDER = 0.7, 0.9, 1.5

_NO_LONGER = 1.1
"""A stroke that is longer by less than this factor is the one that there is (J)."""

_SPARE_M = 0.5
"""Of what catches, beyond where they come down and lie (J)."""


Lands = Callable[[Plan], ComesDown | None]
"""Of a plan: where they come down; None without anything that catches."""


def ram_changes(
    plan: Plan,
    number: int,
    throw: AirRamWords,
    machine: Ram,
    catcher: Catcher | None,
    lands: Lands,
    *,
    mass_kg: float,
    is_rehearsed: bool,
) -> Iterator[Change]:
    """The cheapest first, and at the end the ones that go together.

    number: of the action in the plan. is_rehearsed: a dummy was thrown at this very setting.
    """

    def lay(words: dict[str, Any], gear: dict[str, Any]) -> dict[str, Any]:
        """What catches, laid where the plan with these comes down, besides them."""
        down = lands(plan_with(plan, number, words, gear)) if catcher is not None else None
        return gear if catcher is None or down is None else {**gear, throw.onto: _laid(catcher, down)}

    again = tried(machine, mass_kg)
    if not is_rehearsed:
        yield with_a_dummy(plan, number, throw.with_, again)
    lower = _length(_LOWER * throw.height.value, _LOWER * throw.height.sd)
    words = {**SINCE_DUMMY, "height": lower}
    cost = f"height in the picture, {DUMMY_FIRST}"
    yield Change(f"thrown {lower.text} high", cost, plan_with(plan, number, words, lay(words, {throw.with_: again})))
    if machine.stroke is None or _NO_LONGER * machine.stroke.value < _LONG_M:
        again = again.model_copy(update={"stroke": _length(_LONG_M, 0.0)})
        cost = f"another ram, {DUMMY_FIRST}"
        yield Change(
            f"a ram with a stroke of {_LONG_M:g} m", cost, plan_with(plan, number, SINCE_DUMMY, {throw.with_: again})
        )
    moved = lay({}, {})
    if (pad := moved.get(throw.onto)) is not None:
        long, across = (_rounded(side).text for side in pad.size[:2])
        where = f"{throw.onto} of {long} by {across} from {pad.near_edge.text} on"
        yield Change(where, "room, and its edge in the picture", plan_with(plan, number, {}, moved))
    yield Change(
        "all of it", "height, another ram, room", plan_with(plan, number, words, lay(words, {throw.with_: again}))
    )


def _laid(catcher: Catcher, lands: ComesDown) -> Catcher:
    """Half as wide again, and from before where they come down to beyond where they lie."""
    along, across, high = catcher.size
    before = max(_rounded(lands.low_m - _SPARE_M).value, _SPARE_M)
    begins = min(before, catcher.near_edge.value)  # never farther off than it lay
    long = max(along, _rounded(lands.high_m + _SPARE_M - begins).value)
    size = (long, _WIDER * across, high)
    return catcher.model_copy(update={"size": size, "near_edge": _rounded(begins)})


def _rounded(value_m: float) -> Quantity:
    return _length(round(value_m, 1), 0.0)


def _length(value_m: float, sd_m: float) -> Quantity:
    return Quantity(value_m, sd_m, format_quantity(value_m, Dimension.LENGTH))
