"""What an audience has to see of a strike to believe it: where it hits, what hits, and what comes of it.

Both people are posed as they act the strike. At the knap the lens must have the part that is struck and the hand or
foot in its picture with nobody before them; once the reaction is at its height, the face or the fold of who is struck.
What hides what is read from a picture of all skins with a depth for each of these (`camera/layers`).

The limb that strikes does not count as hiding what it strikes. Valid for: people alone; set, chair and light are not
looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from stuntlab.camera.layers import LayeredSurface, LayerPicture, draw_layers
from stuntlab.camera.noticed import BackSeen, Noticed
from stuntlab.camera.sell import StrikeShot
from stuntlab.datasets import Floats, Integers
from stuntlab.errors import ModelError
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.people.act import ActedStrike
from stuntlab.people.shape import BODIES, Figure, face_triangles
from stuntlab.people.skeleton import SIDES
from stuntlab.plan import Plan
from stuntlab.shots.silhouettes import ActedBody, StrikePlay, act_pair, describe_play

REACTS_S = 0.3
"""After the knap: when a reaction is seen (the beat "sold" of a sheet, J)."""

HIT, LIMB, FACE, FOLDS, GIVER, RECEIVER = range(6)
"""Layers: the part struck, the limb that strikes, the face, what else folds or snaps, and the rest of both people."""

_BAND_M = 0.15
"""Of a trunk or a limb above and below the point struck that is the part struck: a hand's length (J)."""

_WINDOW_M = 1.3
"""From the point struck to what is looked at: head to knees of who stands, a leg that strikes (J)."""

_PIXELS = 128
"""2 cm each: some thirty of a hand with its forearm seen end on."""

_SAMPLED, _OF_A_BRANCH = 32, 4
"""Takes of a camera that are drawn, as planned and of each other branch; every other one is as the nearest of them."""

_HEAD, _TRUNK = ("head", "neck"), ("pelvis", "abdomen", "thorax", "belly", "sternum")
_ARMS = ("upper_arm", "forearm")
_CHEST = ("thorax", "sternum")


@dataclass(frozen=True)
class Audience:
    """A strike at its two moments, in the axes of the strike, with foot or hand at the point struck.

    knap, reaction: the surfaces of giver and receiver. face_m2: of the face seen square on.
    """

    knap: tuple[LayeredSurface, LayeredSurface]
    reaction: tuple[LayeredSurface, LayeredSurface]
    face_m2: float

    def notices(self, shot: StrikeShot, gap_m: Floats, branch: Integers) -> Noticed:
        """What is seen in each take, [take]."""
        rows = _choose_representatives(branch)
        alike = _nearest_row(shot, gap_m, rows)
        drawn = self.notices_each(shot, gap_m, rows)
        return Noticed(*(seen[alike] for seen in (drawn.hit, drawn.limb, drawn.face, drawn.fold)))

    def notices_each(self, shot: StrikeShot, gap_m: Floats, rows: Integers) -> Noticed:
        """What is seen in some takes, each drawn, [row]."""
        return Noticed(*np.array([self._look(shot, int(row), float(gap_m[row])) for row in rows]).T)

    def back(self, shot: StrikeShot, gap_m: float) -> BackSeen:
        """What who strikes hides of it in the first take of a shot."""
        picture = self._picture(self.knap, shot, 0, gap_m)
        hidden = {
            layer: picture.shows([layer], [one for one in others if one != GIVER]) & ~picture.shows([layer], others)
            for layer, others in _OTHERS.items()
        }
        return BackSeen(*(_share(hidden[layer], picture, layer) for layer in (HIT, LIMB)))

    def _look(self, shot: StrikeShot, row: int, gap_m: float) -> tuple[float, float, float, float]:
        """Seen shares of the part struck and of the limb, of the face square on, and of the fold."""
        if not np.isfinite(shot.aside[row]):
            return 0.0, 0.0, 0.0, 0.0
        focal = shot.shortest_m[row]
        frame = shot.sensor_width_m / (2 * focal), shot.picture_height_m / (2 * focal)
        knap, after = (self._picture(pair, shot, row, gap_m) for pair in (self.knap, self.reaction))
        inside, later = knap.inside(*frame), after.inside(*frame)
        hit, limb = (_share(knap.shows([layer], _OTHERS[layer]) & inside, knap, layer) for layer in (HIT, LIMB))
        face = after.shows([FACE], [LIMB, FOLDS, GIVER, RECEIVER]) & later
        fold = after.shows([FACE, FOLDS], [LIMB, GIVER, RECEIVER]) & later
        pixel_m2 = _pixel_m(shot, row) ** 2
        return hit, limb, min(face.sum() * pixel_m2 / self.face_m2, 1.0), _share(fold, after, FACE, FOLDS)

    def _picture(
        self, pair: tuple[LayeredSurface, LayeredSurface], shot: StrikeShot, row: int, gap_m: float
    ) -> LayerPicture:
        giver, receiver = pair
        off = replace(giver, vertices=giver.vertices + np.array([max(gap_m, 0.0), 0.0, 0.0]))
        eye = np.array([shot.x_m[row], shot.y_m[row], shot.height_m[row]])
        half = _WINDOW_M / max(float(shot.distance_m[row]), _WINDOW_M)
        window = (float(shot.aside[row]), float(shot.raised[row]), half)
        return draw_layers([off, receiver], eye_m=eye, looks=shot.looks[row], window=window, layers=6, pixels=_PIXELS)


