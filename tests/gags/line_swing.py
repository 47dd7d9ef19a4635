"""A gag of another family, known to the tests only: somebody swings on a line from rest. No body is simulated.

The largest pull of a pendulum that starts from rest at an angle θ is m·g·(3 - 2·cos θ), whatever its length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar

import mujoco
import numpy as np
from pydantic import Field

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Borne, Branch, Draws, Exposure, Floats, GearLimit, Integers, Outcome, Unknown
from stuntlab.gags.base import FailureMode, Gag
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.roles import DirectLoads, HazardZones
from stuntlab.gags.zones import DiscZone, HazardZone
from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import QuantityField
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.scene import Phase, Scene, sensor_channels
from stuntlab.scene.world import World
from stuntlab.units import Dimension, Quantity

HIGH_M = 8.0


class LineSwingWords(Action):
    """A swing on a line, from rest."""

    kind: ClassVar[str] = "line_swing"
    summary: ClassVar[str] = "a swing on a line that hangs from a point"
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=True)
    dose: ClassVar[TakeDose | None] = None

    length: Annotated[Quantity, QuantityField(Dimension.LENGTH, above="0 m", most="7 m")] = Field(
        description="from the point to the middle of who swings"
    )
    angle: Annotated[Quantity, QuantityField(Dimension.ANGLE, above="0 deg", most="90 deg")] = Field(
        description="from the vertical where it starts"
    )
    rated: Annotated[Quantity, QuantityField(Dimension.FORCE, above="0 N", most="50 kN")] = Field(
        description="what the line may be loaded with"
    )


class LineSwing(Gag, DirectLoads, HazardZones):
    """One `line_swing:` line of a plan."""

    kind: ClassVar[str] = "line_swing"
    summary: ClassVar[str] = LineSwingWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = (
        FailureMode("starts too high", "judgement", "the angle is ten degrees more"),
        FailureMode("swings with slack", "judgement", "the line is not straight at first"),
        FailureMode("lets go", "judgement", "who swings flies off"),
    )
    outcomes: ClassVar[tuple[Outcome, ...]] = (Outcome("swings", True), Outcome("lets go", False))
    action: LineSwingWords

    def planned_branches(self) -> tuple[Branch, ...]:
        wrong = tuple(Branch(mode.name, 0.01, mode.reason, mode.outcome) for mode in self.failure_modes)
        return (Branch("as planned", 0.97, "", "it goes as the plan says"), *wrong)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        angle, more = self.action.angle, (0.0, np.radians(10), 0.0, 0.0)
        return tuple((Unknown("angle_rad", angle.value + extra, angle.sd),) for extra in more)

    def classify(self, draws: Draws) -> Integers:
        return np.where(draws.branch == 3, 1, 0).astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["angle_rad"]

    def features(self, draws: Draws) -> Floats:
        return draws.values["angle_rad"][:, None]

    def exposures(self) -> tuple[Exposure, ...]:
        rated = GearLimit(self.action.rated.value, "rating of the line")
        return (
            Exposure(
                self.label,
                self.action.by,
                self.action.by,
                Borne.CHOSEN,
                self.action.takes,
                gear_limits={"line_force": rated},
            ),
        )

    def evidence(self) -> Evidence:
        return Evidence(
            assumptions=("line: does not stretch (judgement)",), not_assessed=("what the harness does to hips",)
        )

    def zones(self) -> tuple[HazardZone, ...]:
        return (DiscZone(f"{self.action.by} lets go", 0.0, 2 * self.action.length.value),)

    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        weight = self.plan.people[self.action.by].mass_kg * GRAVITY_M_S2
        return {self.action.by: {"line_force": weight * (3 - 2 * np.cos(draws.values["angle_rad"]))}}

    def worlds(self) -> tuple[World, ...]:
        """For pictures only: a ball on a rod."""
        return (World("swing", self._scene, self._knobs, ()),)

    def _scene(self, _model: str) -> Scene:
        spec = empty_world()
        bob = spec.worldbody.add_body(name="bob", pos=[0, 0, HIGH_M])
        bob.add_joint(name="swing", type=mujoco.mjtJoint.mjJNT_HINGE, axis=[0, 1, 0])
        bob.add_geom(
            type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[0.3, 0, 0], pos=[0, 0, -self.action.length.value], mass=70
        )
        model = spec.compile()
        phase = Phase("swing", 1.5, 1e-3, record_every=10)

        def start(batch: mujoco.batch.Batch, values: Floats) -> None:
            batch.qpos[:, 0] = values

        return Scene(model, sensor_channels(model), {"angle_rad": start}, np.zeros(1), (phase,))

    def _knobs(self, draws: Draws, takes: Integers, _state: Mapping[str, Floats]) -> dict[str, Floats]:
        return {"angle_rad": draws.values["angle_rad"][takes]}
