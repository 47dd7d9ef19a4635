"""Colours of a figure: one picture for its whole skin, and where in it each corner of each face lies.

The picture holds tiles. A tile is the template seen along one axis, so that a hem or a hairline is painted as a line in
metres and comes out sharp whatever the faces are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stuntlab.datasets import Flags, Floats
from stuntlab.people.shape.dress import HEM_M, SHOE_TOP_M, hair_depth_m
from stuntlab.people.shape.mesh import EYE, HAND, HEAD, SUIT, Mesh
from stuntlab.people.shape.outfit import Colour, Outfit, Pattern

Image = NDArray[np.uint8]
WIDTH_PX, HEIGHT_PX = 1024, 512


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the picture: its first pixel and size (column, row), and what it shows.

    axes: of the template, along a row and down a column. low, high: their ends, m.
    """

    first: tuple[int, int]
    size: tuple[int, int]
    axes: tuple[int, int]
    low: tuple[float, float]
    high: tuple[float, float]

    def places(self, points: Floats) -> Floats:
        """Where points of the template, [..., 3], lie in the picture, [..., 2], 0 to 1."""
        share = (points[..., self.axes] - self.low) / np.subtract(self.high, self.low)
        pixel = np.array(self.first) + 2 + np.clip(share, 0, 1) * (np.array(self.size) - 4)
        return np.asarray(pixel / (WIDTH_PX, HEIGHT_PX))

    def grid(self) -> tuple[Floats, Floats]:
        """The template's coordinates at each of its pixels, both [row, column], m."""
        steps = [
            low + (np.arange(pixels) + 0.5 - 2) / (pixels - 4) * (high - low)
            for pixels, low, high in zip(self.size, self.low, self.high, strict=True)
        ]
        across, along = np.meshgrid(*steps)
        return across, along

    def put(self, picture: Image, colours: Image) -> None:
        """Paint it, [row, column, 3]."""
        column, row = self.first
        picture[row : row + self.size[1], column : column + self.size[0]] = colours


_SHORT_SLEEVE_M = 0.26  # from the middle, on an arm of the template half-way to its elbow (J)
_ARM_FROM_M = 0.19
_BAND_M, _STRIPE_M, _YOKE_M = 0.055, 0.035, 0.40  # wide enough for a small picture; the yoke's lower edge (J)


def _bands(along: Floats, width_m: float) -> Flags:
    """Every other band along an axis of the template."""
    return np.asarray(np.floor(along / width_m) % 2 == 1)


_PATTERNS: dict[Pattern, Callable[[Floats, Floats], Flags]] = {
    "plain": lambda y, _: np.zeros(y.shape, dtype=bool),
    "hoops": lambda y, z: np.where(y < _ARM_FROM_M, _bands(z, _BAND_M), _bands((y - z) / np.sqrt(2), _BAND_M)),
    "checks": lambda y, z: _bands(y, _BAND_M) ^ _bands(z, _BAND_M),
    "stripes": lambda y, _: _bands(y + _STRIPE_M / 2, _STRIPE_M),
    "yoke": lambda _, z: z > _YOKE_M,
}
"""Where a jacket shows its other colour: places of the template across, from its middle, and up, m.

The template's arms hang at 45 degrees, and bands run across them."""

_BODY = ((-0.50, -0.84), (0.50, 0.64))
FRONT = Tile((0, 0), (256, 512), (1, 2), *_BODY)
BACK = Tile((256, 0), (256, 512), (1, 2), *_BODY)
FACE = Tile((512, 0), (256, 512), (1, 2), (-0.09, 0.54), (0.09, 0.86))
PROFILE = Tile((768, 0), (256, 384), (0, 2), (-0.12, 0.54), (0.18, 0.86))
EYES = Tile((768, 384), (128, 128), (1, 2), (-0.05, 0.71), (0.05, 0.75))
HANDS = Tile((896, 384), (128, 128), (1, 2), (-0.50, 0.10), (0.50, 0.30))


def paint_places(mesh: Mesh) -> Floats:
    """Where each corner of each quad lies in the picture of `painted`, [quad, 4, 2], 0 to 1."""
    corners, forward, face = mesh.template[mesh.quads], _forward(mesh), _bare(mesh)
    chosen: dict[int, tuple[Tile, Flags]] = {
        0: (FRONT, (mesh.shows == SUIT) & (forward >= 0)),
        1: (BACK, (mesh.shows == SUIT) & (forward < 0)),
        2: (FACE, (mesh.shows == HEAD) & face),
        3: (PROFILE, (mesh.shows == HEAD) & ~face),
        4: (EYES, mesh.shows == EYE),
        5: (HANDS, mesh.shows == HAND),
    }
    places = np.zeros((*mesh.quads.shape, 2))
    for tile, mine in chosen.values():
        places[mine] = tile.places(corners[mine])
    return places


