"""The set from above in black and white: who stands where, what nobody else may stand on."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from xml.sax.saxutils import escape

from stuntlab.units import Dimension, unit_factor

Spot = tuple[float, float]
"""A place on the floor, m."""


@dataclass(frozen=True, slots=True)
class SpotOnMap:
    """Somebody or something at a place. sort: person, camera or thing."""

    name: str
    at: Spot
    sort: str


@dataclass(frozen=True, slots=True)
class MapOfSet:
    """What is drawn, on one floor in metres.

    discs: why nobody may stand there, middle, radius. cells: ground that something reaches: which of `HATCHED_AS` it
    is drawn as, low corner and high corner. ways: a line from its first to its last corner. shapes: name and corners of
    walls, catchers and things. told: sentences on the zones. feet: whether the bar is in feet.
    """

    title: str
    spots: tuple[SpotOnMap, ...] = ()
    discs: tuple[tuple[str, Spot, float], ...] = ()
    cells: tuple[tuple[int, Spot, Spot], ...] = ()
    ways: tuple[tuple[Spot, ...], ...] = ()
    shapes: tuple[tuple[str, tuple[Spot, ...]], ...] = ()
    told: tuple[str, ...] = ()
    feet: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing with a place."""
        return not (self.spots or self.discs or self.cells or self.ways or self.shapes)


_WIDTH, _HEIGHT, _MARGIN = 500.0, 320.0, 30.0
_LETTER_PX = 8.6
_STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_STYLE = (
    "text{font-family:'DejaVu Sans';font-size:15px;fill:#000}.n{font-size:13px;font-weight:bold;text-anchor:middle}"
    ".halo{paint-order:stroke;stroke:#fff;stroke-width:4px}"
)
HATCHED_AS = ("crossed", "hatched", "hatched wide", "dotted")
"""How ground is drawn, from the fewest seconds to the most."""

_TILT = 'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
_HATCH = (
    f'<pattern id="h0" width="7" height="7" {_TILT}><path d="M0,0 V7 M0,0 H7" stroke="#000" stroke-width="1.8"/>'
    f'</pattern><pattern id="h1" width="9" height="9" {_TILT}><path d="M0,0 V9" stroke="#000" stroke-width="1.6"/>'
    f'</pattern><pattern id="h2" width="16" height="16" {_TILT}><path d="M0,0 V16" stroke="#000" stroke-width="1.4"/>'
    f'</pattern><pattern id="h3" width="12" height="12" {_TILT}><circle cx="6" cy="6" r="1.1"/></pattern>'
)


class _Floor:
    """From metres to the picture, with everything inside and the same scale both ways."""

    def __init__(self, map_: MapOfSet) -> None:
        xs, ys = zip(*_all_spots(map_), strict=True)
        wide, high = max(max(xs) - min(xs), 2.0), max(max(ys) - min(ys), 2.0)
        self.scale = min((_WIDTH - 2 * _MARGIN) / wide, (_HEIGHT - 2 * _MARGIN) / high)
        self.middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)

    def at(self, spot: Spot) -> tuple[float, float]:
        x = _WIDTH / 2 + (spot[0] - self.middle[0]) * self.scale
        return round(x, 1), round(_HEIGHT / 2 - (spot[1] - self.middle[1]) * self.scale, 1)


def _all_spots(map_: MapOfSet) -> Iterator[Spot]:
    yield from (spot.at for spot in map_.spots)
    for _, (x, y), radius in map_.discs:
        yield from ((x - radius, y - radius), (x + radius, y + radius))
    for _, low, high in map_.cells:
        yield from (low, high)
    for corners in (*map_.ways, *(corners for _, corners in map_.shapes)):
        yield from corners


def key_of_map(map_: MapOfSet) -> tuple[str, ...]:
    """What the numbers on the map stand for."""
    return tuple(f"{number} {spot.name}" for number, spot in enumerate(map_.spots, start=1))


