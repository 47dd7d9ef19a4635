"""A motorcycle or a car off a ramp and down again, onto a landing ramp, a deck, boxes or the ground.

The flight is one point a draw (`stuntlab.flight`), 2^17 draws a branch; where it comes down, how steeply, and how far
the vehicle stands off the slope say how it ends. Whoever lands on both wheels stands on the pegs over a suspension;
whoever comes off meets the landing, the boxes or the ground with the whole body.

Valid for: one rider or driver, straight ramps, level ground. Wheels are where the middle of mass is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import cos, inf, pi, radians, sin
from typing import ClassVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Borne, Branch, Draws, Exposure, Flags, Floats, Integers, Outcome, Unknown
from stuntlab.datasets.jump import EdgeSet, FlownPath, JumpPicture, LandingFacts
from stuntlab.errors import ModelError
from stuntlab.flight import NUMBERS, Flights, fly_out, pitch_at_lip, section
from stuntlab.gags.base import FailureMode, Gag, failure_modes_of
from stuntlab.gags.driving.empty import empty_kg
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.changes import changes_of_steps
from stuntlab.gags.falling.landing import LandingWorld
from stuntlab.gags.falling.landing_loads import landing_instruments
from stuntlab.gags.off_the_edge.flown import flown_path_of
from stuntlab.gags.off_the_edge.ridden import bike_of, practised_rate
from stuntlab.gags.ramp_landing.changes import changes_of_a_landing
from stuntlab.gags.ramp_landing.facts import landing_facts, landing_picture
from stuntlab.gags.ramp_landing.numbers import RAMP_LANDING, LandingVehicle, RampFailure
from stuntlab.gags.roles import Change, DirectLoads, FallSource, GoesDown, LeavesAnEdge, OffersChanges
from stuntlab.gear.catchers import GroundCatcher, behaviour_of
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.machines import dri_of_push
from stuntlab.people import human_tissue, performer
from stuntlab.people.from_plan import measures_of
from stuntlab.people.surfaces import RIGID
from stuntlab.plan import Plan
from stuntlab.plan.actions.high_fall import GROUND
from stuntlab.plan.actions.ramp_landing import RAMP
from stuntlab.plan.actions.ramp_landing import RampLanding as RampLandingWords
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.car import TWO_WHEELS, Car
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import State, World

LANDS, INTO_BOXES, ON_GROUND, TOO_FAST = range(4)
ON_IT, SHORT, PAST, ASIDE = range(4)
"""Where it comes down."""

_EVERYWHERE = Footprint(-1e3, 1e3, -1e3, 1e3)
_ON_PEGS_S, _OFF_S = 0.25, 0.4

_WIDE_M = 3.0
"""Of a landing, its width in a picture, where a plan does not say it (J)."""


class RampLanding(Gag, DirectLoads, GoesDown, LeavesAnEdge, OffersChanges):
    """One `ramp_landing:` line of a plan."""

    kind: ClassVar[str] = "ramp_landing"
    summary: ClassVar[str] = RampLandingWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(RAMP_LANDING.read().branch)
    runs_inform: ClassVar[Mapping[str, int]] = {"exit_speed": 0, "exit_angle": 0}
    first_takes: ClassVar[int] = 40
    most_takes: ClassVar[int] = 320

    outcomes: tuple[Outcome, ...] = (
        Outcome("down on all wheels", True),
        Outcome("off the vehicle and into what catches", True),
        Outcome("off the vehicle and onto the ground", True),
        Outcome("off the vehicle, or in it, too fast for a body to be simulated", True, modelled=False),
    )

    def __init__(self, plan: Plan, action: RampLandingWords, label: str) -> None:
        super().__init__(plan, action, label)
        self.words = action
        self.body = measures_of(plan.people[action.by], action.by)

    @property
    def bike(self) -> Car:
        """What leaves the ramp."""
        return bike_of(self.plan, self.words.bike)

    @property
    def is_strapped_in(self) -> bool:
        """Whether somebody sits strapped into it, as in anything but a motorcycle or bicycle."""
        return self.bike.body not in TWO_WHEELS

    @property
    def vehicle(self) -> LandingVehicle:
        """What it bears as it lands."""
        return RAMP_LANDING.read().car if self.is_strapped_in else RAMP_LANDING.read().motorcycle

    @property
    def catcher(self) -> Catcher | None:
        """What it comes down in; None for a ramp and the ground."""
        gear = self.plan.gear.get(self.words.onto)
        return gear if isinstance(gear, Catcher) else None

    @property
    def slope_rad(self) -> float:
        """How steeply the landing goes down."""
        return self.words.landing_angle.value if self.words.onto == RAMP and self.words.landing_angle else 0.0

    @property
    def landing_m(self) -> tuple[float, float, float]:
        """Where the landing begins and ends along x, and how high it begins, from the lip, m."""
        words = self.words
        low = -words.lip_height.value
        if words.onto == RAMP and words.gap and words.landing_length:
            high = words.landing_height.value if words.landing_height else 0.0
            long = words.landing_length.value
            if self.slope_rad > 0.0:
                long = min(long, max(high - low, 0.0) / sin(self.slope_rad))
            return words.gap.value, words.gap.value + long * cos(self.slope_rad), high
        if self.catcher is not None:
            near = self.catcher.near_edge.value
            return near, near + self.catcher.size[0], low + self.catcher.top_m
        return 0.0, inf, low

    @property
    def ground(self) -> Floats:
        """Pieces of the section that it flies over."""
        begins, ends, high = self.landing_m
        low = -self.words.lip_height.value
        corners = [(0.0, 0.0)]
        if begins > 0.0 or high != low:
            deck = high if self.words.deck else low
            corners += [(min(0.01, begins), deck), (begins, deck), (begins, high)]
            foot = high - (ends - begins) * np.tan(self.slope_rad)
            corners += [(ends, foot), (ends, low)]
        else:
            corners += [(0.01, low)]
        return section(np.array(corners))

    @property
    def rows(self) -> tuple[RampFailure | None, ...]:
        """Of the table, one for each branch; None as planned."""
        return (None, *RAMP_LANDING.read().of_vehicle(self.bike.body).values())

    def planned_branches(self) -> tuple[Branch, ...]:
        wrong = tuple(
            Branch(name, self._rate(row), row.reason, row.outcome)
            for name, row in RAMP_LANDING.read().of_vehicle(self.bike.body).items()
        )
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch("as planned", planned, "", "it goes as the plan says, within its spread"), *wrong)

    def _rate(self, row: RampFailure) -> float:
        """A rate beside the clean runs that the plan counts, and the gate that lets a bad run-up be stopped."""
        weight = RAMP_LANDING.read().practice
        practised = practised_rate(row.probability, row.practised_as, self.words.practised, weight)
        return practised * (row.gate if self.words.speed_gate else 1.0)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        return tuple(self._unknowns_of(row or _NOTHING) for row in self.rows)

    def _unknowns_of(self, row: RampFailure) -> tuple[Unknown, ...]:
        spread, words = RAMP_LANDING.read().spread, self.words
        speed, angle = self.in_takes("exit_speed"), self.in_takes("exit_angle")
        wind = self.in_takes("wind") if words.wind else None
        across = self.in_takes("wind_across") if words.wind_across else None
        areas = NUMBERS.read().together_area
        size, left = 1.2 if self.is_strapped_in else 1.0, self.vehicle.trims
        return (
            Unknown("speed_m_s", speed.value, speed.sd, low=0.1),
            Unknown("speed_share", row.speed_share, row.speed_share_sd, low=0.3, high=1.4),
            Unknown("up_rad", angle.value, angle.sd),
            Unknown("aside_rad", radians(row.aside_deg), radians(row.aside_sd_deg or spread.aside_sd_deg)),
            Unknown("off_m", 0.0, spread.across_sd_m),
            Unknown("tape_m", 0.0, spread.tape_sd_m),
            Unknown("area_m2", size * (areas.soft + areas.stiff) / 2, 0.1, low=0.3),
            Unknown("pitch_rad", 0.0, radians(spread.pitch_sd_deg)),
            Unknown("pitch_rate_rad_s", radians(row.pitch_rate_deg_s), left * radians(spread.pitch_rate_sd_deg_s)),
            Unknown("wind_m_s", wind.value if wind else 0.0, wind.sd if wind else spread.wind_sd_m_s),
            Unknown("wind_across_m_s", across.value if across else 0.0, across.sd if across else spread.wind_sd_m_s),
            Unknown("turn_rad", 0.0, radians(6.0)),
        )

    def flights(self, values: Mapping[str, Floats]) -> Flights:
        """The draws as flights of rider and vehicle together, until they come down."""
        count = len(values["speed_m_s"])
        speed = values["speed_m_s"] * values["speed_share"]
        level, zero, one = speed * np.cos(values["up_rad"]), np.zeros(count), np.ones(count)
        aside = values["aside_rad"]
        return Flights(
            speed=np.stack([level * np.cos(aside), level * np.sin(aside), speed * np.sin(values["up_rad"])], axis=1),
            wind=np.stack([values["wind_m_s"], values["wind_across_m_s"], zero], axis=1),
            rider_kg=one * self.body.mass_kg,
            bike_kg=one * empty_kg(self.bike),
            together_area_m2=values["area_m2"],
            rider_area_m2=one,
            bike_area_m2=one,
            glide=zero,
            separates_s=one * inf,
            push=np.zeros((count, 3)),
            pulls_s=one * inf,
            stretches_s=one,
            canopy_area_m2=one,
            fills_s=one,
            heading_rad=zero,
            notices_s=one,
            turns_rad_s=one,
            air_speed_m_s=one,
            sink_m_s=one,
        )

    def propagate(self, draws: Draws) -> Draws:
        values = draws.values
        flown = fly_out(self.flights(values), self.ground)
        x, y = np.nan_to_num(flown.landed[:, 0]), np.nan_to_num(flown.landed[:, 1]) + values["off_m"]
        where = self._where(x + values["tape_m"], y, np.nan_to_num(flown.landed[:, 2]))
        where = np.where(flown.meets_wall > 0, SHORT, where)  # it meets the front of what it was to land on
        slope = np.where(where == ON_IT, self.slope_rad, 0.0)
        v_x, v_y, v_z = (np.nan_to_num(flown.landed[:, 3 + axis]) for axis in range(3))
        down = np.maximum(-v_z * np.cos(slope) - v_x * np.sin(slope), 0.0)
        along = np.hypot(v_x * np.cos(slope) - v_z * np.sin(slope), v_y)
        stands = self._off_slope(values, np.nan_to_num(flown.landed_s), slope)
        followed = {
            "x_m": x, "y_m": y, "where": where.astype(float), "down_m_s": down, "along_m_s": along,
            "efh_m": down**2 / (2 * GRAVITY_M_S2), "off_rad": stands,
            "edge": flown.meets_wall,
        }  # fmt: skip
        return Draws({**values, **followed}, draws.branch)

    def _where(self, x: Floats, y: Floats, z: Floats) -> Integers:
        begins, ends, high = self.landing_m
        wide = self.words.landing_width.value if self.words.landing_width else None
        wide = self.catcher.size[1] if self.catcher is not None else wide
        on = (x >= begins) & (x <= ends) & (z <= high + 0.05)
        where = np.where(on, ON_IT, np.where(x < begins, SHORT, PAST))
        if wide is not None:
            where = np.where(on & (np.abs(y) > wide / 2), ASIDE, where)
        return where.astype(np.int64)

    def _off_slope(self, values: Mapping[str, Floats], seconds: Floats, slope: Floats) -> Floats:
        """How far the vehicle stands off what it comes down on, nose up positive, rad.

        A rider brings a bike over to the landing that is meant, on the way; nobody does that in a car.
        """
        table = RAMP_LANDING.read()
        shape = table.car_body if self.is_strapped_in else NUMBERS.read().bike
        radius = self.words.lip_radius.value if self.words.lip_radius else inf
        turns = pitch_at_lip(values["speed_m_s"] * values["speed_share"], shape, curve_m=radius)
        turned = values["pitch_rad"] + (self.vehicle.trims * turns + values["pitch_rate_rad_s"]) * seconds
        stands = values["up_rad"] if self.is_strapped_in else -self.slope_rad
        return np.asarray(stands + turned + slope)

    def classify(self, draws: Draws) -> Integers:
        values, slides = draws.values, RAMP_LANDING.read().slides
        off = self.comes_off(draws)
        fast = (values["along_m_s"] > slides.most_m_s) | (values["down_m_s"] > slides.fastest_down_m_s)
        caught = self.catcher is not None and not self.is_strapped_in
        in_it = values["where"] == ON_IT
        if caught:
            return np.where(in_it & ~fast, INTO_BOXES, np.where(fast, TOO_FAST, ON_GROUND)).astype(np.int64)
        falls = np.full(len(off), TOO_FAST) if self.is_strapped_in else np.where(fast, TOO_FAST, ON_GROUND)
        return np.where(off, falls, LANDS).astype(np.int64)

    def comes_off(self, draws: Draws) -> Flags:
        """Whether a draw does not stay on its wheels, [draw]."""
        values, vehicle = draws.values, self.vehicle
        by_branch = np.array([bool(row and row.comes_off) for row in self.rows])[draws.branch]
        where = values["where"]
        caught_deg = RAMP_LANDING.read().boxes.most_off_deg if self.catcher is not None else 0.0
        most_deg = np.where(where == ON_IT, max(vehicle.most_off_deg, caught_deg), vehicle.most_off_deg)
        off = by_branch | (np.abs(values["off_rad"]) > np.radians(most_deg))
        off |= values["efh_m"] * self._softens > vehicle.most_m
        off |= (where == ASIDE) | (values["edge"] > 0)
        begins = self.landing_m[0]
        if not self.words.deck and begins > 0.0:
            off |= (where == SHORT) | ((where == ON_IT) & (values["x_m"] < begins + vehicle.wheel_behind_m))
        return np.asarray(off)

    @property
    def _softens(self) -> float:
        """Boxes under a car: they give further than its springs."""
        return self.vehicle.stroke_m / self._stroke_m

    @property
    def _stroke_m(self) -> float:
        own = self.vehicle.stroke_m
        if self.catcher is None:
            return own
        return own + RAMP_LANDING.read().boxes.crush_share * self.catcher.top_m

    def severity(self, draws: Draws) -> Floats:
        return draws.values["efh_m"]

    def features(self, draws: Draws) -> Floats:
        values = draws.values
        columns = ("down_m_s", "along_m_s", "turn_rad")
        return np.stack([values[name] for name in columns], axis=-1)

    @property
    def models(self) -> tuple[str, ...]:
        """How much suspension, boxes or ground give: the two ends of it."""
        return ("soft", "stiff")

    def worlds(self) -> tuple[World, ...]:
        if self.is_strapped_in:
            return ()
        ways = {"on the pegs": (LANDS, self._pegs), "off the bike": (ON_GROUND, self._on_ground)}
        if self.catcher is not None:
            ways = {"into the boxes": (INTO_BOXES, self._into), "off the bike": (ON_GROUND, self._on_ground)}
        return tuple(self._world(name, ends, scene) for name, (ends, scene) in ways.items())

    def _world(self, name: str, ends: int, scene: Callable[[str], Scene]) -> World:
        """That of takes which end so."""

        def knobs(draws: Draws, takes: Integers, _: State) -> dict[str, Floats]:
            return self.knobs_of(draws, takes, ends)

        def passes(draws: Draws) -> Flags:
            return np.asarray(self.classify(draws) == ends)

        tools = landing_instruments(self.words.by, mass_kg=self.body.mass_kg, soft=ends == INTO_BOXES)
        bike = "the bike" if ends == LANDS else ""
        return World(name, scene, knobs, tools, passes=passes, not_drawn=bike)

    def _pegs(self, model: str) -> Scene:
        """Whoever rides, on bent knees over the suspension."""
        stands = performer(self.body, human_tissue(), posture="landing_deep", spine=True)
        stiff = self.vehicle.soft_n_per_m if model == "soft" else self.vehicle.stiff_n_per_m
        return LandingWorld(
            stands, _EVERYWHERE, None, duration_s=_ON_PEGS_S, timestep_s=1e-4, ground_n_per_m=stiff
        ).scene()

    def _on_ground(self, model: str) -> Scene:
        flat = performer(self.body, human_tissue(), posture="supine", spine=True)
        stiff = floor_stiffness_n_per_m(self.floor_words, end=model)
        step = GroundCatcher(self.floor_words).timestep_s
        return LandingWorld(flat, _EVERYWHERE, None, duration_s=_OFF_S, timestep_s=step, ground_n_per_m=stiff).scene()

    def _into(self, model: str) -> Scene:
        if self.catcher is None:
            raise ModelError(f"{self.label} has nothing that catches")
        behaviour = behaviour_of(self.catcher)
        flat = performer(self.body, human_tissue(), posture="supine", spine=True)
        where = Footprint(-1e3, 1e3, -1e3, 1e3, self.catcher.top_m)
        field = behaviour.field
        return LandingWorld(
            flat,
            where,
            (lambda patches: field(model, where, patches)) if field else None,
            duration_s=behaviour.landing_s,
            timestep_s=behaviour.timestep_s,
            ground_n_per_m=RIGID,
        ).scene()

    def knobs_of(self, draws: Draws, takes: Integers, ends: int) -> dict[str, Floats]:
        """Of the world in which takes that end so go on, name -> [take]."""
        values = {name: column[takes] for name, column in draws.values.items()}
        still, slides = np.zeros(len(takes)), RAMP_LANDING.read().slides
        on_back = -pi / 2 if ends != LANDS else 0.0
        most = slides.modelled_m_s if ends == ON_GROUND else slides.most_m_s
        knobs = {
            "attitude": on_back + values["turn_rad"],
            "yaw_rad": still,
            "x_m": still,
            "y_m": still,
            "out_m_s": still if ends == LANDS else np.minimum(values["along_m_s"], most),
            "across_m_s": still,
            "down_m_s": values["down_m_s"],
            "turning_rad_s": still,
        }
        if ends == INTO_BOXES:
            knobs |= {"strength": still + 1.0, "bears": still + 1.0, "fans_off_s": still}
        return knobs

    def falls_of(self, person: str) -> FallSource:
        return FallSource.PLANNED if person == self.words.by else FallSource.UNKNOWN

    def fall_branches(self) -> tuple[str, ...]:
        return ()

    @property
    def floor_words(self) -> str:
        return self.words.ground or self.plan.place.ground or GROUND

    @property
    def is_caught(self) -> bool:
        return self.catcher is not None

    def exposures(self) -> tuple[Exposure, ...]:
        by = self.words.by
        return (Exposure(self.label, by, by, Borne.CHOSEN, self.words.takes),)

    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        if not self.is_strapped_in:
            return {}
        heights = np.maximum(draws.values["efh_m"], 1e-3)
        stroke = np.full(len(heights), self._stroke_m)
        return {self.words.by: {"spine_dri": dri_of_push(heights, stroke, "half sine")}}

    def jump_facts(self, draws: Draws) -> LandingFacts:
        return landing_facts(self, draws)

    def jump_picture(self, draws: Draws) -> JumpPicture:
        return landing_picture(self, draws)

    @property
    def edge(self) -> EdgeSet:
        low, wide = -self.words.lip_height.value, self.words.landing_width
        ground = self.ground[:, :2] if self.catcher is None else np.array([[0.0, 0.0], [0.01, low]])
        return EdgeSet(
            ramp=(self.words.exit_angle.value, -low),
            ground_m=ground,
            behind_m=low,
            wide_m=wide.value if wide else _WIDE_M,
            area=None,
        )

    def flown_path(self) -> FlownPath:
        middle = {one.name: np.array([one.mean]) for one in self.unknowns()[0]}
        return flown_path_of(self.flights(middle), self.ground, vehicle=self.bike.body, canopy_m2=0.0)

    def changes(self, number: int) -> Iterator[Change]:
        yield from changes_of_steps(self.plan, number, self.words.by, changes_of_a_landing(self.plan, self.words))

    def evidence(self) -> Evidence:
        vehicle = self.vehicle
        return Evidence(
            assumptions=(
                "the flight is that of a point with drag; wheels and middle of mass leave and land alike",
                "rates of every failure are judgement; clean runs that the plan counts make them rarer",
                f"over {vehicle.most_off_deg:g} degrees off the slope, or from an equivalent height of "
                f"{vehicle.most_m:g} m, it does not stay on its wheels (judgement)",
                f"the landing gives {self._stroke_m:.2g} m under whoever is on or in it (judgement)",
            ),
            not_assessed=(
                "how it rolls in the air, and a landing on one wheel before the other",
                "what the vehicle does to a rider who comes off, and a slide after it",
                *(("the crash of a car that noses in: cage, seat, belts, fire",) if self.is_strapped_in else ()),
                "a helmet, a neck brace and armour: the body wears none",
                "the ramp: whether it is built for the wheels that run over it",
            ),
        )


_NOTHING = RampFailure(probability=0.5, reason="none", outcome="none", vehicles=())
"""Changes nothing."""
