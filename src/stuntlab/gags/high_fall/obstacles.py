"""What a plan has standing in the way of a fall, and what draws of the fall meet of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Draws, Flags, Floats, ObstacleCollision
from stuntlab.gags.high_fall.numbers import HIGH_FALL_NUMBERS
from stuntlab.gags.high_fall.obstacle_collisions import LYING_M, UPRIGHT_M, Box, Straight, Ways, first_collision
from stuntlab.gear.footprint import footprint_of_thing
from stuntlab.people import Measures
from stuntlab.plan import Plan
from stuntlab.plan.actions.high_fall import PLATFORM
from stuntlab.plan.actions.high_fall import HighFall as HighFallWords
from stuntlab.plan.place import Thing
from stuntlab.statistics import weighted_quantile

HARD_M_S = 2.0
"""From this speed towards it a body runs into a wall, and below it brushes past: a brisk walk (J)."""

BRUSH_M_S = 1.0
"""Slower than this towards the wall a body slides along it and falls on: a step down of 5 cm (J)."""

BLOCK = 2**16
"""Draws that are followed at a time: their ways take as much memory as many columns of draws."""


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What can be met before the landing: the wall at x = 0 by its name, None where none stands there, and things."""

    wall: str | None
    things: tuple[tuple[str, Box], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """As `Met.which` counts them."""
        return (self.wall or "the wall", *(name for name, _ in self.things))

    @property
    def assumption(self) -> str:
        """What is taken of the wall and of the body that passes it, in a sentence."""
        if self.wall is None:
            return "nothing stands below the edge of a platform, from the deck to the ground"
        return (
            f"{self.wall}: upright, from the ground to the take-off at x = 0 (edge: platform where there is none); a "
            "body on its way past it is straight and turns evenly (judgement)"
        )


def obstacles_of(plan: Plan, fall: HighFallWords) -> Obstacles:
    """A wall that is named; where none is, what an edge stands on, unless it is that of a platform."""
    named = plan.place.wall
    below = {"cliff": "the face of the cliff", PLATFORM: None}.get(fall.edge or "", "the wall below the edge")
    wall = f"the {named} wall" if named is not None else below
    return Obstacles(wall, tuple((f"the {thing.what}", _box(thing)) for thing in plan.place.objects))


def _box(thing: Thing) -> Box:
    """A thing that a plan places; its height in the place, where there is one, is that of its underside."""
    place, low = footprint_of_thing(thing), thing.at[2].value if len(thing.at) == 3 else 0.0
    return Box((place.low_x_m, place.low_y_m, low), (place.high_x_m, place.high_y_m, low + place.top_m))


def add_collisions(
    draws: Draws,
    stands: Obstacles,
    body: Measures,
    *,
    take_off_m: float,
    drop_m: Floats,
    leans_rad: Floats,
    closed: bool,
) -> Draws:
    """Draws that have landed, with what each meets before: `met` (index of `stands.names`, -1 for nothing) and how.

    Who only brushes the wall and has room beside it where they land slides along it (`slides`, 1) and falls on. Where
    the catcher stands close against the wall (closed), so do those without room, who land `pushed_out_m` further out.
    take_off_m: of the edge, out from the wall; drop_m: [take], of the middle; leans_rad: [take], how far the head turns
    outwards from standing. A missed aim is spread over the way.
    """
    values, row = draws.values, HIGH_FALL_NUMBERS.read().body
    straight = Straight(row.com_share * body.stature_m, (1 - row.com_share) * body.stature_m, row.flat_half_depth_m)
    things = [box for _, box in stands.things]
    told = {name: np.zeros(len(draws.branch)) for name in (*_TOLD, SLIDES, PUSHED_OUT)}
    for first in range(0, len(draws.branch), BLOCK):
        part = slice(first, first + BLOCK)
        some = {name: column[part] for name, column in values.items()}
        ways = _ways(some, take_off_m, drop_m[part], leans_rad[part], row.com_share * body.stature_m)
        met = first_collision(ways, straight, wall=stands.wall is not None, things=things)
        for name, of in _TOLD.items():
            told[name][part] = getattr(met, of)
        lacks_m = np.maximum(room_beside_wall_m(straight, leans_rad[part]) - some["x_m"], 0.0)
        slides = (met.which == 0) & (met.into_m_s < BRUSH_M_S) & (closed | (lacks_m == 0))
        told[SLIDES][part], told[PUSHED_OUT][part] = slides, np.where(slides, lacks_m, 0.0)
    return Draws({**values, **told, "x_m": values["x_m"] + told[PUSHED_OUT]}, draws.branch)


SLIDES, PUSHED_OUT = "slides", "pushed_out_m"
"""The draws that say whether a body slides along the wall, and how much further out it then lands."""


def room_beside_wall_m(body: Straight, leans_rad: Floats) -> Floats:
    """How far from a wall the middle of a body is at least that lands there, [take]."""
    out, up = np.sin(leans_rad), np.abs(np.cos(leans_rad))
    thick = body.half_depth_m * up
    reach = np.maximum(body.to_soles_m * out, thick - body.to_crown_m * out)
    return np.asarray(np.maximum(reach + LYING_M + UPRIGHT_M * up, thick))


_TOLD = {
    "met": "which", "met_x_m": "x_m", "met_y_m": "y_m", "met_z_m": "z_m", "met_down_m_s": "down_m_s",
    "met_into_m_s": "into_m_s",
}  # fmt: skip
"""Column of the draws -> what it is of `Met`."""


def _ways(values: Mapping[str, Floats], take_off_m: float, drop_m: Floats, leans_rad: Floats, middle_m: float) -> Ways:
    """Ways of some draws; middle_m: of a body that stands, above its soles."""
    time, none = values["time_s"], np.zeros_like(values["time_s"])
    starts = values["height_m"] + middle_m
    aims = np.column_stack([values["aim_out_m"] / time, values["aim_across_m"] / time, none])
    return Ways(
        time_s=time,
        start_m=np.column_stack([none + take_off_m, none, starts]),
        end_m=np.column_stack([values["x_m"], values["y_m"], starts - drop_m]),
        start_m_s=np.column_stack([values["push_m_s"], values["sideways_m_s"], none]) + aims,
        end_m_s=np.column_stack([values["out_m_s"], values["across_m_s"], -values["down_m_s"]]) + aims,
        leans_rad=leans_rad,
        edge_m=values["height_m"],
    )


def is_collision(draws: Draws) -> Flags:
    """Which draws meet anything before they land, [take]."""
    return np.asarray(draws.values["met"] >= 0)


def stays_there(draws: Draws) -> Flags:
    """Which draws end at what they meet, since nobody knows where they go from there, [take]; a brush is no end."""
    return np.asarray(is_collision(draws) & (draws.values[SLIDES] == 0))


def collision_place(draws: Draws) -> Draws:
    """The same draws, those that end at what they meet put to where they do."""
    values = draws.values
    places = {name: np.where(stays_there(draws), values[f"met_{name}"], values[name]) for name in ("x_m", "y_m")}
    return Draws({**values, **places}, draws.branch)


def summarise_collisions(
    draws: Draws, stands: Obstacles, branch_probability: Sequence[float]
) -> tuple[ObstacleCollision, ...]:
    """What is met in any draw, how often, and how in the middle of all takes that meet it."""
    drawn = np.bincount(draws.branch, minlength=len(branch_probability))
    weight = (np.asarray(branch_probability) / np.maximum(drawn, 1))[draws.branch]
    found = []
    for index, name in enumerate(stands.names):
        here = draws.values["met"] == index
        if here.any():
            hard = here & (draws.values["met_into_m_s"] >= HARD_M_S)
            tally, runs, stays = (
                np.bincount(draws.branch[some], minlength=len(branch_probability))
                for some in (here, hard, here & stays_there(draws))
            )
            how = {
                told: weighted_quantile(draws.values[f"met_{column}"][here], weight[here], 0.5)
                for told, column in (("height_m", "z_m"), ("down_m_s", "down_m_s"), ("into_m_s", "into_m_s"))
            }
            found.append(ObstacleCollision(name, tally, runs, HARD_M_S, **how, stays=stays))
    return tuple(found)
