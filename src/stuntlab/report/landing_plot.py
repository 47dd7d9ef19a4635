"""Where falls come down, from above: over the catcher, beside the wall, hard things, people and cameras."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.ticker import FuncFormatter, MultipleLocator

from stuntlab.datasets import Landings
from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.units import Dimension, unit_factor
from stuntlab.units.sentences import US, in_units
from stuntlab.verdict.words import amount, chance, of_takes

# Okabe and Ito's palette, which survives colour blindness and grey printing; told apart by shape as well.
MARKS = (("#009E73", "o"), ("#E69F00", "^"), ("#D55E00", "s"), ("#000000", "X"), ("#CC79A7", "v"), ("#56B4E9", "P"))
_SIZE_IN = (6.5, 7.4)
_FOOT_M, _FEET_APART = unit_factor(Dimension.LENGTH, "ft"), 5
_ROUND_M = 0.8
_LABEL = {"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.8, "linewidth": 0}
_PERSON, _CAMERA = "#0072B2", "#5B3A8C"


def save_landings(landings: Landings, path: Path, *, feet: bool = False) -> None:
    """Landings by how they end: filled as planned, hollow where something went wrong; PNG or SVG.

    feet: whether it is drawn in feet.

    Raises: UserError for a file that cannot be written.
    """
    figure = Figure(figsize=_SIZE_IN, layout="constrained")
    axes = figure.subplots()
    _ground(axes, landings)
    _points(axes, landings)
    _others(axes, landings)
    _frame(axes, landings)
    figure.suptitle(f"{landings.title}: where it comes down, seen from above", x=0.01, ha="left", fontsize=12)
    unit = "ft" if feet else "m"
    axes.set(xlabel=f"away from the wall, {unit}", ylabel=f"along the wall, {unit}", aspect="equal")
    if feet:
        for axis in (axes.xaxis, axes.yaxis):
            count_feet(axis, _FEET_APART)
        for drawn in (*axes.patches, *axes.collections):
            drawn.set_label(in_units(str(drawn.get_label()), US))
    figure.legend(loc="outside lower left", ncols=1, frameon=False, fontsize=10)
    write_figure(figure, path)


def count_feet(axis: Axis, apart_ft: float) -> None:
    """Number an axis of metres in feet."""
    axis.set_major_locator(MultipleLocator(apart_ft * _FOOT_M))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / _FOOT_M:g}"))


def write_figure(figure: Figure, path: Path) -> None:
    """Write a figure as its name says, whole or not at all.

    Raises: UserError for a file that cannot be written.
    """
    image = BytesIO()
    figure.savefig(image, format=path.suffix[1:].lower(), dpi=160)
    try:
        write_whole(path, image.getvalue())
    except OSError as problem:
        raise UserError(f"{path}: the picture cannot be written ({problem.strerror})") from problem


def _ground(axes: Axes, landings: Landings) -> None:
    low_x, high_x, low_y, high_y = landings.outline
    wide, deep, edge = high_x - low_x, high_y - low_y, landings.outer_m
    axes.add_patch(Rectangle((low_x, low_y), wide, deep, facecolor="#E8EEF4", edgecolor="#335577", linewidth=1.5))
    if edge:
        inside = (wide - 2 * edge, deep - 2 * edge)
        said = f"the middle of {landings.catcher}; round it its outer {amount(edge, 2)} m"
        middle = Rectangle((low_x + edge, low_y + edge), *inside, fill=False, edgecolor="#335577", linestyle="--")
        middle.set_label(said)
        axes.add_patch(middle)
    if landings.thrown_m:
        said = f"thrown off the edge a body may come this far, {amount(landings.thrown_m, 2)} m"
        _zone(axes, landings, landings.thrown_m, "#AA3311", ":", said)
    if landings.clear_m:
        _zone(
            axes,
            landings,
            landings.clear_m,
            "#335577",
            "-.",
            f"the maker asks for this much clear space, {amount(landings.clear_m, 2)} m",
        )
    axes.annotate(
        landings.catcher, (high_x, low_y), xytext=(-4, 4), textcoords="offset points", ha="right", color="#335577"
    )
    axes.scatter(
        landings.take_off[0], 0, s=90, c="black", marker="+", linewidths=1.5, zorder=4, label="below the take-off"
    )


def _zone(axes: Axes, landings: Landings, out_m: float, colour: str, dash: str, said: str) -> None:
    """All that lies within some distance of the catcher."""
    low_x, high_x, low_y, high_y = landings.outline
    shape = FancyBboxPatch(
        (low_x, low_y), high_x - low_x, high_y - low_y, boxstyle=f"round,pad={out_m},rounding_size={out_m}", fill=False,
        edgecolor=colour, linestyle=dash, label=said,
    )  # fmt: skip
    axes.add_patch(shape)


def _points(axes: Axes, landings: Landings) -> None:
    """The commonest outcomes first, so that the rare ones lie on top."""
    order = sorted(range(len(landings.outcomes)), key=lambda index: -int((landings.outcome == index).sum()))
    for index in order:
        here = landings.outcome == index
        if not here.any():
            continue
        colour, mark = MARKS[index % len(MARKS)]
        said = f"{landings.outcomes[index]}: {of_takes(chance(landings.chances[index]))}"
        x, y = landings.x_m[here], landings.y_m[here]
        planned = landings.planned[here]
        axes.scatter(
            x[~planned], y[~planned], s=14, facecolors="none", edgecolors=colour, marker=mark, linewidths=0.7, alpha=0.8
        )
        axes.scatter(x[planned], y[planned], s=14, c=colour, marker=mark, linewidths=0, alpha=0.8)
        axes.scatter([], [], s=20, c=colour, marker=mark, label=said)
    axes.scatter(
        [],
        [],
        s=20,
        facecolors="none",
        edgecolors="#444444",
        label="filled: as planned; hollow: something goes wrong, drawn more often than it happens",
    )


def _others(axes: Axes, landings: Landings) -> None:
    for name, (low_x, high_x, low_y, high_y) in landings.things.items():
        size = (max(high_x - low_x, 0.2), max(high_y - low_y, 0.2))
        axes.add_patch(Rectangle((low_x, low_y), *size, facecolor="#777777", edgecolor="black", hatch="///"))
        _name(axes, name, ((low_x + high_x) / 2, high_y), "black")
    for name, points in landings.people.items():
        for x, y in points:
            axes.scatter(x, y, s=90, facecolors="white", edgecolors=_PERSON, linewidths=2, zorder=4)
            _name(axes, name, (x, y), _PERSON)
    for name, (x, y) in landings.cameras.items():
        axes.scatter(x, y, s=90, marker="D", facecolors="white", edgecolors=_CAMERA, linewidths=2, zorder=4)
        _name(axes, f"camera {name}", (x, y), _CAMERA)


def _name(axes: Axes, words: str, over: tuple[float, float], colour: str) -> None:
    axes.annotate(
        words, over, xytext=(0, 9), textcoords="offset points", ha="center", color=colour, zorder=5, clip_on=False,
        bbox=_LABEL,
    )  # fmt: skip


def _frame(axes: Axes, landings: Landings) -> None:
    """Everything in the picture with room for its name; the wall along its left edge."""
    low_x, high_x, low_y, high_y = landings.outline
    out = landings.thrown_m
    x = [low_x, high_x + out, *landings.x_m, landings.take_off[0]]
    y = [low_y - out, high_y + out, *landings.y_m]
    if landings.wall is None:
        x.append(low_x - out)
    for box in landings.things.values():
        x += box[:2]
        y += box[2:]
    for point in (*(one for points in landings.people.values() for one in points), *landings.cameras.values()):
        x.append(point[0])
        y.append(point[1])
    around = (min(x) - _ROUND_M, max(x) + _ROUND_M, min(y) - _ROUND_M, max(y) + 1.5 * _ROUND_M)
    if landings.wall is not None:
        left = min(around[0], -_ROUND_M)
        axes.add_patch(
            Rectangle(
                (left, around[2]),
                -left,
                around[3] - around[2],
                facecolor="#D9B8AC",
                edgecolor="#884433",
                hatch="\\\\\\",
                zorder=0,
            )
        )
        axes.annotate(
            f"{landings.wall} wall", (left / 2, around[3]), xytext=(0, -6), textcoords="offset points", rotation=90,
            ha="center", va="top", bbox=_LABEL,
        )  # fmt: skip
        around = (left, *around[1:])
    axes.set(xlim=around[:2], ylim=around[2:])
