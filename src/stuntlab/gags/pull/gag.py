"""A pull: a machine drives a line, a body follows, flies on, and comes down on what catches, short of it or beyond.

The machine is a reduced model (`gear/machines`), drawn 2¹⁷ times a branch. A body that stands is pulled in the engine
while the pull sets in, where its neck is whipped, and is put above what catches as it comes down. Then it slides with
the friction of its clothes, v²/(2·μ·g), towards whatever stands there.

Valid for: one adult, level or rising pulls of 0.2 to 15 m, on a line that pulls at one place of the trunk or both hips.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import radians
from typing import ClassVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Floats, Integers
from stuntlab.datasets.machine import ComesDown, LineLoaded, MachineFacts
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.harnessed.lines import chin_rad
from stuntlab.gags.harnessed.pulled import PulledWorld
from stuntlab.gags.harnessed.thrown import Thrown
from stuntlab.gags.pull.changes import pull_changes
from stuntlab.gags.pull.drive import KnownDrive, drive_of
from stuntlab.gags.pull.numbers import PULL_NUMBERS, PullNumbers
from stuntlab.gags.roles import (
    Change,
    DirectLoads,
    OffersChanges,
)
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.machines import MACHINES, pull, snatch_n
from stuntlab.people import human_tissue, performer
from stuntlab.people.body_loads import body_load
from stuntlab.plan import Action, Plan
from stuntlab.plan.actions.pull import DORSAL
from stuntlab.plan.actions.pull import Pull as PullWords
from stuntlab.plan.gear.line import Line
from stuntlab.plan.gear.ratchet import Ratchet
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene
from stuntlab.units.counting import counted

_ALL_CONNECTED = "not all lines are connected"
_NECK = ("neck_flexion", "neck_tension")
_BEHIND_M, _LINE_UP = 0.6, 0.72
"""In a picture, of a machine behind where they come down and stop; height of the line there, by stature (J)."""

_FLIES_M = 3.0
"""Beyond the travel, of the ground that nobody else may stand on (J)."""


class Pull(Thrown, DirectLoads, OffersChanges):
    """One `pull:` line of a plan."""

    kind: ClassVar[str] = "pull"
    summary: ClassVar[str] = PullWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(
        {name: row for name, row in PULL_NUMBERS.read().branch.items() if name != _ALL_CONNECTED}
    )
    runs_inform: ClassVar[Mapping[str, int]] = {"travel": 1}
    first_takes: ClassVar[int] = 56
    most_takes: ClassVar[int] = 448
    moved_in: ClassVar[str] = "pull"
    action: PullWords

    def __init__(self, plan: Plan, action: Action, label: str) -> None:
        super().__init__(plan, action, label)
        self.known: KnownDrive = drive_of(self.machine, self.action, self.body.mass_kg)

    @property
    def machine_name(self) -> str:
        return self.action.with_

    @property
    def machine(self) -> Ratchet:
        """What pulls."""
        return self.machine_as(self.action.with_, Ratchet, does_not="pulls nobody")

    @property
    def numbers(self) -> PullNumbers:
        """Without the branch of lines that are not connected where there is only one."""
        table = PULL_NUMBERS.read()
        rows = dict(table.branch)
        if self.machine.connected > 1:
            row, left = rows[_ALL_CONNECTED], self.machine.connected - 1
            harder = self._share_of(left) - self._share_of(self.machine.connected)
            rows[_ALL_CONNECTED] = replace(
                row, probability=row.probability * self.machine.connected, numbers={"drive_1": harder}
            )
        else:
            del rows[_ALL_CONNECTED]
        return replace(table, branch=rows)

    def _share_of(self, connected: int) -> float:
        """Of the force of the drive, what each of so many gets."""
        return (self.machine.set_for if self.known.of_one else 1) / connected

    @property
    def planned_means(self) -> Mapping[str, float]:
        words, setting = self.action, self.numbers.setting
        return {
            "drive": self._share_of(self.machine.connected),
            "mass": self.body.mass_kg,
            "slack": words.slack.value if words.slack else (0.02 if words.leans_on_line else setting.slack_m),
            "up": words.angle.value if words.angle else 0.0,
            "travel": self.in_takes("travel").value,
            "chin": chin_rad(tucked=words.chin_tucked),
        }

    def planned_sd(self, name: str) -> float:
        words, setting = self.action, self.numbers.setting
        slack_sd = words.slack.sd if words.slack else (0.02 if words.leans_on_line else setting.slack_sd_m)
        return {
            "drive": self._share_of(self.machine.connected) * self.known.sd,
            "slack": max(slack_sd, 0.01),
            "up": words.angle.sd if words.angle and words.angle.sd else radians(setting.up_sd_deg),
            "travel": max(self.in_takes("travel").sd, 0.01),
        }.get(name, 0.0)

    @property
    def controls(self) -> Mapping[str, bool]:
        return {"leans": self.action.leans_on_line, **super().controls}

    def propagate(self, draws: Draws) -> Draws:
        values = draws.values
        pulled = pull(
            self.known.drive,
            mass_kg=values["mass_kg"],
            travel_m=values["travel_m"],
            share=values["drive"],
            up_rad=values["up_rad"],
        )
        up, aside, v = values["up_rad"], values["aside_rad"], pulled.speed_m_s
        reached = pulled.reached_m * np.cos(up)
        place = (
            reached * np.cos(aside) + values["along_m"],
            reached * np.sin(aside) + values["across_m"],
            self.stands_m + pulled.reached_m * np.sin(up),
        )
        speed = (v * np.cos(up) * np.cos(aside), v * np.cos(up) * np.sin(aside), v * np.sin(up))
        gives = MACHINES.read().body.stiff_n_per_m
        snatch = snatch_n(self.known.drive, slack_m=values["slack_m"], share=values["drive"], gives_n_m=gives)
        followed = {
            "pull_n": values["drive"] * self.known.drive.force_n,
            "line_n": np.maximum(pulled.peak_n, snatch),
            "duration_s": pulled.duration_s,
            "peak_g": pulled.peak_m_s2 / GRAVITY_M_S2,
        }
        return Draws({**values, **followed, **self.fly_on(place, speed, values["grip"])}, draws.branch)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["pull_n"]

    def features(self, draws: Draws) -> Floats:
        values = draws.values
        columns = ("slack_m", "chin_rad", "tone", "turn_rad", "yaw_rad", "down_m_s", "out_m_s")
        return np.column_stack([np.log(values["pull_n"]), self.inside_m(draws), *(values[name] for name in columns)])

    @property
    def is_rehearsed(self) -> bool:
        """Whether a dummy was pulled at this very setting."""
        return self.machine.dummy_runs > 0 and not self._dummy_at_other() and not self.action.changed_since_dummy

    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        return {self.action.by: {"line_force": draws.values["line_n"]}}

    def moved_tools(self) -> tuple[Instrument, ...]:
        return (*super().moved_tools(), *(body_load(self.action.by, load, prefix=FALLER) for load in _NECK))

    def scene(self, model: str) -> Scene:
        """Who stands and is pulled, under one of `models`."""
        gives, drive = MACHINES.read().body, self.known.drive
        return PulledWorld(
            pulled=performer(self.body, human_tissue(), posture="standing", spine=True),
            point=self.action.attached,
            up_rad=self.action.angle.value if self.action.angle else 0.0,
            gives_n_per_m=gives.soft_n_per_m if model == "soft" else gives.stiff_n_per_m,
            moving_kg=drive.moving_kg,
            opens_s=drive.opens_s,
            backwards=self._backwards,
            floor_n_per_m=floor_stiffness_n_per_m(self.ground_words, end=model),
        ).scene()

    @property
    def pulls_from_m(self) -> tuple[float, float, float]:
        beyond = self.action.travel.value if self.catcher is None else self.footprint.high_x_m
        _, they_stop = self.stops_at_m()
        away = max(beyond, they_stop) + _BEHIND_M
        if self.action.wall_at is not None:
            away = max(min(away, self.action.wall_at.value - _BEHIND_M / 2), self.action.travel.value)
        up = self.action.angle.value if self.action.angle else 0.0
        return away, 0.0, _LINE_UP * self.body.stature_m + away * float(np.tan(up))

    @property
    def _backwards(self) -> bool:
        return self.action.attached == DORSAL

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        """Those of the first world, name -> [take]."""
        values = {name: column[takes] for name, column in draws.values.items()}
        return {
            "pull_n": values["pull_n"],
            "slack_m": values["slack_m"],
            "chin_rad": values["chin_rad"],
            "neck_tone": values["tone"],
        }

    def lands_tucked_rad(self, values: Mapping[str, Floats]) -> Floats:
        """As in the pull: half a second later, whoever was not ready for it is not ready for the landing either (J)."""
        return values["chin_rad"]

    def machine_facts(self, draws: Draws) -> MachineFacts:
        planned = draws.branch == 0
        machine = self.machine
        values = {name: column[planned] for name, column in draws.values.items()}
        middle = {name: float(np.median(column)) for name, column in values.items()}
        return MachineFacts(
            gag=self.label,
            person=self.action.by,
            operator=self.action.fired_by,
            machine=self.action.with_,
            mass_kg=self.body.mass_kg,
            set_for_kg=machine.set_for_mass.value if machine.set_for_mass else None,
            set_for=machine.set_for,
            connected=machine.connected,
            dummy_runs=machine.dummy_runs,
            dummy_kg=machine.dummy_mass.value if machine.dummy_mass else None,
            at_other=self._dummy_at_other(),
            changed=self.action.changed_since_dummy,
            checks=tuple(dict.fromkeys(self.action.checked_by)),
            slack_said=self.action.slack is not None or self.action.leans_on_line,
            unknown=self.known.unknown,
            run_out=self.run_out_of(values),
            line=self._line(float(np.quantile(draws.values["line_n"][planned], 0.999))),
            expected={
                "travel in": f"{middle['duration_s']:.2f} s",
                "speed at its end": f"{np.hypot(middle['out_m_s'], 0.0):.1f} m/s",
                "largest acceleration": f"{middle['peak_g']:.1f} g",
                "load cell in the line": f"{middle['line_n'] / 1000:.2f} kN",
                "load cell as they lean on it": f"up to {self.body.mass_kg * GRAVITY_M_S2 / 1000:.2f} kN",
            },
        )

    def _line(self, peak_n: float) -> LineLoaded | None:
        gear = self.plan.gear.get(self.action.line) if self.action.line else None
        if not isinstance(gear, Line):
            return None
        return LineLoaded(
            name=self.action.line or "",
            peak_n=peak_n,
            at_rest_n=None,
            breaks_n=gear.breaking_load.value if gear.breaking_load else None,
            works_n=gear.working_load.value if gear.working_load else None,
        )

    def _dummy_at_other(self) -> str:
        """At which other setting the dummy was pulled, in words; nothing where it was this one."""
        machine, near = self.machine, self.numbers.setting.same_share
        pairs = (
            (machine.dummy_pressure, machine.pressure),
            (machine.dummy_drive_mass, machine.drive_mass),
        )
        for then, now in pairs:
            if then is not None and now is not None and abs(now.value / then.value - 1) > near:
                return f"at {then.text}, and the setting is {now.text}"
        return ""

    @property
    def lands_in(self) -> str:
        return "supine" if self._backwards else "prone"

    @property
    def reach_m(self) -> float:
        return self.action.travel.value + _FLIES_M

    @property
    def fast_m_s(self) -> float:
        return float(self.known.drive.pulls(self.body.mass_kg, self.action.travel.value).speed_m_s[0])

    def changes(self, number: int) -> Iterator[Change]:
        def way(plan: Plan) -> tuple[float, float]:
            return Pull(plan, plan.action[number], self.label).stops_at_m()

        def lands(plan: Plan) -> ComesDown | None:
            return Pull(plan, plan.action[number], self.label).planned_way()

        return pull_changes(
            self.plan,
            number,
            self.action,
            self.machine,
            self.catcher,
            way,
            lands,
            mass_kg=self.body.mass_kg,
            is_rehearsed=self.is_rehearsed,
        )

    def evidence(self) -> Evidence:
        lacks = tuple(f"what {self.action.with_} does cannot be said without {what}" for what in self.known.unknown)
        return Evidence(
            assumptions=self._assumptions(),
            not_assessed=(
                "what the straps of a vest do to ribs, breasts, hips and skin",
                "the middle of the flight, between the pull and the landing: how the body turns there is drawn",
                "a second landing, and what a wall does to whoever reaches it: that counts as harmed",
                "whoever pulls hands or feet on the ground while the line has them",
            ),
            beyond_validity={self.action.by: lacks},
            ends_of="at the soft and the stiff end of how much body, harness and landing give",
        )

    def _assumptions(self) -> tuple[str, ...]:
        slack = self.action.slack
        told = [
            f"force of the machine: {self.known.how}, ± {100 * self.known.sd:.2g} %; friction 15 %, a valve of 50 ms "
            f"and {self.known.drive.moving_kg:.2g} kg that move with the line (judgement)",
            "body and harness give 20 to 80 kN/m (judgement); nobody measured it",
            "the neck is that of the certified pendulum; one that is not ready has half of its stiffness (judgement)",
            f"clothes slide with a friction of {self.numbers.spread.numbers['grip_1']:g} (judgement)",
        ]
        if slack is None:
            told.append("slack: the plan does not say it; 0 to 0.3 m is drawn (judgement)")
        if self.catcher:
            told.append(f"{counted(1, 'landing')} a take, on {self.action.onto} as it stands")
        return tuple(told)
