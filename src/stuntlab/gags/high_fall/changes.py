"""Changes to a plan that might bring a high fall within limits, each with what it costs in height or look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.errors import ModelError
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.setup import HighFallSetup
from stuntlab.gags.roles import Change
from stuntlab.gear.catchers.properties import Properties
from stuntlab.gear.rig_size import layers_needed
from stuntlab.plan import Plan
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.box_rig import BoxRig
from stuntlab.units import Dimension, Quantity, format_quantity
from stuntlab.units.counting import counted

WIDER = 1.5
LOWER = 0.75
LADDER = 0.8
LONGEST_OUTRIGGER_M = 5.0
FASTEST_PUSH_M_S = 3.0
BOX_M = 0.45
"""Edge of the boxes of the rig that is put instead: a removal carton."""

RIG_M = 5.0
"""Least length and width of such a rig."""

_CONTROLS = "ladder of heights, plumb line, a spotter's call"
_REHEARSAL, _ROOM_UNDER = "rehearsal; nothing in the picture", "room under the edge"


def fall_changes(gag: HighFallSetup, number: int) -> Iterator[Change]:
    """The cheapest first, and at the end the ones that go together. number: of the gag's action in the plan."""
    changes = _CHANGES if gag.catcher else _ON_GROUND
    made = (change(_Fall(gag.plan, number, gag)) for change in changes)
    yield from (change for change in made if change is not None)


@dataclass(frozen=True, slots=True)
class _Fall:
    """One fall of a plan, to be changed."""

    plan: Plan
    index: int
    gag: HighFallSetup

    @property
    def catcher(self) -> Catcher:
        """Where there is one."""
        if self.gag.catcher is None:
            raise ModelError("nothing catches this fall")
        return self.gag.catcher

    @property
    def properties(self) -> Properties:
        """Of what catches, or of the bare ground."""
        return self.gag.behaviour.properties

    def put(self, fall: dict[str, Any] | None = None, catcher: Catcher | None = None, *, named: str = "") -> Plan:
        """The plan with fields of the fall, or its catcher, changed; named: of a catcher that was not there."""
        action = self.gag.fall.model_copy(update=fall or {})
        actions = (*self.plan.action[: self.index], action, *self.plan.action[self.index + 1 :])
        gear = dict(self.plan.gear) | ({named or self.gag.fall.onto: catcher} if catcher else {})
        return self.plan.model_copy(update={"action": actions, "gear": gear})


def _controls(fall: _Fall) -> Change:
    named = _controls_from(fall.gag.fall.from_.value)
    return Change(_CONTROLS, _REHEARSAL, fall.put(named))


def _outrigger(fall: _Fall) -> Change | None:
    out = _outrigger_m(fall.gag, fall.catcher, fall.catcher.near_edge.value)
    if out is None:
        return None
    return Change(f"outrigger of {_metres(out)}", "the outrigger in the picture", fall.put({"outrigger": _length(out)}))


def _under(fall: _Fall) -> Change | None:
    moved = _pushed_under(fall)
    return None if moved is None else Change(_say_under(moved), _ROOM_UNDER, fall.put(catcher=moved))


def _under_with_controls(fall: _Fall) -> Change | None:
    moved = _pushed_under(fall)
    if moved is None:
        return None
    plan = fall.put(_controls_from(fall.gag.fall.from_.value), moved)
    return Change(f"{_say_under(moved)}, {_CONTROLS}", f"{_ROOM_UNDER}; {_REHEARSAL}", plan)


def _pushed_under(fall: _Fall) -> Catcher | None:
    """The catcher under an open edge, its middle below the middle of the landings, to a tenth of a metre."""
    if not fall.gag.may_go_under:
        return None
    near = round(fall.gag.planned_x_m - fall.catcher.size[0] / 2, 1)
    if not near < min(0.0, fall.catcher.near_edge.value):
        return None
    return fall.catcher.model_copy(update={"near_edge": _length(near)})


def _say_under(moved: Catcher) -> str:
    return f"catcher pushed {_metres(-moved.near_edge.value)} under the edge"


def _clear(fall: _Fall) -> Change | None:
    near = _clear_edge_m(fall)
    out = _outrigger_m(fall.gag, fall.catcher, near)
    if near <= fall.catcher.near_edge.value or out is None:
        return None
    moved = fall.catcher.model_copy(update={"near_edge": _length(near)})
    name = f"catcher {_metres(near)} from the wall, outrigger of {_metres(out)}"
    return Change(name, "the outrigger in the picture", fall.put({"outrigger": _length(out)}, moved))


def _push(fall: _Fall) -> Change | None:
    push = _push_m_s(fall.gag, fall.catcher)
    if push is None:
        return None
    faster = replace(fall.gag.fall.push, value=push, text=f"{push:.2g} m/s")
    return Change(f"push of {push:.2g} m/s", "it looks like a jump", fall.put({"push": faster}))


