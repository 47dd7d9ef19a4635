"""What things are made of, by the words of a plan, as pictures that repeat (`surfaces.toml`, all J)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.report.still import Colour, Image
from stuntlab.tables import Table

_PX = 512
_WET = 0.70  # wet stone is darker (J)
_WET_WORDS = ("wet", "icy", "ice", "rain", "rainy", "puddles")
_SPECKLE_SEED = 7  # any: pictures repeat to the bit


@dataclass(frozen=True, slots=True)
class PaintedSurface:
    """image: [row, column, 3], the first row up. shows_m: what it shows before it repeats, across and up, m."""

    name: str
    image: Image
    shows_m: tuple[float, float]
    wet: bool = False


Pair = tuple[float, float]


@dataclass(frozen=True)
class Poured:
    """One row of `surfaces.toml`, which explains it, of one piece."""

    words: tuple[str, ...]
    colour: Colour
    shows_m: Pair
    grain: float
    squares: float = 0.0


@dataclass(frozen=True)
class Laid:
    """One row of `surfaces.toml`, which explains it, of stones, bricks or boards."""

    words: tuple[str, ...]
    colour: Colour
    joint: Colour
    shows_m: Pair
    units: tuple[int, int]
    shift: float
    joint_m: float
    round: float
    tone: float
    grain: float


SURFACES = Table(__package__, "surfaces.toml", dict[str, Laid | Poured])


def plain(name: str, colour: Colour) -> PaintedSurface:
    """One colour all over."""
    return PaintedSurface(name, np.tile(_bytes(np.array(colour)), (2, 2, 1)), (1.0, 1.0))


def surface(words: str | None, *, otherwise: str = "unnamed") -> PaintedSurface:
    """What a plan's words name: "wet cobbles", "brick"; `otherwise` where no word of theirs is in the table."""
    said = re.findall(r"[a-z-]+", (words or "").casefold())
    name = next((name for name, row in SURFACES.read().items() if any(word in said for word in row.words)), otherwise)
    found = _draw_surface(name)
    if not any(word in said for word in _WET_WORDS):
        return found
    return replace(found, image=_bytes(_WET * (found.image / 255.0).astype(np.float64)), wet=True)


@cache
def _draw_surface(name: str) -> PaintedSurface:
    row = SURFACES.read()[name]
    picture = _lay_rows(row) if isinstance(row, Laid) else _fill(row)
    picture = picture * (1 + row.grain * _speckle()[..., None])
    return PaintedSurface(name, _bytes(picture), row.shows_m)


def _lay_rows(row: Laid) -> Floats:
    """Stones, bricks or boards in rows, [row, column, 3]."""
    columns, rows = row.units
    wide, high = row.shows_m[0] / columns, row.shows_m[1] / rows
    along, above = np.meshgrid((np.arange(_PX) + 0.5) / _PX * columns, (np.arange(_PX) + 0.5) / _PX * rows)
    course = np.floor(above).astype(int)
    along = along + row.shift * (course % 2)
    unit = np.floor(along).astype(int) % columns
    inside = _inside_m((along % 1) * wide, (above % 1) * high, wide, high, row.round > 0)
    seen = np.clip(inside / row.joint_m - 0.5, 0, 1)[..., None]
    tones = (1 + row.tone * np.random.default_rng(_SPECKLE_SEED).uniform(-1, 1, (rows, columns)))[course, unit]
    if row.round:
        tones = tones * (1 - row.round * np.exp(-np.maximum(inside, 0) / (0.12 * min(wide, high))))
    stone = np.array(row.colour) * tones[..., None]
    return np.asarray(seen * stone + (1 - seen) * np.array(row.joint))


def _inside_m(x: Floats, y: Floats, wide: float, high: float, rounded: bool) -> Floats:
    """How far inside its unit a place lies, m; corners rounded off for stones."""
    radius = 0.4 * min(wide, high) if rounded else 0.0
    over_x, over_y = (np.abs(part - full / 2) - full / 2 + radius for part, full in ((x, wide), (y, high)))
    if not rounded:
        return np.asarray(-np.maximum(over_x, over_y))
    corner = np.hypot(np.maximum(over_x, 0), np.maximum(over_y, 0))
    return np.asarray(radius - np.where(corner > 0, corner, np.maximum(over_x, over_y)))


def _fill(row: Poured) -> Floats:
    """One colour, with faint squares of half the picture where the row asks for them, [row, column, 3]."""
    half = np.arange(_PX) // (_PX // 2)
    darker = (half[:, None] + half[None, :]) % 2
    return np.asarray(np.array(row.colour) * (1 - row.squares * darker)[..., None])


@cache
def _speckle() -> Floats:
    """Noise of several sizes that repeats without a seam, about -1 to 1, [row, column]."""
    rough = np.fft.rfft2(np.random.default_rng(_SPECKLE_SEED).standard_normal((_PX, _PX)))
    waves = np.hypot(np.fft.fftfreq(_PX)[:, None], np.fft.rfftfreq(_PX)[None, :])
    smooth = np.fft.irfft2(rough / np.maximum(waves, 4 / _PX) ** 0.6, (_PX, _PX))
    return np.asarray(np.clip((smooth - smooth.mean()) / (2 * smooth.std()), -1.5, 1.5))


def _bytes(colours: Floats) -> Image:
    return np.clip(np.round(255 * colours), 0, 255).astype(np.uint8)
