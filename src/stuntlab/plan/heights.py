"""Heights of a plan that cannot both be: a take-off, a rating or a drop below the top of what is fallen onto."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.plan.actions.high_fall import HighFall
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.stunt import Plan
from stuntlab.units import Dimension, Quantity, parse_quantity
from stuntlab.units.reading import unit_written
from stuntlab.units.writing import format_quantity

Path = tuple[str | int, ...]

_MEANT = {"in": "ft", "cm": "m", "mm": "m"}
"""The unit that somebody who writes a height in one of these may have meant."""


def heights_below_a_top(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Where each stands, and a sentence with both heights; with the unit that was meant where another one would do."""
    for number, action in enumerate(plan.action):
        catcher = plan.gear.get(action.onto) if isinstance(action, HighFall) else None
        if isinstance(action, HighFall) and isinstance(catcher, Catcher):
            fall: Path = ("action", number, action.kind)
            top = f'the top of "{action.onto}" is'
            yield from _below((*fall, "from"), "the take-off is at", action.from_, top, catcher.top_m)
            if action.rehearsed_from:
                said = "it was rehearsed from"
                yield from _below((*fall, "rehearsed_from"), said, action.rehearsed_from, top, catcher.top_m)
    for name, gear in plan.gear.items():
        if isinstance(gear, Catcher):
            yield from _of_catcher(name, gear)


def _of_catcher(name: str, catcher: Catcher) -> Iterator[tuple[Path, str]]:
    place: Path = ("gear", name)
    if catcher.rated_height and catcher.rated_from == "ground":
        text = "it is rated for falls from"
        yield from _below((*place, "rated_height"), text, catcher.rated_height, "its top is", catcher.top_m)
    if catcher.drop_tested_from:
        text = "it was tested with drops from"
        yield from _below((*place, "drop_tested_from"), text, catcher.drop_tested_from, "its top is", catcher.top_m)
    for number, drop in enumerate(catcher.drop_tests):
        path = (*place, "drop_tests", number, "height")
        yield from _below(path, "this drop was made from", drop.height, "its top is", catcher.top_m)


def _below(path: Path, what: str, height: Quantity, top: str, top_m: float) -> Iterator[tuple[Path, str]]:
    if height.value > top_m:
        return
    text = f"{what} {_both(height)}, and {top} {_metres(top_m)} above the ground: nobody falls up"
    yield path, f"{text}. {_ask_unit(height, top_m)}Heights are counted from the ground"


def _ask_unit(height: Quantity, top_m: float) -> str:
    """A question, where the same number in another unit would lie above the top."""
    unit = unit_written(height.text, Dimension.LENGTH)
    meant = _MEANT.get(unit.name) if unit else None
    if unit is None or meant is None:
        return ""
    number = height.value / float(unit.factor)
    other = f"{number:g} {meant}"
    return f"Was {other} meant? " if parse_quantity(other, Dimension.LENGTH).value > top_m else ""


def _both(height: Quantity) -> str:
    metric = _metres(height.value)
    return height.text if metric == height.text else f"{height.text} ({metric})"


def _metres(value_m: float) -> str:
    return format_quantity(value_m, Dimension.LENGTH)
