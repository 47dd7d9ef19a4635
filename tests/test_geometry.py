"""Turns against the engine's own, normals and camera axes against what they must be."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from stuntlab.gags.stair_fall.down_stairs import combine_turns
from stuntlab.geometry import about_z, camera_axes, quaternion, quaternions_of, rotation, vertex_normals
from stuntlab.people.posture import turn_quaternion

ANGLES = st.floats(-3.1, 3.1)
AXES = {"x": (1.0, 0.0, 0.0), "y": (0.0, 1.0, 0.0), "z": (0.0, 0.0, 1.0)}


def by_the_engine(*turns: tuple[str, float]) -> Rotation:
    """Turns about the axes of the world, the last one first, multiplied by the engine."""
    product = np.array([1.0, 0.0, 0.0, 0.0])
    for axis, angle in turns:
        one, before = np.zeros(4), product.copy()
        mujoco.mju_axisAngle2Quat(one, np.array(AXES[axis]), angle)
        mujoco.mju_mulQuat(product, before, one)
    return rotation(product)


@given(ANGLES, ANGLES, ANGLES)
@settings(deadline=None)
def test_a_body_is_rolled_then_pitched_then_turned_round(roll: float, pitch: float, yaw: float) -> None:
    expected = by_the_engine(("z", yaw), ("y", pitch), ("x", roll))
    assert rotation(turn_quaternion(roll, pitch, yaw)).approx_equal(expected, atol=1e-12)
    assert rotation(combine_turns(("z", yaw), ("y", pitch), ("x", roll))).approx_equal(expected, atol=1e-12)


def test_an_engine_quaternion_is_the_matrix_the_engine_makes_of_it() -> None:
    """A fourth of them each with its largest part in w, x, y and z."""
    axes = Rotation.random(200, random_state=1).as_matrix()
    quaternions = quaternions_of(axes.reshape(2, 100, 3, 3))
    assert quaternions.shape == (2, 100, 4)
    assert set(np.abs(quaternions).argmax(axis=-1).ravel()) == {0, 1, 2, 3}
    for found, expected in zip(quaternions.reshape(-1, 4), axes, strict=True):
        made = np.zeros(9)
        mujoco.mju_quat2Mat(made, found)
        assert made.reshape(3, 3) == pytest.approx(expected, abs=1e-12)


def test_many_turns_are_the_turns_one_by_one() -> None:
    angles = np.linspace(-3.0, 3.0, 7)
    assert quaternion(about_z(angles)) == pytest.approx(np.array([quaternion(about_z(one)) for one in angles]))


@given(st.tuples(*[st.floats(-5, 5)] * 3).filter(lambda eye: np.linalg.norm(eye) > 0.1))
@example((1.2e-7, 0.0, 1.0))
@example((0.0, 1.2e-7, -1.0))
@settings(deadline=None)
def test_a_camera_looks_along_its_own_minus_z(eye: tuple[float, float, float]) -> None:
    axes = camera_axes(eye, (0.0, 0.0, 0.0))
    assert axes.T @ axes == pytest.approx(np.eye(3), abs=1e-9)
    assert np.linalg.det(axes) == pytest.approx(1.0)
    assert axes[:, 2] == pytest.approx(np.array(eye) / np.linalg.norm(eye))
    assert axes[2, 1] >= -1e-9  # up is up


def test_normals_of_a_ball_point_away_from_its_middle() -> None:
    corners = np.array([[1.0, 0, 0], [0, 1.0, 0], [-1.0, 0, 0], [0, -1.0, 0], [0, 0, 1.0], [0, 0, -1.0], [9, 9, 9]])
    faces = np.array([[i, (i + 1) % 4, 4] for i in range(4)] + [[(i + 1) % 4, i, 5] for i in range(4)])
    normals = vertex_normals(corners, faces)
    assert normals[:6] == pytest.approx(corners[:6])
    assert normals[6] == pytest.approx([0.0, 0.0, 1.0])  # no face has this corner