def map_svg(map_: MapOfSet) -> str:
    """The picture as one SVG document. Places are numbered; `key_of_map` has the names."""
    floor = _Floor(map_)
    places = _places_of(map_.spots, floor)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH:g}" height="{_HEIGHT:g}" '
            f'viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}">',
            f"<style>{_STYLE}</style><defs>{_HATCH}</defs>",
            f'<rect width="{_WIDTH:g}" height="{_HEIGHT:g}" fill="#fff" stroke="#000" stroke-width="1.5"/>',
            *_grounds(map_, floor),
            *_things(map_, floor),
            *_spots(map_.spots, places),
            *_names(map_, floor, places),
            *_bar(map_, floor),
            "</svg>\n",
        ]
    )


def _grounds(map_: MapOfSet, floor: _Floor) -> Iterator[str]:
    for band, low, high in map_.cells:
        (x1, y2), (x2, y1) = floor.at(low), floor.at(high)
        yield f'<rect x="{x1}" y="{y1}" width="{x2 - x1:.1f}" height="{y2 - y1:.1f}" fill="url(#h{band})"/>'
    for _, middle, radius in map_.discs:
        x, y = floor.at(middle)
        yield (
            f'<circle cx="{x}" cy="{y}" r="{radius * floor.scale:.1f}" fill="url(#h1)" fill-opacity="0.55" '
            'stroke="#000" stroke-width="2.2" stroke-dasharray="9 5"/>'
        )


def _things(map_: MapOfSet, floor: _Floor) -> Iterator[str]:
    for _, corners in map_.shapes:
        points = [floor.at(corner) for corner in corners]
        listed = " ".join(f"{x},{y}" for x, y in points)
        yield f'<polygon points="{listed}" fill="#fff" fill-opacity="0.75" stroke="#000" stroke-width="2"/>'
    for way in map_.ways:
        line = " L".join("{},{}".format(*floor.at(corner)) for corner in way)
        yield f'<path d="M{line}" fill="none" stroke="#000" stroke-width="3.5"/>'
        (x1, y1), (x2, y2) = floor.at(way[-2]), floor.at(way[-1])
        yield _arrow((x1, y1), (x1 + 0.62 * (x2 - x1), y1 + 0.62 * (y2 - y1)))


