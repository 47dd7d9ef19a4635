"""An air ram: a plate throws whoever stands on it, they fly, and come down on what catches, short of it or beyond.

The push is a pulse of its stroke and shape (`gear/machines/push`), drawn 2¹⁷ times a branch. A body that stands with
bent knees is pushed in the engine while the plate comes up, and is put above what catches as it comes down. The dynamic
response index of the plate is that of a seated spine; ankles, knees and trunk of the full body are beside it.

Valid for: one adult on one plate, strokes of 0.1 to 2 m, throws of 0.2 to 12 m.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import pi, radians
from typing import ClassVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Draws, Floats, Integers
from stuntlab.datasets.machine import ComesDown, MachineFacts
from stuntlab.gags.air_ram.changes import ram_changes
from stuntlab.gags.air_ram.numbers import AIR_RAM_NUMBERS, AirRamNumbers
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.harnessed.pushed import PushedWorld
from stuntlab.gags.harnessed.thrown import Thrown
from stuntlab.gags.roles import Change, OffersChanges
from stuntlab.gags.trade import does_stunts
from stuntlab.gear.machines import PULSES, Pulse, dri_of_push, exit_speed_m_s, lasts_s, peak_g
from stuntlab.people import human_tissue, performer
from stuntlab.plan import Plan
from stuntlab.plan.actions.air_ram import AirRam as AirRamWords
from stuntlab.plan.gear.ram import EVEN, Ram
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import Rides

_SHORT_STROKE_M = 0.3
"""Of a ram of which nobody says the stroke: the hardest that is sold (J)."""

_LONGEST_S = 0.4


class AirRam(Thrown, OffersChanges):
    """One `air_ram:` line of a plan."""

    kind: ClassVar[str] = "air_ram"
    summary: ClassVar[str] = AirRamWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(AIR_RAM_NUMBERS.read().branch)
    runs_inform: ClassVar[Mapping[str, int]] = {"height": 1}
    first_takes: ClassVar[int] = 56
    most_takes: ClassVar[int] = 448
    moved_in: ClassVar[str] = "push"
    stands_on_plate: ClassVar[bool] = True
    action: AirRamWords

    @property
    def machine_name(self) -> str:
        return self.action.with_

    @property
    def machine(self) -> Ram:
        """What throws."""
        return self.machine_as(self.action.with_, Ram, does_not="throws nobody")

    @property
    def stroke_m(self) -> float:
        """How far the plate moves; where nobody says it, a short one."""
        return self.machine.stroke.value if self.machine.stroke else _SHORT_STROKE_M

    @property
    def numbers(self) -> AirRamNumbers:
        return AIR_RAM_NUMBERS.read()

    @property
    def planned_means(self) -> Mapping[str, float]:
        return {
            "height": self.in_takes("height").value,
            "up": self.action.angle.value,
            "mass": self.body.mass_kg,
        }

    def planned_sd(self, name: str) -> float:
        height, angle, setting = self.in_takes("height"), self.action.angle, self.numbers.setting
        return {
            "height": height.sd or setting.height_share * height.value,
            "up": angle.sd or radians(setting.up_sd_deg),
        }.get(name, 0.0)

    def propagate(self, draws: Draws) -> Draws:
        values = draws.values
        rises = exit_speed_m_s(values["height_m"])
        out = rises / np.tan(values["up_rad"])
        sideways = out * np.tan(values["aside_rad"])
        place = (values["along_m"], values["across_m"], np.full(len(rises), self.stands_m))
        stroke = np.full(len(rises), self.stroke_m)
        followed = {
            "push_m_s2": rises**2 / (2 * self.stroke_m),
            "dri": dri_of_push(values["height_m"], stroke, self._pulse("stiff")),
        }
        return Draws({**values, **followed, **self.fly_on(place, (out, sideways, rises), values["grip"])}, draws.branch)

    def _pulse(self, model: str) -> Pulse:
        """The shape of the push under a model: the plan's, else the gentlest and the hardest."""
        if self.machine.pulse is not None:
            return "even" if self.machine.pulse == EVEN else "half sine"
        return PULSES[0] if model == "soft" else PULSES[1]

    def severity(self, draws: Draws) -> Floats:
        return draws.values["height_m"]

    def features(self, draws: Draws) -> Floats:
        values = draws.values
        columns = ("yaw_rad", "out_m_s")
        legs, turned = np.cos(values["bend_rad"]), np.abs(values["turn_rad"])
        # a landing is harder turned either way, and straight legs hand on what bent ones take
        rest = (values[name] for name in columns)
        return np.column_stack([np.log(values["push_m_s2"]), legs, turned, self.inside_m(draws), *rest])

    def scene(self, model: str) -> Scene:
        """Who stands on the plate, under one of `models`: half a sine is held at its peak for as much speed."""
        height, stroke = np.array(self.action.height.value), np.array(self.stroke_m)
        peak = self._peak_share(model)
        body = performer(self.body, human_tissue(), posture="standing", spine=True)
        return PushedWorld(body, min(float(lasts_s(height, stroke)) / peak, _LONGEST_S), peak).scene()

    def _peak_share(self, model: str) -> float:
        """How hard the plate pushes at its peak, by an even push of that stroke."""
        return 1.0 if self._pulse(model) == "even" else pi / 2

    @property
    def rides(self) -> Rides:
        """The plate goes up with whoever stands on it."""
        return lambda model, draws, takes: (
            np.zeros(len(takes)),
            np.zeros(len(takes)),
            self._peak_share(model) * draws.values["push_m_s2"][takes],
        )

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        """Those of the first world, name -> [take]."""
        return {name: draws.values[name][takes] for name in ("bend_rad", "push_m_s2")}

    @property
    def lands_in(self) -> str:
        if self.action.lands == "feet":
            return "landing_deep" if does_stunts(self.person.job) else "landing"
        return "supine" if self.action.lands == "back" else "prone"

    @property
    def reach_m(self) -> float:
        rises = float(exit_speed_m_s(np.array(self.action.height.value)))
        return rises / float(np.tan(self.action.angle.value)) * 2 * rises / GRAVITY_M_S2 + 3.0

    @property
    def fast_m_s(self) -> float:
        return float(exit_speed_m_s(np.array(self.action.height.value)))

    @property
    def is_rehearsed(self) -> bool:
        return self.machine.dummy_runs > 0 and not self._dummy_at_other() and not self.action.changed_since_dummy

    def _dummy_at_other(self) -> str:
        then, now = self.machine.dummy_pressure, self.machine.pressure
        if then is None or now is None or abs(now.value / then.value - 1) <= self.numbers.setting.same_share:
            return ""
        return f"at {then.text}, and the setting is {now.text}"

    @property
    def up_to_m(self) -> float:
        return super().up_to_m + self.action.height.value

    def machine_facts(self, draws: Draws) -> MachineFacts:
        planned = {name: column[draws.branch == 0] for name, column in draws.values.items()}
        machine, height, stroke = self.machine, np.array(self.action.height.value), np.array(self.stroke_m)
        pulses = dict.fromkeys((self._pulse("soft"), self._pulse("stiff")))
        pushes = [
            f"{float(peak_g(height, stroke, pulse)):.1f} g {pulse}, DRI {float(dri_of_push(height, stroke, pulse)):.1f}"
            for pulse in pulses
        ]
        return MachineFacts(
            gag=self.label,
            person=self.action.by,
            operator=self.action.fired_by,
            machine=self.action.with_,
            mass_kg=self.body.mass_kg,
            set_for_kg=machine.set_for_mass.value if machine.set_for_mass else None,
            dummy_runs=machine.dummy_runs,
            dummy_kg=machine.dummy_mass.value if machine.dummy_mass else None,
            at_other=self._dummy_at_other(),
            changed=self.action.changed_since_dummy,
            checks=tuple(dict.fromkeys(self.action.checked_by)),
            spine_dri=float(np.quantile(planned["dri"], 0.999)),
            unknown=() if machine.stroke else ("stroke",),
            run_out=self.run_out_of(planned),
            expected={
                "speed at the plate": f"{self.fast_m_s:.1f} m/s",
                f"push over {self.stroke_m:.2g} m": " or ".join(pushes),
                "comes down at": f"{float(np.median(planned['x_m'])):.1f} m",
            },
        )

    def changes(self, number: int) -> Iterator[Change]:
        def lands(plan: Plan) -> ComesDown | None:
            return AirRam(plan, plan.action[number], self.label).planned_way()

        return ram_changes(
            self.plan,
            number,
            self.action,
            self.machine,
            self.catcher,
            lands,
            mass_kg=self.body.mass_kg,
            is_rehearsed=self.is_rehearsed,
        )

    def evidence(self) -> Evidence:
        lacks = () if self.machine.stroke else (
            f"how hard {self.action.with_} pushes cannot be said without the stroke of its plate; it counts as "
            f"{_SHORT_STROKE_M:g} m. Measure it and give stroke",
        )  # fmt: skip
        return Evidence(
            assumptions=(
                "knees bent by 50 ± 15 degrees as the plate fires (judgement)",
                "the push is even, or half a sine held at its peak for as much speed (judgement)",
                "the DRI is that of somebody seated; legs that give take much of it first",
                f"clothes slide with a friction of {self.numbers.spread.numbers['grip_1']:g} (judgement)",
            ),
            not_assessed=(
                "ankles that turn, and a foot that is not in the middle of the plate",
                "the middle of the flight, between the plate and the landing: how the body turns there is drawn",
                "a second landing, and what a wall does to whoever reaches it: that counts as harmed",
            ),
            beyond_validity={self.action.by: lacks},
            ends_of="at the gentlest and the hardest push of that stroke, and at both ends of the landing",
        )
