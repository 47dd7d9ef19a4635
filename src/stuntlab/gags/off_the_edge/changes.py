"""Other ways to do a jump: faster, an earlier pull, a bigger canopy, less wind, openings that were counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stuntlab.gags.falling.changes import ChangeStep
from stuntlab.gags.off_the_edge.numbers import JUMPS, ON_A_BIKE, STAGES
from stuntlab.plan import Plan
from stuntlab.plan.actions.ramp_jump import RampJump
from stuntlab.plan.gear.canopy import Canopy
from stuntlab.plan.gear.car import Car
from stuntlab.plan.under_canopy import UnderCanopy
from stuntlab.units import Dimension, Quantity, format_quantity, parse_quantity
from stuntlab.units.counting import counted

_FASTER, _EARLIER, _BIGGER = 1.15, 0.8, 1.25
_LONGER = 1.5
_COUNTED, _RUNS = 200, 300
_WIND = "3 m/s"


def changes_of_a_jump(plan: Plan, words: UnderCanopy) -> Iterator[ChangeStep]:
    """What costs the shot least comes first."""
    canopy = plan.gear.get(words.canopy) if words.canopy else None
    if isinstance(canopy, Canopy) and words.canopy:
        yield from _openings(words.canopy, canopy)
    if words.pull_after is not None and words.pull_after.value > 0:
        pull = _times(words.pull_after, _EARLIER, Dimension.TIME)
        yield ChangeStep(f"a pull after {pull.text}", "a shorter free fall in the picture", {"pull_after": pull})
    yield from _faster(plan, words)
    yield from _practice(words)
    limits = {name: parse_quantity(_WIND, Dimension.SPEED) for name in ("wind_limit", "wind_at_pull_limit")}
    calm = parse_quantity("0 ± 1 m/s", Dimension.SPEED)
    if words.wind is None or words.wind.value or words.wind.sd > calm.sd:
        fields: dict[str, Any] = {"wind": calm, "wind_across": calm, **limits}
        yield ChangeStep(f"nobody goes in more than {_WIND} of wind", "days of waiting", fields)


def _openings(name: str, canopy: Canopy) -> Iterator[ChangeStep]:
    size = _times(canopy.size, _BIGGER, Dimension.AREA)
    yield ChangeStep(
        f"a canopy of {size.text}", "a slower flight", gear={name: canopy.model_copy(update={"size": size})}
    )
    if canopy.openings < _COUNTED:
        counted = canopy.model_copy(update={"openings": _COUNTED, "off_heading": 4})
        yield ChangeStep(
            f"{_COUNTED} openings filmed, 4 of them off heading",
            "weeks of practice, if they come out so",
            gear={name: counted},
        )


def _faster(plan: Plan, words: UnderCanopy) -> Iterator[ChangeStep]:
    speed, bike = getattr(words, "exit_speed", None), plan.gear.get(getattr(words, "bike", None) or "")
    if speed is not None:
        faster = _times(speed, _FASTER, Dimension.SPEED)
        cost = "a longer run-up" if isinstance(bike, Car) else "a harder run"
        yield ChangeStep(f"{faster.text} at the edge", cost, {"exit_speed": faster})
    if isinstance(words, RampJump) and words.run_up is not None:
        longer = _times(words.run_up, _LONGER, Dimension.LENGTH)
        yield ChangeStep(f"a run-up of {longer.text}", "a longer ramp", {"run_up": longer})
    if isinstance(bike, Car) and not bike.dummy_dropped:
        dropped = bike.model_copy(update={"dummy_dropped": True})
        yield ChangeStep("a bike with a dummy first", "a bike", gear={words.bike: dropped})  # type: ignore[attr-defined]


def _practice(words: UnderCanopy) -> Iterator[ChangeStep]:
    """The stage whose failures, beside what was counted, are left most often, done so many times more."""
    left: dict[str, float] = {}
    for row in JUMPS.read().of_kind(words.kind).values():
        clean = sum(getattr(words.practised, stage) or 0 for stage in row.practised_as)
        for stage in set(row.practised_as) - (set() if isinstance(words, RampJump) else ON_A_BIKE):
            left[stage] = left.get(stage, 0.0) + row.probability / (1.0 + clean * row.probability)
    if left:
        stage = max(left, key=lambda name: (left[name], name))
        count = (getattr(words.practised, stage) or 0) + _RUNS
        counts = words.practised.model_copy(update={stage: count})
        name = f"{STAGES[stage]}: {counted(count, 'run')} without a failure"
        yield ChangeStep(name, "weeks of practice, if they come out so", {"practised": counts})


def _times(quantity: Quantity, factor: float, dimension: Dimension) -> Quantity:
    value = factor * quantity.value
    return Quantity(value, quantity.sd, format_quantity(value, dimension))
