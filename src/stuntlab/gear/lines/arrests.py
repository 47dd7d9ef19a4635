"""Arrests by one line, read off a table: 10⁵ of them in ten milliseconds.

The peak and the stretch of an arrest are smooth in the drop and in the length. They are computed by `hang` on a grid of
both, for one body on one line, and read between its points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.gear.lines.hang import Belay, Hang, hang
from stuntlab.gear.lines.law import LineLaw

_DROPS, _LENGTHS = 49, 7
"""Points of the grid: between them peaks are within half a per cent of `hang` (`test_planned_lines.py`)."""

_LONGEST_S = 6.0
"""A fall of twice the longest line, and the stretch of a rope that creeps."""


_KEPT = 64
"""Tables that are kept: a plan is checked before it is assessed, and its gags share ropes and bodies."""


@dataclass(frozen=True, slots=True)
class Arrests:
    """Peaks, N, and how far below the end of the unstretched line a body comes, m, each [root, length].

    roots: of drops, rising, root of m; lengths_m: rising.
    """

    roots: Floats
    lengths_m: Floats
    peaks_n: Floats
    stretches_m: Floats

    def peak_n(self, drop_m: Floats, length_m: Floats) -> Floats:
        """Largest tension of each, [draw]."""
        return self._read(self.peaks_n, drop_m, length_m)

    def stretch_m(self, drop_m: Floats, length_m: Floats) -> Floats:
        """How far the line stretches in each, [draw]."""
        return self._read(self.stretches_m, drop_m, length_m)

    def _read(self, table: Floats, drop_m: Floats, length_m: Floats) -> Floats:
        root = np.sqrt(np.clip(drop_m, 0.0, self.roots[-1] ** 2)).astype(float)
        length = np.clip(length_m, self.lengths_m[0], self.lengths_m[-1]).astype(float)
        read = np.empty(len(root))
        _read_between(self.roots, self.lengths_m, table, root, length, read)
        return read


@compiled
def _read_between(
    rows: Floats, columns: Floats, table: Floats, at_row: Floats, at_column: Floats, read: Floats
) -> None:
    """Bilinear between the points of a table; what is asked for lies within it."""
    for draw in range(len(read)):
        row, along = _interval(rows, at_row[draw])
        column, across = _interval(columns, at_column[draw])
        read[draw] = (
            table[row, column] * (1.0 - along) * (1.0 - across)
            + table[row, column + 1] * (1.0 - along) * across
            + table[row + 1, column] * along * (1.0 - across)
            + table[row + 1, column + 1] * along * across
        )


@compiled
def _interval(grid: Floats, value: float) -> tuple[int, float]:
    """Which interval of a rising grid a value lies in, and how far along it, 0 to 1."""
    last = len(grid) - 2
    low = min(int((value - grid[0]) / (grid[-1] - grid[0]) * (last + 1)), last)  # it is this one where steps are even
    while low > 0 and value < grid[low]:
        low -= 1
    while low < last and value >= grid[low + 1]:
        low += 1
    return low, (value - grid[low]) / (grid[low + 1] - grid[low])


@dataclass(frozen=True, slots=True)
class BelayedBy:
    """A person at the far end: share of the tension that arrives there, their mass, and how far they may be pulled."""

    arrives: float
    mass_kg: float
    travels_m: float


@lru_cache(maxsize=_KEPT)
def arrests(
    law: LineLaw,
    *,
    mass_kg: float,
    gives_n_m: float,
    most_drop_m: float,
    lengths_m: tuple[float, float],
    belay: BelayedBy | None = None,
) -> Arrests:
    """The table of a body on a line, up to a drop and between two lengths. A drop is at most twice the length.

    belay: who holds the far end; None where it is fixed.
    """
    roots = np.linspace(0.0, np.sqrt(max(most_drop_m, 0.1)), _DROPS)
    low, high = lengths_m
    lengths = np.geomspace(low, max(high, low * 1.01), _LENGTHS)
    drop, length = np.meshgrid(roots**2, lengths, indexing="ij")
    fallen, long = np.minimum(drop, 2.0 * length).ravel(), length.ravel()
    start = np.zeros((len(long), 6))
    start[:, 2] = fallen - long
    bodies = Hang.on_one(law, long, mass_kg=np.full(len(long), mass_kg), start=start, gives_n_m=gives_n_m)
    if belay is not None:
        even = np.ones(len(long))
        by = Belay(even * belay.arrives, even * belay.mass_kg, even * belay.travels_m, even * np.inf)
        bodies = replace(bodies, belay=by)
    hung = hang(bodies, seconds=_LONGEST_S)
    stretch = np.maximum(-hung.lowest_m - long, 0.0)
    return Arrests(roots, lengths, hung.peak_n[:, 0].reshape(drop.shape), stretch.reshape(drop.shape))
