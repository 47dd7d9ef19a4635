"""What stands in the table of a car hit."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.falling.fall_numbers import FallNumbers
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class PushedOff(Sourced):
    """How long before it the near leg is lifted and the jump pushed off, and after it the far leg drawn up, s."""

    lift_s: float
    push_s: float
    draws_up_s: float


@dataclass(frozen=True, slots=True)
class SlipperyRoad(Sourced):
    """How much oftener somebody slips who jumps from it."""

    times: float


@dataclass(frozen=True, slots=True)
class OverBonnet(Sourced):
    """What makes a take go over the bonnet, and whom a wheel may reach: those who fall ahead, as a share.

    hip_of: height of the hip by stature. two_wheels_m: height of what is highest at the front of one.
    """

    brakes_before_s: float
    wheel_m: float
    clear_ahead_m: float
    clear_beside_m: float
    ahead: float
    hip_of: float
    two_wheels_m: float


@dataclass(frozen=True, slots=True)
class TaughtToRoll(Sourced):
    """What somebody who was taught to does on a bonnet: shares of the curl, degrees of chin and trunk.

    mark_back_m: how far behind the middle of the car their mark is, as they face, where it was rehearsed.
    """

    form: float
    untried: float
    chin_deg: float
    aside_deg: float
    mark_back_m: float
    lifted: float
    standing: float


@dataclass(frozen=True, slots=True)
class RollOntoBonnet(Sourced):
    """How fast they turn onto their near side by themselves, by the speed of the car, m/s.

    alone: up to that speed the car tips nobody over. tipped: from that speed it does all of it.
    """

    rad_s: float
    sd_rad_s: float
    alone_m_s: float
    tipped_m_s: float

    def rad_s_at(self, speed_m_s: float) -> float:
        """What they mean to do before a car of that speed, rad/s."""
        share = (self.tipped_m_s - speed_m_s) / (self.tipped_m_s - self.alone_m_s)
        return self.rad_s * min(max(share, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class BodyOverCar(Sourced):
    """How long a take is followed, s and s by m/s, and the range in which it was compared with tests."""

    mat_least_m: float
    mat_beyond_m: float
    mat_long_m: float
    mat_wide_m: float
    on_car_s: float
    lasts_s: float
    lasts_by_speed: float
    fastest_m_s: float
    lowest_edge_of: float
    highest_edge_of: float


@dataclass(frozen=True, slots=True)
class CarHitNumbers(FallNumbers):
    """`numbers.toml`."""

    taught: TaughtToRoll
    roll: RollOntoBonnet
    body: BodyOverCar
    take_off: PushedOff
    slippery: SlipperyRoad
    over: OverBonnet


CAR_HIT_NUMBERS = Table("stuntlab.gags.car_hit", "numbers.toml", CarHitNumbers)
