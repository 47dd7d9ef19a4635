"""A pull: a machine drives a line, a body follows, flies on, and comes down on what catches, short of it or beyond.

The machine is a reduced model (`gear/machines`), drawn 2¹⁷ times a branch. A body that stands is pulled in the engine
while the pull sets in, where its neck is whipped, and is put above what catches as it comes down. Then it slides with
the friction of its clothes, v²/(2·μ·g), towards whatever stands there.

Valid for: one adult, level or rising pulls of 0.2 to 15 m, on a line that pulls at one place of the trunk or both hips.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import pi, radians
from typing import ClassVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Borne, Draws, Exposure, Floats, Integers, Outcome
from stuntlab.datasets.machine import LineLoaded, MachineFacts, RunOut
from stuntlab.errors import ModelError
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.landing import FALLER, LandingWorld
from stuntlab.gags.falling.landing_loads import landing_instruments
from stuntlab.gags.falling.tabled import TabledGag
from stuntlab.gags.harnessed.lines import chin_rad
from stuntlab.gags.harnessed.pulled import PulledWorld
from stuntlab.gags.pull.changes import pull_changes
from stuntlab.gags.pull.drive import KnownDrive, drive_of
from stuntlab.gags.pull.numbers import PULL_NUMBERS, PullNumbers
from stuntlab.gags.roles import (
    Change,
    DirectLoads,
    DrivenByMachine,
    FallSource,
    GoesDown,
    HazardZone,
    HazardZones,
    OffersChanges,
)
from stuntlab.gags.trade import does_stunts
from stuntlab.gear.catchers import Behaviour, GroundCatcher, behaviour_of
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.footprint import Footprint, footprint_of
from stuntlab.gear.machines import MACHINES, pull, snatch_n
from stuntlab.people import Performer, human_tissue, performer
from stuntlab.people.body_loads import body_load
from stuntlab.people.from_plan import measures_of
from stuntlab.people.surfaces import RIGID
from stuntlab.plan import Action, Plan
from stuntlab.plan.actions.high_fall import GROUND
from stuntlab.plan.actions.pull import DORSAL
from stuntlab.plan.actions.pull import Pull as PullWords
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.line import Line
from stuntlab.plan.gear.ratchet import Ratchet
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import World
from stuntlab.units.counting import counted

LANDS, BESIDE, WALL = range(3)
_ALL_CONNECTED = "not all lines are connected"
_CHECKED_TWICE = 2
_NECK = ("neck_flexion", "neck_tension")
_WIDE_M = 1.5
"""Of the ground along a pull that nobody else may stand on, to either side (J)."""


class Pull(TabledGag, DirectLoads, DrivenByMachine, GoesDown, HazardZones, OffersChanges):
    """One `pull:` line of a plan."""

    kind: ClassVar[str] = "pull"
    summary: ClassVar[str] = PullWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(
        {name: row for name, row in PULL_NUMBERS.read().branch.items() if name != _ALL_CONNECTED}
    )
    runs_inform: ClassVar[Mapping[str, int]] = {"travel": 1}
    first_takes: ClassVar[int] = 56
    most_takes: ClassVar[int] = 448
    action: PullWords

    def __init__(self, plan: Plan, action: Action, label: str) -> None:
        super().__init__(plan, action, label)
        self.person = plan.people[action.by]
        self.body = measures_of(self.person, action.by)
        self.known: KnownDrive = drive_of(self.machine, self.action, self.body.mass_kg)

    @property
    def machine(self) -> Ratchet:
        """What pulls."""
        gear = self.plan.gear[self.action.with_]
        if not isinstance(gear, Ratchet):
            raise ModelError(f"{self.action.with_} pulls nobody")
        return gear

    @property
    def catcher(self) -> Catcher | None:
        """What the plan has there; None for the bare ground."""
        gear = self.plan.gear.get(self.action.onto)
        return gear if isinstance(gear, Catcher) else None

    @property
    def behaviour(self) -> Behaviour:
        """How what they come down on behaves."""
        return behaviour_of(self.catcher) if self.catcher else GroundCatcher(self._ground)

    @property
    def _ground(self) -> str:
        return self.plan.place.floor or self.plan.place.ground or GROUND

    @property
    def footprint(self) -> Footprint:
        """Where what catches stands; the ground is everywhere."""
        if self.catcher is None:
            return Footprint(-1e3, 1e3, -1e3, 1e3)
        return footprint_of(self.catcher)

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
        checks = len(set(self.action.checked_by))
        return {
            "leans": self.action.leans_on_line,
            "checked": checks >= 1,
            "checked twice": checks >= _CHECKED_TWICE,
        }

    def propagate(self, draws: Draws) -> Draws:
        values, middle = draws.values, self.numbers.body
        pulled = pull(
            self.known.drive,
            mass_kg=values["mass_kg"],
            travel_m=values["travel_m"],
            share=values["drive"],
            up_rad=values["up_rad"],
        )
        up, aside, v = values["up_rad"], values["aside_rad"], pulled.speed_m_s
        out, across, rises = v * np.cos(up) * np.cos(aside), v * np.cos(up) * np.sin(aside), v * np.sin(up)
        reached = pulled.reached_m * np.cos(up)
        x, y = reached * np.cos(aside) + values["along_m"], reached * np.sin(aside) + values["across_m"]
        z = middle.com_share * self.body.stature_m + pulled.reached_m * np.sin(up)
        place = self.footprint
        flight_s, down = _falls(z - place.top_m - middle.lies_m, rises)
        on_top = place.inside_m(x + out * flight_s, y + across * flight_s) >= 0
        lower_s, faster = _falls(z - middle.lies_m, rises)
        flight_s, down = np.where(on_top, flight_s, lower_s), np.where(on_top, down, faster)
        landed_x = x + out * flight_s
        gives = MACHINES.read().body.stiff_n_per_m
        snatch = snatch_n(self.known.drive, slack_m=values["slack_m"], share=values["drive"], gives_n_m=gives)
        followed = {
            "pull_n": values["drive"] * self.known.drive.force_n,
            "line_n": np.maximum(pulled.peak_n, snatch),
            "duration_s": pulled.duration_s,
            "peak_g": pulled.peak_m_s2 / GRAVITY_M_S2,
            "x_m": landed_x,
            "y_m": y + across * flight_s,
            "out_m_s": out,
            "across_m_s": across,
            "down_m_s": down,
            "time_s": np.maximum(flight_s, 0.05),
            "on_top": on_top.astype(float),
            "stops_m": landed_x + out**2 / (2 * values["grip"] * GRAVITY_M_S2) + self._leads_m,
        }
        return Draws({**values, **followed}, draws.branch)

    @property
    def _leads_m(self) -> float:
        """How far what arrives first lies ahead of the middle: the head of who lies, or who flies head first."""
        return (1 - self.numbers.body.com_share) * self.body.stature_m

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        simulated = self.behaviour.not_simulated is None and self.behaviour.properties.water is None
        lands = "on the ground" if self.catcher is None else "on what catches"
        return (
            Outcome(lands, True, modelled=simulated),
            Outcome("beside what catches", True),
            Outcome("against the wall", True, modelled=False),
        )

    def classify(self, draws: Draws) -> Integers:
        wall = self.action.wall_at.value if self.action.wall_at else np.inf
        lands = np.where(draws.values["on_top"] > 0, LANDS, BESIDE)
        return np.where(draws.values["stops_m"] > wall, WALL, lands).astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["pull_n"]

    def features(self, draws: Draws) -> Floats:
        values = draws.values
        columns = ("slack_m", "up_rad", "chin_rad", "tone", "turn_rad", "yaw_rad", "x_m", "y_m", "down_m_s", "out_m_s")
        return np.column_stack([np.log(values["pull_n"]), *(values[name] for name in columns)])

    @property
    def is_rehearsed(self) -> bool:
        """Whether a dummy was pulled at this very setting."""
        return self.machine.dummy_runs > 0 and not self._dummy_at_other() and not self.action.changed_since_dummy

    def exposures(self) -> tuple[Exposure, ...]:
        words, takes = self.action, self.action.takes
        borne = Exposure(self.label, words.by, words.fired_by, self._how_borne(), takes)
        if words.fired_by == words.by:
            return (borne,)
        return (borne, Exposure(self.label, words.fired_by, words.fired_by, Borne.CHOSEN, takes, feels=False))

    def _how_borne(self) -> Borne:
        """Trained only where all of it holds: a stunt performer, a dummy at this setting, something to come down on."""
        if self.action.fired_by == self.action.by:
            return Borne.CHOSEN
        trained = does_stunts(self.person.job) and self.is_rehearsed and self.catcher is not None
        return Borne.TRAINED_RECEIVER if trained else Borne.IMPOSED

    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        return {self.action.by: {"line_force": draws.values["line_n"]}}

    @property
    def models(self) -> tuple[str, ...]:
        """How much body and harness give, and how firm everything is that is met: the two ends of both."""
        return ("soft", "stiff")

    def worlds(self) -> tuple[World, ...]:
        tools = (*self.instruments(), *(body_load(self.action.by, load, prefix=FALLER) for load in _NECK))
        pulled = World("pull", self.scene, lambda draws, takes, _: self.knobs(draws, takes), tools)
        if not self.outcomes[LANDS].modelled:
            return (pulled,)
        landing = World(
            "landing", self._landing, lambda draws, takes, _: self._landing_knobs(draws, takes), self.instruments()
        )
        return (pulled, landing)

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
            floor_n_per_m=floor_stiffness_n_per_m(self._ground, end=model),
        ).scene()

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

    def _flyer(self) -> Performer:
        posture = "supine" if self._backwards else "prone"
        return performer(self.body, human_tissue(), posture=posture, spine=True)

    def _landing(self, model: str) -> Scene:
        """Just above what catches."""
        behaviour, field, stands = self.behaviour, self.behaviour.field, self.footprint
        return LandingWorld(
            self._flyer(),
            stands,
            (lambda patches: field(model, stands, patches)) if field else None,
            duration_s=behaviour.landing_s,
            timestep_s=behaviour.timestep_s,
            ground_n_per_m=RIGID if self.catcher else floor_stiffness_n_per_m(self._ground, end=model),
        ).scene()

    def _landing_knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        values = {name: column[takes] for name, column in draws.values.items()}
        flat = -pi / 2 if self._backwards else pi / 2
        attitude = flat + values["turn_rad"]
        whole = dict.fromkeys(("strength", "bears"), np.ones(len(takes))) | {"fans_off_s": np.zeros(len(takes))}
        return {
            "attitude": attitude,
            "yaw_rad": (pi if self._backwards else 0.0) + values["yaw_rad"],
            "turning_rad_s": flat / values["time_s"] / 4,
            **{name: values[name] for name in ("x_m", "y_m", "out_m_s", "across_m_s", "down_m_s")},
            **(whole if self.behaviour.field else {}),
        }

    def instruments(self) -> tuple[Instrument, ...]:
        """What is measured on whoever is pulled, in either world."""
        return landing_instruments(self.action.by, mass_kg=self.body.mass_kg)

    def machine_facts(self, draws: Draws) -> MachineFacts:
        planned = draws.branch == 0
        stops, machine = draws.values["stops_m"][planned], self.machine
        values = {name: column[planned] for name, column in draws.values.items()}
        middle = {name: float(np.median(column)) for name, column in values.items()}
        landing = f"after {middle['x_m']:.1f} m in the air and a slide at {middle['out_m_s']:.1f} m/s"
        wall = self.action.wall_at
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
            run_out=RunOut(
                planned_m=float(np.mean(stops)),
                sd_m=float(np.std(stops)),
                wall_m=wall.value if wall else None,
                clear=self.action.nothing_in_the_way,
                way=landing,
            ),
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

    def falls_of(self, person: str) -> FallSource:
        return FallSource.PLANNED if person == self.action.by else FallSource.UNKNOWN

    def fall_branches(self) -> tuple[str, ...]:
        return tuple(branch.name for branch in self.branches()[1:])

    @property
    def floor_words(self) -> str:
        return self.action.onto if self.catcher else self._ground

    @property
    def is_caught(self) -> bool:
        return self.catcher is not None

    def zones(self) -> tuple[HazardZone, ...]:
        reason = f"{self.action.by} is pulled or slides there"
        end = self.action.travel.value + 3.0
        fast = float(self.known.drive.pulls(self.body.mass_kg, self.action.travel.value).speed_m_s[0])
        discs = max(2, round(end / _WIDE_M))
        return tuple(
            HazardZone(reason, float(along), _WIDE_M, max(fast, 1.0), comes_from_m=0.0)
            for along in np.linspace(0.0, end, discs)
        )

    def changes(self, number: int) -> Iterator[Change]:
        return pull_changes(self.plan, number, self.action, self.machine, self.catcher)

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


def _falls(height_m: Floats, rises_m_s: Floats) -> tuple[Floats, Floats]:
    """How long a body flies down by a height that it leaves rising, and how fast it comes down; 0 where it is there."""
    drop = np.maximum(height_m, 0.0)
    down = np.sqrt(rises_m_s**2 + 2 * GRAVITY_M_S2 * drop)
    return np.asarray((rises_m_s + down) / GRAVITY_M_S2), np.asarray(down)
