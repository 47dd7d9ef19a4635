"""What the people of a strike hide from a camera: their skins in the poses of the knap."""

from __future__ import annotations

from functools import lru_cache

from stuntlab.camera import Bodies, Section, Sightline
from stuntlab.camera.cut import CutSkin, join_surfaces
from stuntlab.camera.outline import Outlines
from stuntlab.errors import ModelError
from stuntlab.figures.posed_skin import places_of
from stuntlab.figures.worn import plate_over
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.people import human_tissue, measures, performer
from stuntlab.people.act import ActedStrike, Reaction, act_reaction, act_strike
from stuntlab.people.anthropometry import Measures, Sex
from stuntlab.people.from_plan import measures_of
from stuntlab.people.seat import Seat
from stuntlab.people.shape import figure
from stuntlab.plan import Plan
from stuntlab.plan.gear.pad import Pad
from stuntlab.shots.placement import Performance

_ANY_SPEED_M_S = 5.0  # the pose in which a strike stops does not depend on it

Size = tuple[float, float, Sex]
"""Stature, m, mass, kg, and sex: of what a body is made."""

Pads = tuple[tuple[str, float], ...]
"""What each covers, and how thick it is, m."""

Dressed = tuple[Size, Pads]


def sight_of(plan: Plan, strike: StrikeGeometry) -> Sightline:
    """Outlines of both as they are acted, pads on; sections of bodies where the act does not reach so far."""
    giver, receiver = (_dress_person(plan, name) for name in (strike.by, strike.to))
    try:
        return _outlines(strike.act, strike.reaction, strike.seat, strike.height_m, strike.front_m, giver, receiver)
    except ModelError:
        return Bodies(Section(*strike.struck), Section(*strike.striker), strike.reach_m, strike.limb_half_m)


def size_of(body: Measures) -> Size:
    """The three numbers a body is made of; unlike the body, they can be remembered by."""
    return body.stature_m, body.mass_kg, body.sex


def _dress_person(plan: Plan, name: str) -> Dressed:
    worn = [plan.gear[gear] for gear in plan.people[name].wears]
    pads = ((pad.covers.value, pad.thickness.value) for pad in worn if isinstance(pad, Pad))
    return size_of(measures_of(plan.people[name], name)), tuple(pads)


@lru_cache(maxsize=16)
def _outlines(
    act: str, reaction: str, seat: Seat | None, height_m: float, front_m: float, giver: Dressed, receiver: Dressed
) -> Outlines:
    strikes, struck = (measures(stature_m=size[0], mass_kg=size[1], sex=size[2]) for size, _ in (giver, receiver))
    strike = act_strike(
        act, performer(strikes, human_tissue()), gap_m=0.0, height_m=height_m, speed_m_s=_ANY_SPEED_M_S, dwell_s=0.0
    )
    react = act_reaction(
        reaction,
        performer(struck, human_tissue()),
        front_m=front_m,
        starts_s=Performance().reaction_s,
        seat=seat,
    )
    return Outlines(_skin(strikes, giver[1], strike, height_m), _skin(struck, receiver[1], react, height_m))


def _skin(body: Measures, pads: Pads, motion: ActedStrike | Reaction, height_m: float) -> CutSkin:
    """At the knap, over the height of the strike."""
    look, places = figure(body), places_of(motion.model, motion.pose(0.0))
    worn = (plate_over(look, body, region, thick_m) for region, thick_m in pads)
    return join_surfaces([CutSkin(part.posed(places) - [0.0, 0.0, height_m], part.triangles) for part in (look, *worn)])
