"""What a camera must not see through: who strikes whom, how far apart they stand, how thick they are there."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.people import Measures
from stuntlab.plan.body import ON_THE_HEAD, Region

_HEAD_HALF_M = (0.095, 0.075)  # depth, breadth: half of an adult's 0.19 x 0.15 m (R-h)
_LIMB_HALF_M = (0.07, 0.07)  # a thigh, or less (J)
_ON_THE_TRUNK = (Region.CHEST, Region.BACK, Region.SHOULDER, Region.ABDOMEN, Region.PELVIS, Region.GROIN)

HalfSize = tuple[float, float]
"""Half of a body's depth, along the strike, and of its breadth, across it, m."""


@dataclass(frozen=True, slots=True)
class Strike:
    """One strike as a camera meets it.

    speed: the draw that says how fast foot or hand is; how far it stops short is the draw `gap_m`. height_m: of the
    point struck. struck, striker: trunks at that height. padded_m: how thick a pad is that lies over the part struck.
    statures_m: of who is struck and of who strikes. reach_m: from the tip of foot or hand to the middle of the
    striker's trunk. limb_half_m: half width of the limb. dwell_s: how long foot or hand stays where a blow would land.
    act, reaction: how giver and receiver play it, names in `people/act/acts.toml`.
    """

    by: str
    to: str
    speed: str
    height_m: float
    struck: HalfSize
    padded_m: float
    striker: HalfSize
    statures_m: tuple[float, float]
    reach_m: float
    limb_half_m: float
    dwell_s: float
    act: str
    reaction: str

    @property
    def front_m(self) -> float:
        """From the middle of who is struck to the surface that is: a pad's face where one is worn there."""
        return self.struck[0] + self.padded_m


def reaction_to(region: Region) -> str:
    """How a receiver sells a blow there, a name in `people/act/acts.toml`."""
    if region in ON_THE_HEAD:
        return "snap"
    return "step back" if region in (Region.CHEST, Region.BACK, Region.SHOULDER) else "fold"


def half_size_at(body: Measures, region: Region) -> HalfSize:
    """How thick a standing body is where it is struck; arms, which would hide more, are left out."""
    if region in ON_THE_HEAD:
        return _HEAD_HALF_M
    if region in (Region.CHEST, Region.BACK, Region.SHOULDER):
        return body.chest_depth_m / 2, body.chest_breadth_m / 2
    if region in _ON_THE_TRUNK:
        return body.abdomen_depth_m / 2, (body.chest_breadth_m + body.pelvis_breadth_m) / 4
    return _LIMB_HALF_M


def struck_height_m(body: Measures, region: Region) -> float:
    """How high above the ground a region of a standing body lies, m."""
    lower, middle, upper = (body.segments[f"{part}_trunk"].length_m for part in ("lower", "middle", "upper"))
    hip = body.hip_height_m
    if region in ON_THE_HEAD:
        return body.stature_m - 0.12
    if region in (Region.CHEST, Region.BACK, Region.SHOULDER):
        return hip + lower + middle + 0.42 * upper
    if region is Region.ABDOMEN:
        return hip + lower + 0.5 * middle
    if region in (Region.PELVIS, Region.GROIN, Region.HAND):
        return hip
    return hip - body.thigh_m / 2