def _arrow(before: tuple[float, float], end: tuple[float, float]) -> str:
    dx, dy = end[0] - before[0], end[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = 14 * dx / length, 14 * dy / length
    left, right = (end[0] - ux - uy / 2, end[1] - uy + ux / 2), (end[0] - ux + uy / 2, end[1] - uy - ux / 2)
    return '<polygon points="{:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f}"/>'.format(*end, *left, *right)


def _places_of(spots: Iterable[SpotOnMap], floor: _Floor) -> list[Spot]:
    """Where the mark of each spot is drawn, px: beside those that are there already."""
    taken: list[Spot] = []
    for spot in spots:
        taken.append(_free(floor.at(spot.at), taken))
    return taken


def _spots(spots: Iterable[SpotOnMap], places: Iterable[Spot]) -> Iterator[str]:
    for number, (spot, (x, y)) in enumerate(zip(spots, places, strict=True), start=1):
        dark = spot.sort == "person"
        ink = ' fill="#fff" style="fill:#fff"' if dark else ""
        if spot.sort == "camera":
            yield (
                f'<polygon points="{x - 15},{y + 11} {x + 15},{y + 11} {x},{y - 16}" fill="#fff" stroke="#000" '
                'stroke-width="2"/>'
            )
        elif spot.sort == "thing":
            yield f'<rect x="{x - 11}" y="{y - 11}" width="22" height="22" fill="#fff" stroke="#000" stroke-width="2"/>'
        else:
            yield f'<circle cx="{x}" cy="{y}" r="12" fill="#000" stroke="#fff" stroke-width="2"/>'
        yield f'<text class="n" x="{x}" y="{y + 5 + 3 * (spot.sort == "camera")}"{ink}>{number}</text>'


def _free(at: Spot, taken: Sequence[Spot]) -> Spot:
    """A place for a number beside those that are there already."""
    x, y = at
    for _ in taken:
        beside = [other for other in taken if abs(other[0] - x) < 26 and abs(other[1] - y) < 26]
        if not beside:
            break
        x = round(max(other_x for other_x, _ in beside) + 27, 1)
    return min(max(x, 18.0), _WIDTH - 18), min(max(y, 18.0), _HEIGHT - 18)


def _names(map_: MapOfSet, floor: _Floor, places: Sequence[Spot]) -> Iterator[str]:
    """The names of things, each where it covers no mark, way or other name; what has a number has it in the key."""
    numbered = {spot.name.removeprefix("the ") for spot in map_.spots}
    taken = [(x - 16.0, y - 18.0, x + 16.0, y + 14.0) for x, y in places]
    taken += [(x - 4.0, y - 4.0, x + 4.0, y + 4.0) for way in map_.ways for x, y in _along(way, floor)]
    taken.append((0.0, _HEIGHT - 40.0, 120.0, _HEIGHT))  # the bar
    for name, corners in map_.shapes:
        if name in numbered:
            continue
        half = _LETTER_PX * len(name) / 2
        boxes = [_box(x, y, half) for x, y in _beside([floor.at(corner) for corner in corners], half)]
        box = min(boxes, key=lambda one: sum(_overlap(one, other) for other in taken))
        taken.append(box)
        x, y = (box[0] + box[2]) / 2, box[3] - 4.0
        yield f'<text class="halo" text-anchor="middle" x="{x:.1f}" y="{y:.1f}">{escape(name)}</text>'


def _along(way: Sequence[Spot], floor: _Floor) -> Iterator[Spot]:
    """Points of a way, 8 px apart."""
    for first, second in itertools.pairwise(floor.at(corner) for corner in way):
        steps = max(int(hypot(second[0] - first[0], second[1] - first[1]) / 8), 1)
        for step in range(steps + 1):
            share = step / steps
            yield first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])


def _beside(points: Sequence[Spot], half: float) -> Iterator[Spot]:
    """Where the middle of a name may lie: under and over a thing and beside it, the nearest first."""
    xs, ys = zip(*points, strict=True)
    middles = [sum(xs) / len(xs), min(xs) + half, max(xs) - half]
    for off in (11.0, 28.0, 46.0, 64.0):
        for x in middles:
            yield x, max(ys) + off
            yield x, min(ys) - off
    for x in (min(xs) - half - 8.0, max(xs) + half + 8.0):
        yield x, sum(ys) / len(ys)


def _box(x: float, y: float, half: float) -> tuple[float, float, float, float]:
    """Of a name, inside the picture: left, top, right, foot."""
    x, y = min(max(x, half + 4.0), _WIDTH - half - 4.0), min(max(y, 12.0), _HEIGHT - 12.0)
    return x - half, y - 9.0, x + half, y + 9.0


def _overlap(first: tuple[float, float, float, float], second: tuple[float, float, float, float]) -> float:
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    return max(wide, 0.0) * max(high, 0.0)


def _bar(map_: MapOfSet, floor: _Floor) -> Iterator[str]:
    unit, name = (unit_factor(Dimension.LENGTH, "ft"), "ft") if map_.feet else (1.0, "m")
    step = next((step for step in _STEPS if step * unit * floor.scale >= 45), _STEPS[-1])
    x, y = 14.0, _HEIGHT - 14
    yield f'<path d="M{x},{y} h{step * unit * floor.scale:.1f}" stroke="#000" stroke-width="4"/>'
    yield f'<text class="halo" x="{x}" y="{y - 8}">{step:g} {name}</text>'
