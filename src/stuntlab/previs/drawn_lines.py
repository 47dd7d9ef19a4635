"""Lines of a take as they are seen: every tendon of its model that joins a body to something that is no body.

Where a body hangs in a harness, that is a ring: its straps are drawn to the body, and the line from above to the ring.

They are drawn as thick as a thumb, so that they are seen, and one that is slack hangs through by as much as it is too
long; how it hangs is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import mujoco
import numpy as np

from stuntlab.datasets import Floats, Integers
from stuntlab.figures.surfaces import PaintedSurface, plain
from stuntlab.previs.stage_set.blocks import join_rings
from stuntlab.report.still import Image, Painted

RADIUS_M = 0.014
POINTS = 25
_SIDES = 6
_LEANS = 0.35
"""A line steeper than this hangs through to the side and not down (J)."""

_FIRST, _SECOND = (0.86, 0.33, 0.05), (0.06, 0.06, 0.07)
_RINGS = 24


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line of a model. sites: those it runs through; free_m: its length. number: 0 for the first of a model.

    on_m: how far it goes on beyond the first of them; far_m: where it comes from, where a picture knows better.
    """

    name: str
    sites: tuple[int, ...]
    free_m: float
    on_m: tuple[float, float, float]
    number: int
    far_m: tuple[float, float, float] | None = None

    def course(self, data: mujoco.MjData) -> Floats:
        """Where it runs in a pose, from the far end to the body, [point, 3], m."""
        corners = [np.array(data.site_xpos[site]) for site in self.sites]
        if self.far_m is not None:
            corners[0] = np.array(self.far_m)
        corners[0] += np.array(self.on_m)
        before = np.array(corners[:-2]).reshape(-1, 3)
        spent = float(np.linalg.norm(np.diff(np.array(corners[:-1]), axis=0), axis=1).sum())
        return np.concatenate([before, _hang_through(corners[-2], corners[-1], self.free_m - spent)])

    def straight(self, length_m: float) -> Painted:
        """It alone along +x from the origin, so long."""
        return self._paint(np.linspace([0.0, 0.0, 0.0], [length_m, 0.0, 0.0], POINTS))

    def painted(self, data: mujoco.MjData) -> Painted:
        """It in a pose; the second is ringed, so that the two differ without colour."""
        return self._paint(self.course(data))

    def _paint(self, course: Floats) -> Painted:
        vertices, triangles = tube(course, RADIUS_M)
        image = _look(self.number).image
        along = np.repeat(np.arange(len(course)) * _RINGS / len(course), _SIDES)
        paint = np.stack([np.full(len(along), 0.5), along], axis=1)[triangles]
        return Painted(vertices, triangles, paint, image)


def lines_in(
    model: mujoco.MjModel, people: Mapping[str, str], far_m: tuple[float, float, float] | None = None
) -> tuple[DrawnLine, ...]:
    """The lines of a model. people: prefix of a body -> who it is. far_m: where a line that moves comes from."""
    lines = tuple(_list_lines(model, people))
    if far_m is None:
        return lines
    return tuple(replace(line, on_m=(0.0, 0.0, 0.0), far_m=far_m) if any(line.on_m) else line for line in lines)


def _list_lines(model: mujoco.MjModel, people: Mapping[str, str]) -> Iterator[DrawnLine]:
    """Lines that end at a body, and one that ends at the ring of its harness, whose straps end at the body.

    Two tendons that stand for one line, as a spring and a damper do, end at one site of the ring and are drawn once.
    """
    runs = [(tendon, sites) for tendon in range(model.ntendon) if (sites := _sites_of(model, tendon))]
    held = [(tendon, sites) for tendon, sites in runs if _ends_at(model, sites, people)]
    rings = {int(model.site_bodyid[sites[0]]) for _, sites in held if _is_ring(model, sites[0])}
    to_ring = {
        sites[-1]: (tendon, sites)
        for tendon, sites in reversed(runs)
        if int(model.site_bodyid[sites[-1]]) in rings and int(model.site_bodyid[sites[0]]) not in rings
    }
    order: dict[str, int] = {}
    for tendon, sites in (*to_ring.values(), *held):
        name = model.tendon(tendon).name
        number = 0 if rings else order.setdefault(name.partition(" to ")[0], len(order))
        yield DrawnLine(name, sites, float(model.tendon_lengthspring[tendon, 1]), _goes_on(model, sites[0]), number)


