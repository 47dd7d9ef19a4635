"""Other ways to do a jump: faster, an earlier pull, a bigger canopy, less wind, openings that were counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stuntlab.gags.falling.changes import ChangeStep
from stuntlab.plan import Plan
from stuntlab.plan.gear.bike import Bike
from stuntlab.plan.gear.canopy import Canopy
from stuntlab.plan.under_canopy import UnderCanopy
from stuntlab.units import Dimension, Quantity, format_quantity, parse_quantity

_FASTER, _EARLIER, _BIGGER = 1.15, 0.8, 1.25
_COUNTED = 200
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
        cost = "a longer run-up" if isinstance(bike, Bike) else "a harder run"
        yield ChangeStep(f"{faster.text} at the edge", cost, {"exit_speed": faster})
    if isinstance(bike, Bike) and not bike.dummy_dropped:
        dropped = bike.model_copy(update={"dummy_dropped": True})
        yield ChangeStep("a bike with a dummy first", "a bike", gear={words.bike: dropped})  # type: ignore[attr-defined]


def _times(quantity: Quantity, factor: float, dimension: Dimension) -> Quantity:
    value = factor * quantity.value
    return Quantity(value, quantity.sd, format_quantity(value, dimension))
