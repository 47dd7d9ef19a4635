"""How a vehicle goes as planned, to be drawn: along its line, then it brakes, rolls or flies.

Speed and place are those of the plan and of the reduced model. How a rolling car is turned across its way and goes
round is drawn: no model says it, and repeated rolls do not repeat.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, radians, sin, tan

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gags.car_jump.gag import CarJump, fall_from_lip, nose_rate_rad_s
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.roll.gag import Roll
from stuntlab.geometry import about_x, about_y, about_z
from stuntlab.plan.actions.roll import TURNOVER
from stuntlab.previs.footage import Timing

HALF_HIGH_M = 0.62
"""Half the height of a car that rolls, which is how high its middle is (J)."""

_ROLL_RADIUS_M = 0.95
"""The radius at which a rolling car turns (vehicles_fire.md 3: 0.9 to 1.0 m, R-m)."""

_ACROSS_RAD, _ACROSS_S = radians(80.0), 0.9
"""A car that rolls lies across its way after so long (drawn, J)."""

_RESTS_S = 0.8
"""How long it is shown at rest (J)."""


@dataclass(frozen=True, slots=True)
class DrivenWay:
    """One gag in which somebody drives, as planned.

    ends_s: when the nose is at the last point of its line. stops_s: when it is at rest.
    """

    gag: DrivenGag
    ends_s: float
    stops_s: float

    @property
    def lasts_s(self) -> float:
        return self.stops_s + _RESTS_S

    def timing(self) -> Timing:
        """Its moments; captions count from when it is at the end of its line."""
        before, after = max(self.ends_s - 1.0, 0.0), self.stops_s - self.ends_s
        match self.gag:
            case Roll():
                zero = "the roll"
                beats = {"comes on": before, zero: self.ends_s, "goes round": self.ends_s + 0.6}
                decisive = beats["goes round"]
            case CarJump():
                flight = _flight_s(self.gag)
                zero = "the lip"
                beats = {zero: self.ends_s, "in the air": self.ends_s + flight / 2, "lands": self.ends_s + flight}
                decisive = beats["in the air"]
            case _:
                zero = "the end of its line"
                beats = {"comes on": 0.35 * self.ends_s, "goes by": 0.75 * self.ends_s, zero: self.ends_s}
                decisive = beats["goes by"]
        if after > 0:
            beats["at rest"] = self.stops_s
        begins = max(min(decisive - 2.5, before), 0.0)
        return Timing(begins, self.lasts_s, decisive, zero, beats, None)

    def at(self, time_s: float) -> tuple[Floats, Floats]:
        """How it is turned, [3, 3], and where the middle of its nose is, [3], m, as x ahead, y left, z up of it are."""
        place, direction = self._on_ground(time_s)
        since = time_s - self.ends_s
        match self.gag:
            case Roll() if since > 0:
                return self._rolled(since, place, direction)
            case CarJump():
                return self._jumped(since, place, direction)
            case _:
                return np.asarray(about_z(direction).as_matrix()), place

    def middle_at(self, time_s: float) -> Floats:
        """The middle of it, [3], m."""
        turn, nose = self.at(time_s)
        return np.asarray(nose + turn @ np.array([-self.gag.way.length_m / 2, 0.0, HALF_HIGH_M]))

    def _on_ground(self, time_s: float) -> tuple[Floats, float]:
        """Where the nose is along its way, [3], m, and the direction there."""
        corners = self.gag.way.corners_m
        legs = np.diff(corners, axis=0)
        gone = np.concatenate(([0.0], np.cumsum(np.hypot(*legs.T))))
        speed = self.gag.in_takes("speed").value
        past = min(max(time_s - self.ends_s, 0.0), self.stops_s - self.ends_s)
        along = min(time_s, self.ends_s) * speed + self._rolls_out(past)
        leg = int(np.clip(np.searchsorted(gone, along, side="right") - 1, 0, len(legs) - 1))
        ahead = legs[leg] / np.hypot(*legs[leg])
        at = corners[leg] + (along - gone[leg]) * ahead
        return np.array([*at, 0.0]), float(np.arctan2(ahead[1], ahead[0]))

    def _rolls_out(self, past_s: float) -> float:
        """How far past its line, m."""
        speed, slows = self.gag.in_takes("speed").value, _slows(self.gag)
        flies = min(past_s, _flight_s(self.gag))
        brakes = past_s - flies
        return speed * _level(self.gag) * flies + speed * brakes - 0.5 * slows * brakes**2

    def _rolled(self, since: float, place: Floats, direction: float) -> tuple[Floats, Floats]:
        """Turned across its way and round, its lowest edge on the ground."""
        long, half = self.gag.way.length_m, self.gag.usual.width_m / 2
        across = _ACROSS_RAD * min(since / _ACROSS_S, 1.0)
        gone = self._rolls_out(min(since, self.stops_s - self.ends_s))
        whole = self._rolls_out(self.stops_s - self.ends_s)
        round_ = _turns_rad(self.gag, whole) * gone / max(whole, 1e-6)
        turn = about_z(direction + across).as_matrix() @ about_x(round_).as_matrix()
        high = half * abs(np.sin(round_)) + HALF_HIGH_M * abs(np.cos(round_))
        ahead = np.array([np.cos(direction), np.sin(direction), 0.0])
        middle = place - long / 2 * ahead + np.array([0.0, 0.0, high])
        return turn, middle - turn @ np.array([-long / 2, 0.0, HALF_HIGH_M])

    def _jumped(self, since: float, place: Floats, direction: float) -> tuple[Floats, Floats]:
        """Up the ramp, through the air as a point does, and down on what it lands on."""
        gag = self.gag
        assert isinstance(gag, CarJump)
        speed, angle, lip = gag.in_takes("speed").value, gag.action.lip_angle.value, gag.action.lip_height.value
        flight = _flight_s(gag)
        if since <= 0:
            up = max(lip + speed * since * tan(angle), 0.0)
            nose_up = asin(min(up / gag.way.length_m, sin(angle)))
        elif since < flight:
            up = lip + speed * sin(angle) * since - 0.5 * GRAVITY_M_S2 * since**2
            rate = float(nose_rate_rad_s(np.array(speed), gag.numbers.car.half_base_m, gag.numbers.car.gyration_m))
            nose_up = angle - (gag.numbers.car.balanced if gag.action.balanced else 1.0) * rate * since
        else:
            up, nose_up = 0.0, 0.0
        turn = about_z(direction).as_matrix() @ about_y(-nose_up).as_matrix()
        tail_stays_up = max(up, gag.way.length_m * sin(nose_up))
        return np.asarray(turn), place + np.array([0.0, 0.0, tail_stays_up])


def way_of(gag: DrivenGag) -> DrivenWay:
    """As planned, every number at its mean."""
    speed = gag.in_takes("speed").value
    ends_s = gag.way.length_of_line_m / speed
    slows = _slows(gag)
    return DrivenWay(gag, ends_s, ends_s + _flight_s(gag) + (speed / slows if slows else 0.0))


def _slows(gag: DrivenGag) -> float:
    """Deceleration past the end of its line, m/s²; 0 where it is meant to drive on."""
    if isinstance(gag, Roll):
        return gag.numbers.spread.numbers["roll_1"] * GRAVITY_M_S2
    return gag.grip.brakes_m_s2 * gag.usual.brakes_by_car if gag.brakes_at_end else 0.0


def _level(gag: DrivenGag) -> float:
    """The share of its speed that goes ahead while it flies."""
    return float(np.cos(gag.action.lip_angle.value)) if isinstance(gag, CarJump) else 1.0


def _flight_s(gag: DrivenGag) -> float:
    if not isinstance(gag, CarJump):
        return 0.0
    up = gag.in_takes("speed").value * sin(gag.action.lip_angle.value)
    return float(fall_from_lip(np.array(up), gag.action.lip_height.value)[0])


def _turns_rad(gag: DrivenGag, way_m: float) -> float:
    """How far it goes round: the half turns that its way asks for; a turnover ends on its roof."""
    half_turns = 1 if isinstance(gag, Roll) and gag.action.means == TURNOVER else round(way_m / _ROLL_RADIUS_M / np.pi)
    return float(np.pi * max(1, half_turns))
