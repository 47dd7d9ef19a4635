"""Other ways to jump off a ramp and down again: a deck, a gate, the right speed, a longer landing, boxes, more runs."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, sqrt

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gags.falling.changes import ChangeStep
from stuntlab.plan import Plan
from stuntlab.plan.actions.ramp_landing import RAMP, RampLanding
from stuntlab.plan.gear.car import Car
from stuntlab.units import Dimension, Quantity, format_quantity, parse_quantity

_COUNTED = 300
_INTO = 0.35
"""Of a landing, how far down it is best to come down (J)."""

_LONGER = 1.5


def changes_of_a_landing(plan: Plan, words: RampLanding) -> Iterator[ChangeStep]:
    """What costs the shot least comes first."""
    if not words.speed_gate:
        yield ChangeStep("a gate that reads every run-up in time to stop", "a gate", {"speed_gate": True})
    if words.onto == RAMP and not words.deck:
        yield ChangeStep("a deck that fills the gap", "the gap in the picture", {"deck": True})
    fits = _speed_that_fits(words)
    if fits is not None:
        yield ChangeStep(f"{fits.text} at the lip", "another run-up", {"exit_speed": fits})
    if words.onto == RAMP and words.landing_length is not None:
        longer = _times(words.landing_length, _LONGER)
        yield ChangeStep(f"a landing of {longer.text}", "a longer ramp", {"landing_length": longer})
    if (words.practised.landings or 0) < _COUNTED:
        counts = words.practised.model_copy(update={"ramp": _COUNTED, "landings": _COUNTED})
        name = f"{_COUNTED} runs counted without a failure"
        yield ChangeStep(name, "weeks of practice, if they come out so", {"practised": counts})
    calm = parse_quantity("0 ± 0.5 m/s", Dimension.SPEED)
    yield ChangeStep("nobody jumps in wind", "hours of waiting", {"wind": calm, "wind_across": calm})
    bike = plan.gear.get(words.bike)
    if isinstance(bike, Car) and not bike.dummy_dropped:
        dropped = bike.model_copy(update={"dummy_dropped": True})
        yield ChangeStep("the vehicle with a dummy first", "a vehicle", gear={words.bike: dropped})


def _speed_that_fits(words: RampLanding) -> Quantity | None:
    """The speed that comes down a third into the landing, without air; None where that is about what is planned."""
    if words.gap is None or words.landing_length is None or words.landing_angle is None:
        return None
    long = _INTO * words.landing_length.value
    out = words.gap.value + long * cos(words.landing_angle.value)
    high = (words.landing_height.value if words.landing_height else 0.0) - long * abs(
        sqrt(1 - cos(words.landing_angle.value) ** 2)
    )
    up = words.exit_angle.value
    rises = out * (sqrt(1 - cos(up) ** 2) / cos(up)) * (1 if up >= 0 else -1) - high
    if rises <= 0.0:
        return None
    value = sqrt(GRAVITY_M_S2 * out**2 / (2 * cos(up) ** 2 * rises))
    sd = min(words.exit_speed.sd, 0.3)
    near = abs(value - words.exit_speed.value) < 0.02 * value
    return None if near else Quantity(value, sd, format_quantity(value, Dimension.SPEED))


def _times(quantity: Quantity, factor: float) -> Quantity:
    value = factor * quantity.value
    return Quantity(value, quantity.sd, format_quantity(value, Dimension.LENGTH))
