"""A gag with two worlds, known to the tests only: a fall until a line is straight, and the arrest by its stretch.

The pull of a linear line that stops a mass m at a speed v is m·g + √((m·g)² + k·m·v²).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar

import mujoco
import numpy as np
from pydantic import Field

from stuntlab.datasets import Borne, Branch, Draws, Exposure, Floats, GearLimit, Integers, Outcome, Unknown
from stuntlab.gags.base import FailureMode, Gag
from stuntlab.gags.evidence import Evidence
from stuntlab.plan.actions.base import Action
from stuntlab.plan.fields import QuantityField
from stuntlab.plan.practice import BY_SPEED, Ladder, TakeDose
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.instruments import ChannelSignal, Instrument
from stuntlab.scene.scene import Phase, Scene, Traces, sensor_channels
from stuntlab.scene.world import State, World
from stuntlab.units import Dimension, Quantity

MASS_KG, STIFFNESS_N_PER_M, HIGH_M = 70.0, 4000.0, 12.0


class DropArrestWords(Action):
    """A drop into a line."""

    kind: ClassVar[str] = "drop_arrest"
    summary: ClassVar[str] = "a drop until a line holds"
    ladder: ClassVar[Ladder] = Ladder(BY_SPEED, dummy_first=True)
    dose: ClassVar[TakeDose | None] = TakeDose("by", "falls")

    slack: Annotated[Quantity, QuantityField(Dimension.LENGTH, above="0 m", most="3 m")] = Field(
        description="how far they fall before the line is straight"
    )


class DropArrest(Gag):
    """One `drop_arrest:` line of a plan."""

    kind: ClassVar[str] = "drop_arrest"
    summary: ClassVar[str] = DropArrestWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = (
        FailureMode("more slack", "judgement", "half a metre more"),
        FailureMode("climbs on", "judgement", "a metre more"),
        FailureMode("rope runs", "judgement", "two metres more"),
    )
    outcomes: ClassVar[tuple[Outcome, ...]] = (Outcome("held", True),)
    most_takes: ClassVar[int] = 24
    action: DropArrestWords

    def planned_branches(self) -> tuple[Branch, ...]:
        wrong = tuple(Branch(mode.name, 0.01, mode.reason, mode.outcome) for mode in self.failure_modes)
        return (Branch("as planned", 0.97, "", "it goes as the plan says"), *wrong)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        slack = self.action.slack
        return tuple((Unknown("slack_m", slack.value + more, slack.sd, low=0.05),) for more in (0.0, 0.5, 1.0, 2.0))

    def classify(self, draws: Draws) -> Integers:
        return np.zeros(len(draws.branch), dtype=np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["slack_m"]

    def features(self, draws: Draws) -> Floats:
        return np.log(draws.values["slack_m"])[:, None]

    def exposures(self) -> tuple[Exposure, ...]:
        by, limits = self.action.by, {"line_force": GearLimit(6000.0, "rating of the line")}
        return (Exposure(self.label, by, by, Borne.CHOSEN, self.action.takes, gear_limits=limits),)

    def evidence(self) -> Evidence:
        return Evidence(assumptions=("line: 4 kN/m (judgement)",), not_assessed=("what the harness does to hips",))

    def worlds(self) -> tuple[World, ...]:
        pull = Instrument(
            self.action.by, "line_force", ({"x": ChannelSignal("pull", factor=STIFFNESS_N_PER_M)},), phase="arrest"
        )
        return (
            World("slack", lambda _: _slider(0.0, "slack", 1.0), _from_rest, (), hands_over=_speed_when_straight),
            World("arrest", lambda _: _slider(STIFFNESS_N_PER_M, "arrest", 0.6), _moving, (pull,)),
        )


def _slider(stiffness: float, phase: str, lasts_s: float) -> Scene:
    """A ball that slides down, z counted from where the line is straight; the line pulls below that."""
    spec = empty_world()
    ball = spec.worldbody.add_body(name="ball", pos=[0, 0, HIGH_M])
    ball.add_joint(name="down", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[0, 0, -1], stiffness=stiffness)
    ball.add_geom(type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[0.25, 0, 0], mass=MASS_KG)
    for name, kind in (("down", mujoco.mjtSensor.mjSENS_JOINTPOS), ("speed", mujoco.mjtSensor.mjSENS_JOINTVEL)):
        spec.add_sensor(name=name, type=kind, objtype=mujoco.mjtObj.mjOBJ_JOINT, objname="down")
    model = spec.compile()
    channels = sensor_channels(model)
    knobs = {
        "down_m": lambda batch, values: batch.qpos.__setitem__((slice(None), 0), values),
        "speed_m_s": lambda batch, values: batch.qvel.__setitem__((slice(None), 0), values),
    }
    return Scene(model, channels | {"pull": channels["down"]}, knobs, np.zeros(1), (Phase(phase, lasts_s, 1e-4),))


def _from_rest(draws: Draws, takes: Integers, _state: State) -> dict[str, Floats]:
    return {"down_m": -draws.values["slack_m"][takes], "speed_m_s": np.zeros(len(takes))}


def _speed_when_straight(phases: Mapping[str, Traces]) -> State:
    """How fast each take falls when its line is straight, m/s, [take]."""
    traces = phases["slack"]
    down, speed = traces.scalar("down"), traces.scalar("speed")
    first = np.argmax(down >= 0, axis=1)
    return {"speed_m_s": speed[np.arange(len(first)), first]}


def _moving(_draws: Draws, takes: Integers, state: State) -> dict[str, Floats]:
    return {"down_m": np.zeros(len(takes)), "speed_m_s": state["speed_m_s"]}
