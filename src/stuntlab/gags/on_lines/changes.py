"""Other ways to hold somebody on a line: less slack, a protected edge, a second line, nearer to plumb, a net below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stuntlab.gags.falling.changes import ChangeStep
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gags.on_lines.rates import anchor_of, line_of
from stuntlab.plan import Plan
from stuntlab.plan.gear.anchor import RIGGED, Anchor
from stuntlab.plan.gear.line import DYNAMIC, HMPE, STEEL, TEXTILES, Line
from stuntlab.plan.on_line import NETTED, OnLine
from stuntlab.units import Dimension, Quantity, format_quantity, parse_quantity
from stuntlab.units.counting import counted

_LITTLE_SLACK = "0.1 ± 0.05 m"
_BACK_UP_SLACK = "0.3 ± 0.05 m"
_MANY_TAKES = 3
_QUICK_RESCUE, _BESIDE = "2 min", "a second line down, somebody beside them"
NEARER = 0.5
_OVER_THEM = "0.3 ± 0.2 m"
_PROTECTOR = "a roller or a protector"
BACK_UP, OWN_ANCHOR = "back-up rope", "second anchor"


def nearer_to_plumb(offset: Quantity) -> Quantity:
    """Half as far off, with the spread that it had."""
    value = NEARER * offset.value
    return Quantity(value, offset.sd, format_quantity(value, Dimension.LENGTH))


def changes_on_a_line(
    plan: Plan,
    action: OnLine,
    offset: Quantity,
    moves_with_it: Mapping[str, Any],
    *own: ChangeStep,
    is_swing: bool,
) -> Iterator[ChangeStep]:
    """What takes load off a line comes first, what changes the shot last.

    moves_with_it: fields that change with an offset of half; own: steps that only this kind has.
    is_swing: whether the swing is what is planned.
    """
    yield from _protected_edge(plan, action)
    yield from _less_slack(action)
    yield from _rope_for_wire(plan, action)
    yield from _second_line(plan, action)
    yield from _own_anchor(plan, action)
    yield from _nothing_falls(action)
    yield from own
    yield from _first_of_all(action)
    if action.takes > _MANY_TAKES:
        fewer = -(-action.takes // 2)
        yield ChangeStep(
            f"{counted(fewer, 'take')} a day, focus found with a stand-in", "another day on the line", {"takes": fewer}
        )
    if offset.value > 0.0:
        nearer = nearer_to_plumb(offset)
        fields = {"offset": nearer, **moves_with_it}
        yield ChangeStep(f"{nearer.text} off plumb", "a shorter swing in the picture", fields)
        over = parse_quantity(_OVER_THEM, Dimension.LENGTH)
        if not is_swing and nearer.value > 2 * over.value:
            yield ChangeStep("the anchor over them, 30 cm off plumb", "another anchor, no swing", {"offset": over})


def _protected_edge(plan: Plan, action: OnLine) -> Iterator[ChangeStep]:
    """Something between edge and rope, tied so that it stays where the rope runs."""
    gear = {
        name: line.model_copy(update={"edge_protection": _PROTECTOR})
        for name in (action.line, action.second_line)
        if name is not None
        and (line := line_of(plan, name)) is not None
        and line.material in TEXTILES
        and line.edge in ("rounded", "sharp")
        and not line.edge_protection
    }
    if gear:
        yield ChangeStep("the edge protected where the rope runs", "a protector that is tied there", gear=gear)


def _less_slack(action: OnLine) -> Iterator[ChangeStep]:
    little = parse_quantity(_LITTLE_SLACK, Dimension.LENGTH)
    fields: dict[str, Any] = {
        field: little
        for field in ("slack", "second_slack")
        if (slack := getattr(action, field)) is not None and slack.value > little.value
    }
    if fields:
        yield ChangeStep("10 cm of slack", "somebody takes in line all the time", fields)


def _rope_for_wire(plan: Plan, action: OnLine) -> Iterator[ChangeStep]:
    gear: Mapping[str, Line] = {
        name: _rope()
        for name in (action.line, action.second_line)
        if name is not None and (line := line_of(plan, name)) is not None and line.material in (STEEL, HMPE)
    }
    if gear:
        yield ChangeStep(
            "a dynamic rope instead of the wire", "a rope that has to be taken out of the picture", gear=gear
        )


def _second_line(plan: Plan, action: OnLine) -> Iterator[ChangeStep]:
    if action.second_line is not None:
        return
    slack = parse_quantity(_BACK_UP_SLACK, Dimension.LENGTH)
    fields = {"second_line": BACK_UP, "second_slack": slack, "second_anchor": OWN_ANCHOR}
    gear = {BACK_UP: _rope(), OWN_ANCHOR: _anchor(plan, action)}
    yield ChangeStep("a second line on an anchor of its own", "a second rope in the picture", fields, gear)


def _own_anchor(plan: Plan, action: OnLine) -> Iterator[ChangeStep]:
    if action.second_line is not None and action.second_anchor in (None, action.anchor):
        gear = {OWN_ANCHOR: _anchor(plan, action)}
        yield ChangeStep(
            "an anchor of its own for the second line", "a second anchor", {"second_anchor": OWN_ANCHOR}, gear
        )


def _nothing_falls(action: OnLine) -> Iterator[ChangeStep]:
    if action.below != NETTED:
        tied = tuple(item.model_copy(update={"tethered": True}) for item in action.carries or ())
        yield ChangeStep(
            "a net below, and everything tethered", "a net over the ground", {"below": NETTED, "carries": tied}
        )


def _first_of_all(action: OnLine) -> Iterator[ChangeStep]:
    """What is done before anybody goes up, where the plan does not have it yet."""
    fields: dict[str, Any] = {} if action.dummy_runs else {"dummy_runs": True}
    said = [] if action.dummy_runs else ["a dummy first"]
    quick = parse_quantity(_QUICK_RESCUE, Dimension.TIME)
    if action.rescue_takes is None or action.rescue_takes.value > quick.value:
        fields |= {"rescue_takes": quick, "rescue": action.rescue or _BESIDE}
        said.append(f"a rescue practised down to {quick.text}")
    if fields:
        yield ChangeStep(" and ".join(said), "a day of rehearsal", fields)


def _rope() -> Line:
    """A common dynamic rope, new, on a protected edge."""
    rope = ON_LINES.read().rope
    return Line.model_validate(
        {
            "material": DYNAMIC,
            "static_stretch": f"{100 * rope.stretch_at_rest:g} %",
            "impact_force": f"{rope.impact_force_n / 1000:g} kN",
            "breaking_load": "22 kN",
            "ends": "sewn",
            "uses": "0",
            "edge": "rounded",
            "edge_protection": _PROTECTOR,
        }
    )


def _anchor(plan: Plan, action: OnLine) -> Anchor:
    """One like the first, or one as it should be."""
    first = anchor_of(plan, action.anchor)
    usual = {"made": RIGGED, "breaking_load": "40 kN", "tested_to": "6 kN"}
    return first if first is not None else Anchor.model_validate(usual)
