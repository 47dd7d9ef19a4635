"""What a camera must not see through: who strikes whom, how far apart they stand, how thick they are there."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.people import Measures
from stuntlab.people.seat import Seat, crown_m, sitting_hip_m
from stuntlab.plan.body import ON_THE_HEAD, Region

_HEAD_HALF_M = (0.095, 0.075)  # depth, breadth: half of an adult's 0.19 x 0.15 m (R-h)
_FACE_BELOW_CROWN_M = 0.12  # the eyes: 0.114 in men, 0.109 in women (ANSUR II, C)
_LIMB_HALF_M = (0.07, 0.07)  # a thigh, or less (J)
_ON_THE_TRUNK = (Region.CHEST, Region.BACK, Region.SHOULDER, Region.ABDOMEN, Region.PELVIS, Region.GROIN)

HalfSize = tuple[float, float]
"""Half of a body's depth, along the strike, and of its breadth, across it, m."""


@dataclass(frozen=True, slots=True)
class StrikeGeometry:
    """One strike as a camera meets it.

    speed: the draw that says how fast foot or hand is; how far it stops short is the draw `gap_m`. height_m: of the
    point struck. struck, striker: trunks at that height. padded_m: how thick a pad is that lies over the part struck.
    crowns_m: how high their heads reach, who is struck and who strikes. reach_m: from the tip of foot or hand to the
    middle of the striker's trunk. limb_half_m: half width of the limb. dwell_s: how long foot or hand stays where a
    blow would land. act, reaction: how giver and receiver play it, names in `people/act/acts.toml`. seat: what the
    receiver sits on.
    """

    by: str
    to: str
    speed: str
    height_m: float
    struck: HalfSize
    padded_m: float
    striker: HalfSize
    crowns_m: tuple[float, float]
    reach_m: float
    limb_half_m: float
    dwell_s: float
    act: str
    reaction: str
    seat: Seat | None

    @property
    def front_m(self) -> float:
        """From the middle of who is struck to the surface that is: a pad's face where one is worn there."""
        return self.struck[0] + self.padded_m


def reaction_to(region: Region, *, sits: bool = False) -> str:
    """How a receiver sells a blow there, a name in `people/act/acts.toml`."""
    if region in ON_THE_HEAD:
        return "seated snap" if sits else "snap"
    if region in (Region.CHEST, Region.BACK, Region.SHOULDER):
        return "seated jolt" if sits else "step back"
    return "seated fold" if sits else "fold"


def half_size_at(body: Measures, region: Region, *, sits: bool = False) -> HalfSize:
    """How thick a body is where it is struck; arms, which would hide more, are left out.

    The thighs of somebody who sits come towards who strikes, and what is struck there is a knee.
    """
    if region in ON_THE_HEAD:
        return _HEAD_HALF_M
    if region in (Region.CHEST, Region.BACK, Region.SHOULDER):
        return body.chest_depth_m / 2, body.chest_breadth_m / 2
    if region in _ON_THE_TRUNK:
        return body.abdomen_depth_m / 2, (body.chest_breadth_m + body.pelvis_breadth_m) / 4
    return (body.thigh_m + _LIMB_HALF_M[0], _LIMB_HALF_M[1]) if sits else _LIMB_HALF_M


def struck_height_m(body: Measures, region: Region, seat: Seat | None = None) -> float:
    """How high above the ground a region of a body lies that stands, or sits upright, m."""
    lower, middle, upper = (body.segments[f"{part}_trunk"].length_m for part in ("lower", "middle", "upper"))
    hip = body.hip_height_m if seat is None else sitting_hip_m(body, seat)
    if region in ON_THE_HEAD:
        return crown_m(body, seat) - _FACE_BELOW_CROWN_M
    if region in (Region.CHEST, Region.BACK, Region.SHOULDER):
        return hip + lower + middle + 0.42 * upper
    if region is Region.ABDOMEN:
        return hip + lower + 0.5 * middle
    if region in (Region.PELVIS, Region.GROIN, Region.HAND):
        return hip
    return hip if seat else hip - body.thigh_m / 2
