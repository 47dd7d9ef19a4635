"""A fall down stairs: a whole body against every step, at a soft and a stiff end of what it meets.

Nobody has measured a person going down stairs, and simulations of falls read head loads that follow from contact
stiffness above all else (Schulz 2008), so every load is a range between the two ends. The free fall of the whole height
is shown beside it as the most there could be, not as a prediction.

Valid for: straight flights of steps alike; one adult, without balusters to ride.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from math import atan2, cos, hypot, pi, radians, sin, sqrt, tan
from typing import ClassVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Floats, Integers, Outcome
from stuntlab.datasets.trade import DownStairs, TradeFacts
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.falling.changes import ChangeStep, changes_of_steps, more_pads, slower, thicker_mats, trained_person
from stuntlab.gags.falling.fall import Fall
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.falling.landing_loads import held_instruments
from stuntlab.gags.roles import AsksTheTrade, Change, OffersChanges, OnStairs
from stuntlab.gags.stair_fall.down_stairs import StairWorld, combine_turns
from stuntlab.gags.stair_fall.numbers import STAIR_FALL_NUMBERS, ShoulderFirst, StairFallNumbers
from stuntlab.gags.trade import does_stunts, trade_facts_of
from stuntlab.gags.zones import DiscZone, HazardZone
from stuntlab.gear.floor import floor_stiffness_n_per_m, says
from stuntlab.gear.pad import FoamPad, foam
from stuntlab.gear.step_field import AT_REST_M_S, Push, Stairs
from stuntlab.people import human_tissue, performer, posture_by_name, taught_neck_effort
from stuntlab.people.body_loads import body_load
from stuntlab.plan import Plan
from stuntlab.plan.actions.stair_fall import StairFall as StairFallWords
from stuntlab.plan.body import Region
from stuntlab.plan.gear.pad import Pad as PadWords
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene, Traces
from stuntlab.scene.world import World
from stuntlab.units.counting import counted

DOWN, OVER, OVER_UNKNOWN = range(3)

HELD_IN_LINE = (1.0, 0.75, 0.5, 0.25, 0.0)
"""Shares of the drawn turn out of the line that are tried between walls; the largest that fits is taken."""

PADDED = (Region.KNEE, Region.PELVIS, Region.ELBOW, Region.BACK, Region.SHIN, Region.HEAD)
"""What is padded for stairs: a helmet liner under the wig counts as the pad of the head."""

FEWEST_STEPS = 2

UNMEASURED = "no fall of a person or dummy down stairs was published that the model could be held against"

COVERS: Mapping[str, tuple[str, ...]] = {
    "arm": ("upper_arm", "forearm"), "elbow": ("forearm",), "groin": ("pelvis",), "face": ("head",),
}  # fmt: skip
"""Regions of the body model under a pad, where the plan's word is another."""


