"""A net hung between supports: a sheet of cords whose pull grows with its sag.

Under a body that has sagged by s between supports at distance l on either side, each cord has stretched to √(l² + s²):
its upward pull goes with g(u) = u/√(1+u²)·(τ + √(1+u²) − 1), u = s/l, τ the tension it was hung with. Near a support
one side is short and the net is stiffer, by 1/(4ξ(1−ξ)) at a share ξ of the way across (a taut string).

No maker's curve was found, so the cords are sized by the rating: 75 kg from the rated height sags by seven tenths of
the clear height its maker asks for (stiff), or by all of it (soft). Half of the energy comes back.

Source: geometry of a stretched cord (C); judgement in `net.toml`.
Valid for: one body, away from the frame, falls up to the rating. Never compared with a drop.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from stuntlab.compiled import compiled
from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gear.air_bag import NUMBERS
from stuntlab.tables import Sourced, SourcedEnds, Table

TURNS_M = 0.05
"""Way back over which cords that were pulling begin to give way (judgement)."""

NEAREST_SHARE = 0.05
"""Nearer to a support, in shares of the way across, the net gets no stiffer (judgement: cords and ties stretch too)."""


@dataclass(frozen=True)
class Share(Sourced):
    """A share of something."""

    share: float


@dataclass(frozen=True)
class NetFrame(Sourced):
    """How near the frame a body strikes it, m."""

    m: float


@dataclass(frozen=True)
class NetRest(Sourced):
    """Time from one faller to the next."""

    ready_s: float


@dataclass(frozen=True)
class Practice(Sourced):
    """What is done with nets of building sites."""

    highest_m: float
    smallest_m2: float
    shortest_side_m: float


@dataclass(frozen=True)
class NetNumbers:
    """`net.toml`, which explains each."""

    sag: SourcedEnds
    slack: Share
    returns: Share
    frame: NetFrame
    rest: NetRest
    practice: Practice


NETS = Table("stuntlab.gear", "net.toml", NetNumbers)


@dataclass(frozen=True, slots=True)
class StretchedNet:
    """stiff_pa: pressure at g = 1 in the middle. half_m: from there to a support. slack: τ. returns: share."""

    stiff_pa: float
    half_m: float
    slack: float
    returns: float


def net_rated_for(size_m: tuple[float, ...], drop_m: float, *, sag_m: float) -> StretchedNet:
    """The net that stops the reference faller, falling `drop_m` to it, with a sag of `sag_m`."""
    body, row = NUMBERS.read().reference_faller, NETS.read()
    half, slack = min(size_m[0], size_m[1]) / 2, row.slack.share
    work_j = body.mass_kg * GRAVITY_M_S2 * (drop_m + sag_m)
    stiff = work_j / (body.area_m2 * half * pull_work(sag_m / half, slack))
    return StretchedNet(stiff, half, slack, row.returns.share)


def pull_work(sag_share: float, slack: float) -> float:
    """Integral of `pull` from nothing to a sag."""
    return sag_share**2 / 2 - (1 - slack) * (sqrt(1 + sag_share**2) - 1)


@compiled
def pull(sag_share: float, slack: float) -> float:
    """Upward pull of a cord that sags by a share of the way to its support: g(u) of this module."""
    length = sqrt(1.0 + sag_share * sag_share)
    return sag_share / length * (slack + length - 1.0)


@compiled
def net_pressure_pa(
    depth_m: float, deepest_m: float, stiff_pa: float, half_m: float, slack: float, returns: float
) -> float:
    """Pressure under a body at a depth, after the deepest it has been: all of it going down, a share coming back."""
    kept = max(1.0 - (deepest_m - depth_m) / TURNS_M, 0.0)
    return stiff_pa * pull(depth_m / half_m, slack) * (returns + (1.0 - returns) * kept)


@compiled
def stiffer_near_supports(place_m: float, low_m: float, high_m: float) -> float:
    """How many times stiffer than in its middle a string is at a place between its supports."""
    share = min(max((place_m - low_m) / (high_m - low_m), NEAREST_SHARE), 1.0 - NEAREST_SHARE)
    return 1.0 / (4.0 * share * (1.0 - share))
