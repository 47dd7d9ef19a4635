"""What the people of a strike hide from a camera: their skins in the poses of the knap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stuntlab.camera import Bodies, Section, Sightline
from stuntlab.camera.cut import CutSkin, join_surfaces
from stuntlab.camera.outline import Outlines
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.figures.posed_skin import places_of
from stuntlab.figures.worn import plate_over
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.people import human_tissue, measures, performer
from stuntlab.people.act import ActedStrike, Reaction, act_reaction, act_strike
from stuntlab.people.anthropometry import Measures, Sex
from stuntlab.people.from_plan import measures_of
from stuntlab.people.seat import Seat
from stuntlab.people.shape import Figure, figure
from stuntlab.plan import Plan
from stuntlab.plan.gear.pad import Pad
from stuntlab.shots.placement import Performance

_ANY_SPEED_M_S = 5.0  # the pose in which a strike stops does not depend on it

Size = tuple[float, float, Sex]
"""Stature, m, mass, kg, and sex: of what a body is made."""

Pads = tuple[tuple[str, float], ...]
"""What each covers, and how thick it is, m."""

Dressed = tuple[Size, Pads]


@dataclass(frozen=True, slots=True)
class ActedBody:
    """Somebody of a strike as they act it: their skin and pads, and their motion, in the axes of the strike."""

    parts: tuple[Figure, ...]
    motion: ActedStrike | Reaction

    def pose_parts(self, time_s: float) -> list[Floats]:
        """Vertices of skin and pads at a time, each [vertex, 3], m, above the floor."""
        places = places_of(self.motion.model, self.motion.pose(time_s))
        return [part.pose_skin(places) for part in self.parts]


@dataclass(frozen=True, slots=True)
class StrikePlay:
    """How a strike is played: the words and numbers of it that decide poses. They can be remembered by."""

    act: str
    reaction: str
    seat: Seat | None
    height_m: float
    front_m: float
    giver: Dressed
    receiver: Dressed


def describe_play(plan: Plan, strike: StrikeGeometry) -> StrikePlay:
    """How a strike of a plan is played."""
    giver, receiver = (_dress_person(plan, name) for name in (strike.by, strike.to))
    return StrikePlay(strike.act, strike.reaction, strike.seat, strike.height_m, strike.front_m, giver, receiver)


def sight_of(plan: Plan, strike: StrikeGeometry) -> Sightline:
    """Outlines of both as they are acted, pads on; sections of bodies where the act does not reach so far."""
    try:
        return _outlines(describe_play(plan, strike))
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
def act_pair(how: StrikePlay) -> tuple[ActedBody, ActedBody]:
    """Giver, with foot or hand at the point struck, and receiver.

    Raises:
        ModelError: the act does not reach so far.
    """
    strikes, struck = (
        measures(stature_m=size[0], mass_kg=size[1], sex=size[2]) for size, _ in (how.giver, how.receiver)
    )
    strike = act_strike(
        how.act,
        performer(strikes, human_tissue()),
        gap_m=0.0,
        height_m=how.height_m,
        speed_m_s=_ANY_SPEED_M_S,
        dwell_s=0.0,
    )
    react = act_reaction(
        how.reaction,
        performer(struck, human_tissue()),
        front_m=how.front_m,
        starts_s=Performance().reaction_s,
        seat=how.seat,
    )
    return ActedBody(_parts(strikes, how.giver[1]), strike), ActedBody(_parts(struck, how.receiver[1]), react)


def _parts(body: Measures, pads: Pads) -> tuple[Figure, ...]:
    look = figure(body)
    return (look, *(plate_over(look, body, region, thick_m) for region, thick_m in pads))


@lru_cache(maxsize=16)
def _outlines(how: StrikePlay) -> Outlines:
    """At the knap, over the height of the strike."""
    return Outlines(*(_skin(body, how.height_m) for body in act_pair(how)))


def _skin(body: ActedBody, height_m: float) -> CutSkin:
    posed = zip(body.pose_parts(0.0), body.parts, strict=True)
    return join_surfaces([CutSkin(points - [0.0, 0.0, height_m], part.triangles) for points, part in posed])