def _sites_of(model: mujoco.MjModel, tendon: int) -> tuple[int, ...]:
    """Those that a tendon runs through; none where it runs round anything else."""
    first = int(model.tendon_adr[tendon])
    wraps = range(first, first + int(model.tendon_num[tendon]))
    if any(model.wrap_type[wrap] != mujoco.mjtWrap.mjWRAP_SITE for wrap in wraps):
        return ()
    return tuple(int(model.wrap_objid[wrap]) for wrap in wraps)


def _ends_at(model: mujoco.MjModel, sites: tuple[int, ...], people: Mapping[str, str]) -> bool:
    """Whether it goes from something that is no body to a body."""
    far, near = (_person_at(model, site, people) for site in (sites[0], sites[-1]))
    return far is None and near is not None


def _is_ring(model: mujoco.MjModel, site: int) -> bool:
    """Whether a line is tied to something that moves freely, as the ring of a harness does."""
    body = int(model.site_bodyid[site])
    joint = int(model.body_jntadr[body])
    return body != 0 and joint >= 0 and model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_FREE


def _person_at(model: mujoco.MjModel, site: int, people: Mapping[str, str]) -> str | None:
    body = model.body(model.site_bodyid[site]).name
    return next((prefix for prefix in people if prefix and body.startswith(prefix)), None)


def _goes_on(model: mujoco.MjModel, site: int) -> tuple[float, float, float]:
    """On from the end of a simulated line to the machine, which is further off than the simulation has it."""
    body = int(model.site_bodyid[site])
    if body == 0 or model.body_jntnum[body] == 0 or _is_ring(model, site):
        return (0.0, 0.0, 0.0)
    x, y, z = (_MACHINE_M * np.array(model.jnt_axis[model.body_jntadr[body]])).tolist()
    return x, y, z


_MACHINE_M = 12.0


def ends_of_lines(model: mujoco.MjModel, people: Mapping[str, str]) -> set[int]:
    """Bodies that are nothing but the far end of a line."""
    return {int(model.site_bodyid[line.sites[0]]) for line in lines_in(model, people)} - {0}


def _hang_through(start: Floats, end: Floats, free_m: float) -> Floats:
    """Points from start to end along a line of so much length, [`POINTS`, 3]: straight, or as a parabola hangs."""
    share = np.linspace(0.0, 1.0, POINTS)[:, None]
    points = start + share * (end - start)
    apart = float(np.linalg.norm(end - start))
    if free_m <= apart or apart == 0.0:
        return np.asarray(points)
    along = (end - start) / apart
    down = np.array([0.0, 0.0, -1.0]) - along * -along[2]
    if np.linalg.norm(down) < _LEANS:
        down = np.array([1.0, 0.0, 0.0]) - along * along[0]
    deep = np.sqrt(3.0 * apart * (free_m - apart) / 8.0)
    return np.asarray(points + 4.0 * share * (1.0 - share) * deep * down / np.linalg.norm(down))


def tube(course: Floats, radius_m: float) -> tuple[Floats, Integers]:
    """A tube along points, [point, 3]: its vertices, [point * sides, 3], and triangles."""
    along = np.gradient(course, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-12)
    aside = np.cross(along, [1.0, 0.0, 0.0])
    flat = np.linalg.norm(aside, axis=1) < 0.1
    aside[flat] = np.cross(along[flat], [0.0, 1.0, 0.0])
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    up = np.cross(along, aside)
    angle = np.arange(_SIDES) * 2 * np.pi / _SIDES
    ring = np.cos(angle)[None, :, None] * aside[:, None] + np.sin(angle)[None, :, None] * up[:, None]
    vertices = (course[:, None] + radius_m * ring).reshape(-1, 3)
    return vertices, join_rings(len(course), _SIDES)


def _look(number: int) -> PaintedSurface:
    if number == 0:
        return plain("line", _FIRST)
    return PaintedSurface("second line", _ringed(), (1.0, 1.0))


def _ringed() -> Image:
    rows: Image = np.full((2, 2, 3), 235, dtype=np.uint8)
    rows[0] = np.round(255 * np.array(_SECOND)).astype(np.uint8)
    return rows.repeat(8, axis=0).repeat(8, axis=1)
