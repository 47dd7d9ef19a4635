"""What of a gap a camera sees past the bodies as they are acted, from any height.

Axes of the strike as in `daylight`, z up from the strike. What a camera sees lies in the plane through the line of the
strike and the camera (`cut`); so a table is kept for planes rolled about that line, and of it only what was asked for.

Valid for: floors and ceilings are not looked at. Held against segmented pictures of the skins in `tests/camera`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.camera.cut import CutSkin
from stuntlab.camera.daylight import Seen
from stuntlab.camera.gap_points import share_gap_seen
from stuntlab.compiled import compiled
from stuntlab.datasets import Flags, Floats, Integers

LARGEST_GAP_M = 1.0
_GAPS = 16  # at even steps of the root, so that small ones lie closer
_ROLLS = 180  # of half a turn: the other half is the same planes turned over
_ANGLES = 360
_NEAREST_M, _FARTHEST_M, _DISTANCES = 0.8, 40.0, 6
_SURE = 9  # decimals of a place in the table: a level camera is asked of the level plane alone


@dataclass(frozen=True)
class Outlines:
    """Both skins at the knap: striker with foot or hand at the point struck (they stand off by the gap), and struck."""

    striker: CutSkin
    struck: CutSkin

    def seen_m(self, x: ArrayLike, y: ArrayLike, z: ArrayLike, gap_m: ArrayLike) -> Seen:
        """How wide the gap is that a camera at x, y, z sees, and how much of that is light, each [...], m.

        Interpolated between places 1 degree, a fifteenth of the root of the gap, and a factor of 2.2 in distance apart;
        of two planes a degree apart, the one that shows more.
        """
        x, y, z, gap = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (x, y, z, gap_m)))
        gap = np.maximum(gap, 0.0)
        roll = np.arctan2(z, y) % np.pi
        across = y * np.cos(roll) + z * np.sin(roll)
        distance = np.clip(np.hypot(x, across), _NEAREST_M, _FARTHEST_M)
        places = [
            roll / np.pi * _ROLLS,
            np.arctan2(across, x) % (2 * np.pi) / (2 * np.pi) * _ANGLES,
            np.log(distance / _NEAREST_M) / np.log(_FARTHEST_M / _NEAREST_M) * (_DISTANCES - 1),
            np.sqrt(np.minimum(gap / LARGEST_GAP_M, 1.0)) * (_GAPS - 1),
        ]
        visible, light = self._table.shares(np.array([place.ravel() for place in places]).round(_SURE))
        return visible.reshape(gap.shape) * gap, light.reshape(gap.shape) * gap

    @cached_property
    def _table(self) -> _Table:
        shape = (_ROLLS, _ANGLES, _DISTANCES, _GAPS)
        known = np.zeros(shape[:2], dtype=np.bool_)
        return _Table(self.striker, self.struck, known, np.zeros(shape, np.float32), np.zeros(shape, np.float32))


@dataclass(frozen=True, slots=True)
class _Table:
    """Shares of a gap that are seen and that show light, each [roll, angle, distance, gap], where `known`.

    The most that is seen from within a degree to either side: nobody repeats a pose to the centimetre (J; 1.5 cm at a
    leg's length).
    """

    striker: CutSkin
    struck: CutSkin
    known: Flags
    visible: Floats
    light: Floats

    def shares(self, places: Floats) -> tuple[Floats, Floats]:
        """Both at places between those of the table, [4, place], each [place]."""
        asked = np.zeros_like(self.known)
        _ask(places, asked)
        missing = asked & ~self.known
        for roll in np.flatnonzero(missing.any(axis=1)):
            self._fill(int(roll), np.flatnonzero(missing[roll]))
        visible, light = np.zeros(places.shape[1]), np.zeros(places.shape[1])
        _read(places, self.visible, visible)
        _read(places, self.light, light)
        return visible, light

    def _fill(self, roll: int, angles: Integers) -> None:
        pieces = [skin.cut(roll * np.pi / _ROLLS) for skin in (self.striker, self.struck)]
        turns, back = np.unique((angles[:, None] + [-1, 0, 1]) % _ANGLES, return_inverse=True)
        distances = np.geomspace(_NEAREST_M, _FARTHEST_M, _DISTANCES)
        gaps = LARGEST_GAP_M * (np.maximum(np.arange(_GAPS), 0.1) / (_GAPS - 1)) ** 2
        turn, distance, gap = np.meshgrid(turns * 2 * np.pi / _ANGLES, distances, gaps, indexing="ij")
        x, across = distance * np.cos(turn), distance * np.sin(turn)
        told = share_gap_seen(x.ravel(), across.ravel(), gap.ravel(), *pieces)
        for table, share in zip((self.visible, self.light), told, strict=True):
            table[roll, angles] = share.reshape(turn.shape)[back.reshape(-1, 3)].max(axis=1)
        self.known[roll, angles] = True


@compiled
def _corner(roll, angle):  # type: ignore[no-untyped-def]
    """Of the table: after half a turn it is the first plane, turned over."""
    if roll == _ROLLS:
        return 0, -angle % _ANGLES
    return roll, angle % _ANGLES


@compiled
def _ask(places, asked):  # type: ignore[no-untyped-def]
    for place in range(places.shape[1]):
        roll, angle = int(places[0, place]), int(places[1, place])
        for up in range(2 if places[0, place] > roll else 1):
            for on in range(2):
                asked[_corner(roll + up, angle + on)] = True


@compiled
def _read(places, table, found):  # type: ignore[no-untyped-def]
    """Of two planes beside a place, the one that shows more."""
    for place in range(places.shape[1]):
        roll, angle = int(places[0, place]), int(places[1, place])
        for up in range(2 if places[0, place] > roll else 1):
            shown = 0.0
            for on in range(2):
                row = table[_corner(roll + up, angle + on)]
                for far in range(2):
                    for wide in range(2):
                        weight = _part(places[1, place], on)
                        weight *= _part(places[2, place], far) * _part(places[3, place], wide)
                        if weight > 0:
                            shown += weight * row[int(places[2, place]) + far, int(places[3, place]) + wide]
            found[place] = max(found[place], shown)


@compiled
def _part(place, next_one):  # type: ignore[no-untyped-def]
    """Of a place, that of the corner before it or of the next one."""
    beyond = place - int(place)
    return beyond if next_one else 1 - beyond
