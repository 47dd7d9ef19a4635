"""A descent: a fan or a decelerator lets somebody down on a line and stops them above what is below, or does not.

The brake is a reduced model (`gear/machines/brake`), drawn 2¹⁷ times a branch. A body that hangs is slowed down in the
engine, in the frame that comes down with it; whoever is not stopped in time is put above what is below with the speed
that is left. A fan without a brake lets somebody down onto what is below, on their feet and at its speed.

Valid for: one adult on one line, descents of 1 to 200 m, a brake that holds its force.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Flags, Floats, Integers, Outcome
from stuntlab.datasets.machine import LineLoaded, MachineFacts
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.descend.below import ThingBelow, stands_below, things_below
from stuntlab.gags.descend.numbers import DESCEND_NUMBERS, DescendNumbers
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.harnessed.hung import HANGS_AT_M, HungWorld
from stuntlab.gags.harnessed.thrown import Thrown
from stuntlab.gags.harnessed.tried import DUMMY_FIRST, SINCE_DUMMY, plan_with, tried, with_a_dummy
from stuntlab.gags.roles import Change, DirectLoads, OffersChanges
from stuntlab.gags.trade import does_stunts
from stuntlab.gear.machines import MACHINES, stop_over, terminal_speed_m_s
from stuntlab.people import human_tissue, performer
from stuntlab.plan.actions.descend import Descend as DescendWords
from stuntlab.plan.gear.descender import FAN, Descender
from stuntlab.plan.gear.line import Line
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import Rides
from stuntlab.units import Dimension, Quantity, format_quantity

HANGS, MEETS, THING = range(3)
_LONGER, _SLOWER, _HIGHER_M = 1.5, 0.75, 1.0
_BRAKED = 1 / 3
"""Of the height, over which a brake that is too short is made to stop them: 3 g in the line (J)."""

_ON_IT_M = 0.05
"""So far above what is below somebody is let down onto it (J)."""

_STANDS_M_S, _LANDS_M_S, _FEET_S = 3.0, 5.0, 0.25
"""Slower than a hop from half a metre, feet take the blow within a quarter of a second, and people stand (J);
paratroopers do at 2.1 m/s down (lines_and_flight.md 6, V-A). Whoever does stunts does as slowly as others were measured
to land from 1.28 m (McNitt-Gray 1991, R-m; validation/cases)."""

_UPRIGHT_RAD = 0.05
"""So far back of upright, a landing on the feet turns from one that sits back into one that folds forward (C)."""

_HARDLY_M_S2 = 0.2
"""What a fan that runs up takes off a free start, once it turns (J)."""


class Descend(Thrown, DirectLoads, OffersChanges):
    """One `descend:` line of a plan."""

    kind: ClassVar[str] = "descend"
    summary: ClassVar[str] = DescendWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(DESCEND_NUMBERS.read().branch)
    runs_inform: ClassVar[Mapping[str, int]] = {"stops_at": -1}
    first_takes: ClassVar[int] = 96
    most_takes: ClassVar[int] = 384
    moved_in: ClassVar[str] = "brake"
    comes_there: ClassVar[str] = "comes down"
    comes_down: ClassVar[int] = MEETS
    action: DescendWords

    @property
    def machine_name(self) -> str:
        return self.action.with_

    @property
    def machine(self) -> Descender:
        """What lets them down."""
        return self.machine_as(self.action.with_, Descender, does_not="lets nobody down")

    @property
    def over_m(self) -> float:
        """Length over which it stops them; where nobody says it, a short one."""
        return self.machine.stops_over.value if self.machine.stops_over else self.numbers.setting.short_m

    @property
    def lets_down(self) -> bool:
        """Whether a fan takes them all the way, onto what is below."""
        machine = self.machine
        rides = machine.brakes == FAN and machine.speed is not None and machine.stops_over is None
        return rides and self.action.stops_at.value <= self.footprint.top_m + _ON_IT_M

    @property
    def numbers(self) -> DescendNumbers:
        """With the spread that the plan gives the speed of a fan in place of how well a brake repeats."""
        table, speed = DESCEND_NUMBERS.read(), self.machine.speed
        if not self.lets_down or speed is None or not speed.sd:
            return table
        drawn = {**table.spread.numbers, "over_sd_1": speed.sd / speed.value}
        return replace(table, spread=replace(table.spread, numbers=drawn))

    @property
    def planned_means(self) -> Mapping[str, float]:
        return {
            "height": self.action.from_.value,
            "stops": self.in_takes("stops_at").value,
            "mass": self.body.mass_kg,
        }

    def planned_sd(self, name: str) -> float:
        return {"height": max(self.action.from_.sd, 0.05), "stops": max(self.in_takes("stops_at").sd, 0.05)}.get(
            name, 0.0
        )

    def propagate(self, draws: Draws) -> Draws:
        return self._let_down(draws) if self.lets_down else self._brake(draws)

    def _let_down(self, draws: Draws) -> Draws:
        """At the speed of the fan, which repeats as a brake's length does; the line bears the weight meanwhile."""
        values = draws.values
        still = np.zeros(len(draws.branch))
        fast = self._speed_m_s(values["mass_kg"], still) * values["over"]
        followed = {
            "slows_m_s2": still + _HARDLY_M_S2,
            "line_n": values["mass_kg"] * (GRAVITY_M_S2 + _HARDLY_M_S2),
            "fast_m_s": fast,
            "sets_in_m": values["height_m"],
            "clear_m": still - _ON_IT_M,
            "feet_m": still + self.footprint.top_m,
            **self._comes_to(values, fast),
        }
        return Draws({**values, **followed}, draws.branch)

    def _brake(self, draws: Draws) -> Draws:
        values = draws.values
        planned = np.full(len(draws.branch), self.over_m)
        fast = self._speed_m_s(values["mass_kg"], np.maximum(values["height_m"] - values["stops_m"] - planned, 0.1))
        over = planned * values["over"]
        stopped = stop_over(fast, over, mass_kg=values["mass_kg"], late_s=values["late"])
        feet = values["stops_m"] - stopped.late_m - (over - planned)
        clear = feet - self.footprint.top_m
        left = np.sqrt(np.minimum(2 * stopped.mean_g * GRAVITY_M_S2 * np.maximum(-clear, 0.0), fast**2))
        followed = {
            "slows_m_s2": stopped.mean_g * GRAVITY_M_S2,
            "line_n": stopped.line_n,
            "fast_m_s": fast,
            "sets_in_m": values["stops_m"] + planned - stopped.late_m,
            "clear_m": clear,
            "feet_m": np.maximum(feet, self.footprint.top_m),
            **self._comes_to(values, left),
        }
        return Draws({**values, **followed}, draws.branch)

    def _comes_to(self, values: Mapping[str, Floats], down_m_s: Floats) -> dict[str, Floats]:
        """Where and how fast they come to what is below, [draw]."""
        still = np.zeros(len(down_m_s))
        return {
            "x_m": (self.footprint.low_x_m + self.footprint.high_x_m) / 2 + values["along_m"],
            "y_m": (self.footprint.low_y_m + self.footprint.high_y_m) / 2 + values["across_m"],
            "out_m_s": still,
            "across_m_s": still,
            "down_m_s": down_m_s,
            "time_s": still + 1.0,
        }

    def _speed_m_s(self, mass_kg: Floats, falls_m: Floats) -> Floats:
        """As the brake sets in: that of the fan, or of the free fall before it."""
        machine = self.machine
        if machine.brakes == FAN and machine.speed is not None:
            tried = machine.set_for_mass or machine.dummy_mass or self.person.mass
            of_kg = tried.value if tried else self.body.mass_kg
            return terminal_speed_m_s(mass_kg, speed_m_s=machine.speed.value, of_kg=of_kg)
        return np.asarray(np.sqrt(2 * GRAVITY_M_S2 * falls_m))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        simulated = self.behaviour.not_simulated is None and self.behaviour.properties.water is None
        below = self.action.onto if self.catcher else "the ground"
        return (
            Outcome("stopped on the line", True),
            Outcome(f"down on {below}", True, modelled=simulated),
            Outcome("down on what stands there", True, modelled=False),
        )

    @property
    def _below(self) -> tuple[ThingBelow, ...]:
        catches = self.footprint if self.catcher else None
        return things_below(self.plan, catches=catches, from_m=self.action.from_.value)

    def classify(self, draws: Draws) -> Integers:
        ends = np.where(draws.values["clear_m"] < 0, MEETS, HANGS)
        for thing in self._below:
            ends = np.where(thing.is_met(draws.values), THING, ends)
        return ends.astype(np.int64)

    def come_down(self, draws: Draws) -> Flags:
        return np.asarray(self.classify(draws) == MEETS)

    def severity(self, draws: Draws) -> Floats:
        return np.asarray(draws.values["slows_m_s2"] + draws.values["down_m_s"])

    def features(self, draws: Draws) -> Floats:
        values = draws.values
        return np.column_stack(
            [
                np.log(values["slows_m_s2"]),
                np.tanh((values["turn_rad"] + _UPRIGHT_RAD) / _UPRIGHT_RAD),
                values["yaw_rad"],
                values["down_m_s"],
            ]
        )

    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        return {self.action.by: {"line_force": draws.values["line_n"]}}

    def scene(self, model: str) -> Scene:
        """Who hangs, under one of `models`."""
        gives = MACHINES.read().body
        body = performer(self.body, human_tissue(), posture="hanging", spine=True)
        return HungWorld(
            body, self.action.attached, gives.soft_n_per_m if model == "soft" else gives.stiff_n_per_m
        ).scene()

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        """Those of the first world, name -> [take]."""
        return {"slows_m_s2": draws.values["slows_m_s2"][takes]}

    @property
    def rides(self) -> Rides:
        return lambda _model, draws, takes: (
            draws.values["sets_in_m"][takes] - HANGS_AT_M,
            -draws.values["fast_m_s"][takes],
            np.zeros(len(takes)),
        )

    @property
    def lands_in(self) -> str:
        return "landing_deep" if does_stunts(self.person.job) else "landing"

    @property
    def lands_s(self) -> float:
        """Of whom a fan lets down as slowly as people hop down, the blow to the feet; they then stand by themselves."""
        whole, most = super().lands_s, _LANDS_M_S if does_stunts(self.person.job) else _STANDS_M_S
        return min(whole, _FEET_S) if self.lets_down and self.fast_m_s <= most else whole

    @property
    def reach_m(self) -> float:
        return 3.0

    @property
    def fast_m_s(self) -> float:
        falls = np.array(max(self.action.from_.value - self.action.stops_at.value - self.over_m, 0.1))
        return float(self._speed_m_s(np.array(self.body.mass_kg), falls))

    @property
    def is_rehearsed(self) -> bool:
        return self.machine.dummy_runs > 0 and not self.action.changed_since_dummy

    def machine_facts(self, draws: Draws) -> MachineFacts:
        planned = {name: column[draws.branch == 0] for name, column in draws.values.items()}
        middle, machine = {name: float(np.median(column)) for name, column in planned.items()}, self.machine
        return MachineFacts(
            gag=self.label,
            person=self.action.by,
            operator=self.action.fired_by,
            machine=self.action.with_,
            mass_kg=self.body.mass_kg,
            set_for_kg=machine.set_for_mass.value if machine.set_for_mass else None,
            dummy_runs=machine.dummy_runs,
            dummy_kg=machine.dummy_mass.value if machine.dummy_mass else None,
            changed=self.action.changed_since_dummy,
            checks=tuple(dict.fromkeys(self.action.checked_by)),
            unknown=self._unknown_of(),
            line=self._line(float(np.quantile(planned["line_n"], 0.999))),
            stops_above_m=None
            if self.lets_down
            else (middle["clear_m"], float(np.quantile(planned["clear_m"], 0.001))),
            let_down_m_s=(middle["fast_m_s"], float(np.quantile(planned["fast_m_s"], 0.999)))
            if self.lets_down
            else None,
            caught_by=self.action.onto if self.catcher and self.outcomes[MEETS].modelled else None,
            below=stands_below(self._below, planned),
            expected=self._expected(middle),
        )

    def _expected(self, middle: Mapping[str, float]) -> dict[str, str]:
        """What a dummy should show."""
        hangs = {"load cell as they hang still": f"{self.body.mass_kg * GRAVITY_M_S2 / 1000:.2f} kN"}
        if self.lets_down:
            return {"speed on the way down": f"{middle['fast_m_s']:.1f} m/s", **hangs}
        return {
            "speed as the brake sets in": f"{middle['fast_m_s']:.1f} m/s",
            "deceleration": f"{middle['slows_m_s2'] / GRAVITY_M_S2:.1f} g",
            "load cell in the line": f"{middle['line_n'] / 1000:.2f} kN",
            **hangs,
        }

    def _unknown_of(self) -> tuple[str, ...]:
        machine = self.machine
        lacks = [] if machine.brakes else ["brakes (fan or decelerator)"]
        lacks += ["speed"] if machine.brakes == FAN and machine.speed is None else []
        lacks += [] if machine.stops_over or self.lets_down else ["stops_over"]
        return tuple(lacks)

    def _line(self, peak_n: float) -> LineLoaded | None:
        gear = self.plan.gear.get(self.action.line) if self.action.line else None
        if not isinstance(gear, Line):
            return None
        return LineLoaded(
            name=self.action.line or "",
            peak_n=peak_n,
            at_rest_n=self.body.mass_kg * GRAVITY_M_S2,
            breaks_n=gear.breaking_load.value if gear.breaking_load else None,
            works_n=gear.working_load.value if gear.working_load else None,
        )

    def changes(self, number: int) -> Iterator[Change]:
        """A longer brake, and a stop higher up; a fan that runs more slowly."""
        again = tried(self.machine, self.body.mass_kg)
        if not self.is_rehearsed:
            yield with_a_dummy(self.plan, number, self.action.with_, again)
        if self.lets_down and (speed := self.machine.speed) is not None:
            slow = Quantity(_SLOWER * speed.value, 0.0, format_quantity(_SLOWER * speed.value, Dimension.SPEED))
            gear = {self.action.with_: again.model_copy(update={"speed": slow})}
            yield Change(
                f"a fan of {slow.text}",
                f"a slower descent, {DUMMY_FIRST}",
                plan_with(self.plan, number, SINCE_DUMMY, gear),
            )
            return
        falls = self.action.from_.value - self.action.stops_at.value
        over = _length(max(_LONGER * self.over_m, _BRAKED * falls), 0.0)
        gear = {self.action.with_: again.model_copy(update={"stops_over": over})}
        higher = _length(self.action.stops_at.value + _HIGHER_M, self.action.stops_at.sd)
        words = {**SINCE_DUMMY, "stops_at": higher}
        yield Change(
            f"stopped over {over.text}",
            f"a softer stop, {DUMMY_FIRST}",
            plan_with(self.plan, number, SINCE_DUMMY, gear),
        )
        cost = f"{format_quantity(_HIGHER_M, Dimension.LENGTH)} of the fall"
        yield Change(f"stopped at {higher.text}", cost, plan_with(self.plan, number, {"stops_at": higher}, {}))
        yield Change("both", f"{cost}, {DUMMY_FIRST}", plan_with(self.plan, number, words, gear))

    def evidence(self) -> Evidence:
        lacks = tuple(
            f"what {self.action.with_} does cannot be said without {what}; put it in the gear"
            for what in self._unknown_of()
        )
        return Evidence(
            assumptions=(
                "the brake holds one force from one moment to the next (judgement)",
                "a fan lets down with the root of the mass, and without a brake of its own onto the feet (judgement)",
                "body and harness give 20 to 80 kN/m (judgement); nobody measured it",
                "how long a brake is late and how well its length repeats are judgement",
            ),
            not_assessed=(
                "drag of the air on the way down, and a swing on the line",
                "what a harness does to hips, groin and shoulders",
                "who hangs still afterwards: minutes to the ground",
                *(("what they do after their feet are down: they stand, or sit down by themselves",) * self.lets_down),
            ),
            beyond_validity={self.action.by: lacks},
            ends_of="at the soft and the stiff end of how much body, harness and landing give",
        )


def _length(value_m: float, sd_m: float) -> Quantity:
    return Quantity(value_m, sd_m, format_quantity(value_m, Dimension.LENGTH))