_OTHERS = {HIT: (GIVER, RECEIVER), LIMB: (HIT, GIVER, RECEIVER)}
"""What may hide a layer at the knap."""


def _share(seen: np.ndarray, picture: LayerPicture, *layers: int) -> float:
    """Of what would be seen with nothing else there."""
    alone = np.count_nonzero(picture.covers(*layers))
    return float(np.count_nonzero(seen) / alone) if alone else 0.0


def _pixel_m(shot: StrikeShot, row: int) -> float:
    """A side of a pixel at the point struck, m."""
    half = _WINDOW_M / max(float(shot.distance_m[row]), _WINDOW_M)
    return 2 * half / _PIXELS * float(shot.distance_m[row])


def _choose_representatives(branch: Integers) -> Integers:
    """Takes that are drawn: the first of each branch, so that more takes do not change what is seen of one."""
    found = [np.flatnonzero(branch == one)[: _SAMPLED if one == 0 else _OF_A_BRANCH] for one in np.unique(branch)]
    return np.concatenate(found)


def _nearest_row(shot: StrikeShot, gap_m: Floats, rows: Integers) -> Integers:
    """For each take the place in `rows` of the one most like it, [take]."""
    distance = np.maximum(shot.distance_m, 1e-6)
    alike = np.column_stack(
        [shot.x_m / distance, shot.y_m / distance, shot.height_m / distance, np.maximum(gap_m, 0.0),
         np.log(distance), np.nan_to_num(shot.aside, posinf=9.0), np.nan_to_num(shot.raised, posinf=9.0),
         np.log(shot.shortest_m)]
    )  # fmt: skip
    return np.asarray(cKDTree(alike[rows]).query(alike)[1])


def audience_of(plan: Plan, strike: StrikeGeometry) -> Audience | None:
    """Of a strike of a plan; None where the act does not reach so far, and nobody knows how they would look."""
    try:
        return _audience(describe_play(plan, strike), strike.dwell_s)
    except ModelError:
        return None


@lru_cache(maxsize=16)
def _audience(how: StrikePlay, dwell_s: float) -> Audience:
    giver, receiver = act_pair(how)
    limb = _limb_of(giver)
    hit = _hit_of(receiver, how.height_m)
    knap = (_surface(giver, 0.0, how.height_m, limb), _surface(receiver, 0.0, how.height_m, hit))
    # the act itself stops without dwelling: foot or hand stays a moment, and then goes back as acted
    reaction = (
        _surface(giver, REACTS_S - dwell_s, how.height_m, limb),
        _surface(receiver, REACTS_S, how.height_m, _label_folding_parts(receiver, how.height_m)),
    )
    return Audience(knap, reaction, _face_m2(receiver))


