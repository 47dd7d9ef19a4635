"""A plan view of a strike as SVG: people, line, cones of the cameras, zones, and where each lens sells."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, cos, degrees, sin
from xml.sax.saxutils import escape

from stuntlab.camera.advice import above
from stuntlab.camera.floor_map import Cone, Disc, FloorMap, FloorPosition, FloorRegion, Point
from stuntlab.verdict.words import chance, of_takes

SIDE_PX = 820
MARGIN_PX = 20
LEGEND_PX = 330
_LENS_COLOURS = ("#7b3294", "#4a5568", "#1a7f64", "#2b6cb0", "#b7791f", "#9b2c4b", "#553c9a", "#c05621")
_ANY_LENS = "#e6efe2"
_SELLS, _SHOWS, _DANGER = "#1d6f42", "#b3261e", "#c53030"
_STYLE = (
    "text{font-family:Helvetica,Arial,sans-serif;font-size:13px;fill:#222}.small{font-size:11px;fill:#555}"
    ".title{font-size:17px;font-weight:bold}.mid{text-anchor:middle}"
)


def floor_plan_svg(map_: FloorMap) -> str:
    """The picture as one SVG document."""
    width, height = SIDE_PX + LEGEND_PX + 3 * MARGIN_PX, SIDE_PX + 2 * MARGIN_PX + 30
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}">',
            f"<style>{_STYLE}</style>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *_floor(map_),
            *_legend(map_),
            "</svg>\n",
        ]
    )


class _Paper:
    """From metres on the set to pixels."""

    def __init__(self, map_: FloorMap) -> None:
        self.scale = SIDE_PX / (2 * map_.half_m)
        self.left, self.bottom = map_.centre[0] - map_.half_m, map_.centre[1] - map_.half_m

    def at(self, point: Point) -> tuple[float, float]:
        x = MARGIN_PX + (point[0] - self.left) * self.scale
        return round(x, 1), round(MARGIN_PX + 30 + SIDE_PX - (point[1] - self.bottom) * self.scale, 1)


def _floor(map_: FloorMap) -> Iterator[str]:
    paper = _Paper(map_)
    yield f'<text class="title" x="{MARGIN_PX}" y="{MARGIN_PX + 12}">{escape(map_.title)}: {escape(map_.gag)}</text>'
    square = f'<rect x="{MARGIN_PX}" y="{MARGIN_PX + 30}" width="{SIDE_PX}" height="{SIDE_PX}"'
    yield f'<clipPath id="floor">{square}/></clipPath><g clip-path="url(#floor)">{square} fill="#f7f7f5"/>'
    for number, region in enumerate(map_.regions):
        yield _region(paper, region, _LENS_COLOURS[(number - 1) % len(_LENS_COLOURS)])
    yield from _metres(paper, map_)
    for region in map_.regions[1:]:
        yield from _names(paper, region)
    yield from (_zone(paper, zone) for zone in map_.zones)
    yield from (_cone(paper, cone) for cone in map_.cones)
    yield _line_of_strike(paper, map_)
    for person in map_.people:
        yield from _person(paper, person)
    for cone in map_.cones:
        yield from _camera(paper, cone)
    yield "</g>"


def _region(paper: _Paper, region: FloorRegion, colour: str) -> str:
    paths = []
    for outline in region.rings:
        for ring in outline:
            points = " L".join("{},{}".format(*paper.at((x, y))) for x, y in ring)
            paths.append(f"M{points} Z")
    if region.lens_mm is None:
        return f'<path d="{" ".join(paths)}" fill="{_ANY_LENS}" fill-rule="evenodd"/>'
    return (
        f'<path d="{" ".join(paths)}" fill="{colour}" fill-opacity="0.16" stroke="{colour}" stroke-width="1.2" '
        'fill-rule="evenodd"/>'
    )


def _names(paper: _Paper, region: FloorRegion) -> Iterator[str]:
    """The lens, written in the middle of each of its outlines."""
    for outline in region.rings:
        low, high = outline[0].min(axis=0), outline[0].max(axis=0)
        x, y = paper.at((float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2))
        yield f'<text class="small mid" x="{x}" y="{y + 4}">{region.lens_mm:g} mm</text>'


def _metres(paper: _Paper, map_: FloorMap) -> Iterator[str]:
    """A faint grid, and a bar of one metre."""
    first, last = int(-map_.half_m) - 1, int(map_.half_m) + 1
    for step in range(first, last + 1):
        x = round(map_.centre[0]) + step
        y = round(map_.centre[1]) + step
        (x1, y1), (x2, y2) = paper.at((x, map_.centre[1] - map_.half_m)), paper.at((x, map_.centre[1] + map_.half_m))
        yield f'<path d="M{x1},{y1} L{x2},{y2}" stroke="#000" stroke-opacity="0.06"/>'
        (x1, y1), (x2, y2) = paper.at((map_.centre[0] - map_.half_m, y)), paper.at((map_.centre[0] + map_.half_m, y))
        yield f'<path d="M{x1},{y1} L{x2},{y2}" stroke="#000" stroke-opacity="0.06"/>'
    x, y = MARGIN_PX + 14, MARGIN_PX + 30 + SIDE_PX - 14
    yield f'<path d="M{x},{y} h{paper.scale:.1f}" stroke="#222" stroke-width="3"/>'
    yield f'<text class="small" x="{x}" y="{y - 6}">1 m</text>'


def _zone(paper: _Paper, zone: Disc) -> str:
    x, y = paper.at(zone.at)
    return (
        f'<circle cx="{x}" cy="{y}" r="{zone.radius_m * paper.scale:.1f}" fill="{_DANGER}" fill-opacity="0.05" '
        f'stroke="{_DANGER}" stroke-dasharray="5 4"><title>{escape(zone.reason)}</title></circle>'
    )


def _cone(paper: _Paper, cone: Cone) -> str:
    reach = 1.25 * cone.reach_m
    ends = [(cone.at[0] + reach * cos(edge), cone.at[1] + reach * sin(edge)) for edge in cone.edges_rad]
    points = " ".join("{},{}".format(*paper.at(point)) for point in (cone.at, *ends))
    colour = _SELLS if cone.sells else _SHOWS
    return f'<polygon points="{points}" fill="{colour}" fill-opacity="0.08" stroke="{colour}" stroke-width="0.8"/>'


def _camera(paper: _Paper, cone: Cone) -> Iterator[str]:
    x, y = paper.at(cone.at)
    colour = _SELLS if cone.sells else _SHOWS
    yield f'<circle cx="{x}" cy="{y}" r="11" fill="{colour}"/>'
    yield f'<text class="mid" x="{x}" y="{y + 4.5}" style="fill:#fff;font-weight:bold">{escape(cone.name[:2])}</text>'


def _line_of_strike(paper: _Paper, map_: FloorMap) -> str:
    (x1, y1), (x2, y2) = (paper.at(person.at) for person in map_.people)
    tip, struck = paper.at(map_.tip), paper.at(map_.struck_at)
    return (
        f'<path d="M{x2},{y2} L{tip[0]},{tip[1]}" stroke="#222" stroke-width="5" stroke-linecap="round"/>'
        f'<path d="M{x1},{y1} L{x2},{y2}" stroke="#222" stroke-width="1" stroke-dasharray="3 3"/>'
        f'<path d="M{tip[0]},{tip[1]} L{struck[0]},{struck[1]}" stroke="{_DANGER}" stroke-width="2"/>'
    )


def _person(paper: _Paper, person: FloorPosition) -> Iterator[str]:
    x, y = paper.at(person.at)
    turn = -degrees(atan2(person.faces[1], person.faces[0]))
    depth, breadth = max(person.half_depth_m * paper.scale, 4.0), max(person.half_breadth_m * paper.scale, 6.0)
    yield (
        f'<ellipse rx="{depth:.1f}" ry="{breadth:.1f}" transform="translate({x},{y}) rotate({turn:.1f})" '
        'fill="#3b4252" stroke="#fff"/>'
    )
    yield f'<text class="mid" x="{x}" y="{y + breadth + 15:.1f}">{escape(person.name)}</text>'


def _legend(map_: FloorMap) -> Iterator[str]:
    x, y = SIDE_PX + 2 * MARGIN_PX, MARGIN_PX + 46
    yield _text(x, y, f"Where {map_.gag} sells in {of_takes(chance(map_.sells_from))}", "title")
    yield _key(x, y + 18, _ANY_LENS, 1.0, "gap hidden, reaction in time: any lens long enough")
    y += 54
    yield _text(x, y, f"and the picture is 1.5 to 3 m wide on {map_.sensor}:", "small")
    for number, region in enumerate(map_.regions[1:]):
        y += 20
        none = "" if region.rings else ": nowhere on this floor"
        yield _key(x, y, _LENS_COLOURS[number % len(_LENS_COLOURS)], 0.35, f"{region.lens_mm:g} mm{none}")
    y += 36
    for cone in map_.cones:
        said = "sells" if cone.sells else "does not sell"
        yield _text(x, y, f"camera {escape(cone.name)}: {said}, sells in {of_takes(chance(cone.share))}", "")
        y += 20
        if height := above(cone.above_m).removeprefix(", "):
            yield _text(x + 24, y - 4, height, "small")
            y += 17
    for zone in map_.zones:
        yield _text(x, y, f"red circle: {escape(zone.reason)}", "small")
        y += 17
    yield _text(x, y + 6, f"Cameras at rest, lens height {map_.height_m:.2f} m (that of the strike).", "small")


def _key(x: float, y: float, colour: str, opacity: float, words: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="16" height="12" fill="{colour}" fill-opacity="{opacity}" stroke="{colour}"/>'
        f'<text class="small" x="{x + 24}" y="{y + 10}">{escape(words)}</text>'
    )


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{words}</text>'
