"""The field inside the engine: what was designed on paper happens there, and nothing stays behind."""

from __future__ import annotations

from collections.abc import Mapping

import mujoco
import numpy as np
import pytest
from mujoco.batch import Batch

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gear.air_bag import bag_rated_for
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, air_bag_field, memory_size
from stuntlab.scene.field import Field
from stuntlab.scene.scene import Knob, Phase, Scene, Traces, joint_speed, sensor_channels
from stuntlab.takes.engine import run

BAG = Footprint(1.6, 7.7, -3.8, 3.8, 2.7)
BALL = f"""
<mujoco><option integrator="implicitfast" gravity="0 0 -{GRAVITY_M_S2}"/><size nuserdata="{memory_size(1)}"/>
<worldbody><body name="ball" pos="4.65 0 2.8"><joint name="fall" type="slide" axis="0 0 1"/>
<geom size=".1" mass="75" contype="0" conaffinity="0"/></body></worldbody>
<sensor><framepos name="place" objtype="body" objname="ball"/></sensor></mujoco>"""


def lowest(field: Field | None, speeds: Floats, threads: int = 1) -> Floats:
    model = mujoco.MjModel.from_xml_string(BALL)
    knobs = {"speed": joint_speed(model, "fall")}
    scene = Scene(
        model, sensor_channels(model), knobs, np.array(model.qpos0), (Phase("blow", 0.45, 2e-4),), field=field
    )

    def read(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        return {"z": phases["blow"].channels["place"][..., 2].min(axis=1)}

    return run(scene, {"speed": speeds}, read, threads=threads)[0]["z"]


@pytest.mark.parametrize("left", [0.2, 0.3])
def test_the_reference_faller_leaves_what_the_bag_was_sized_for(left: float) -> None:
    """75 kg on 0.70 m² from the rated height: engine and callback against the design's own integration."""
    bag = bag_rated_for((6.1, 7.6, 2.7), 12.0, left=left)
    field = air_bag_field(bag, BAG, [Patch(1, (0.0, 0.0, 0.0), 0.1, 0.70)])
    speed = np.array([-((2 * GRAVITY_M_S2 * 12.0) ** 0.5)])
    assert (lowest(field, speed)[0] - 0.1) / 2.7 == pytest.approx(left, abs=0.005)


def test_takes_have_bags_of_their_own() -> None:
    bag = bag_rated_for((6.1, 7.6, 2.7), 12.0, left=0.3)
    field = air_bag_field(bag, BAG, [Patch(1, (0.0, 0.0, 0.0), 0.1, 0.70)])
    speeds = np.linspace(-4, -16, 12)
    together = lowest(field, speeds, threads=2)
    alone = np.array([lowest(field, speeds[index : index + 1])[0] for index in range(len(speeds))])
    assert np.array_equal(together, alone)
    assert np.all(np.diff(together) < 0), "faster is deeper"


def test_nothing_stays_in_the_engine() -> None:
    bag = bag_rated_for((6.1, 7.6, 2.7), 12.0, left=0.3)
    speeds = np.array([-10.0])
    before = lowest(None, speeds)
    lowest(air_bag_field(bag, BAG, [Patch(1, (0.0, 0.0, 0.0), 0.1, 0.70)]), speeds)
    assert lowest(None, speeds)[0] == before[0] == pytest.approx(2.8 - 10 * 0.45 - GRAVITY_M_S2 * 0.45**2 / 2, abs=5e-3)


FREE = f"""
<mujoco><option integrator="implicitfast" gravity="0 0 -{GRAVITY_M_S2}"/><size nuserdata="{memory_size(1)}"/>
<worldbody><body name="ball" pos="4.65 0 2.8"><freejoint name="fly"/>
<geom size=".1" mass="75" contype="0" conaffinity="0"/></body></worldbody>
<sensor><framelinvel name="speed" objtype="body" objname="ball"/></sensor></mujoco>"""


def test_who_lands_off_centre_is_thrown_outwards() -> None:
    """Old bags bounced an off-centre jumper up to 9 m (V, GIZ): at the rim outwards, in the middle straight up."""
    bag = bag_rated_for((6.1, 7.6, 2.7), 12.0, left=0.3)
    field = air_bag_field(bag, BAG, [Patch(1, (0.0, 0.0, 0.0), 0.1, 0.70)])
    model = mujoco.MjModel.from_xml_string(FREE)

    def at(column: int) -> Knob:
        def put(batch: Batch, values: Floats) -> None:
            batch.qpos[:, column] = values

        return put

    def falls(batch: Batch, values: Floats) -> None:
        batch.qvel[:, 2] = -values

    def read(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        speed = phases["blow"].channels["speed"]
        return {"out": speed[:, -1, 0], "up": speed[:, -1, 2]}

    scene = Scene(
        model,
        sensor_channels(model),
        {"x": at(0), "fall": falls},
        np.array(model.qpos0),
        (Phase("blow", 0.6, 2e-4),),
        field=field,
    )
    out, _ = run(scene, {"x": np.array([2.0, 4.65, 7.3]), "fall": np.full(3, 12.0)}, read, threads=1)
    assert out["out"][0] < -1.0
    assert out["out"][1] == pytest.approx(0.0, abs=1e-9)
    assert out["out"][2] > 1.0
    assert np.all(out["up"] > -12.0)
