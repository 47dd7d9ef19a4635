"""A fall from standing: between a plank that goes over and a trained body that sits into it and rolls.

Over its feet a rigid body is an inverted pendulum, the hardest way to go down; legs that give way take up some of what
it would gain, and a back that rolls spreads the rest. How much of that a person does is `form`: none without training.

Valid for: one adult going down from standing or a few metres a second, the feet where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import radians
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.falling.changes import changes_of_steps, slower, thicker_mats, trained_person
from stuntlab.gags.falling.fall_over import FallOver
from stuntlab.gags.falling.going_down import TopplingWorld
from stuntlab.gags.ground_fall.numbers import GROUND_FALL_NUMBERS, GroundFallNumbers
from stuntlab.gags.roles import Change, OffersChanges
from stuntlab.gags.trade import does_stunts
from stuntlab.people import human_tissue, performer, posture_by_name, taught_neck_effort
from stuntlab.plan import Plan
from stuntlab.plan.actions.ground_fall import GroundFall as GroundFallWords
from stuntlab.units import Quantity

LANDS_ON: Mapping[str, tuple[str, ...]] = {
    "back": ("back", "pelvis"),
    "front": ("hand", "elbow", "knee", "chest"),
    "side": ("pelvis", "elbow", "shoulder"),
    "knees": ("knee",),
}
"""Regions of the body that meet the floor first, by the way somebody goes down."""


class GroundFall(FallOver, OffersChanges):
    """One `ground_fall:` line of a plan."""

    kind: ClassVar[str] = "ground_fall"
    summary: ClassVar[str] = "a fall from standing onto the floor or a mat: on the back, front, side or knees"
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(GROUND_FALL_NUMBERS.read().branch)
    runs_inform: ClassVar[Mapping[str, int]] = {"speed": 1}

    def __init__(self, plan: Plan, action: GroundFallWords, label: str) -> None:
        super().__init__(plan, action, label, onto=action.onto, pushed_by=action.pushed_by)
        self.falls = action
        self.style = self.numbers.style[action.style]

    @property
    def numbers(self) -> GroundFallNumbers:
        return GROUND_FALL_NUMBERS.read()

    @property
    def planned_means(self) -> Mapping[str, float]:
        """A body that runs when its feet stop turns over them with the speed of its middle."""
        trained, speed = self.numbers.trained, self._speed
        return {
            "heading": self.heading_rad,
            "form": trained.form if self.falls.trained else 0.0,
            "chin": radians(trained.chin_deg) if self.falls.trained else 0.0,
            "push": speed.value / self.balance_m if speed else 0.0,
        }

    def planned_sd(self, name: str) -> float:
        speed = self._speed
        return speed.sd / self.balance_m if speed and name == "push" else 0.0

    @property
    def _speed(self) -> Quantity | None:
        """That it comes with, in takes; none where the plan gives none."""
        return self.in_takes("speed") if self.falls.speed else None

    @property
    def heading_rad(self) -> float:
        return radians(self.style.heading_deg)

    @property
    def backwards(self) -> bool:
        return self.falls.style == "back"

    @property
    def lands_on(self) -> tuple[str, ...]:
        return LANDS_ON[self.falls.style]

    @property
    def is_thrown(self) -> bool:
        moves = self.falls.speed is not None and self.falls.speed.value > 0
        return self.falls.style != "knees" and (moves or self.falls.pushed_by is not None)

    @property
    def has_learned_it(self) -> bool:
        return self.falls.trained or self.falls.rehearsed

    @property
    def reach_m(self) -> float:
        return self.body.stature_m

    @property
    def falls_from_m(self) -> float:
        """Of what comes down hardest: the head, or knees from where they are."""
        return self.body.ankle_height_m + self.body.shank_m if self.falls.style == "knees" else self.body.stature_m

    @property
    def controls(self) -> Mapping[str, bool]:
        return {"trained": self.falls.trained, "rehearsed": self.falls.rehearsed}

    @property
    def is_rehearsed(self) -> bool:
        return self.falls.rehearsed

    def bends_aside_rad(self, form: Floats, heading_rad: Floats) -> Floats:
        """Away from the left where it goes to the left, and the other way round; not at all straight ahead or back."""
        away = radians(self.numbers.trained.aside_deg)
        return np.asarray(away * form * np.sin(heading_rad))

    def bent(self, form: Floats) -> Floats:
        return np.maximum(form, self.style.least_bent)

    def share_kept(self, form: float) -> float:
        return 1.0 - form * self.numbers.start.legs_take_up

    def tilt_rad(self, form: float) -> float:
        plank, formed = self.style.plank_deg, self.style.formed_deg
        return radians(plank + form * (formed - plank))

    def toppling_world(self, model: str) -> TopplingWorld:
        effort = taught_neck_effort() if self.falls.trained else 0.0
        faller = performer(self.body, human_tissue(), posture="standing", sides=True, spine=True, neck_effort=effort)
        return TopplingWorld(
            faller=faller,
            ground=self.ground,
            where=self.where,
            ground_end=model,
            lasts_s=self.style.lasts_s,
            trained=posture_by_name(self.style.posture),
        )

    def changes(self, number: int) -> Iterator[Change]:
        """Trained and rehearsed before softer, slower last."""
        falls, performer = self.falls, does_stunts(self.person.job)
        words = {"trained": True}
        if falls.pushed_by is not None:
            words["rehearsed"] = True
        done = falls.trained and (falls.rehearsed or falls.pushed_by is None)
        steps = (
            *trained_person(words, does_stunts=performer, trained=done),
            *thicker_mats(self.plan, self.ground, word="onto"),
            *slower("speed", falls.speed),
        )
        yield from changes_of_steps(self.plan, number, falls.by, steps)

    def own_assumptions(self) -> tuple[str, ...]:
        trained, start = self.numbers.trained, self.numbers.start
        if not self.falls.trained:
            return (
                "form: the plan does not say trained, so the body goes over like a plank and the chin is where it "
                "hangs (the cautious reading)",
            )
        return (
            f"form: {100 * trained.form:.0f} % of a body that sits into the fall and rolls, chin tucked by "
            f"{trained.chin_deg:g} degrees; in full form the legs take up {100 * start.legs_take_up:.0f} % of "
            "what the height gives (judgement)",
        )
