"""Solids drawn for geoms have the volume of the geom and face outwards."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from stuntlab.previs.solids import place_solid, solid

VOLUMES = {
    'type="box" size="0.1 0.2 0.3"': 8 * 0.1 * 0.2 * 0.3,
    'type="sphere" size="0.2"': 4 / 3 * np.pi * 0.2**3,
    'type="ellipsoid" size="0.1 0.2 0.3"': 4 / 3 * np.pi * 0.1 * 0.2 * 0.3,
    'type="cylinder" size="0.1 0.3"': np.pi * 0.1**2 * 0.6,
    'type="capsule" size="0.1 0.3"': np.pi * 0.1**2 * 0.6 + 4 / 3 * np.pi * 0.1**3,
}


@pytest.mark.parametrize("shape", VOLUMES)
def test_volume_and_place(shape: str) -> None:
    model = mujoco.MjModel.from_xml_string(
        f'<mujoco><worldbody><body pos="1 2 3" euler="30 40 50"><freejoint/><geom {shape}/></body></worldbody></mujoco>'
    )
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    thing = place_solid(solid(model, 0), data, 0)
    corners = thing.vertices[thing.triangles] - [1, 2, 3]
    volume = np.linalg.det(corners).sum() / 6
    assert volume == pytest.approx(VOLUMES[shape], rel=0.04)
    assert thing.vertices.mean(axis=0) == pytest.approx([1, 2, 3], abs=1e-6)
