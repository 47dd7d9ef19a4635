"""Other ways to do a pull: softer, shorter, onto more pad, farther from the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from stuntlab.datasets.machine import ComesDown
from stuntlab.gags.harnessed.tried import DUMMY_FIRST, SINCE_DUMMY, plan_with, tried, with_a_dummy
from stuntlab.gags.roles import Change
from stuntlab.plan import Plan
from stuntlab.plan.actions.pull import Pull as PullWords
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.ratchet import Ratchet
from stuntlab.units import Dimension, Quantity, format_like, format_quantity
from stuntlab.units.counting import counted

_SOFTER, _SOFTEST, _GENTLE, _SHORTER, _SHORTEST = 0.75, 0.5, 0.25, 0.75, 0.65
_STEPS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1)
"""Of the setting, tried from the hardest on (J)."""

_SPARE_M, _CLEAR_OF_START_M, _LONGEST_PAD_M = 0.5, 1.0, 8.0
"""What catches lies so far beyond where they come down and lie, begins so far from where they stand, and is so long at
most (J)."""

_SAME_M = 0.3
"""What catches lies where it lay, if it is moved by no more (J)."""

_OFF = 0.001
"""Of takes, how many may come down beside what catches, as in `verdict/machine_findings`: a pull too soft drops them
before it (J)."""

Way = Callable[[Plan], tuple[float, float]]
"""Of a plan: where they come down, and where they stop with three standard deviations, m."""

Lands = Callable[[Plan], ComesDown | None]
"""Of a plan: between where they come down and lie on what catches; None without anything that does."""


@dataclass(frozen=True, slots=True)
class _Pulled:
    """One pull of a plan with its machine and what catches, and what else it may be."""

    plan: Plan
    number: int
    words: PullWords
    machine: Ratchet
    catcher: Catcher | None
    way: Way
    lands: Lands
    mass_kg: float

    def put(self, words: Mapping[str, Any], gear: Mapping[str, Any]) -> Plan:
        """The plan with these fields of the action and this gear."""
        return plan_with(self.plan, self.number, words, gear)

    def softer(self, share: float, words: Mapping[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any]] | None:
        """A lower setting: what it is called, fields and gear with it, before `words` of its own."""
        lower = _softer(tried(self.machine, self.mass_kg), share)
        if lower is None:
            return None
        travel = words.get("travel", self.words.travel)
        share_of_time = (travel.value / self.words.travel.value / share) ** 0.5
        slower = _scale(self.words.duration, share_of_time, Dimension.TIME) if self.words.duration else None
        return lower[0], {**words, **SINCE_DUMMY, "duration": slower}, {self.words.with_: lower[1]}

    def laid(self, words: Mapping[str, Any], gear: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """What catches, from before where they come down to beyond where they lie; how it is called, and the gear."""
        down = self.lands(self.put(words, gear))
        if self.catcher is None or down is None:
            return "", dict(gear)
        begins, ends = max(down.low_m - _SPARE_M, _CLEAR_OF_START_M), down.high_m + _SPARE_M
        wall = self.words.wall_at.value if self.words.wall_at else ends
        long = max(min(ends - begins, wall - begins, _LONGEST_PAD_M), self.catcher.size[0])
        _, across, high = self.catcher.size
        pad = self.catcher.model_copy(update={"size": (long, across, high), "near_edge": _metres(begins)})
        where = f"{self.words.onto} of {_metres(long).text} from {_metres(begins).text} on"
        return where, {**gear, self.words.onto: pad}

    def is_moved(self, pad: Catcher) -> bool:
        """Whether what catches lies elsewhere than it lay, or is longer."""
        if self.catcher is None:
            return False
        pairs = (pad.near_edge.value, self.catcher.near_edge.value), (pad.size[0], self.catcher.size[0])
        return any(abs(now - before) > _SAME_M for now, before in pairs)

    def fits(self, share: float, words: Mapping[str, Any]) -> bool:
        """Whether they are carried onto what catches at a lower setting, and stop before the wall."""
        lower = self.softer(share, words)
        if lower is None:
            return False
        _, fields, gear = lower
        lower_plan = self.put(fields, self.laid(fields, gear)[1])
        (_, stops), down, wall = self.way(lower_plan), self.lands(lower_plan), self.words.wall_at
        return (down is None or down.off <= _OFF) and (wall is None or stops <= wall.value)


def pull_changes(
    plan: Plan,
    number: int,
    pull: PullWords,
    machine: Ratchet,
    catcher: Catcher | None,
    way: Way,
    lands: Lands,
    *,
    mass_kg: float,
    is_rehearsed: bool,
) -> Iterator[Change]:
    """The cheapest first, and at the end the ones that go together.

    number: of the action in the plan. is_rehearsed: a dummy was pulled at this very setting.
    """
    pulled = _Pulled(plan, number, pull, machine, catcher, way, lands, mass_kg)
    if machine.connected < machine.set_for:
        yield from _set_for_who_is_connected(pulled)
        pulled = replace(pulled, machine=machine.model_copy(update={"set_for": machine.connected}))
    if not is_rehearsed:
        yield with_a_dummy(plan, number, pull.with_, tried(machine, mass_kg))
    if not (pull.chin_tucked and pull.leans_on_line):
        yield Change("chin tucked, leaning on the line", "rehearsal", pulled.put(_READY, {}))
    where, gear = pulled.laid({}, {})
    if where and pulled.is_moved(gear[pull.onto]):
        yield Change(where, "room, and its edge in the picture", pulled.put({}, gear))
    for share in (_SOFTER, _SOFTEST):
        lower = pulled.softer(share, {})
        if lower:
            yield Change(f"{lower[0]} instead", f"a slower pull, {DUMMY_FIRST}", pulled.put(*lower[1:]))
    shorter = _scale(pull.travel, _SHORTER, Dimension.LENGTH)
    duration = _scale(pull.duration, _SHORTER**0.5, Dimension.TIME) if pull.duration else None
    words = {**SINCE_DUMMY, "travel": shorter, "duration": duration}
    gear = {pull.with_: tried(pulled.machine, mass_kg)}
    yield Change(f"travel of {shorter.text}", f"a shorter pull, {DUMMY_FIRST}", pulled.put(words, gear))
    if pull.wall_at is not None and way(plan)[1] > pull.wall_at.value:
        yield from _with_room(pulled)
    yield from _together(pulled)


def _set_for_who_is_connected(pulled: _Pulled) -> Iterator[Change]:
    """The setting in the share of those on the line."""
    machine = pulled.machine
    lower = pulled.softer(machine.connected / machine.set_for, {})
    if lower is not None:
        name, words, gear = lower
        one = gear[pulled.words.with_].model_copy(update={"set_for": machine.connected})
        said = f"set for {counted(machine.connected, 'person')}, {name}"
        yield Change(said, f"another setting, {DUMMY_FIRST}", pulled.put(words, {pulled.words.with_: one}))


def _with_room(pulled: _Pulled) -> Iterator[Change]:
    """As it is, with as much room as it asks for; and as hard as the room allows."""
    free = _metres(ceil(pulled.way(pulled.plan)[1]))
    words = {"wall_at": free}
    where, gear = replace(pulled, words=pulled.words.model_copy(update=words)).laid(words, {})
    said = f"nothing hard within {free.text}" + (f", {where}" if where else "")
    yield Change(said, "another place, or the pull turned round", pulled.put(words, gear))
    share = next((one for one in _STEPS if pulled.fits(one, _READY)), None)
    if share is not None:
        yield from _lowered(pulled, share, _READY, "as hard as the room allows: ")


def _together(pulled: _Pulled) -> Iterator[Change]:
    """Softly, over a short travel, onto as much as it needs."""
    words = {**_READY, "travel": _scale(pulled.words.travel, _SHORTEST, Dimension.LENGTH)}
    gentle = [one for one in _STEPS if one <= _GENTLE]
    harder = [one for one in reversed(_STEPS) if one > _GENTLE]
    share = next((one for one in (*gentle, *harder) if pulled.fits(one, words)), None)
    if share is not None:
        yield from _lowered(pulled, share, words, "all of it: ")


def _lowered(pulled: _Pulled, share: float, words: Mapping[str, Any], said: str) -> Iterator[Change]:
    lower = pulled.softer(share, words)
    if lower is None:
        return
    name, fields, machine = lower
    where, gear = pulled.laid(fields, machine)
    travel = f", {words['travel'].text} of travel" if "travel" in words else ""
    onto = f", {where}" if where else ""
    yield Change(f"{said}{name}{travel}{onto}", f"a slow pull, {DUMMY_FIRST}", pulled.put(fields, gear))


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


def _metres(value_m: float) -> Quantity:
    rounded = round(value_m, 1)
    return Quantity(rounded, 0.0, format_quantity(rounded, Dimension.LENGTH))


def _scale(quantity: Quantity, share: float, dimension: Dimension) -> Quantity:
    value = quantity.value * share
    return Quantity(value, quantity.sd * share, format_like(value, dimension, quantity.text))
