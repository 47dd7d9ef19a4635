"""Ground that nobody else may stand on: cells with a chance and the seconds from first sight, or a disc of them.

Places are counted along and across the line of the action, m; see `roles.HazardZones`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, inf, nan

import numpy as np

from stuntlab.datasets import Floats, Integers

Place = tuple[float, float]
"""Along and across the line of the action, m."""

ARM_M = 0.5
"""How near a body comes before it is upon somebody (J)."""

_FARTHEST_CELLS = 400

CELL_M = 0.5
"""Side of a cell (vehicles_fire.md 2, J)."""

BANDS_S = (1.0, 2.0, 4.0)
"""Seconds at which the colour of a cell changes: nobody gets away, who expects it may, who looks does (J)."""


@dataclass(frozen=True, slots=True)
class ZoneCells:
    """Square cells of ground. at_m: [cell, 2], their middles. chance: [cell], how often a take reaches one, nan where
    only a branch without a body says so. seconds: [cell], from first sight to contact, the shortest of them.
    """

    side_m: float
    at_m: Floats
    chance: Floats
    seconds: Floats

    @property
    def band(self) -> Integers:
        """Which of the spans that `BANDS_S` parts the seconds of a cell are in, [cell]."""
        return np.searchsorted(BANDS_S, self.seconds, side="right")

    def strips(self) -> Iterator[tuple[int, float, float, float, float]]:
        """Cells of one band beside each other as one rectangle: band, from and to along, from and to across, m."""
        half = self.side_m / 2
        order = np.lexsort((self.at_m[:, 0], self.at_m[:, 1]))
        along, across, band = self.at_m[order, 0], self.at_m[order, 1], self.band[order]
        joins = (np.abs(np.diff(along) - self.side_m) < half) & (np.abs(np.diff(across)) < half) & (np.diff(band) == 0)
        ends = np.flatnonzero(np.append(~joins, True)) if len(order) else np.zeros(0, dtype=np.int64)
        first = 0
        for last in ends.tolist():
            row = float(across[first])
            yield int(band[first]), float(along[first]) - half, float(along[last]) + half, row - half, row + half
            first = last + 1


def nearest_way_out(cells: ZoneCells, places_m: Floats) -> Floats | None:
    """The nearest ground outside the cells from the first of some places inside, [2]; None where all are outside.

    places_m: [place, 2], m. The way there is straight, and as long as the ground allows: things are not gone round.
    """
    if not len(cells.at_m):
        return None
    side = cells.side_m
    taken = {(round(x / side), round(y / side)) for x, y in (cells.at_m - cells.at_m[0]).tolist()}
    for x, y in (places_m - cells.at_m[0]).tolist():
        column, row = round(x / side), round(y / side)
        if (column, row) not in taken:
            continue
        best, reach = inf, 1
        way_out: tuple[int, int] | None = None
        while side * (reach - 1) < best and reach < _FARTHEST_CELLS:
            for cell in ((column + dx, row + dy) for dx, dy in _ring(reach)):
                off = hypot(side * cell[0] - x, side * cell[1] - y)
                if off < best and cell not in taken:
                    best, way_out = off, cell
            reach += 1
        return None if way_out is None else np.asarray(side * np.array(way_out) + cells.at_m[0])
    return None


def _ring(reach: int) -> Iterator[tuple[int, int]]:
    """Steps to the cells of a square ring."""
    for step in range(-reach, reach + 1):
        yield from ((step, reach), (step, -reach), (reach, step), (-reach, step))


class HazardZone(ABC):
    """Ground that somebody or something can reach when the gag goes wrong. reason: to follow "when"."""

    reason: str

    @abstractmethod
    def inside_m(self, place: Place) -> float:
        """How far inside a place is; 0 or less outside."""

    @abstractmethod
    def seconds_at(self, place: Place) -> float:
        """How long whoever stands there would have from the moment it goes wrong, s."""

    @abstractmethod
    def cells(self) -> ZoneCells:
        """The same ground as cells."""


@dataclass(frozen=True, slots=True)
class DiscZone(HazardZone):
    """The simplest one: a disc, wherever in it somebody comes down.

    `along_m` is measured on the line of the action from the person acted on towards the person acting. `speed_m_s` is
    that of whoever comes, from `comes_from_m` on that line where that is not the middle of the disc: several discs of
    one reason make a cone.
    """

    reason: str
    along_m: float
    radius_m: float
    speed_m_s: float = 3.0  # a body that stumbles or is thrown (J)
    comes_from_m: float | None = None

    def inside_m(self, place: Place) -> float:
        return self.radius_m - hypot(place[0] - self.along_m, place[1])

    def seconds_at(self, place: Place) -> float:
        start_m = self.along_m if self.comes_from_m is None else self.comes_from_m
        return max(0.0, hypot(place[0] - start_m, place[1]) - ARM_M) / self.speed_m_s

    def cells(self) -> ZoneCells:
        steps = np.arange(-self.radius_m, self.radius_m + CELL_M / 2, CELL_M)
        along, across = (axis.ravel() for axis in np.meshgrid(steps, steps))
        inside = np.hypot(along, across) <= self.radius_m
        at_m = np.column_stack((self.along_m + along[inside], across[inside]))
        seconds = np.array([self.seconds_at((float(x), float(y))) for x, y in at_m])
        return ZoneCells(CELL_M, at_m, np.full(len(at_m), nan), seconds)


@dataclass(frozen=True, slots=True)
class CellZone(HazardZone):
    """Any ground: the cells that runs of a reduced model reached, each with its chance and seconds."""

    reason: str
    ground: ZoneCells

    def inside_m(self, place: Place) -> float:
        """The side of a cell where it was reached, for a cell has no depth."""
        return self.ground.side_m if self._cell_of(place) is not None else 0.0

    def seconds_at(self, place: Place) -> float:
        cell = self._cell_of(place)
        return inf if cell is None else float(self.ground.seconds[cell])

    def cells(self) -> ZoneCells:
        return self.ground

    def _cell_of(self, place: Place) -> int | None:
        off = np.abs(self.ground.at_m - np.array(place)).max(axis=1, initial=0.0)
        found = np.flatnonzero(off <= self.ground.side_m / 2 + 1e-9)
        return int(found[0]) if len(found) else None