def _wider(fall: _Fall) -> Change | None:
    if not fall.properties.movable:
        return None
    return Change(
        "catcher half as wide again", "room, and its edge in the picture", fall.put(catcher=_widen(fall.catcher))
    )


def _lower(fall: _Fall) -> Change:
    lower, cost = _lower_take_off(fall.gag)
    return Change(f"take-off at {lower.text}", cost, fall.put({"from_": lower}))


def _boxes(fall: _Fall) -> Change | None:
    """A rig under the middle of the landings, deep enough for them, in boxes of one size."""
    before = fall.gag.catcher
    if before and (before.kind == BoxRig.kind or not fall.properties.movable):
        return None
    layers = layers_needed(fall.gag.fall.from_.value, box_m=BOX_M, mass_kg=fall.gag.body.mass_kg)
    if layers is None:
        return None
    along_x, along_y = before.size[:2] if before else (RIG_M, RIG_M)
    rig = BoxRig.model_construct(
        size=(max(along_x, RIG_M), max(along_y, RIG_M), layers * BOX_M),
        near_edge=before.near_edge if before else _length(max(0.0, fall.gag.footprint.low_x_m - RIG_M / 2)),
        middle=before.middle if before else None,
        box=_length(BOX_M),
        layers=layers,
        gaps=_length(0.0),
    )
    named = fall.gag.fall.onto if before else "boxes"
    return Change(
        f"box rig instead: {counted(layers, 'layer')} of {100 * BOX_M:.0f} cm boxes, {_metres(layers * BOX_M)} high",
        "a rig a take, an hour or more to build each",
        fall.put({"onto": named}, rig, named=named),
    )


def _together(fall: _Fall) -> Change | None:
    """Lower, wider, clear of the wall, over its middle, with the controls."""
    lower, cost = _lower_take_off(fall.gag)
    if not fall.properties.rebuilt_with_fall:
        return None
    wide = _widen(fall.catcher).model_copy(update={"near_edge": _length(_clear_edge_m(fall))})
    changed = gags_of(fall.put({"from_": lower, **_controls_from(lower.value)}, wide))[fall.index]
    if not isinstance(changed, HighFallSetup):
        return None
    out = _outrigger_m(changed, wide, wide.near_edge.value)
    put = _Fall(changed.plan, fall.index, changed).put({"outrigger": _length(out)} if out is not None else {})
    return Change(
        "all of it: lower, wider, clear, outrigger, controls",
        f"{cost}, the outrigger, rehearsal",
        put,
    )


_CHANGES = (_controls, _under, _under_with_controls, _outrigger, _clear, _push, _wider, _lower, _boxes, _together)
_ON_GROUND = (_lower, _boxes)


def _controls_from(height_m: float) -> dict[str, Any]:
    return {"rehearsed_from": _length(LADDER * height_m), "plumb_line": True, "spotter_calls": True}


def _widen(catcher: Catcher) -> Catcher:
    along_x, along_y, height = catcher.size
    return catcher.model_copy(update={"size": (WIDER * along_x, WIDER * along_y, height)})


def _lower_take_off(gag: HighFallSetup) -> tuple[Quantity, str]:
    lower = _length(LOWER * gag.fall.from_.value)
    return lower, f"{_metres(gag.fall.from_.value - lower.value)} of height"


def _seconds(gag: HighFallSetup) -> float:
    return float((2 * gag.drop_m / GRAVITY_M_S2) ** 0.5)


def _outrigger_m(gag: HighFallSetup, catcher: Catcher, near_edge_m: float) -> float | None:
    """Take-off that puts the middle of the landings over the middle of the catcher, to half a metre."""
    middle = near_edge_m + catcher.size[0] / 2
    out = round(2 * (middle - gag.fall.push.value * _seconds(gag))) / 2
    before = gag.fall.outrigger.value if gag.fall.outrigger else 0.0
    return out if 0 < out <= LONGEST_OUTRIGGER_M and out != before else None


def _clear_edge_m(fall: _Fall) -> float:
    """Nearest to the wall that the vents allow."""
    clear = fall.properties.clear_around
    needs_m = clear.asked_m if clear else None
    return max(fall.catcher.near_edge.value, needs_m or 0.0)


def _push_m_s(gag: HighFallSetup, catcher: Catcher) -> float | None:
    """Push that carries the middle of the landings over the middle of the catcher."""
    before = gag.fall.outrigger.value if gag.fall.outrigger else 0.0
    middle = catcher.near_edge.value + catcher.size[0] / 2
    push = (middle - before) / _seconds(gag)
    return push if gag.fall.push.value < push <= FASTEST_PUSH_M_S else None


def _length(value_m: float) -> Quantity:
    return Quantity(value_m, 0.0, _metres(value_m))


def _metres(value_m: float) -> str:
    return format_quantity(value_m, Dimension.LENGTH)
