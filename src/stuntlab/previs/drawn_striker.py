"""Who strikes, drawn round the foot or hand that was simulated.

The simulation of a strike knows a foot or a hand and no body behind it. In a picture somebody has to be there: they are
acted, up to the blow as in a still, then with their hips following the simulated foot until it leaves the body, then
back to their guard. Foot or hand is put onto the skin that it presses in, never through it.
"""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np
from scipy.spatial import cKDTree

from stuntlab.datasets import Floats, Integers
from stuntlab.errors import ModelError
from stuntlab.figures.look import Look, look_of
from stuntlab.figures.posed_skin import places_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import SeenStrike
from stuntlab.gags.striking.striker import FOOT, GEOM
from stuntlab.people import human_tissue, performer
from stuntlab.people.act import ActedStrike, act_strike
from stuntlab.people.from_plan import measures_of
from stuntlab.people.shape import BODIES
from stuntlab.previs.motion import Motion
from stuntlab.previs.strike_pictures import planned_numbers
from stuntlab.report.still import Painted

LEAD_S = 0.5
"""How long before the blow they are shown: most of a wind-up (J)."""

_APART_M = 0.01
"""Foot or hand has left the body when it is further off than this: the springs of a skin reach as far (J)."""

_LONGEST_S = 0.6  # that a push lasts
_BACK_S = 0.25  # in which the hips come back from where they followed (J)
_NEAR_S = 0.1  # before they touch, when foot or hand may be in a loose cloth or a pad already (J)
_BESIDE_M = 0.02  # what of a skin lies before a vertex of foot or hand
_LIMB_M = 0.30  # of foot or hand behind its tip that may touch
_TURNED = np.array([-1.0, -1.0, 1.0])  # half round the vertical


@dataclass(frozen=True, slots=True)
class DrawnStriker:
    """Who strikes in a simulated take. struck_m: the point struck, in the axes of the scene.

    name: theirs. time_s, further_m: how far foot or hand was simulated to go beyond that point, [frame]; leaves_s: when
    it leaves the body. limb: vertices of the skin that may touch, [vertex].
    """

    name: str
    look: Look
    strike: ActedStrike
    struck_m: Floats
    time_s: Floats
    further_m: Floats
    leaves_s: float
    limb: Integers

    def frame(self, time_s: float, receiver: list[Floats]) -> list[Painted]:
        """Them at a time of the take, on the skins of who is struck, each [vertex, 3], m."""
        parts = self.look.painted_parts(self.strike.model, self._pose(time_s))
        placed = [_move_to_scene(part, self.struck_m) for part in parts]
        off_m = overlap_m(placed[0].vertices[self.limb], receiver)
        return [_shift(part, -off_m) for part in placed] if off_m > 0 else placed

    def places(self, time_s: float, receiver: list[Floats]) -> dict[str, tuple[Floats, Floats]]:
        """As `frame`: where their bodies are, origin [3], m, and rotation [3, 3], in the axes of the scene."""
        placed = {
            name: (at * _TURNED + [*self.struck_m[:2], 0.0], np.diag(_TURNED) @ turn)
            for name, (at, turn) in places_of(self.strike.model, self._pose(time_s)).items()
        }
        if not -_NEAR_S <= time_s <= self.leaves_s + _BACK_S:
            return placed
        off_m = overlap_m(self.look.figure.pose_skin(placed)[self.limb], receiver)
        return {name: (at - [max(off_m, 0.0), 0.0, 0.0], turn) for name, (at, turn) in placed.items()}

    def _pose(self, time_s: float) -> Floats:
        acted_s = time_s if time_s <= 0 else max(time_s - self.leaves_s, 0.0) + self.strike.dwell_s
        return self.strike.pose(acted_s, further_m=self._further(time_s))

    def _further(self, time_s: float) -> float:
        """As far as it was simulated while it touches; then back."""
        reached = float(np.interp(min(time_s, self.leaves_s), self.time_s, self.further_m))
        return max(reached, 0.0) * max(1 - max(time_s - self.leaves_s, 0.0) / _BACK_S, 0.0)


