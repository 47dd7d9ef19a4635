"""The ground that a vehicle may reach, from above: seconds as colours and hatches, who is on it, and the ways out."""

from __future__ import annotations

from io import BytesIO
from math import isfinite
from pathlib import Path as FilePath

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from stuntlab.datasets import Floats
from stuntlab.datasets.vehicles import GroundPicture, OneOnGround, VehicleOnGround
from stuntlab.report.bands import BAND_COLOURS, band_words
from stuntlab.report.landing_plot import count_feet, write_figure
from stuntlab.units import Dimension, unit_factor
from stuntlab.units.sentences import US, in_units
from stuntlab.verdict.words import amount

_SIZE_IN = (13.0, 10.0)
_HATCHES = ("xxxx", "////", "...", "")
"""Seconds are told apart without colour too."""

_PERSON, _CAMERA, _THING, _HELD = "#053061", "#5E3C99", "#4D4D4D", "#1B7837"
_NOTE = (
    "Computed: reduced runs of every branch. Seconds: the least from the moment a run is lost until it is there.\n"
    "An arrow is the nearest ground that is not reached; things and barriers on the way there are not gone round."
)
_WHITE = {"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.85, "linewidth": 0}
_MARGIN = 0.06
_FOOT_M = unit_factor(Dimension.LENGTH, "ft")
_FEET_APART = (5, 10, 20, 50, 100, 200, 500)
_MARKS_ON_AN_AXIS = 9


def save_ground(picture: GroundPicture, path: FilePath, *, feet: bool = False) -> None:
    """One figure, PNG or SVG. feet: in feet, not in metres. Raises: UserError for a file that cannot be written."""
    write_figure(_drawn(picture, feet=feet), path)


def ground_svg(picture: GroundPicture, *, feet: bool = False) -> str:
    """The same figure as the text of an SVG."""
    image = BytesIO()
    _drawn(picture, feet=feet).savefig(image, format="svg")
    return image.getvalue().decode()


def _drawn(picture: GroundPicture, *, feet: bool) -> Figure:
    figure = Figure(figsize=_SIZE_IN, layout="constrained")
    axes = figure.add_subplot()
    _cells(axes, picture)
    _way(axes, picture)
    for vehicle in picture.vehicles:
        _vehicle(axes, vehicle)
    for number, (name, ends, holds) in enumerate(picture.barriers):
        said = "barrier with a test" if holds else "barrier that nobody says a test of: it counts as none"
        style = "-" if holds else ":"
        axes.plot(ends[:, 0], ends[:, 1], color=_HELD, linewidth=5.0, linestyle=style, label=None if number else said)
        axes.annotate(name, (float(ends[:, 0].mean()), float(ends[:, 1].mean())), bbox=_WHITE, fontsize=9, ha="center")
    for one in picture.people:
        _one(axes, one, feet=feet)
    low, high = _around(picture)
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    unit = "ft" if feet else "m"
    axes.set(xlabel=f"x on the set, {unit}", ylabel=f"y on the set, {unit}")
    if feet:
        apart = next((step for step in _FEET_APART if max(high - low) / _FOOT_M / step < _MARKS_ON_AN_AXIS), 1000)
        for axis in (axes.xaxis, axes.yaxis):
            count_feet(axis, apart)
    axes.set_title(f"{picture.title}: the ground that {picture.car} may reach\n{_NOTE}", loc="left", fontsize=10)
    handles, labels = _entries(axes)
    figure.legend(handles, labels, loc="outside lower left", ncols=3, frameon=False, fontsize=9)
    return figure


def _entries(axes: Axes) -> tuple[list[Artist], list[str]]:
    """Each entry of the legend once."""
    handles, labels = axes.get_legend_handles_labels()
    kept = dict(zip(labels, handles, strict=True))
    return list(kept.values()), list(kept)


def _cells(axes: Axes, picture: GroundPicture) -> None:
    for band, words in enumerate(band_words(picture.bands_s)):
        inside = picture.at_m[picture.band == band]
        if not len(inside):
            continue
        axes.add_patch(
            PathPatch(
                _outline(inside, picture.side_m), facecolor=BAND_COLOURS[band], edgecolor="#7F7F7F", linewidth=0.0,
                hatch=_HATCHES[band], label=words, zorder=0,
            )
        )  # fmt: skip


def _outline(at_m: Floats, side_m: float) -> Path:
    """Cells of one colour as one shape, those beside each other in a row joined: a file of kilobytes, not megabytes."""
    half = side_m / 2
    x, y = at_m[np.lexsort((at_m[:, 0], at_m[:, 1]))].T
    breaks = np.flatnonzero((np.abs(np.diff(x) - side_m) > half) | (np.abs(np.diff(y)) > half))
    first, last = np.append(0, breaks + 1), np.append(breaks, len(x) - 1)
    left, right, low, high = x[first] - half, x[last] + half, y[first] - half, y[first] + half
    around = np.stack([left, low, right, low, right, high, left, high, left, low], axis=1).reshape(-1, 2)
    each = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(around, np.tile(each, len(first)))


def _way(axes: Axes, picture: GroundPicture) -> None:
    way = picture.way_m
    axes.plot(way[:, 0], way[:, 1], color="black", linewidth=1.8, label="the line, as planned", zorder=2)
    ahead = way[-1] - way[-2]
    ahead = ahead / np.linalg.norm(ahead)
    axes.annotate("", _point(way[-1]), _point(way[-1] - ahead), arrowprops={"arrowstyle": "-|>", "lw": 1.8}, zorder=2)
    if picture.run_out_m is not None:
        end = way[-1] + picture.run_out_m * ahead
        pair = np.array([way[-1], end])
        axes.plot(pair[:, 0], pair[:, 1], color="black", linewidth=1.2, linestyle="--", label="run-out that is clear")
        axes.plot(*end, color="black", marker="|", markersize=14, linestyle="none")


def _vehicle(axes: Axes, vehicle: VehicleOnGround) -> None:
    """Where it starts, with its nose dark."""
    axes.add_patch(Polygon(vehicle.outline_m, facecolor="white", edgecolor="black", linewidth=1.4, zorder=3))
    axes.add_patch(Polygon(vehicle.nose_m, facecolor="black", linewidth=0, zorder=3))
    under = vehicle.outline_m.min(axis=0)
    axes.annotate(
        vehicle.words, _point(under), xytext=(0, -5), textcoords="offset points", va="top", fontsize=9, bbox=_WHITE,
        zorder=5,
    )  # fmt: skip


def _one(axes: Axes, one: OneOnGround, *, feet: bool) -> None:
    """A person, a camera or a thing: places, the way out, and the seconds there are and are needed."""
    colour, marker, words = _look_of(one)
    places = one.places_m
    axes.plot(
        places[:, 0], places[:, 1], color=colour, marker=marker, linestyle=":" if one.moves else "none",
        markersize=8, label=words, zorder=6,
    )  # fmt: skip
    said = one.name
    if isfinite(one.seconds):
        said += f"\n{amount(one.seconds, 2)} s"
        said += "" if one.thing else f", needs {amount(one.needs_s, 2)} s" if isfinite(one.needs_s) else ", no way out"
    if one.escapes_m is not None and not one.thing:
        at = places[int(np.argmin(np.linalg.norm(places - one.escapes_m, axis=1)))]
        axes.annotate(
            "", _point(one.escapes_m), _point(at), arrowprops={"arrowstyle": "->", "lw": 1.6, "color": colour}, zorder=4
        )
        far = f"{amount(float(np.linalg.norm(one.escapes_m - at)), 2)} m"
        said += f", way out {in_units(far, US) if feet else far}"
    axes.annotate(
        said,
        _point(places[0]),
        xytext=(6, 6),
        textcoords="offset points",
        fontsize=9,
        color=colour,
        bbox=_WHITE,
        zorder=5,
    )


def _look_of(one: OneOnGround) -> tuple[str, str, str]:
    if one.thing:
        return _THING, "s", "a hard thing"
    if one.operates:
        return _CAMERA, "^", "a camera with an operator"
    return _PERSON, "o", "somebody"


def _point(at_m: Floats) -> tuple[float, float]:
    return float(at_m[0]), float(at_m[1])


def _around(picture: GroundPicture) -> tuple[Floats, Floats]:
    """Low and high corner of the ground that is reached, the line, and everybody near it."""
    points = np.concatenate(
        [
            picture.at_m,
            picture.way_m,
            *(one.places_m for one in picture.people),
            *(one.outline_m for one in picture.vehicles),
        ]
    )
    low, high = points.min(axis=0), points.max(axis=0)
    margin = _MARGIN * float((high - low).max()) + 1.0
    return low - margin, high + margin