def face_quads(mesh: Mesh) -> Flags:
    """Which quads are somebody's face: what an audience reads, skin between hairline and chin with the eyes, [quad]."""
    return np.asarray(((mesh.shows == HEAD) & _bare(mesh)) | (mesh.shows == EYE))


def _forward(mesh: Mesh) -> Floats:
    """How far each quad of the template faces ahead, [quad], -1 to 1."""
    corners = mesh.template[mesh.quads]
    facing = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    return np.asarray(facing[:, 0] / np.maximum(np.linalg.norm(facing, axis=1), 1e-12))


def _bare(mesh: Mesh) -> Flags:
    """Quads of a head that face ahead and have no hair on them, [quad]."""
    middle = mesh.template[mesh.quads].mean(axis=1)
    return np.asarray((_forward(mesh) > 0.55) & (hair_depth_m(middle[:, 0], middle[:, 2]) < -0.006))


def paint_figure(outfit: Outfit) -> Image:
    """The picture of a figure in that outfit, [row, column, 3]."""
    picture = np.zeros((HEIGHT_PX, WIDTH_PX, 3), dtype=np.uint8)
    picture[:] = _bytes(outfit.skin)
    FRONT.put(picture, _suit(outfit, front=True))
    BACK.put(picture, _suit(outfit, front=False))
    FACE.put(picture, _face(outfit))
    PROFILE.put(picture, _profile(outfit))
    EYES.put(picture, _eyes())
    return picture


def _suit(outfit: Outfit, *, front: bool) -> Image:
    y, z = FRONT.grid()
    colours = _plain(y, outfit.trousers)
    _brush(colours, z > HEM_M, outfit.jacket)
    _brush(colours, (z > HEM_M) & _PATTERNS[outfit.pattern](np.abs(y), z), outfit.second)
    _brush(colours, (z > HEM_M) & (z < HEM_M + 0.022), _darker(outfit.jacket, 0.8))
    _brush(colours, (np.abs(y) > 0.425) | (z > 0.590), _darker(outfit.jacket, 0.8))
    if outfit.sleeves == "short":
        _brush(colours, np.abs(y) > _SHORT_SLEEVE_M, outfit.skin)
    if front:
        _brush(colours, (np.abs(y) < 0.004) & (z > HEM_M), _darker(outfit.jacket, 0.45))
    _brush(colours, z < SHOE_TOP_M, outfit.shoes)
    _brush(colours, z < -0.803, (0.75, 0.74, 0.72))
    return colours


def _face(outfit: Outfit) -> Image:
    y, z = FACE.grid()
    y = np.abs(y)
    colours = _plain(y, outfit.skin)
    lips = ((y / 0.026) ** 2 + ((z - 0.6645) / np.where(z > 0.6645, 0.008, 0.010)) ** 2) < 1
    _brush(colours, lips, _darker((outfit.skin[0], 0.82 * outfit.skin[1], 0.86 * outfit.skin[2]), 0.85))
    _brush(colours, lips & (np.abs(z - 0.6655) < 0.0008), _darker(outfit.skin, 0.45))
    arch = 0.7500 - 9.0 * (y - 0.034) ** 2
    thick = 0.0026 * np.clip((0.054 - y) / 0.02, 0, 1)
    _brush(colours, (np.abs(z - arch) < thick) & (y > 0.014), _mix_colours(outfit.hair, outfit.skin))
    lids = np.abs(((y - 0.031) / 0.018) ** 2 + ((z - 0.7285) / 0.0085) ** 2 - 1) < 0.12
    _brush(colours, lids & (z > 0.7285), _darker(outfit.skin, 0.35))
    return colours


def _profile(outfit: Outfit) -> Image:
    x, z = PROFILE.grid()
    colours = _plain(x, outfit.skin)
    _brush(colours, hair_depth_m(x, z) > 0, outfit.hair)
    return colours


def _eyes() -> Image:
    y, z = EYES.grid()
    colours = _plain(y, (0.93, 0.92, 0.90))
    off_centre = np.hypot(np.abs(y) - 0.031, z - 0.7284)
    _brush(colours, off_centre < 0.0062, (0.30, 0.22, 0.15))
    _brush(colours, off_centre < 0.0030, (0.03, 0.03, 0.03))
    return colours


def _plain(like: Floats, colour: Colour) -> Image:
    return np.broadcast_to(_bytes(colour), (*like.shape, 3)).copy()


def _brush(colours: Image, where: Flags, colour: Colour) -> None:
    colours[where] = _bytes(colour)


def _bytes(colour: Colour) -> Image:
    return np.asarray(np.round(255 * np.clip(colour, 0, 1)), dtype=np.uint8)


def _mix_colours(one: Colour, other: Colour) -> Colour:
    first, second, third = (0.75 * a + 0.25 * b for a, b in zip(one, other, strict=True))
    return first, second, third


def _darker(colour: Colour, share: float) -> Colour:
    red, green, blue = colour
    return red * share, green * share, blue * share
