"""Falls over an edge the body turns about, its feet or the legs of a chair: where they start and where they end."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from functools import cached_property
from math import cos, sin
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Draws, Floats, Integers, Outcome
from stuntlab.datasets.drop_tests import DropTested
from stuntlab.datasets.trade import FromTheFeet, TradeFacts
from stuntlab.gags.falling.fall import Fall
from stuntlab.gags.falling.fall_numbers import FallOverNumbers
from stuntlab.gags.falling.going_down import TopplingWorld, columns
from stuntlab.gags.falling.lean import Lean, LeaningBody, between
from stuntlab.gags.roles import AsksTheTrade, TipsOver
from stuntlab.gags.trade import trade_facts_of
from stuntlab.gags.zones import DiscZone, HazardZone
from stuntlab.gear.drop_test import drop_tested
from stuntlab.gear.foam import foam_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import foam_field
from stuntlab.scene.scene import Poses, Scene

ON_IT, BESIDE, ON_THE_FLOOR = range(3)
_TIP_POINTS = 25
_GOES_RAD_S = 0.5
"""How fast somebody turns over the edge where they let themselves go: a pendulum left to itself stands for ever (J)."""


class FallOver(Fall, AsksTheTrade, TipsOver):
    """A fall that begins as an inverted pendulum, see `lean`.

    Its table draws chin, heading, push, along and across, and form where there is something to be trained in.
    """

    outcomes: ClassVar[tuple[Outcome, ...]] = (
        Outcome("onto what lies there", True),
        Outcome("the head beside it", True),
        Outcome("onto the floor", True),
    )

    @property
    @abstractmethod
    def numbers(self) -> FallOverNumbers: ...

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

    @abstractmethod
    def toppling_world(self, model: str) -> TopplingWorld:
        """The world under one of `models`."""

    @abstractmethod
    def tilt_rad(self, form: float) -> float:
        """How far the body leans where the simulation starts."""

    @property
    @abstractmethod
    def backwards(self) -> bool:
        """Whether the back of the head is what it goes towards, with nothing behind it."""

    @property
    @abstractmethod
    def lands_on(self) -> tuple[str, ...]:
        """Regions of the body that meet what lies there."""

    @property
    @abstractmethod
    def is_thrown(self) -> bool:
        """Whether somebody, or a run, throws them."""

    @property
    @abstractmethod
    def has_learned_it(self) -> bool:
        """Whether the plan says that they learned this fall."""

    def trade_facts(self) -> tuple[TradeFacts, ...]:
        ground, faller = self.ground, self.action.by
        bare_m = 0.0 if ground.unknown_soft is None else None
        feet = FromTheFeet(
            backwards=self.backwards,
            lands_on=self.lands_on,
            floor=ground.words,
            soft_m=ground.soft.height_m if ground.soft else bare_m,
            thrown=self.is_thrown,
            rehearsed=self.is_rehearsed,
        )
        return (
            trade_facts_of(
                self.plan,
                self.label,
                faller,
                by=self.created_by,
                learned=self.has_learned_it,
                feet=feet,
                tested=self._tested_drop(),
            ),
        )

    def _tested_drop(self) -> DropTested | None:
        """What was dropped onto what lies there, where something does whose thickness is known."""
        soft = self.ground.soft
        if soft is None:
            return None
        return drop_tested(
            soft.name,
            soft.tests,
            claimed_m=soft.tried_from_m,
            falls_m=self.falls_from_m,
            mass_kg=self.body.mass_kg,
            where=self.where,
            field=lambda end, where, patches: foam_field(foam_of(soft.foam, soft.height_m, end=end), where, patches),
            shoot_date=self.plan.shoot_date,
            foam_m=soft.height_m,
        )

    def bends_aside_rad(self, form: Floats, _heading_rad: Floats) -> Floats:
        """How far muscles bend trunk and neck to the right, away from a side that comes down, [take]."""
        return np.zeros_like(form)

    def share_kept(self, _form: float) -> float:
        """Share of the lost height that becomes speed."""
        return 1.0

    def bent(self, form: Floats) -> Floats:
        """How far posture and lean are those of full form, [take]: what is drawn, unless the fall itself bends it."""
        return form

    def classify(self, draws: Draws) -> Integers:
        if self.ground.soft is None:
            return np.full(len(draws.branch), ON_THE_FLOOR, dtype=np.int64)
        values = draws.values
        x, y = _on_the_set(values["along_m"] + self.reach_m, values["across_m"], values["heading_rad"])
        return np.asarray(np.where(self.where.inside_m(x, y) < 0, BESIDE, ON_IT), dtype=np.int64)

    @property
    def where(self) -> Footprint:
        """Where what is soft lies: from just beyond the edge turned about, along the fall as planned."""
        mat, soft = self.numbers.mat, self.ground.soft
        size = soft.size_m if soft else None
        long, wide = size or (self.reach_m + mat.beyond_m - mat.begins_m, mat.width_m)
        ahead, aside = round(cos(self.heading_rad)), round(sin(self.heading_rad))
        near, far = mat.begins_m, mat.begins_m + long
        x = sorted((near * ahead, far * ahead)) if ahead else [-wide / 2, wide / 2]
        y = sorted((near * aside, far * aside)) if aside else [-wide / 2, wide / 2]
        return Footprint(x[0], x[1], y[0], y[1], self.ground.top_m)

    def severity(self, draws: Draws) -> Floats:
        """Push and an untucked chin."""
        return np.asarray(draws.values["push_rad_s"] - draws.values["chin_rad"])

    @cached_property
    def _compiled_world(self) -> tuple[TopplingWorld, LeaningBody]:
        down = self.toppling_world(self.models[0])
        return down, down.body(down.scene())

    @property
    def leaning_body(self) -> LeaningBody:
        """The body of this gag, to be leant over."""
        return self._compiled_world[1]

    @cached_property
    def balance_m(self) -> float:
        """Height of the centre of mass where it stands straight over the edge, before anything gives way."""
        return self.lean(form=0.0, chin_rad=0.0, heading_rad=self.heading_rad).pendulum.balance_m

    def lean(self, *, form: float, chin_rad: float, heading_rad: float) -> Lean:
        """Where a take starts, its legs and spine still as in standing."""
        angles = self._angles(form, chin_rad)
        return self.leaning_body.lean(angles, heading_rad=heading_rad, tilt_rad=self.tilt_rad(form))

    def _angles(self, form: float, chin_rad: float) -> Mapping[str, float]:
        down = self._compiled_world[0]
        return between(down.faller.posture, down.trained, form=form, chin_rad=chin_rad)

    def scene(self, model: str) -> Scene:
        return self.toppling_world(model).scene()

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        values = {name: column[takes] for name, column in draws.values.items()}
        drawn_form = values.get("form", np.zeros(len(takes)))
        form = self.bent(drawn_form)
        chin, heading = values["chin_rad"], values["heading_rad"]
        leans = [
            self.lean(form=float(one), chin_rad=float(tucked), heading_rad=float(way))
            for one, tucked, way in zip(form, chin, heading, strict=True)
        ]
        turning = [
            lean.pendulum.turning_rad_s(float(push), from_m=self.balance_m, kept=self.share_kept(float(one)))
            for lean, push, one in zip(leans, values["push_rad_s"], drawn_form, strict=True)
        ]
        handed = [
            self.leaning_body.hand_over(self._angles(float(one), float(tucked)), lean, turns)
            for one, tucked, lean, turns in zip(form, chin, leans, turning, strict=True)
        ]
        aside = self.bends_aside_rad(form, heading)
        return {
            "form": form,
            "chin_rad": chin,
            "aside_rad": aside,
            **columns(handed, np.array(turning), self._stands_m(values)),
        }

    def _stands_m(self, values: Mapping[str, Floats]) -> Floats:
        """Where the edge is that is turned about, [take, 3]; off the mark, the feet are where the mat is."""
        x, y = _on_the_set(values["along_m"], values["across_m"], values["heading_rad"])
        return np.column_stack([x, y, np.where(self.where.inside_m(x, y) > 0, self.ground.top_m, 0.0)])

    def tips(self, draws: Draws, take: int) -> Poses:
        """Posture and lean go evenly into those of the start, at each point as fast as the pendulum turns there."""
        values = {name: column[take : take + 1] for name, column in draws.values.items()}
        one = {"form": 0.0} | {name: float(column[0]) for name, column in values.items()}
        bent = float(self.bent(np.array([one["form"]]))[0])
        body = self.leaning_body
        qpos, ways, speeds = [], [], []
        for share in np.linspace(0.0, 1.0, _TIP_POINTS):
            form, tilt = share * bent, share * self.tilt_rad(bent)
            angles = self._angles(form, share * one["chin_rad"])
            lean = body.lean(angles, heading_rad=one["heading_rad"], tilt_rad=tilt)
            push = max(one["push_rad_s"], _GOES_RAD_S)
            turning = lean.pendulum.turning_rad_s(
                push, from_m=self.balance_m, kept=self.share_kept(share * one["form"])
            )
            lean = body.hand_over(angles, lean, turning)
            qpos.append(body.put(angles, lean, self._stands_m(values)[0]))
            speeds.append(turning * float(np.linalg.norm(lean.place_m - lean.edge_m)))
            ways.append(lean.place_m)
        steps = np.linalg.norm(np.diff(ways, axis=0), axis=1) / (np.add(speeds[1:], speeds[:-1]) / 2)
        time_s = np.concatenate([[0.0], np.cumsum(steps)])
        return Poses(time_s - time_s[-1], np.array(qpos)[None])

    def zones(self) -> tuple[HazardZone, ...]:
        return (DiscZone(f"{self.action.by} goes over", 0.0, self.reach_m + self.body.stature_m / 2),)

    def beyond_validity(self) -> tuple[str, ...]:
        """A bare floor, of who did not learn it: of who did, a rule of the trade asks more; of what is soft, drops."""
        if self.ground.soft is not None or (self.has_learned_it and self.ground.unknown_soft is None):
            return ()
        return self.unknown_thickness() or (
            f"going down on {self.ground.words} was compared with published falls of dummies for its head alone, and "
            "with no person's. Put a mat there",
        )

    def assumptions(self) -> tuple[str, ...]:
        soft = self.ground.soft
        if soft is None or soft.size_m is not None:
            return super().assumptions()
        x, y = self.where.high_x_m - self.where.low_x_m, self.where.high_y_m - self.where.low_y_m
        long, wide = (x, y) if round(cos(self.heading_rad)) else (y, x)
        size = (
            f"{soft.name}: its size is not in the plan, so that it is taken to be {long:.1f} x {wide:.1f} m and to end "
            "just beyond the head (judgement). That decides how often the head comes down beside it; give what it is, "
            "as in size: 2 x 1.5 m"
        )
        return (*super().assumptions(), size)


def _on_the_set(along: Floats, across: Floats, heading: Floats) -> tuple[Floats, Floats]:
    """Places along and across falls, as x and y."""
    return along * np.cos(heading) - across * np.sin(heading), along * np.sin(heading) + across * np.cos(heading)
