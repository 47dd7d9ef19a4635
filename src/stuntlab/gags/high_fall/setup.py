"""What a plan says of a high fall, and what follows from it before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import radians

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.gags.base import Gag
from stuntlab.gags.high_fall.catch import entry_of
from stuntlab.gags.high_fall.numbers import HIGH_FALL_NUMBERS, LimbsInTime
from stuntlab.gags.high_fall.obstacles import Obstacles, obstacles_of
from stuntlab.gags.roles import TakeOff
from stuntlab.gags.trade import does_stunts
from stuntlab.gear.catchers import Behaviour, GroundCatcher, behaviour_of
from stuntlab.gear.catchers.properties import Edge
from stuntlab.gear.footprint import Footprint, footprint_of
from stuntlab.people import Performer, human_tissue, performer, taught_neck_effort
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan, gag_labels
from stuntlab.plan.actions.high_fall import GROUND
from stuntlab.plan.actions.high_fall import HighFall as HighFallWords
from stuntlab.plan.catcher import Catcher

_AT_THE_WALL_M = 0.15
"""How near a catcher stands to the wall that nobody falls between the two (judgement)."""


class HighFallSetup(Gag):
    """Who falls from where onto what. The kind itself, in `gag.py`, says how takes go."""

    def __init__(self, plan: Plan, action: HighFallWords, label: str) -> None:
        super().__init__(plan, action, label)
        self.fall = action
        self.person = plan.people[action.by]
        self.body = measures_of(self.person, action.by)
        self.style = HIGH_FALL_NUMBERS.read().style[action.style]
        self.behaviour = self._behaviour()
        self.stands: Obstacles = obstacles_of(plan, action)

    @property
    def catcher(self) -> Catcher | None:
        """What the plan has below; None for the bare ground."""
        gear = self.plan.gear.get(self.fall.onto)
        if gear is None and self.fall.onto == GROUND:
            return None
        if not isinstance(gear, Catcher):
            raise ModelError(f"{self.fall.onto} catches nobody")
        return gear

    def _behaviour(self) -> Behaviour:
        catcher = self.catcher
        return behaviour_of(catcher) if catcher else GroundCatcher(self.ground)

    @property
    def ground(self) -> str:
        """The word for what lies around and under the catcher."""
        return self.plan.place.ground or GROUND

    @property
    def footprint(self) -> Footprint:
        """Where the catcher stands; on the bare ground, the point where a take as planned comes down."""
        if self.catcher is None:
            return _point(self.planned_x_m)
        place = footprint_of(self.catcher)
        return replace(place, against_wall=self.at_wall)

    @property
    def at_wall(self) -> bool:
        """Whether the catcher stands close against a wall: nobody can fall off that side.

        What has vents gives way there all the same, and may not stand so.
        """
        if self.catcher is None or self.stands.wall is None or self.behaviour.properties.clear_around is not None:
            return False
        return footprint_of(self.catcher).low_x_m <= _AT_THE_WALL_M

    @property
    def may_go_under(self) -> bool:
        """Whether what catches can be pushed under the edge, to where falls come down: nothing stands below it."""
        if self.catcher is None or not self.behaviour.properties.movable or self.stands.wall is not None:
            return False
        place = footprint_of(self.catcher)
        return self.planned_x_m < (place.low_x_m + place.high_x_m) / 2

    @property
    def drop_m(self) -> float:
        """Fall of the centre of mass, from standing at the edge to lying or standing below, or to the water."""
        body, top = HIGH_FALL_NUMBERS.read().body, self.catcher.top_m if self.catcher else 0.0
        water = self.behaviour.properties.water
        lies_down = self.style.turn_deg != 0 if water is None else entry_of(self.fall) == "flat"
        sinks = body.com_share * self.body.stature_m - body.flat_half_depth_m if lies_down else 0.0
        return self.fall.from_.value + float(sinks) - top

    @property
    def edge(self) -> Edge:
        """The edge of what catches; one of no width, which throws nobody, where it has none."""
        return self.behaviour.properties.edge or Edge(outer_m=0.0, throws_m=0.0)

    @property
    def planned_x_m(self) -> float:
        """How far out a take as planned comes down."""
        return self.take_off.out_m + self.fall.push.value * float((2 * self.drop_m / GRAVITY_M_S2) ** 0.5)

    @property
    def take_off(self) -> TakeOff:
        """Where they stand before they go."""
        return TakeOff(self.fall.from_.value, self.fall.outrigger.value if self.fall.outrigger else 0.0)

    @property
    def alone(self) -> bool:
        """Whether nobody else of the plan comes down on the same catcher."""
        return not any(
            isinstance(other, HighFallWords) and other.onto == self.fall.onto and other.by != self.fall.by
            for other in gag_labels(self.plan).values()
        )

    @property
    def lands_in(self) -> str:
        """The posture they hold when they land."""
        if self.style.turn_deg:
            return "supine"
        return "landing_deep" if does_stunts(self.person.job) else "landing"

    @property
    def lands_upright(self) -> bool:
        return self.style.turn_deg == 0

    @property
    def taught_to_land(self) -> bool:
        return self.lands_in == "landing_deep"

    @property
    def _tone(self) -> float:
        """Of muscles that were taught to land: they give way to a low landing and hold a faster one."""
        body = HIGH_FALL_NUMBERS.read().body
        speeds = (body.yields_to_m_s, body.holds_from_m_s)
        return float(np.interp(np.sqrt(2 * GRAVITY_M_S2 * max(self.drop_m, 0.0)), speeds, (body.yielding_tone, 1.0)))

    def faller(self) -> Performer:
        """Whoever falls, in the posture and with the tone of a landing.

        A stunt performer holds the head with the neck. Taught to land on the feet, legs and trunk give way besides, and
        arms are ready to reach.
        """
        holds = taught_neck_effort() if does_stunts(self.person.job) else 0.0
        if not self.taught_to_land:
            return performer(self.body, human_tissue(), posture=self.lands_in, spine=True, neck_effort=holds)
        return performer(
            self.body,
            human_tissue(),
            posture=self.lands_in,
            tone=self._tone,
            arms_tone=1.0,
            spine=True,
            neck_effort=holds,
        )

    def reach_of_limbs(self, attitude_rad: Floats, in_the_air_s: Floats) -> dict[str, Floats]:
        """What limbs do about a body that leans, if there was time: knobs of a landing on the feet, [take].

        Arms reach and the chin is tucked, more the further it tips forward. Who was taught to land swings the legs back
        under it, as far as it leans, up to what is taken for the most.
        """
        numbers = HIGH_FALL_NUMBERS.read()
        arms, legs = numbers.arms, numbers.legs
        tips = (np.degrees(attitude_rad) - arms.from_deg) / (arms.all_deg - arms.from_deg)
        reaches = np.clip(tips, 0.0, 1.0) * _done(arms, in_the_air_s)
        most = radians(legs.most_deg) if self.taught_to_land else 0.0
        swung = np.clip(attitude_rad, -most, most) * _done(legs, in_the_air_s)
        return {"reaches": reaches, "chin_rad": self.chin_rad * reaches, "legs_rad": swung}

    @property
    def chin_rad(self) -> float:
        """How far whoever does stunts tucks the chin: to come down lying, or once they reach for the ground."""
        numbers = HIGH_FALL_NUMBERS.read()
        deg = numbers.arms.chin_deg if self.lands_upright else numbers.body.chin_deg
        return radians(deg) if does_stunts(self.person.job) else 0.0

    def attitude_rad(self, values: Mapping[str, Floats]) -> Floats:
        """How far a body has turned forward from standing when it lands, [take]."""
        turn = radians(self.style.turn_deg)
        return np.asarray(turn + (-1.0 if turn < 0 else 1.0) * values["rotation_rad"])


def _done(limbs: LimbsInTime, in_the_air_s: Floats) -> Floats:
    """Share of a movement that is done in time, [take]."""
    return np.asarray(np.clip((in_the_air_s + limbs.after_landing_s - limbs.reacts_s) / limbs.moves_s, 0.0, 1.0))


def _point(x_m: float) -> Footprint:
    return Footprint(x_m, x_m, 0.0, 0.0)