def striker_of(gag: Gag, motion: Motion) -> DrawnStriker | None:
    """Who strikes in a take; None where nothing strikes, or where nobody acts a strike at that height."""
    if not isinstance(gag, SeenStrike) or mujoco.mj_name2id(motion.model, mujoco.mjtObj.mjOBJ_GEOM, GEOM) < 0:
        return None
    words, planned = gag.strike(), planned_numbers(gag)
    struck, further, leaves_s = _simulated_foot(motion)
    body = measures_of(gag.plan.people[words.by], words.by)
    try:
        strike = act_strike(
            words.act,
            performer(body, human_tissue()),
            gap_m=0.0,
            height_m=float(struck[2]),
            speed_m_s=planned[words.speed],
            dwell_s=words.dwell_s,
        )
    except ModelError:
        return None
    look = look_of(gag.plan, words.by, body)
    names = [BODIES.index(name) for name in (strike.tip_body, strike.tip_body.replace("foot", "shank"))]
    limb = np.flatnonzero(np.isin(look.figure.weights.argmax(axis=1), names))
    return DrawnStriker(words.by, look, strike, struck, motion.time_s, further, leaves_s, limb)


def overlap_m(limb: Floats, skins: list[Floats]) -> float:
    """How far a limb that comes along +x lies in skins, m; limb: [vertex, 3], skins: each [vertex, 3]."""
    reach = limb[limb[:, 0] > limb[:, 0].max() - _LIMB_M]
    skin = np.concatenate(skins)
    middle = reach[:, 1:].mean(axis=0)
    near = skin[np.linalg.norm(skin[:, 1:] - middle, axis=1) < 2 * _LIMB_M]
    if not len(near):
        return 0.0
    beside = cKDTree(near[:, 1:]).query_ball_point(reach[:, 1:], _BESIDE_M)
    depths = [x - near[rows, 0].min() for x, rows in zip(reach[:, 0], beside, strict=True) if rows]
    return float(max(depths, default=0.0))


def _simulated_foot(motion: Motion) -> tuple[Floats, Floats, float]:
    """The point struck, how far the tip goes beyond it, [frame], and when it leaves who is struck."""
    model, data = motion.model, mujoco.MjData(motion.model)
    foot, slide = model.geom(GEOM).id, int(model.joint(FOOT).qposadr[0])
    data.qpos[:] = motion.qpos[0]
    mujoco.mj_kinematics(model, data)
    struck = np.array(data.geom_xpos[foot]) + np.array([float(model.geom_size[foot, 0]), 0.0, 0.0])
    further = motion.qpos[:, slide] - motion.qpos[0, slide]
    prefixes = tuple(motion.people)
    body = [geom for geom in range(model.ngeom) if model.body(model.geom_bodyid[geom]).name.startswith(prefixes)]
    met = False
    for time_s, qpos in zip(motion.time_s, motion.qpos, strict=True):
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        away = min(mujoco.mj_geomDistance(model, data, foot, geom, 1.0, None) for geom in body)
        met |= away < _APART_M
        if (met and away > _APART_M) or time_s > _LONGEST_S:
            return struck, further, float(time_s)
    return struck, further, float(motion.time_s[-1])


def _move_to_scene(part: Painted, struck_m: Floats) -> Painted:
    """From the axes of a strike, whose point struck is the origin, to those of the scene, in which it goes along +x."""
    return _at(part, part.vertices * _TURNED + [struck_m[0], struck_m[1], 0.0])


def _shift(part: Painted, along_m: float) -> Painted:
    return _at(part, part.vertices + np.array([along_m, 0.0, 0.0]))


def _at(part: Painted, vertices: Floats) -> Painted:
    return Painted(vertices, part.triangles, part.paint, part.image)
