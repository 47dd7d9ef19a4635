"""Plain solids of a simulated world as things to be drawn: what moves in a scene and is no person's body."""

from __future__ import annotations

from dataclasses import replace

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.figures.surfaces import PaintedSurface, plain
from stuntlab.previs.stage_set.blocks import box, join_rings, move_thing
from stuntlab.report.still import Painted

_SIDES = 20
_LOOK = plain("dark", (0.16, 0.16, 0.17))
_NO_COLOUR = (0.5, 0.5, 0.5)  # what the engine gives what was given none


def solid(model: mujoco.MjModel, geom: int) -> Painted:
    """A geom in its own axes."""
    radius, half, _ = size = model.geom_size[geom]
    look = _look(model, geom)
    match model.geom_type[geom]:
        case mujoco.mjtGeom.mjGEOM_BOX:
            return box(tuple(-size), tuple(size), look)
        case mujoco.mjtGeom.mjGEOM_CYLINDER:
            return turn_profile(np.array([[0, -half], [radius, -half], [radius, half], [0, half]]), look)
        case mujoco.mjtGeom.mjGEOM_CAPSULE:
            round_ = radius * _half_circle()
            return turn_profile(round_ + np.column_stack([0 * round_[:, 0], half * np.sign(round_[:, 1])]), look)
        case mujoco.mjtGeom.mjGEOM_ELLIPSOID:
            ball = turn_profile(_half_circle(), look)
            return replace(ball, vertices=ball.vertices * size)
        case _:
            return turn_profile(radius * _half_circle(), look)


def _look(model: mujoco.MjModel, geom: int) -> PaintedSurface:
    """Its own colour, where the scene gives it one."""
    red, green, blue, _ = (float(part) for part in model.geom_rgba[geom])
    return _LOOK if (red, green, blue) == _NO_COLOUR else plain("", (red, green, blue))


def place_solid(thing: Painted, data: mujoco.MjData, geom: int) -> Painted:
    """A geom's solid where the geom is."""
    return move_thing(thing, data.geom_xmat[geom].reshape(3, 3), data.geom_xpos[geom])


def _half_circle() -> Floats:
    """From pole to pole without the equator, which capsules pull apart: distance from the axis, height, [point, 2]."""
    angle = np.linspace(-np.pi / 2, np.pi / 2, 12)
    return np.column_stack([np.cos(angle).clip(0), np.sin(angle)])


def turn_profile(profile: Floats, look: PaintedSurface) -> Painted:
    """A profile turned about the upright axis."""
    angle = np.arange(_SIDES) * 2 * np.pi / _SIDES
    ring = np.column_stack([np.cos(angle), np.sin(angle)])
    vertices = np.concatenate([np.column_stack([radius * ring, np.full(_SIDES, z)]) for radius, z in profile])
    triangles = join_rings(len(profile), _SIDES)
    return Painted(vertices, triangles, np.full((*triangles.shape, 2), 0.5), look.image)
