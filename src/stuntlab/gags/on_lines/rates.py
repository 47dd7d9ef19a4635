"""How often a line, an anchor or a connection fails, by what the plan says of it."""

from __future__ import annotations

from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.plan import Plan
from stuntlab.plan.gear.anchor import ROCK_GEAR, Anchor
from stuntlab.plan.gear.line import TEXTILES, Line
from stuntlab.plan.on_line import OnLine


def line_of(plan: Plan, name: str | None) -> Line | None:
    """A line of the gear."""
    gear = plan.gear.get(name) if name is not None else None
    return gear if isinstance(gear, Line) else None


def anchor_of(plan: Plan, name: str | None) -> Anchor | None:
    """An anchor of the gear."""
    gear = plan.gear.get(name) if name is not None else None
    return gear if isinstance(gear, Anchor) else None


def connection_rate(action: OnLine) -> float:
    """Of a line that is connected wrong or not at all."""
    rates = ON_LINES.read().connection
    checks = (action.checked_by is not None) + action.sits_in_line
    factor = rates.checked**checks * (rates.hurried if action.hurry else 1.0)
    return max(rates.each * factor, rates.least)


def cut_rate(line: Line | None) -> float:
    """Of a line that an edge cuts; a cable is not cut."""
    rates = ON_LINES.read().edge
    bare = line is None or (line.material in (None, *TEXTILES) and line.edge != "none" and not line.edge_protection)
    return rates.bare if bare else rates.protected


def anchor_rate(anchor: Anchor | None) -> float:
    """Of an anchor that gives."""
    rates = ON_LINES.read().anchor
    if anchor is None:
        return rates.untested
    alone = rates.tested if anchor.tested_to is not None else rates.untested
    alone = rates.rock_gear if anchor.made == ROCK_GEAR else alone
    return alone * (rates.redundant if anchor.redundant else 1.0)
