"""A strike of a plan as its cameras see it: who stands how at each moment, from where, on what floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.figures.look import Look, look_of
from stuntlab.figures.posed_skin import places_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import GAP, SeenStrike
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.people import human_tissue, performer
from stuntlab.people.act import ActedStrike, Reaction, act_reaction, act_strike
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan
from stuntlab.plan.cameras import Camera
from stuntlab.report.still import Painted, View
from stuntlab.shots.line_of_strike import LineOfStrike, line_of, place_of
from stuntlab.shots.placement import Performance, picture_angle_rad, refuse_unseeing, tell_missing

_LENS_ABOVE_GROUND_M = 0.15
_BEFORE_S = 0.1
_ROOM_TO_FOLD_M = 0.20
"""What somebody needs before them to fold over a leg that is taken back; a strike that lands moves them so far (J)."""


@dataclass(frozen=True, slots=True)
class ActedGag:
    """A strike and its reaction in motion, in the axes of the strike.

    decisive_s: when it has to be believed. knap_s: when the sound of the blow belongs: after the move, before the
    reaction (film.md 2.1, VINO).
    """

    label: str
    strike: StrikeGeometry
    line: LineOfStrike
    giver: ActedStrike
    receiver: Reaction
    looks: tuple[Look, Look]
    decisive_s: float
    knap_s: float = 0.0

    @property
    def begins_s(self) -> float:
        """A little before anybody moves."""
        return self.giver.begins_s - _BEFORE_S

    @property
    def ends_s(self) -> float:
        """When both are at rest again."""
        return max(self.giver.ends_s, self.receiver.ends_s)

    def tags(self, time_s: float) -> dict[str, tuple[Floats, Floats]]:
        """Where the names of giver and receiver may hang at a time, as `Look.tag_points`."""
        giver, receiver = self.looks
        skins = (
            giver.figure.pose_skin(places_of(self.giver.model, self.giver.pose(time_s))),
            receiver.figure.pose_skin(places_of(self.receiver.model, self.receiver.pose(time_s))),
        )
        names = (self.strike.by, self.strike.to)
        return {n: look.tag_points(skin) for n, look, skin in zip(names, self.looks, skins, strict=True)}

    def frame(self, time_s: float) -> tuple[Painted, ...]:
        """Giver and receiver at a time, dressed, with their pads."""
        giver, receiver = self.looks
        return (
            *giver.painted_parts(self.giver.model, self.giver.pose(time_s)),
            *receiver.painted_parts(self.receiver.model, self.receiver.pose(time_s)),
        )


def act_gag(plan: Plan, gag: Gag) -> ActedGag:
    """The acted version of a strike of a plan, with the plan's own gap and speed.

    Raises:
        UserError: nobody is struck at.
    """
    if not isinstance(gag, SeenStrike):
        raise UserError(f"{gag.label}: nobody is struck at, and there are pictures of strikes only")
    strike = gag.strike()
    planned = planned_numbers(gag)
    giver, receiver = (measures_of(plan.people[name], name) for name in (strike.by, strike.to))
    return ActedGag(
        label=gag.label,
        strike=strike,
        line=line_of(plan, strike),
        giver=act_strike(
            strike.act,
            performer(giver, human_tissue()),
            gap_m=planned[GAP],
            height_m=strike.height_m,
            speed_m_s=planned[strike.speed],
            dwell_s=strike.dwell_s,
        ),
        receiver=act_reaction(
            strike.reaction,
            performer(receiver, human_tissue()),
            front_m=strike.front_m,
            starts_s=Performance().reaction_s,
            seat=strike.seat,
            gives_way_m=0.0 if strike.seat else max(_ROOM_TO_FOLD_M - planned[GAP], 0.0),
        ),
        looks=(look_of(plan, strike.by, giver), look_of(plan, strike.to, receiver)),
        decisive_s=strike.dwell_s,
    )


def refuse_cameras(plan: Plan, gags: Sequence[Gag], names: Sequence[str]) -> None:
    """Refuse the cameras of a plan that stand in somebody or look away from everything.

    Raises:
        CameraError: one does.
    """
    found = [(gag.strike(), gag.planned_gap_m) for gag in gags if isinstance(gag, SeenStrike)]
    strikes = [(line_of(plan, strike), strike, gap_m) for strike, gap_m in found]
    for name in names:
        refuse_unseeing(name, plan.cameras[name], strikes)


def planned_numbers(gag: Gag) -> dict[str, float]:
    """The numbers of a take as planned, at their means."""
    return {unknown.name: unknown.mean for unknown in gag.unknowns()[0]}


def view_of(camera: Camera, name: str, acted: ActedGag) -> View:
    """From where a camera of the plan takes its picture, in the axes of the strike.

    Raises:
        UserError: too little is said of the camera.
    """
    lack, place = tell_missing(camera), place_of(camera, acted.line)
    if lack or place is None or camera.lens is None:
        raise UserError(f"camera {name}: no picture can be taken from it, {lack}; give lens:, distance: and angle:")
    height_m = acted.line.origin_m[2]
    return View(
        eye_m=(place[0], place[1], max(height_m + place[2], _LENS_ABOVE_GROUND_M)),
        looks_at_m=_looks_at(camera, acted.line),
        height_rad=picture_angle_rad(camera),
    )


def _looks_at(camera: Camera, line: LineOfStrike) -> tuple[float, float, float]:
    """Along and across the strike, and above the ground, m."""
    height_m = line.origin_m[2]
    if camera.looks_at is None:
        return 0.0, 0.0, height_m
    x, y, z = (*(part.value for part in camera.looks_at), height_m)[:3]
    along, across, _ = line.from_set(np.array(x), np.array(y), np.array(z))
    return float(along), float(across), z