class StairFall(Fall, AsksTheTrade, OffersChanges, OnStairs):
    """One `stair_fall:` line of a plan."""

    kind: ClassVar[str] = "stair_fall"
    summary: ClassVar[str] = "a fall down a flight of stairs: a side roll, a slide or a tumble"
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(STAIR_FALL_NUMBERS.read().branch)
    outcomes: ClassVar[tuple[Outcome, ...]] = (
        Outcome("down the steps", True),
        Outcome("over the banister", True),
        Outcome("over the banister, how deep is not known", False),
    )
    runs_inform: ClassVar[Mapping[str, int]] = {"entry_speed": 1}
    first_takes: ClassVar[int] = 40
    most_takes: ClassVar[int] = 640  # a take is two seconds long and costs as much as five kicks

    def __init__(self, plan: Plan, action: StairFallWords, label: str) -> None:
        super().__init__(plan, action, label, onto=action.landing or "floor", pushed_by=action.pushed_by)
        self.falls = action
        self.style = self.numbers.style[action.style]

    @property
    def numbers(self) -> StairFallNumbers:
        return STAIR_FALL_NUMBERS.read()

    @property
    def planned_means(self) -> Mapping[str, float]:
        return {
            "entry_speed": self.in_takes("entry_speed").value,
            "rise": self.falls.rise.value,
            "chin": radians(self._chin_deg),
            "guard": float(self.style.guards_head),
        }

    def planned_sd(self, name: str) -> float:
        return {"entry_speed": self.in_takes("entry_speed").sd, "rise": self.falls.rise.sd}.get(name, 0.0)

    @property
    def controls(self) -> Mapping[str, bool]:
        before, steps = self.falls.rehearsed_steps, self.falls.steps
        return {"rehearsed": 2 * before >= steps, "whole": before >= steps}

    def trade_facts(self) -> tuple[TradeFacts, ...]:
        before, ground, faller = self.falls.rehearsed_steps, self.ground, self.falls.by
        soft_foot = ground.soft is not None or ground.unknown_soft is not None
        flight = DownStairs(steps=self.falls.steps, rehearsed_steps=before, foot=ground.words, soft_foot=soft_foot)
        return (trade_facts_of(self.plan, self.label, faller, by=self.created_by, learned=before > 0, stairs=flight),)

    @property
    def stairs(self) -> Stairs:
        """The flight as planned."""
        drop, width = self.falls.stairwell_drop, self.falls.width
        return Stairs(
            self.falls.steps,
            self.falls.rise.value,
            self.falls.tread.value,
            half_width_m=(width.value if width else self.numbers.stairs.width_m) / 2,
            well_m=drop.value if drop else 0.0,
            walls=(self.falls.walls in ("left", "both"), self.falls.walls in ("right", "both")),
        )

    def instruments(self) -> tuple[Instrument, ...]:
        """What is measured on whoever goes down: a back on the edge of a step is on nothing wide."""
        return held_instruments(self.action.by, mass_kg=self.body.mass_kg)

    @property
    def free_fall_m_s(self) -> float:
        """Speed of a free fall of the whole height: the most that could be left at the foot, and no prediction."""
        return sqrt(2 * GRAVITY_M_S2 * self.stairs.height_m)

    def classify(self, draws: Draws) -> Integers:
        over = np.array([False, *(row.over for row in self.numbers.branch.values())])[draws.branch]
        return np.asarray(np.where(over, self._beyond, DOWN), dtype=np.int64)

    @property
    def _beyond(self) -> int:
        """How it ends to go over the banister; between two walls there is none."""
        drop = self.falls.stairwell_drop
        if all(self.stairs.walls):
            return DOWN
        return OVER_UNKNOWN if drop is None else OVER if drop.value > 0 else DOWN

    def severity(self, draws: Draws) -> Floats:
        """Speed at the first step, and an untucked chin."""
        return np.asarray(draws.values["entry_speed_m_s"] - draws.values["chin_rad"])

    @property
    def covering(self) -> str:
        """What the steps are made of or covered with."""
        return self.falls.covering or "stone"

    @property
    def _wall(self) -> str:
        return self.plan.place.wall or "stone"

    def _stair_world(self, model: str) -> StairWorld:
        start = self.numbers.start
        shortest, longest = start.lasts_s
        return StairWorld(
            faller=performer(
                self.body,
                human_tissue(),
                posture=self._posture,
                spine=True,
                neck_effort=taught_neck_effort() if self.trained else 0.0,
            ),
            folds_to=posture_by_name(self.style.folds_to if self.trained else self._posture),
            stairs=self.stairs,
            foot=self.ground.soft,
            end=model,
            step_stiffness_n_per_m=floor_stiffness_n_per_m(self.covering, end=model),
            wall_stiffness_n_per_m=floor_stiffness_n_per_m(self._wall, end=model),
            friction=self.style.friction,
            pads=self._pads(),
            push=self._push,
            hold=self._hold,
            lasts_s=float(np.clip(self.stairs.slope_m / self.style.slow_m_s, shortest, longest)),
            timestep_s=start.timestep_s,
        )

    @property
    def trained(self) -> bool:
        """Whether they guard the head and keep themselves going: stunt performers do, and whoever rehearsed it."""
        return does_stunts(self.person.job) or self.controls["rehearsed"]

    @property
    def _push(self) -> Push | None:
        """Hands and feet that keep a trained body going as fast as it came."""
        if not self.trained:
            return None
        weight_n = self.body.mass_kg * GRAVITY_M_S2
        return Push(self.numbers.trained.pushes_weight_share * weight_n, self.in_takes("entry_speed").value)

    @property
    def _hold(self) -> tuple[float, float] | None:
        """The moment of a trained slider's hands on the steps, N·m, and the lean of the trunk that they hold, rad."""
        if not self.trained or self.falls.style != "slide":
            return None
        most_nm = self.numbers.trained.hands_aside_m * self.numbers.trained.pushes_weight_share * self.body.mass_kg
        pelvis = self._slope_rad - pi / 2 + radians(self.style.leans_deg)
        angles = posture_by_name(self._posture).angles_rad
        return most_nm * GRAVITY_M_S2, pelvis + angles["lumbar_flexion"] + angles["thoracic_flexion"]

    def _pads(self) -> dict[str, FoamPad]:
        """Region of the body model -> the pad worn over it."""
        worn = [gear for gear in (self.plan.gear[name] for name in self.person.wears) if isinstance(gear, PadWords)]
        return {
            region: FoamPad(foam(gear.material), gear.thickness.value)
            for gear in worn
            for region in COVERS.get(gear.covers.value, (gear.covers.value,))
        }

    def refuse_impossible(self) -> None:
        _ = self._pads()  # of foams there are numbers for

    def worlds(self) -> tuple[World, ...]:
        """What every fall has, and where it ends: a body may stop half-way."""
        ends = tuple(
            body_load(self.action.by, name, prefix=FALLER) for name in ("ends_ahead", "ends_with", "ends_aside")
        )
        over = self._over if self.trained else None
        return tuple(replace(world, measures=(*world.measures, *ends), over=over) for world in super().worlds())

    def _over(self, traces: Traces) -> Floats:
        """When each take has come to rest at the foot and stayed so, s, [take]: nobody lets themselves drop then."""
        speed = np.linalg.norm(traces.channels[FALLER + "com_velocity"], axis=-1)
        rests = (speed < AT_REST_M_S) & (traces.channels[FALLER + "com_position"][..., 0] > self.stairs.run_m)
        steps = round(self.numbers.at_rest.for_s / (traces.time_s[1] - traces.time_s[0]))
        lasted = np.all(np.lib.stride_tricks.sliding_window_view(rests, steps, axis=1), axis=-1)
        return np.where(np.any(lasted, axis=1), traces.time_s[np.argmax(lasted, axis=1) + steps - 1], np.inf)

    def scene(self, model: str) -> Scene:
        return self._stair_world(model).scene()

    @property
    def _posture(self) -> str:
        return self.style.posture if self.trained else self.style.untrained

    @cached_property
    def _compiled_world(self) -> tuple[StairWorld, Scene, float]:
        """The world, its scene, and how far the body folds in it to fit between walls."""
        down = self._stair_world(self.models[0])
        scene = down.scene()
        return down, scene, down.find_fold(scene, turn=self._turn(turned_rad=0.0, yaw_rad=0.0))

    @property
    def folds(self) -> bool:
        """Whether the walls are too near for the body to lie across the stairs at its length."""
        return self._compiled_world[2] > 0.0

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        over = self.classify(draws)[takes] == OVER
        starts = [self._start(draws, take, over=fallen) for take, fallen in zip(takes, over, strict=True)]
        columns = {name: np.array([start[name] for start in starts]) for name in starts[0]}
        drawn = {name: draws.values[name][takes] for name in ("rise_m", "chin_rad")}
        arms = draws.values["guard"][takes] * float(self.trained)
        guard = np.maximum(arms, 0.0)
        one_off = self.numbers.trained.one_hand_off * (drawn["chin_rad"] < 0.0)
        hands_off = np.maximum(np.abs(arms), one_off)  # arms round the head, or nowhere, are not on the steps
        aside = np.array([self._head_aside_rad(chin) for chin in drawn["chin_rad"]])
        fold = np.full(len(takes), self._compiled_world[2])
        return {**drawn, "head_aside_rad": aside, "guard": guard, "hands_off": hands_off, "fold": fold, **columns}

    def _start(self, draws: Draws, take: int, *, over: bool) -> dict[str, float]:
        """Where a take starts, turned out of the line of the stairs no further than the walls let it."""
        down, scene, fold = self._compiled_world
        turned, drawn_yaw, chin = (float(draws.values[name][take]) for name in ("turned_rad", "yaw_rad", "chin_rad"))
        for share in HELD_IN_LINE:
            yaw = share * drawn_yaw
            turn, aside = self._turn(turned_rad=turned, yaw_rad=yaw), self._head_aside_rad(chin)
            qpos = down.pose(scene, turn, fold=fold, chin_rad=chin, head_aside_rad=aside)
            if over or down.fits(scene, qpos):
                break
        velocity = self._velocity(float(draws.values["entry_speed_m_s"][take]), yaw, over=over)
        return down.start(scene, qpos, at_m=self._at(draws, take, over=over), velocity=velocity)

    def _at(self, draws: Draws, take: int, *, over: bool) -> tuple[float, float]:
        """Where the pelvis is put: along the stairs and across."""
        across = float(draws.values["across_m"][take])
        if over:
            open_side = -1.0 if self.stairs.walls[0] else 1.0
            aside = self.stairs.half_width_m + self.body.stature_m + across
            return 0.5 * self.stairs.run_m, open_side * aside
        return self.style.at_m, across

    def _turn(self, *, turned_rad: float, yaw_rad: float) -> Floats:
        """How the body lies, turned about its axis and out of the line of the stairs, as a quaternion."""
        turned, yaw = self.style.turned_share * turned_rad, yaw_rad
        match self.falls.style:
            case "side roll":  # across the stairs, the face ahead
                return combine_turns(("z", yaw), ("y", turned), ("x", -pi / 2))
            case "slide":  # along them, feet first, the face up
                leans = radians(self.style.leans_deg)
                return combine_turns(("z", yaw), ("y", self._slope_rad - pi / 2 + leans), ("z", turned))
            case _:
                own = radians(self._shoulder_first.turns_deg) if self._shoulder_first else 0.0
                return combine_turns(("z", yaw), ("y", radians(self.style.leans_deg) + turned), ("z", own))

    @property
    def _shoulder_first(self) -> ShoulderFirst | None:
        """How somebody who learned it starts a roll over one shoulder; None for whoever does none."""
        return self.style.shoulder_first if self.trained else None

    @property
    def _chin_deg(self) -> float:
        """How far the chin is tucked as planned."""
        return self._shoulder_first.chin_deg if self._shoulder_first else self.numbers.spread.chin_deg

    def _head_aside_rad(self, chin_rad: float) -> float:
        """How far the head is bent aside, away from the shoulder that leads: no more where the chin has come up (J)."""
        first = self._shoulder_first
        tucked = chin_rad / radians(self._chin_deg)
        return radians(first.head_aside_deg) * min(max(tucked, 0.0), 1.0) if first else 0.0

    @property
    def _slope_rad(self) -> float:
        return atan2(self.falls.rise.value, self.falls.tread.value)

    def _velocity(self, speed: float, yaw: float, *, over: bool) -> tuple[Floats, Floats]:
        """Velocity and turning of the pelvis, world axes: down the line of the nosings, or down the stairwell."""
        spin = self.style.spins * speed / self.style.radius_m
        turning = spin * np.array([-sin(yaw), cos(yaw), 0.0])
        if over:
            drop_m = self.stairs.well_m + self.stairs.height_m / 2
            return np.array([0.0, 0.0, -sqrt(2 * GRAVITY_M_S2 * drop_m)]), turning
        return speed * np.array([cos(self._slope_rad), 0.0, -sin(self._slope_rad)]), turning

    @property
    def counted_from_m(self) -> tuple[float, float]:
        """The foot of the stairs."""
        return self.stairs.run_m, 0.0

    def zones(self) -> tuple[HazardZone, ...]:
        """A cone beyond the foot of the stairs, as far as a body slides that the whole height has sped up."""
        row = self.numbers.run_out
        entry = self.in_takes("entry_speed")
        fastest = hypot(self.free_fall_m_s, entry.value + 2 * entry.sd)
        length = fastest**2 / (2 * row.friction * GRAVITY_M_S2)
        half_m, opening = self.body.stature_m / 2, tan(radians(row.half_angle_deg))
        reason = f"{self.action.by} runs out at the foot of the stairs"
        return tuple(
            DiscZone(reason, along, half_m + opening * along, fastest, comes_from_m=0.0)
            for along in (float(along) for along in np.linspace(0, length, row.discs))
        )

    def beyond_validity(self) -> tuple[str, ...]:
        """No fall down stairs was ever measured; whoever works up to it is held by a rule of the trade instead."""
        told = [*self.unknown_thickness()]
        if not (does_stunts(self.person.job) and self.controls["rehearsed"]):
            told.append(
                f"{UNMEASURED}, and what it reads follows from contact stiffness above all. A stunt performer who "
                "rehearsed at least half of the flight, or an instrumented dummy sent down these stairs, padded as for "
                "the take, would say more"
            )
        if self._beyond == OVER_UNKNOWN:
            told.append(
                "how deep somebody falls who goes over the banister is not in the plan. Measure it (stairwell_drop: "
                "4 m; 0 m where the floor goes on there), or say that the stairs run between walls (walls: both)"
            )
        return tuple(told)

    @property
    def _helped(self) -> str:
        """What somebody does who learned to go down stairs."""
        if not self.trained:
            return "muscles hold it and steer nothing: neither stunt performer nor rehearsed, they guard no head"
        share = 100 * self.numbers.trained.pushes_weight_share
        guard = (
            ", forearms are folded before face and crown, hands on the sides of the head"
            if self.style.guards_head
            else ""
        )
        over = ", it goes over one shoulder with the head turned away from it" if self._shoulder_first else ""
        reach = 100 * self.numbers.trained.hands_aside_m
        held = (
            f", hands hold the trunk's lean with that share of the weight at {reach:.0f} cm, one of them where the "
            "chin has come up, none where arms are round the head (judgement)"
            if self._hold
            else ""
        )
        return (
            f"hands and feet push it on with at most {share:.0f} % of its weight while it is slower than it came, the "
            f"neck holds the head{guard}{over}{held}; once at rest at the foot, they stay up, and nothing later counts"
        )

    @property
    def _walls_told(self) -> str:
        if self.falls.walls is None:
            return "no walls beside them"
        of = self.plan.place.wall or "stone, since the plan does not say"
        where = "on both sides" if self.falls.walls == "both" else f"on the {self.falls.walls}"
        return f"walls {where}, of {of}, with the same friction"

    def changes(self, number: int) -> Iterator[Change]:
        """Rehearsal, pads and a mat at the foot first; then what shows: slower, fewer steps, somebody else."""
        falls, performer, half = self.falls, does_stunts(self.person.job), self.falls.steps // 2
        whole = {"rehearsed_steps": falls.steps}
        covered = ChangeStep("carpet on the steps", "the look of the stairs", {"covering": "carpet"})
        fewer = ChangeStep(
            f"{counted(half, 'step')} instead of {falls.steps}",
            "a shorter fall, or two that are cut together",
            {"steps": half},
        )
        steps = (
            *trained_person(whole, does_stunts=performer, trained=falls.rehearsed_steps >= falls.steps),
            *more_pads(self.plan, falls.by, PADDED),
            *thicker_mats(self.plan, self.ground, word="landing"),
            *(() if says(self.covering, "carpet") else (covered,)),
            *slower("entry_speed", falls.entry_speed),
            *((fewer,) if half >= FEWEST_STEPS else ()),
        )
        yield from changes_of_steps(self.plan, number, falls.by, steps)

    def own_assumptions(self) -> tuple[str, ...]:
        told = [
            f"free fall of the whole {self.stairs.height_m:.2f} m gives {self.free_fall_m_s:.1f} m/s: an upper bound, "
            "not what is predicted; the steps brake a body that stays on them",
            f"steps: {self.covering}, clothes slide on them with a friction of {self.style.friction:g} "
            f"(judgement); {self._walls_told}",
            f"{UNMEASURED}: loads are given at both ends of what the steps may be",
            f"style: how the body lies, turns and tucks in is judgement; {self._helped}",
        ]
        if self.folds:
            told.append("the walls are nearer than the body is long: it rolls with its knees to its chest (judgement)")
        if self.falls.covering is None:
            told.append("steps: what they are made of is not given; they count as stone")
        if self.ground.soft:
            told.append(
                f"{self.ground.soft.name}: taken to lie wherever the body reaches the floor at the foot (judgement); "
                "its size and place are not looked at, and who runs out beyond it meets the floor"
            )
        if self.person.wears:
            told.append(f"pads: {', '.join(self.person.wears)}; foam numbers are judgement")
        return tuple(told)
