"""What falls from standing and from a chair share: who bears them, onto what, where they end, what is measured."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import cos, hypot, radians, sin
from typing import Any, ClassVar

import numpy as np

from stuntlab.datasets import Borne, Branch, Draws, Ending, Exposure, Floats, Integers, Unknown
from stuntlab.gags.base import FallSource, Gag, HazardZone
from stuntlab.gags.going_down import GoingDown, columns
from stuntlab.gags.landing import FALLER
from stuntlab.gags.lean import Body, Lean, between
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.ground import ground_of
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Action, Plan
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene

ON_IT, BESIDE, ON_THE_FLOOR = range(3)

UNITS: Mapping[str, float] = {"deg": radians(1.0), "m": 1.0, "rad_s": 1.0, "1": 1.0}
SI: Mapping[str, str] = {"deg": "_rad", "m": "_m", "rad_s": "_rad_s", "1": ""}


class Fall(Gag):
    """One person who goes down over their feet or over a chair, by their own act or another's.

    What is drawn is in the table of the kind: for each name in `drawn` its unit, and in `spread` and the branches
    `<name>_<unit>` and `<name>_sd_<unit>`, which add up.
    """

    endings: ClassVar[tuple[Ending, ...]] = (
        Ending("onto what lies there", True),
        Ending("the head beside it", True),
        Ending("onto the floor", True),
    )

    def __init__(self, plan: Plan, action: Action, label: str, *, onto: str, pushed_by: str | None) -> None:
        super().__init__(plan, action, label)
        self.person = plan.people[action.by]
        self.body = measures_of(self.person, action.by)
        self.created_by = pushed_by or action.by
        self.ground = ground_of(onto, plan.gear, plan.place.floor)

    @property
    @abstractmethod
    def numbers(self) -> Mapping[str, Any]:
        """Every number that the plan does not give: the table of the kind."""

    @property
    @abstractmethod
    def planned(self) -> Mapping[str, float]:
        """What the plan, rather than the table, says of a number that is drawn: its mean, SI."""

    def planned_sd(self, _name: str) -> float:
        """What the plan says of the spread of a number that is drawn, SI; that of the table comes to it."""
        return 0.0

    @property
    @abstractmethod
    def heading_rad(self) -> float:
        """The way the fall goes as planned, see `lean`."""

    @property
    @abstractmethod
    def reach_m(self) -> float:
        """From the edge turned about to the top of the head, lying."""

    @property
    @abstractmethod
    def falls_from_m(self) -> float:
        """Height of the top of the head before the fall."""

    @property
    @abstractmethod
    def controls(self) -> Mapping[str, bool]:
        """Which controls of the table the plan names."""

    @property
    @abstractmethod
    def rehearsed(self) -> bool:
        """Whether the plan says it was rehearsed at this setting."""

    @abstractmethod
    def going_down(self, model: str) -> GoingDown:
        """The world under one of `models`."""

    @abstractmethod
    def tilt_rad(self, form: float) -> float:
        """How far the body leans where the simulation starts."""

    @property
    def models(self) -> tuple[str, ...]:
        """How firm mat and floor are: the two ends, because no plan says it and nobody publishes it."""
        return ("soft", "stiff")

    @property
    def simulated(self) -> bool:
        return True

    @property
    def target(self) -> str | None:
        return None

    def branches(self) -> tuple[Branch, ...]:
        wrong = tuple(self._branch(name, row) for name, row in self.numbers["branch"].items())
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch("as planned", planned, "", "it goes as the plan says, within its spread"), *wrong)

    def _branch(self, name: str, row: Mapping[str, Any]) -> Branch:
        """A branch is only made rarer by a control that the plan names."""
        named = {control: factor for control, factor in row.get("controls", {}).items() if self.controls[control]}
        words = "".join(
            f"; {factor:g} times that, because of {self.numbers['control'][control]}"
            for control, factor in named.items()
        )
        probability = self.probability_of(row) * float(np.prod([*named.values()]))
        return Branch(name, probability, row["reason"] + words, row["outcome"])

    def probability_of(self, row: Mapping[str, Any]) -> float:
        """Of a branch, before controls."""
        return float(row["probability"])

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        return tuple(self._unknowns_of(row) for row in ({}, *self.numbers["branch"].values()))

    def _unknowns_of(self, branch: Mapping[str, Any]) -> tuple[Unknown, ...]:
        return tuple(self._unknown(name, row, branch) for name, row in self.numbers["drawn"].items())

    def _unknown(self, name: str, row: Mapping[str, Any], branch: Mapping[str, Any]) -> Unknown:
        unit, spread = row["unit"], self.numbers["spread"]
        scale = UNITS[unit]
        said = {**self.planned, "heading": self.heading_rad}
        mean = said.get(name, scale * spread.get(f"{name}_{unit}", 0.0)) + scale * branch.get(f"{name}_{unit}", 0.0)
        sd = hypot(self.planned_sd(name), *(scale * part.get(f"{name}_sd_{unit}", 0.0) for part in (spread, branch)))
        low, high = row.get("low", -np.inf), row.get("high", np.inf)
        return Unknown(name + SI[unit], float(np.clip(mean, low, high)), sd, low, high)

    def ending(self, draws: Draws) -> Integers:
        if self.ground.soft is None:
            return np.full(len(draws.branch), ON_THE_FLOOR, dtype=np.int64)
        values = draws.values
        x, y = self._on_the_set(values["along_m"] + self.reach_m, values["across_m"], values["heading_rad"])
        return np.asarray(np.where(self.where.inside_m(x, y) < 0, BESIDE, ON_IT), dtype=np.int64)

    def _on_the_set(self, along: Floats, across: Floats, heading: Floats) -> tuple[Floats, Floats]:
        return along * np.cos(heading) - across * np.sin(heading), along * np.sin(heading) + across * np.cos(heading)

    @property
    def where(self) -> Footprint:
        """Where what is soft lies: from just beyond the edge turned about, along the fall as planned."""
        row, soft = self.numbers["mat"], self.ground.soft
        size = soft.size_m if soft else None
        long, wide = size or (self.reach_m + row["beyond_m"] - row["begins_m"], row["width_m"])
        ahead, aside = (round(cos(self.heading_rad)), round(sin(self.heading_rad)))
        near, far = row["begins_m"], row["begins_m"] + long
        x = sorted((near * ahead, far * ahead)) if ahead else [-wide / 2, wide / 2]
        y = sorted((near * aside, far * aside)) if aside else [-wide / 2, wide / 2]
        return Footprint(x[0], x[1], y[0], y[1], self.ground.top_m)

    def severity(self, draws: Draws) -> Floats:
        """Push and an untucked chin."""
        return np.asarray(draws.values["push_rad_s"] - draws.values["chin_rad"])

    def features(self, draws: Draws) -> Floats:
        names = [name + SI[row["unit"]] for name, row in self.numbers["drawn"].items()]
        return np.column_stack([draws.values[name] for name in names])

    @cached_property
    def _compiled(self) -> tuple[GoingDown, Scene]:
        down = self.going_down(self.models[0])
        return down, down.scene()

    @cached_property
    def leaning(self) -> Body:
        """The body of this gag, to be leant over."""
        down, scene = self._compiled
        return down.body(scene)

    @cached_property
    def balance_m(self) -> float:
        """Height of the centre of mass where it stands straight over the edge, before anything gives way."""
        return self.lean(form=0.0, chin_rad=0.0, heading_rad=self.heading_rad).pendulum.balance_m

    def lean(self, *, form: float, chin_rad: float, heading_rad: float) -> Lean:
        """Where a take starts."""
        down, _ = self._compiled
        angles = between(down.faller.posture, down.trained, form=form, chin_rad=chin_rad)
        return self.leaning.lean(angles, heading_rad=heading_rad, tilt_rad=self.tilt_rad(form))

    def kept(self, form: float) -> float:
        """Share of the lost height that becomes speed."""
        return 1.0 - form * float(self.numbers["start"].get("legs_take_up", 0.0))

    def scene(self, model: str) -> Scene:
        return self.going_down(model).scene()

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        values = {name: column[takes] for name, column in draws.values.items()}
        form = values.get("form", np.zeros(len(takes)))
        chin, heading = values["chin_rad"], values["heading_rad"]
        leans = [
            self.lean(form=float(one), chin_rad=float(tucked), heading_rad=float(way))
            for one, tucked, way in zip(form, chin, heading, strict=True)
        ]
        turning = [
            lean.pendulum.turning_rad_s(float(push), from_m=self.balance_m, kept=self.kept(float(one)))
            for lean, push, one in zip(leans, values["push_rad_s"], form, strict=True)
        ]
        x, y = self._on_the_set(values["along_m"], values["across_m"], heading)
        stands_on_it = self.where.inside_m(x, y) > 0  # off the mark, the feet are where the mat is
        shift = np.column_stack([x, y, np.where(stands_on_it, self.ground.top_m, 0.0)])
        return {"form": form, "chin_rad": chin, **columns(leans, np.array(turning), shift)}

    def exposures(self) -> tuple[Exposure, ...]:
        takes, faller = self.action.takes, self.action.by
        borne = Exposure(self.label, faller, self.created_by, self._borne(), takes)
        if self.created_by == faller:
            return (borne,)
        return (borne, Exposure(self.label, self.created_by, self.created_by, Borne.CHOSEN, takes))

    def _borne(self) -> Borne:
        """Trained only where all of it holds: two stunt performers, rehearsed at this setting, something to land on."""
        if self.created_by == self.action.by:
            return Borne.CHOSEN
        trained = all("stunt" in self.plan.people[name].job.casefold() for name in (self.created_by, self.action.by))
        return Borne.TRAINED_RECEIVER if trained and self.rehearsed and self.ground.soft else Borne.IMPOSED

    def reaches(self, person: str) -> bool:
        return person == self.action.by

    def instruments(self) -> tuple[Instrument, ...]:
        return fall_instruments(self.action.by, mass_kg=self.body.mass_kg)

    def falls_of(self, _person: str) -> FallSource:
        return FallSource.PLANNED

    def fall_branches(self) -> tuple[str, ...]:
        return tuple(branch.name for branch in self.branches()[1:])

    @property
    def floor_words(self) -> str:
        return self.ground.words

    @property
    def caught(self) -> bool:
        return self.ground.soft is not None

    def zones(self) -> tuple[HazardZone, ...]:
        return (HazardZone(f"{self.action.by} goes over", 0.0, self.reach_m + self.body.stature_m / 2),)

    @property
    def loads_are_upper_end(self) -> str | None:
        if self.ground.unknown_soft is None:
            return None
        return f"on {self.ground.under.words} without the {self.ground.unknown_soft}"

    def out_of_validity(self, person: str) -> tuple[str, ...]:
        """Nothing soft of the program was compared with a person's fall, so only what was tried says anything."""
        if person != self.action.by:
            return ()
        if self.ground.unknown_soft is not None:
            return (
                f'what "{self.ground.unknown_soft}" takes off depends on its thickness, which is not in the plan. Name '
                f"it in the gear with its thickness, as in {{kind: mat, thickness: 10 cm}}, and say onto: its name",
            )
        soft = self.ground.soft
        if soft is not None and soft.tried_from_m is not None and soft.tried_from_m >= self.falls_from_m:
            return ()
        return (self._never_tried(),)

    def _never_tried(self) -> str:
        drop = f"a drop of an instrumented dummy of {self.body.mass_kg:.0f} kg from {self.falls_from_m:.2f} m"
        if self.ground.soft is None:
            return (
                f"going down on {self.ground.words} was compared with published falls of dummies for its head alone, "
                "and with no person's. Put a mat there that was tried"
            )
        return (
            f"what {self.ground.words} does to a body was compared with no drop of a person or dummy. {drop} onto it, "
            "set up as for the take, would change that (drop_tested_from)"
        )

    def assumptions(self) -> tuple[str, ...]:
        return (*self._assumed_of_ground(), *self.assumed())

    @abstractmethod
    def assumed(self) -> tuple[str, ...]:
        """Sentences: the judgements of this kind of fall."""

    def _assumed_of_ground(self) -> tuple[str, ...]:
        told = [
            "contact: every fall is run at a soft and a stiff end of what it meets, and the worse decides (judgement)"
        ]
        soft = self.ground.soft
        if soft is not None and soft.size_m is None:
            told.append(f"{soft.name}: its size is not given; it is taken to end just beyond the head (judgement)")
        if not self.ground.under.known:
            told.append(f'floor "{self.ground.under.words}" is not in the table and counts as hard')
        return tuple(told)

    def not_assessed(self) -> tuple[str, ...]:
        return (
            "wrists and arms that break a fall, teeth, fingers: no limit is published for what they feel",
            "old injuries, age over 60, and what a neck does that sees it coming",
        )


def fall_instruments(person: str, *, mass_kg: float) -> tuple[Instrument, ...]:
    """What is measured on a body that goes down, wherever it does."""

    def tool(load: str, method: str, *channels: str, **constants: float) -> Instrument:
        return Instrument(person, load, method, tuple(FALLER + channel for channel in channels), constants)

    return (
        tool("head_hic15", "hic15", "head_acceleration"),
        tool("head_3ms", "head 3 ms", "head_acceleration"),
        tool("neck_nij", "nij", "neck_force", "neck_moment", mass_kg=mass_kg),
        tool("neck_extension", "neck extension", "neck_moment"),
        tool("neck_compression", "peak compression", "neck_force", sign=1.0),
        tool("chest_3ms", "chest 3 ms", "chest_acceleration"),
        tool("chest_compression", "compression", "sternum_deflection"),
        tool("lumbar_force", "peak compression", "lumbar_force", sign=1.0),
        tool("femur_force", "peak compression", "left_knee_force", "right_knee_force", sign=-1.0),
        tool("tibia_force", "peak compression", "left_ankle_force", "right_ankle_force", sign=-1.0),
    )
