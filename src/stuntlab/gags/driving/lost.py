"""How a run is lost, from a draw: what steering, engine and brakes then do, as columns of `driving.Lost`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

import numpy as np
from scipy.special import ndtr

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.driving import DRIVING, Lost, RoadGrip
from stuntlab.driving.numbers import UsualVehicle

FINDS_S = 4.0
"""In the mean until a driver finds the key, clutch or neutral with a throttle that sticks, or the hand brake (J)."""

CUTS_S = 1.5
"""In the mean until somebody else, or a lanyard, has cut the engine (J)."""

LOOSE_BIKE_THROTTLE = 1e-3
"""Per take, the throttle of a motorcycle that nothing cuts once its rider comes off (vehicles_fire.md 2, J; 2017)."""

HAND_BRAKE_M_S2, ENGINE_DRAG_M_S2 = 2.0, 0.5
"""J."""


class Mode(IntEnum):
    """What is lost."""

    NOTHING = 0
    BRAKES = 1
    THROTTLE = 2
    STEERING = 3
    SLIDES = 4
    TYRE = 5
    DRIVER = 6


TURNS: Mapping[Mode, float] = {
    Mode.NOTHING: 0.0,
    Mode.BRAKES: 0.1,
    Mode.THROTTLE: 0.15,
    Mode.STEERING: 0.9,
    Mode.SLIDES: 0.6,
    Mode.TYRE: 0.4,
    Mode.DRIVER: 0.3,
}
"""The largest share of the friction that then goes to one side (J): whoever can steer does not leave the road."""


def lost_runs(
    values: Mapping[str, Floats],
    *,
    line_m: float,
    grip: RoadGrip,
    vehicle: UsualVehicle,
    mass_kg: float,
    power_w: float,
    cut_off: bool,
    top_m_s: float,
) -> Lost:
    """Runs of the draws. values: those of the table of a kind, [draw]."""
    mode = np.rint(values["mode"]).astype(np.int64)
    speed, count = values["speed_m_s"], len(mode)
    limit = np.full(count, grip.friction * GRAVITY_M_S2)
    side = 2 * ndtr(values["turn"]) - 1
    turns = np.array([TURNS[one] for one in Mode])[mode] * side * limit
    brakes = grip.brakes_m_s2 * vehicle.brakes_by_car * values["brakes"]
    pull = np.minimum(power_w / (mass_kg * np.maximum(speed, 1.0)), grip.friction * GRAVITY_M_S2 * vehicle.driven)
    rolling = DRIVING.read().rolls.of_g * GRAVITY_M_S2
    zero, reacts = np.zeros(count), DRIVING.read().reacts
    slow = reacts.times(values["driver"])
    finds_s, reacts_s = FINDS_S * slow, reacts.surprised_s * slow
    cuts_s = CUTS_S * slow if cut_off else finds_s
    late = np.choose(mode, [values["late"], finds_s, cuts_s, reacts_s, zero, reacts_s, zero + np.inf])
    first = np.choose(mode, [zero, zero - rolling, pull, zero, -brakes * 0.5, zero, zero - ENGINE_DRAG_M_S2])
    then = np.choose(mode, [-brakes, zero - HAND_BRAKE_M_S2, -brakes, -brakes, -brakes, -brakes, zero])
    share = np.where(mode == Mode.BRAKES, 1.0, ndtr(values["where"]))
    return Lost(
        speed_m_s=speed,
        at_m=share * line_m,
        cue_s=values["cue"],
        aside_m=values["aside_m"],
        yaw_rad=values["yaw_rad"],
        turn_m_s2=turns,
        late_s=late,
        first_m_s2=first,
        then_m_s2=then,
        limit_m_s2=limit,
        top_m_s=zero + top_m_s,
        lost=(mode != Mode.NOTHING).astype(float),
    )
