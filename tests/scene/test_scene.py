"""Knobs put what they are given into a batch, phases count their steps, traces know their channels."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest
from mujoco.batch import Batch

from stuntlab.errors import ModelError
from stuntlab.scene.scene import (
    Phase,
    Traces,
    body_mass,
    body_offset,
    control,
    joint_speed,
    sensor_channels,
)

TAKES = 3
CART = """
<mujoco><option gravity="0 0 0" timestep="1e-3"/>
<worldbody>
  <body name="cart" pos="0.5 0 1"><joint name="slide" type="slide" axis="1 0 0"/><geom size=".1" mass="2"/>
    <body name="bob" pos="0 0 -1"><joint name="hinge" type="hinge" axis="0 1 0"/><geom size=".1" mass="1"/></body>
  </body>
</worldbody>
<actuator><motor name="push" joint="slide"/></actuator>
<sensor><framepos name="where" objtype="body" objname="bob"/><jointpos name="angle" joint="hinge"/></sensor>
</mujoco>"""


@pytest.fixture
def model() -> mujoco.MjModel:
    return mujoco.MjModel.from_xml_string(CART)


@pytest.fixture
def batch(model: mujoco.MjModel) -> Batch:
    return Batch(model, TAKES, 1)


VALUES = np.array([0.1, 0.2, 0.3])


def test_several_joints_start_at_one_speed(model: mujoco.MjModel, batch: Batch) -> None:
    joint_speed(model, "slide", "hinge")(batch, VALUES)
    assert batch.qvel.tolist() == [[value, value] for value in VALUES]


def test_a_control_is_held(model: mujoco.MjModel, batch: Batch) -> None:
    """Newton: 1 N s on 3 kg in all, by the motor of each take."""
    control(model, "push")(batch, 10 * VALUES)
    batch.rollout(1000)
    momentum = 3.0 * batch.qvel[:, 0]
    assert momentum == pytest.approx(10 * VALUES, rel=0.01)


def test_a_mass_is_felt(model: mujoco.MjModel, batch: Batch) -> None:
    body_mass(model, "cart")(batch, np.array([1.0, 3.0, 9.0]))
    control(model, "push")(batch, np.ones(TAKES))
    batch.rollout(100)
    assert batch.qvel[:, 0] * np.array([2.0, 4.0, 10.0]) == pytest.approx(np.full(TAKES, 0.1), rel=0.01)


def test_an_offset_adds_to_where_a_body_hangs(model: mujoco.MjModel, batch: Batch) -> None:
    body_offset(model, "cart", 1)(batch, VALUES)
    body_offset(model, "cart", 0)(batch, VALUES)
    assert batch.expand("body_pos")[:, 1].tolist() == [[0.5 + value, value, 1.0] for value in VALUES]
    assert model.body_pos[1].tolist() == [0.5, 0.0, 1.0], "the model itself stays as it is"


def test_channels_are_the_columns_of_their_sensors(model: mujoco.MjModel) -> None:
    assert sensor_channels(model) == {"where": slice(0, 3), "angle": slice(3, 4)}


@pytest.mark.parametrize(
    ("duration_s", "timestep_s", "steps"), [(0.15, 1e-4, 1500), (0.3, 1e-4, 3000), (1.2, 1e-3, 1200)]
)
def test_a_phase_counts_its_steps(duration_s: float, timestep_s: float, steps: int) -> None:
    assert Phase("blow", duration_s, timestep_s).step_count == steps


def test_a_scalar_is_one_component_and_nothing_else() -> None:
    channels = {"angle": np.zeros((2, 5, 1)), "where": np.zeros((2, 5, 3))}
    traces = Traces(np.arange(5.0), channels)
    assert traces.scalar("angle").shape == (2, 5)
    with pytest.raises(ModelError, match="where has 3 components"):
        traces.scalar("where")