def _surface(body: ActedBody, time_s: float, height_m: float, layers: list[Integers]) -> LayeredSurface:
    """Skin and pads as one, with the origin at the point struck."""
    posed, counts = body.pose_parts(time_s), np.cumsum([0, *(len(part.vertices) for part in body.parts)])
    return LayeredSurface(
        np.concatenate(posed) - np.array([0.0, 0.0, height_m]),
        np.concatenate([part.triangles + count for part, count in zip(body.parts, counts, strict=False)]),
        np.concatenate(layers),
    )


def _limb_of(giver: ActedBody) -> list[Integers]:
    """The hand with its forearm, or the foot with its shank, and the rest of who strikes, each [triangle]."""
    assert isinstance(giver.motion, ActedStrike)
    tip = giver.motion.tip_body
    names = (tip, tip.replace("foot", "shank"))
    return [np.where(np.isin(_bodies(part), _numbers(names)), LIMB, GIVER) for part in giver.parts]


def _hit_of(receiver: ActedBody, height_m: float) -> list[Integers]:
    """The head, or what of trunk or limb lies about the point struck, and the rest of who is struck."""
    name = _struck_part(receiver, height_m)
    group = _HEAD if name in _HEAD else _TRUNK if name in _TRUNK else (name,)
    found = []
    for part, points in zip(receiver.parts, receiver.pose_parts(0.0), strict=True):
        mine = np.isin(_bodies(part), _numbers(group))
        if group is not _HEAD:
            mine &= np.abs(_middles(points, part)[:, 2] - height_m) < _BAND_M
        found.append(np.where(mine, HIT, RECEIVER))
    return found


def _struck_part(receiver: ActedBody, height_m: float) -> str:
    """The body, of `BODIES`, whose skin is nearest to the point struck; hands and arms before it are passed by."""
    skin = receiver.parts[0]
    on, middles = _bodies(skin), _middles(receiver.pose_parts(0.0)[0], skin)
    bare = ~np.isin(on, _numbers([f"{side}_{arm}" for side in SIDES for arm in _ARMS]))
    away = np.linalg.norm(middles - np.array([0.0, 0.0, height_m]), axis=1)
    nearest = int(on[np.argmin(np.where(bare, away, np.inf))])
    return str(BODIES[nearest])


def _label_folding_parts(receiver: ActedBody, height_m: float) -> list[Integers]:
    """Face, what moves, and the rest of who is struck: the trunk folds with its head, or a head snaps on its chest."""
    moves = (*_HEAD, *(_CHEST if _struck_part(receiver, height_m) in _HEAD else _TRUNK))
    found = []
    for number, part in enumerate(receiver.parts):
        layer = np.where(np.isin(_bodies(part), _numbers(moves)), FOLDS, RECEIVER)
        found.append(np.where(face_triangles(), FACE, layer) if number == 0 else layer)
    return found


def _face_m2(receiver: ActedBody) -> float:
    """How large the face is seen square on, m2: of a standing figure from straight ahead."""
    look = receiver.parts[0]
    first, second, third = (look.vertices[look.triangles[face_triangles()][:, corner]] for corner in range(3))
    ahead = np.cross(second - first, third - first)[:, 0] / 2
    return float(np.maximum(ahead, 0.0).sum())


def _bodies(part: Figure) -> Integers:
    """The body that each triangle hangs on most, [triangle], of `BODIES`."""
    return np.asarray(part.weights[part.triangles].sum(axis=1).argmax(axis=1))


def _middles(points: Floats, part: Figure) -> Floats:
    return np.asarray(points[part.triangles].mean(axis=1))


def _numbers(names: Sequence[str]) -> list[int]:
    return [BODIES.index(name) for name in names]
