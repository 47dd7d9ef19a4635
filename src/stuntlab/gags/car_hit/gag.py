"""A car knocks somebody down: the approach, the struck leg, the body over bonnet, screen and road, and a wheel.

Until contact everything is reduced: a car with a speed, somebody who is at the top of their jump early or late. Then
the full body meets the front of the car and the road in one take (`knocked`), on legs that give sideways (`legs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from math import radians
from typing import Any, ClassVar

import numpy as np
from scipy.special import ndtr

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Borne, Draws, Exposure, Flags, Floats, Integers, Outcome
from stuntlab.datasets.vehicles import HitFacts, VehicleFacts
from stuntlab.driving import searle_throw_m, slide_throw_m
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.car_hit.front import CarFront, FrontCover, front_of
from stuntlab.gags.car_hit.knocked import KnockedWorld, start_columns
from stuntlab.gags.car_hit.legs import leg_instruments
from stuntlab.gags.car_hit.numbers import CAR_HIT_NUMBERS, CarHitNumbers
from stuntlab.gags.car_hit.softer import hits_a_dummy, is_soft, pads_worn, softer
from stuntlab.gags.driving.changes import driven_changes, longer
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.driving.in_the_way import in_the_throw
from stuntlab.gags.driving.lost import Mode
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.fall_numbers import FallFailure
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.falling.landing_loads import held_instruments
from stuntlab.gags.roles import Change, LandsOn
from stuntlab.gags.trade import does_stunts
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.ground import LandingGround, ground_of
from stuntlab.gear.pad import FoamPad, foam, foams
from stuntlab.people import human_tissue, performer, taught_neck_effort
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Person
from stuntlab.plan.actions.car_hit import BEFORE, JUMP, NONE
from stuntlab.plan.actions.car_hit import CarHit as CarHitWords
from stuntlab.plan.driven import Driven
from stuntlab.plan.gear.car import CAR as CAR_BODY
from stuntlab.plan.gear.car import TWO_WHEELS, Car
from stuntlab.plan.gear.pad import Pad
from stuntlab.scene.instruments import WHOLE
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import World

OVER, ON_A_LEG, MISSED = range(3)
OFF, LIFTED, STANDS = range(3)
"""Of the near leg at contact: in the air, lifted for the jump, on the road."""

_SLIPPERY = 0.45
"""Friction of tyres below which shoes slip too: wet asphalt, grass, ice; not gravel (J)."""

_WOULD = "An instrumented dummy at this setting, filmed at 120 frames a second, would say more"

_UNPROVEN = {
    "knee_moment": "No knee was tested that is bent and swept along: only straight ones that stand.",
    "tibia_moment": "No shin was measured in a knock-down: what bends it was held against calculations only.",
}
"""Of the loads that `leg_instruments` reads. Whoever stands on the leg is stopped without them."""


class CarHit(DrivenGag, LandsOn):
    """One `car_hit:` of a plan."""

    kind: ClassVar[str] = "car_hit"
    summary: ClassVar[str] = CarHitWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(CAR_HIT_NUMBERS.read().branch)
    runs_inform: ClassVar[dict[str, int]] = {"speed": 1, "jump": -1}
    outcomes: ClassVar[tuple[Outcome, ...]] = (
        Outcome("over the bonnet", True),
        Outcome("struck on a leg that bears weight", True),
        Outcome("not struck", False),
    )

    first_takes = 48
    most_takes = 480

    action: CarHitWords

    @property
    def numbers(self) -> CarHitNumbers:
        return CAR_HIT_NUMBERS.read()

    @property
    def controls(self) -> Mapping[str, bool]:
        return {**super().controls, "rehearsed": self._is_rehearsed}

    @property
    def _is_rehearsed(self) -> bool:
        rehearsed = self.action.rehearsed_at
        return self.action.dummy_runs and rehearsed is not None and self.action.speed.value <= 1.05 * rehearsed.value

    @property
    def planned_means(self) -> Mapping[str, float]:
        jump = self.in_takes("jump").value if self.action.style == JUMP else 0.0
        taught = self.numbers.taught
        chin = radians(taught.chin_deg) if self._taught_form else 0.0
        rolls = self._taught_form / taught.form * self.numbers.roll.rad_s_at(self.in_takes("speed").value)
        return {**super().planned_means, "jump": jump, "form": self._taught_form, "chin": chin, "rolls": rolls}

    @property
    def _taught_form(self) -> float:
        """How much of the curl over a bonnet they have who jump; none where stunts are not their job."""
        taught = self.numbers.taught
        if not does_stunts(self._struck.job) or self.action.style != JUMP:
            return 0.0
        return taught.form if self._is_rehearsed else taught.untried

    @property
    def _mark_back_m(self) -> float:
        """How far behind the middle of the car they stand, as they face, so that the head comes up the middle."""
        return self.numbers.taught.mark_back_m if self._taught_form and self._is_rehearsed else 0.0

    @property
    def _struck(self) -> Person:
        return self.plan.people[self.action.to]

    @property
    def _rides(self) -> str:
        """What whoever is hit sits on or in: said, or driven by them in this plan; empty for somebody on foot."""
        if self.action.rides is not None:
            return self.action.rides
        drives = (one.car for one in self.plan.action if isinstance(one, Driven) and one.by == self.action.to)
        return next(drives, "")

    def planned_sd(self, name: str) -> float:
        if name == "jump":
            return self.in_takes("jump").sd if self.action.style == JUMP else 0.0
        if name == "rolls":
            return self.numbers.roll.sd_rad_s if self.planned_means["rolls"] else 0.0
        return super().planned_sd(name)

    def probability_of(self, row: FallFailure) -> float:
        """A jump that does not come off is commoner from what is slippery."""
        slips = row.numbers.get("jump_m", 0.0) < 0 and self.grip.friction < _SLIPPERY
        return row.probability * (self.numbers.slippery.times if slips else 1.0)

    def propagate(self, draws: Draws) -> Draws:
        values, numbers = draws.values, self.numbers
        brakes = self._brakes(values)
        early = numbers.over.brakes_before_s if self.action.braking == BEFORE else 0.0
        speed = np.maximum(values["speed_m_s"] - brakes * np.maximum(early - values["late"], 0.0), 0.0)
        up = np.sqrt(2 * GRAVITY_M_S2 * values["jump_m"])
        since = up / GRAVITY_M_S2 - values["timing"]
        soles = np.where((since > 0) & (since < 2 * up / GRAVITY_M_S2), up * since - 0.5 * GRAVITY_M_S2 * since**2, 0.0)
        lifted = (since <= 0) & (since > -numbers.take_off.lift_s) & (values["jump_m"] > 0)
        footing = np.where(soles > 0, OFF, np.where(lifted, LIFTED, STANDS))
        pushed = up * (1.0 + since / numbers.take_off.push_s)
        followed = {
            "contact_m_s": speed,
            "soles_m": soles,
            "rises_m_s": np.where(soles > 0, up - GRAVITY_M_S2 * since, np.where(lifted, pushed, 0.0)),
            "held": self._held(soles, lifted),
            "drawn_up": self._drawn_up(soles, since),
            "rolled_rad": values["rolls_rad_s"] * np.where(soles > 0, since, 0.0),
            "footing": footing.astype(float),
        }
        return Draws({**values, **followed}, draws.branch)

    def _drawn_up(self, soles: Floats, since: Floats) -> Floats:
        """The share of the way that the far leg has been drawn up by contact, [draw]. since: it left the road, s."""
        return np.where(soles > 0, np.clip(since / self.numbers.take_off.draws_up_s, 0.0, 1.0), 0.0)

    def _held(self, soles: Floats, lifted: Flags) -> Floats:
        """The share of the curl that they are in at contact, as jump and timing have it, [draw]."""
        taught = self.numbers.taught
        return np.where(soles > 0, 1.0, np.where(lifted, taught.lifted, taught.standing))

    @property
    def own_changes(self) -> Mapping[str, tuple[str, Mapping[str, Any]]]:
        if self._rides:
            return {}
        higher = longer(self.action.jump)
        return {f"a jump of {higher.text}": ("training, a dummy first", {"jump": higher, "style": JUMP})}

    def changes(self, number: int) -> Iterator[Change]:
        """Softer before anything else: a ram bar, foam and pads, and a mat where they come off; last a dummy."""
        softened = list(softer(self.plan, number, self.action, has_mat=self.ground.soft is not None))
        yield from softened
        *others, _ = super().changes(number)
        yield from others
        plan = softened[-1].plan if softened else self.plan
        action, car = plan.action[number], plan.gear[self.action.car]
        assert isinstance(action, CarHitWords)
        assert isinstance(car, Car)
        *_, every = driven_changes(plan, number, action, car, self.own_changes)
        yield every
        if self._stand_in_any_throw.isdisjoint(self.plan.people):
            dummy = hits_a_dummy(self.plan, every.plan, number, self.action)
            if dummy is not None:
                yield dummy

    def _brakes(self, values: Mapping[str, Floats]) -> Floats:
        """Deceleration, m/s²; 0 where nobody means to brake."""
        full = self.grip.brakes_m_s2 * self.usual.brakes_by_car * values["brakes"]
        return np.asarray(full * (0.0 if self.action.braking == NONE else 1.0))

    def classify(self, draws: Draws) -> Integers:
        values = draws.values
        still = values["contact_m_s"] < 0.3
        gone = values["mode"] >= Mode.STEERING
        on_leg = values["footing"] >= LIFTED
        return np.where(still | gone, MISSED, np.where(on_leg, ON_A_LEG, OVER)).astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["contact_m_s"] * (1.0 + draws.values["footing"])

    def exposures(self) -> tuple[Exposure, ...]:
        """What is hit first: it is imposed, as a kick is."""
        person = self.plan.people[self.action.to]
        borne = Borne.TRAINED_RECEIVER if does_stunts(person.job) and self._is_rehearsed else Borne.IMPOSED
        hit = Exposure(self.label, self.action.to, self.action.by, borne, self.action.takes, unproven=_UNPROVEN)
        return (hit, *self.in_the_vehicle())

    def vehicle_facts(self, draws: Draws) -> VehicleFacts:
        return replace(super().vehicle_facts(draws), hit=self._hit_facts(draws))

    def _hit_facts(self, draws: Draws) -> HitFacts:
        values, branches = draws.values, len(self.branches())
        ends = self.classify(draws)
        struck, speed = ends != MISSED, values["contact_m_s"]
        near, far = slide_throw_m(speed, values["slide"]), searle_throw_m(speed, values["slide"])
        thrown = near + ndtr(values["stiff"]) * (far - near)
        low = self._is_low(values)
        after = speed**2 / (2 * np.maximum(self._brakes(values), 0.1)) + np.where(low, speed * values["late"], 0.0)
        falls_ahead = low | (ndtr(values["turn"]) < self.numbers.over.ahead)
        under = struck & falls_ahead & (after > thrown + self.numbers.over.wheel_m)
        planned = draws.branch == 0
        far_m = float(np.quantile(thrown, 0.95))
        clear_m = self._clear_m(far_m)
        return HitFacts(
            person=self.action.to,
            trained=does_stunts(self.plan.people[self.action.to].job),
            rehearsed=self._is_rehearsed,
            dummy_runs=self.action.dummy_runs,
            padded=is_soft(self.vehicle, self.pads_worn),
            stands=self.action.style != JUMP,
            rides=self._rides,
            window_s=2 * float(np.sqrt(2 * self.planned_means["jump"] / GRAVITY_M_S2)),
            speed_m_s=(float(np.median(speed[planned])), float(np.quantile(speed[planned], 0.999))),
            thrown_m=(float(np.median(thrown[planned])), far_m),
            clear_m=clear_m,
            in_the_throw=in_the_throw(self._standing, self.way, clear_m),
            on_a_leg=np.bincount(draws.branch[ends == ON_A_LEG], minlength=branches),
            under=np.bincount(draws.branch[under], minlength=branches),
            drawn=np.bincount(draws.branch, minlength=branches),
        )

    @property
    def _stand_in_any_throw(self) -> frozenset[str]:
        """Whoever stands where anything may come down that is hit, however fast and far as planned."""
        fastest, slides = self.action.speed.value + 2 * self.planned_sd("speed"), self.numbers.drawn["slide"].low
        far_m = float(searle_throw_m(np.array(fastest), np.array(slides)))
        return frozenset(in_the_throw(self._standing, self.way, self._clear_m(far_m)))

    def _clear_m(self, thrown_m: float) -> tuple[float, float]:
        """What is to be clear ahead of the vehicle, and to both sides, of a throw."""
        return thrown_m + self.numbers.over.clear_ahead_m, self.numbers.over.clear_beside_m

    def _is_low(self, values: Mapping[str, Floats]) -> Flags:
        """Whether the front meets them above the hip, so that they are knocked ahead of it and not onto it."""
        over, body = self.numbers.over, self.plan.people[self.action.to]
        edge = self.front.edge_m if self.front else over.two_wheels_m
        return np.asarray(over.hip_of * body.height_m + values["soles_m"] < edge)

    @property
    def models(self) -> tuple[str, ...]:
        """How firm everything is that is met: the two ends, because no plan says it and few publish it."""
        return ("soft", "stiff")

    def worlds(self) -> tuple[World, ...]:
        if self.front is None or self._rides:
            return ()
        tools = (
            *held_instruments(self.action.to, mass_kg=measures_of(self._struck, self.action.to).mass_kg),
            *leg_instruments(self.action.to, prefix=FALLER),
        )
        felt = tools if self._taught_form else tuple(replace(tool, phase=WHOLE) for tool in tools)
        return (World("over the car", self.scene, lambda draws, takes, _: self.knobs(draws, takes), felt),)

    @cached_property
    def front(self) -> CarFront | None:
        """What they are struck by; None where there is no model of it."""
        car = self.vehicle
        if car.body in TWO_WHEELS:
            return None
        return front_of(
            car.body,
            mass_kg=self.mass_kg,
            width_m=2 * self.way.half_m,
            bumper_m=car.bumper_height.value if car.bumper_height else None,
            edge_m=car.bonnet_edge.value if car.bonnet_edge else None,
            padded=car.padded,
            ram_bar=car.ram_bar,
        )

    @property
    def _skill_alone(self) -> bool:
        """Whether only what they were taught stands between them and the road, which no model of a body has."""
        soft = self.ground.soft
        return self._taught_form > 0 and (soft is None or soft.height_m < self.numbers.body.mat_least_m)

    def scene(self, model: str) -> Scene:
        """Body, car and road under one of `models`."""
        return self._world(model).scene()

    def _world(self, model: str) -> KnockedWorld:
        assert self.front is not None
        effort = taught_neck_effort() if self._taught_form else 0.0
        body, over = measures_of(self._struck, self.action.to), self.numbers.body
        return KnockedWorld(
            performer(body, human_tissue(), posture="standing", sides=True, spine=True, neck_effort=effort),
            self.front,
            self.ground,
            self.where,
            model,
            (over.on_car_s, over.lasts_s + over.lasts_by_speed * self.action.speed.value - over.on_car_s),
            self._taught_form > 0,
            self._pads,
        )

    @cached_property
    def ground(self) -> LandingGround:
        """What they come off onto."""
        road = self.plan.place.floor or self.plan.place.ground or "asphalt"
        return ground_of(self.action.onto or road, self.plan.gear, road)

    @property
    def floor_words(self) -> str:
        return self.ground.words

    @property
    def where(self) -> Footprint:
        """Outline of a mat, counted from the mark: ahead of a car that has stopped as planned."""
        body, soft, speed = self.numbers.body, self.ground.soft, self.in_takes("speed").value
        brakes = float(self._brakes({"brakes": np.ones(1)})[0])
        rolls = speed**2 / (2 * brakes) + speed * self._late_s if brakes else 0.0
        long, wide = (soft.size_m if soft and soft.size_m else None) or (body.mat_long_m, body.mat_wide_m)
        begins = rolls + body.mat_beyond_m
        return Footprint(begins, begins + long, -wide / 2, wide / 2, self.ground.top_m)

    @property
    def _late_s(self) -> float:
        """How late the brakes come after contact, as planned."""
        early = self.numbers.over.brakes_before_s if self.action.braking == BEFORE else 0.0
        return max(self.numbers.spread.numbers["late_1"] - early, 0.0)

    @property
    def pads_worn(self) -> tuple[Pad, ...]:
        """Under the costume of whoever is hit."""
        return pads_worn(self.plan, self.action.to)

    @cached_property
    def _pads(self) -> Mapping[str, FrontCover]:
        """What is worn over regions of the body, of foams that there are numbers for."""
        pads = [pad for pad in self.pads_worn if pad.material in foams()]
        return {pad.covers.value: _cover_of(FoamPad(foam(pad.material), pad.thickness.value)) for pad in pads}

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        """Those of the world, name -> [take]."""
        values = {name: column[takes] for name, column in draws.values.items()}
        held, mode = values["held"], np.rint(values["mode"])
        grips = (mode != Mode.BRAKES) & (mode != Mode.THROTTLE)
        early = self.numbers.over.brakes_before_s if self.action.braking == BEFORE else 0.0
        return {
            "form": held * values["form"],
            "far_leg": values["drawn_up"] * values["form"],
            "draws_up": (values["footing"] == OFF) * values["form"],
            "curls": values["form"],
            "chin_rad": values["chin_rad"],
            "aside_rad": values["form"] * radians(self.numbers.taught.aside_deg),
            "brakes_m_s2": np.where(grips, self._brakes(values), 0.0),
            "brakes_late_s": np.maximum(values["late"] - early, 0.0),
            "car_up_m": values["mark_m"],
            **start_columns(
                stands_m=measures_of(self._struck, self.action.to).hip_height_m,
                heading_rad=values["heading_rad"],
                soles_m=values["soles_m"],
                rises_m_s=values["rises_m_s"],
                across_m=values["aside_m"] - self._mark_back_m,
                speed_m_s=values["contact_m_s"],
                rolled_rad=values["rolled_rad"],
                rolls_rad_s=held * values["rolls_rad_s"],
            ),
        }

    def evidence(self) -> Evidence:
        beyond = self._beyond_compared()
        return Evidence(
            assumptions=(
                "a knee bends sideways by 16 degrees at 134 N·m, as straight knees of cadavers do (V-A), in the air as "
                "on the road; how firmly thigh and foot are held is judgement. A bent knee was never tested",
                "a shin bends as its sections have to hold it: knee, ankle, pushes, mass of a rigid shank (computed). "
                "What muscles and a fully bent knee turn the shin with, and what the calf turns the foot with, are "
                "left out (judgement); bone that bends has 4 % more of a push of 60 ms, 14 % of one of 20 to 30 ms, "
                "55 % of one of 10 ms (computed)",
                "foam on the car is a spring of 15 to 25 kN/m (judgement)",
                "form: how far somebody who was taught to is curled, tucked and bent away at contact (judgement): "
                f"{100 * self._taught_form:.0f} % of it here; without training none. The near leg is up when the far "
                f"one leaves the road, which is drawn up in {self.numbers.take_off.draws_up_s:.2f} s (tuck jumps, V-A)",
                "rolls: how fast somebody who was taught to turns onto the near side from the jump on, "
                f"{self.planned_means['rolls']:.1f} rad/s here (judgement); less the more the car tips them",
                f"mark: {100 * self._mark_back_m:.0f} cm behind the middle of the car, as they face, so that the head "
                "of whoever rehearsed comes up the middle (judgement)",
                "every take is run at a soft and a stiff end of bumper, bonnet, screen, frame and road; the worse "
                "decides (judgement, few published)",
                "whoever was taught to is judged until they come off the car; from there it is a fall onto a mat that "
                "they were taught, followed and not judged (judgement)",
                "how far somebody is thrown lies between sliding only and Searle's form; real ones scatter (V-A)",
                "no rate of any way to lose a vehicle has been published for stunts; all are judgement",
            ),
            not_assessed=(
                "mirrors, wipers and badges, and glass that comes out",
                "a body under the wheels: only how often it may come to that",
                "wrists, arms and teeth: no limit is published for what they feel",
                "what a crash does to whoever is in the vehicle",
            ),
            beyond_validity={self.action.to: beyond} if beyond else {},
            ends_of="at the soft and the stiff end of what the body meets",
        )

    def _of_a_rider(self) -> str:
        said = (
            f"nothing here tells what a blow does to somebody on {self._rides}, who cannot jump clear of it: only "
            "where the vehicle can go, who has how many seconds, how far they are thrown and a wheel over them are "
            "told. An instrumented dummy on it at this setting would say more"
        )
        if self.action.rides is not None:
            return said
        return f"{said}. If they are on foot when they are hit, make a plan of its own of what they drive before"

    def _beyond_compared(self) -> tuple[str, ...]:
        """Sentences: what is asked of the body over the car that was compared with no test."""
        if self._rides:
            return (self._of_a_rider(),)
        if self.front is None:
            return (
                f"what a {self.vehicle.body} does to a body is not simulated: only the throw and a wheel over "
                f"them are told. {_WOULD}",
            )
        if self.vehicle.body != CAR_BODY:
            return (f"a body before a {self.vehicle.body} was compared with no test. {_WOULD}",)
        return self._beyond_range(self.front)

    def _beyond_range(self, front: CarFront) -> tuple[str, ...]:
        over, stature = self.numbers.body, self._struck.height_m
        fastest = self.action.speed.value + 2 * self.planned_sd("speed")
        if fastest > over.fastest_m_s:
            return (
                f"up to {3.6 * fastest:.0f} km/h is faster than the tests that the body over the car was compared with "
                f"({3.6 * over.fastest_m_s:.0f} km/h). Drive slower, or look at an instrumented dummy",
            )
        if not over.lowest_edge_of <= front.edge_m / stature <= over.highest_edge_of:
            return (
                f"a bonnet edge at {100 * front.edge_m:.0f} cm before a body of {100 * stature:.0f} cm was "
                f"compared with no test. {_WOULD}",
            )
        if self._skill_alone:
            return (
                f"how they come off the car onto {self.ground.words} is what they were taught, and this body has no "
                "skill: what is said is of the car alone. Put a mat where they come off (onto)",
            )
        return ()


def _cover_of(pad: FoamPad) -> FrontCover:
    """A worn pad as a spring up to where its cells have closed."""
    return FrontCover(
        tag=pad.foam.tag,
        source=pad.foam.source,
        stiffness=pad.stiffness_n_per_m,
        closes_m=pad.foam.densification_strain * pad.thickness_m,
    )
