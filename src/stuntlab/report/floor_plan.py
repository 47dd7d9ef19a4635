"""A plan view of a strike as SVG: people, line, cones of the cameras, zones, and where each lens sells."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, cos, degrees, sin
from textwrap import wrap
from xml.sax.saxutils import escape

from stuntlab.camera.advice import above
from stuntlab.camera.floor_map import (
    Cone,
    FloorMap,
    FloorPosition,
    FloorRegion,
    FloorShape,
    OtherStrike,
    Point,
    ReachedGround,
)
from stuntlab.report.bands import BAND_COLOURS, band_words
from stuntlab.report.line_breaks import GLUE, glue_numbers
from stuntlab.units import Dimension, unit_factor
from stuntlab.units.counting import agreeing
from stuntlab.units.sentences import US, in_units
from stuntlab.verdict.words import chance, of_takes, the

SIDE_PX = 820
MARGIN_PX = 20
LEGEND_PX = 330
_LENS_COLOURS = ("#7b3294", "#4a5568", "#1a7f64", "#2b6cb0", "#b7791f", "#9b2c4b", "#553c9a", "#c05621")
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "12 4", "4 4", "1 4", "14 3 3 3")
"""Lenses are told apart without colour too: by the dashes of their outline and the number in it."""

_FOOT_M, _FEET_APART = unit_factor(Dimension.LENGTH, "ft"), 3
_TITLE_LETTERS, _LINE_LETTERS = 34, 46
"""Letters of a title and of a line that fit the legend."""

_LEAST_NAMED_PX, _HALF_NAME_PX = 20, 24
"""A smaller outline has no name on the floor; half of how wide a name is."""

_ANY_LENS = "#e6efe2"
_SELLS, _SHOWS, _DANGER = "#1d6f42", "#b3261e", "#c53030"
_STYLE = (
    "text{font-family:Helvetica,Arial,sans-serif;font-size:13px;fill:#222}.small{font-size:11px;fill:#555}"
    ".title{font-size:17px;font-weight:bold}.mid{text-anchor:middle}"
    ".halo{paint-order:stroke;stroke:#fff;stroke-width:3px}"
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
        which = (number - 1) % len(_LENS_COLOURS)
        yield _region(paper, region, _LENS_COLOURS[which], _DASHES[which])
    yield from _grid_lines(paper, map_)
    for shape in map_.shapes:
        yield from _shape(paper, shape)
    for region in map_.regions[1:]:
        yield from _names(paper, region)
    for zone in map_.zones:
        yield from _zone(paper, zone)
    yield from (_cone(paper, cone) for cone in map_.cones)
    for other in map_.others:
        yield from _other_strike(paper, other)
    yield _line_of_strike(paper, map_)
    for person in (*map_.about, *map_.people):
        yield from _person(paper, person)
    for cone in map_.cones:
        yield from _camera(paper, cone)
    yield "</g>"


def _region(paper: _Paper, region: FloorRegion, colour: str, dashes: str) -> str:
    paths = []
    for outline in region.rings:
        for ring in outline:
            points = " L".join("{},{}".format(*paper.at((x, y))) for x, y in ring)
            paths.append(f"M{points} Z")
    if region.lens_mm is None:
        return f'<path d="{" ".join(paths)}" fill="{_ANY_LENS}" fill-rule="evenodd"/>'
    return (
        f'<path d="{" ".join(paths)}" fill="{colour}" fill-opacity="0.12" stroke="{colour}" stroke-width="1.8" '
        f'stroke-dasharray="{dashes}" fill-rule="evenodd"/>'
    )


def _names(paper: _Paper, region: FloorRegion) -> Iterator[str]:
    """The lens, written in the middle of each of its outlines that is large enough for it to be found there."""
    for outline in region.rings:
        low, high = outline[0].min(axis=0), outline[0].max(axis=0)
        if float((high - low).max()) * paper.scale < _LEAST_NAMED_PX:
            continue
        x, y = paper.at((float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2))
        x = min(max(x, MARGIN_PX + _HALF_NAME_PX), MARGIN_PX + SIDE_PX - _HALF_NAME_PX)
        yield f'<text class="small mid halo" x="{x}" y="{y + 4}">{region.lens_mm:g} mm</text>'


def _grid_lines(paper: _Paper, map_: FloorMap) -> Iterator[str]:
    """A faint grid in the unit of the plan, metres or yards of three feet, and a bar of one step."""
    step_m = _FEET_APART * _FOOT_M if map_.feet else 1.0
    count = int(map_.half_m / step_m) + 1
    (low_x, low_y), (high_x, high_y) = (
        tuple(middle + sign * map_.half_m for middle in map_.centre) for sign in (-1, 1)
    )
    for number in range(-count, count + 1):
        x, y = ((round(middle / step_m) + number) * step_m for middle in map_.centre)
        for ends in (((x, low_y), (x, high_y)), ((low_x, y), (high_x, y))):
            (x1, y1), (x2, y2) = (paper.at(end) for end in ends)
            yield f'<path d="M{x1},{y1} L{x2},{y2}" stroke="#000" stroke-opacity="0.10"/>'
    x, y = MARGIN_PX + 14, MARGIN_PX + 30 + SIDE_PX - 14
    yield f'<path d="M{x},{y} h{paper.scale * step_m:.1f}" stroke="#222" stroke-width="3"/>'
    words = f"{_FEET_APART} ft" if map_.feet else "1 m"
    yield f'<text class="small" x="{x}" y="{y - 6}">{words}, as between lines of the grid</text>'


def _shape(paper: _Paper, shape: FloorShape) -> Iterator[str]:
    """A wall or a thing, hatched by its outline, with its name."""
    corners = [paper.at(corner) for corner in shape.corners]
    points = " ".join("{},{}".format(*corner) for corner in corners)
    yield f'<polygon points="{points}" fill="#8a8a8a" fill-opacity="0.6" stroke="#000" stroke-width="1.5"/>'
    x, y = (sum(part) / len(corners) for part in zip(*corners, strict=True))
    yield f'<text class="mid halo" x="{x:.1f}" y="{y + 4:.1f}">{escape(shape.name)}</text>'


def _other_strike(paper: _Paper, other: OtherStrike) -> Iterator[str]:
    """A thin arrow with its name: where another strike of the plan comes from and is aimed at."""
    (x1, y1), (x2, y2) = paper.at(other.comes_from), paper.at(other.struck_at)
    yield f'<path d="M{x1},{y1} L{x2},{y2}" stroke="#555" stroke-width="1.5" stroke-dasharray="2 3"/>'
    yield f'<circle cx="{x2}" cy="{y2}" r="3.5" fill="#fff" stroke="#555" stroke-width="1.5"/>'
    yield f'<circle cx="{x1}" cy="{y1}" r="2.5" fill="#555"/>'


def _zone(paper: _Paper, zone: ReachedGround) -> Iterator[str]:
    """Coloured by the seconds there are, and the circle round a disc."""
    said = f"<title>{escape(zone.reason)}</title>"
    yield '<g fill-opacity="0.3" shape-rendering="crispEdges">'
    for band, corners in zone.strips:
        points = " ".join("{},{}".format(*paper.at(corner)) for corner in corners)
        yield f'<polygon points="{points}" fill="{BAND_COLOURS[band]}">{said}</polygon>'
    yield "</g>"
    if zone.outline is not None:
        (x, y), radius = paper.at(zone.outline.at), zone.outline.radius_m * paper.scale
        yield f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="none" stroke="{_DANGER}" stroke-dasharray="5 4"/>'


def _cone(paper: _Paper, cone: Cone) -> str:
    reach = 1.25 * cone.reach_m
    ends = [(cone.at[0] + reach * cos(edge), cone.at[1] + reach * sin(edge)) for edge in cone.edges_rad]
    points = " ".join("{},{}".format(*paper.at(point)) for point in (cone.at, *ends))
    colour = _SELLS if cone.sells else _SHOWS
    return f'<polygon points="{points}" fill="{colour}" fill-opacity="0.08" stroke="{colour}" stroke-width="0.8"/>'


def _camera(paper: _Paper, cone: Cone) -> Iterator[str]:
    """Full where it sells, hollow where it does not, so that grey paper tells them apart."""
    x, y = paper.at(cone.at)
    colour, letters = (_SELLS, "#fff") if cone.sells else (_SHOWS, _SHOWS)
    fill = colour if cone.sells else "#fff"
    yield f'<circle cx="{x}" cy="{y}" r="11" fill="{fill}" stroke="{colour}" stroke-width="2.5"/>'
    name = escape(cone.name[:2])
    yield f'<text class="mid" x="{x}" y="{y + 4.5}" style="fill:{letters};font-weight:bold">{name}</text>'


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
    yield f'<text class="mid halo" x="{x}" y="{y + breadth + 15:.1f}">{escape(person.name)}</text>'


def _legend(map_: FloorMap) -> Iterator[str]:
    x, y = SIDE_PX + 2 * MARGIN_PX, MARGIN_PX + 46.0
    title = f"Where {the(map_.gag)} sells in {of_takes(chance(map_.sells_from))}"
    for line in _wrap(title, _TITLE_LETTERS):
        yield _text(x, y, escape(line), "title")
        y += 21
    yield _key(x, y - 8, _ANY_LENS, 1.0, "gap hidden, strike seen, reaction in time: any lens")
    y += 28
    yield _text(x, y, f"and the picture is {_span(map_)} wide on {escape(map_.sensor)}:", "small")
    for number, region in enumerate(map_.regions[1:]):
        y += 20
        none = "" if region.rings else ": nowhere on this floor"
        which = number % len(_LENS_COLOURS)
        yield _key(x, y, _LENS_COLOURS[which], 0.25, f"{region.lens_mm:g} mm{none}", _DASHES[which])
    spans = {band: tuple(band_words(zone.bands_s))[band] for zone in map_.zones for band, _ in zone.strips}
    for band, words in sorted(spans.items()):
        y += 20
        yield _key(x, y, BAND_COLOURS[band], 0.3, f"a body {words}")
    y += 36
    for line, kind in _legend_lines(map_):
        for part in _wrap(in_units(line, US) if map_.feet else line, _LINE_LETTERS):
            yield _text(x, y, escape(part), kind)
            y += 18


def _legend_lines(map_: FloorMap) -> Iterator[tuple[str, str]]:
    for cone in map_.cones:
        said = "sells, full circle" if cone.sells else "does not sell, hollow circle"
        high = above(cone.above_m).removeprefix(", ")
        yield f"camera {cone.name}: {said} ({of_takes(chance(cone.share))}){f'; {high}' if high else ''}", ""
    for zone in map_.zones:
        drawn = "dashed circle" if zone.outline else "coloured ground"
        yield f"{drawn}: {zone.reason}", "small"
    if map_.others:
        labels = ", ".join(other.label for other in map_.others)
        yield f"{agreeing(len(map_.others), 'dotted line', 'dotted lines')}: {labels}", "small"
    yield f"Cameras at rest, lens height {map_.height_m:.2f} m (that of the strike).", "small"


def _wrap(words: str, letters: int) -> list[str]:
    return [line.replace(GLUE, " ") for line in wrap(glue_numbers(words), letters)]


def _span(map_: FloorMap) -> str:
    return "5 to 10 ft" if map_.feet else "1.5 to 3 m"


def _key(x: float, y: float, colour: str, opacity: float, words: str, dashes: str = "") -> str:
    return (
        f'<rect x="{x}" y="{y}" width="16" height="12" fill="{colour}" fill-opacity="{opacity}" stroke="{colour}" '
        f'stroke-width="1.8" stroke-dasharray="{dashes}"/>'
        f'<text class="small" x="{x + 24}" y="{y + 10}">{escape(words)}</text>'
    )


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{words}</text>'
