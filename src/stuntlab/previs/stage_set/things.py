"""Solid things of a plan's place, by their words: chairs, tables, railings, cars, generators; else a box (all J)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stuntlab.figures.surfaces import PaintedSurface, plain, surface
from stuntlab.plan import Plan
from stuntlab.plan.place import Thing
from stuntlab.previs.stage_set.blocks import beam, box
from stuntlab.previs.stage_set.chairs import chair
from stuntlab.previs.stage_set.piece import PieceSpot, SetPiece
from stuntlab.report.still import Painted

Size = tuple[float, float, float]
_SEAT_SHARE = 0.5  # of a chair's height
_WOOD, _DARK = plain("wood", (0.42, 0.29, 0.19)), plain("dark", (0.13, 0.13, 0.14))
_STEEL, _PAINT = plain("steel", (0.55, 0.57, 0.59)), plain("paint", (0.78, 0.58, 0.14))
_CAR, _GLASS = plain("car", (0.40, 0.12, 0.11)), plain("glass", (0.20, 0.25, 0.29))


def thing_pieces(plan: Plan, ground_m: float) -> list[SetPiece]:
    """Everything the plan's place names, where it stands and as large as the plan says."""
    return [_piece(thing, ground_m) for thing in plan.place.objects]


def _piece(thing: Thing, ground_m: float) -> SetPiece:
    x, y = (length.value for length in thing.at[:2])
    z = thing.at[2].value if len(thing.at) == 3 else ground_m
    usual, look = next(
        ((size, look) for word, (size, look) in _LOOKS.items() if word in thing.what.casefold()), (_SIZE, _block)
    )
    long, wide, high = thing.size or usual
    return SetPiece(thing.what, tuple(look(thing, (long, wide, high))), (PieceSpot(x, y, z),))


def _block(thing: Thing, size: Size) -> list[Painted]:
    return [_at(size, (0, 1), (0, 1), (0, 1), surface(thing.what, otherwise="steel"))]


def _at(
    size: Size, x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], made_of: PaintedSurface
) -> Painted:
    """A box that fills these shares of a thing's own size."""
    low, high = ((size[0] * (x[i] - 0.5), size[1] * (y[i] - 0.5), size[2] * z[i]) for i in (0, 1))
    return box(low, high, made_of)


def _legs(size: Size, top: float, thick: float, made_of: PaintedSurface) -> list[Painted]:
    ends = ((0.0, thick), (1 - thick, 1.0))
    return [_at(size, x, y, (0, top), made_of) for x in ends for y in ends]


def _chair(_: Thing, size: Size) -> list[Painted]:
    return chair(size, _SEAT_SHARE * size[2])


def _table(_: Thing, size: Size) -> list[Painted]:
    return [_at(size, (0, 1), (0, 1), (0.94, 1), _WOOD), *_legs(size, 0.94, 0.06, _WOOD)]


def _railing(_: Thing, size: Size) -> list[Painted]:
    """Posts and two rails along its longer side."""
    long, wide, high = size
    along_x = long >= wide
    reach = max(long, wide) / 2

    def point(along: float, z: float) -> Size:
        return (along, 0.0, z) if along_x else (0.0, along, z)

    posts = max(2, 1 + round(2 * reach / 1.2))
    upright = [-reach + 2 * reach * number / (posts - 1) for number in range(posts)]
    bar = (0.05, 0.05)
    rails = [beam(point(-reach, z), point(reach, z), bar, _STEEL) for z in (high - 0.025, high / 2)]
    return rails + [beam(point(along, 0.0), point(along, high), bar, _STEEL) for along in upright]


def _car(_: Thing, size: Size) -> list[Painted]:
    """It points along its longer side."""
    long_x = size[0] >= size[1]

    def part(
        along: tuple[float, float], aside: tuple[float, float], z: tuple[float, float], what: PaintedSurface
    ) -> Painted:
        return _at(size, along, aside, z, what) if long_x else _at(size, aside, along, z, what)

    body, cabin = part((0, 1), (0, 1), (0.18, 0.60), _CAR), part((0.20, 0.76), (0.06, 0.94), (0.60, 0.95), _GLASS)
    roof = part((0.24, 0.72), (0.08, 0.92), (0.95, 1), _CAR)
    wheels = [
        part(along, aside, (0, 0.36), _DARK)
        for along in ((0.10, 0.25), (0.74, 0.89))
        for aside in ((0, 0.12), (0.88, 1))
    ]
    return [body, cabin, roof, *wheels]


def _generator(_: Thing, size: Size) -> list[Painted]:
    """A housing on a frame, with a grille and a pipe."""
    housing, frame = (
        _at(size, (0, 1), (0, 1), (0.12, 0.94), _PAINT),
        _at(size, (0.03, 0.97), (0.03, 0.97), (0, 0.12), _DARK),
    )
    grille = _at(size, (0.15, 0.50), (-0.01, 1.01), (0.3, 0.8), _DARK)
    return [housing, frame, grille, _at(size, (0.80, 0.88), (0.45, 0.57), (0.94, 1), _DARK)]


_SIZE: Size = (0.6, 0.6, 0.6)
_LOOKS: Mapping[str, tuple[Size, Callable[[Thing, Size], list[Painted]]]] = {
    "chair": ((0.45, 0.45, 0.90), _chair),
    "table": ((1.2, 0.8, 0.75), _table),
    "railing": ((2.0, 0.05, 1.1), _railing),
    "car": ((4.4, 1.8, 1.5), _car),
    "generator": ((1.5, 1.0, 1.2), _generator),
}
"""A word of the plan, the size of such a thing where the plan gives none, and how it is built."""
