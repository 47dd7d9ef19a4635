"""Falls as pictures: landings from above over the catcher, and height against time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from stuntlab.datasets import Landings
from stuntlab.errors import UserError

# Okabe and Ito's palette, which survives colour blindness and grey printing; told apart by shape as well.
_MARKS = (("#009E73", "o"), ("#E69F00", "^"), ("#D55E00", "s"), ("#000000", "X"), ("#CC79A7", "v"))
_SIZE_IN = (7.5, 7.0)


def save_landings(landings: Landings, path: Path) -> None:
    """Landings from above, by how they end, with the wall, the outer metre, hard things and people; PNG or SVG.

    Raises: UserError for a file that cannot be written.
    """
    figure = Figure(figsize=_SIZE_IN, layout="constrained")
    axes = figure.subplots()
    _ground(axes, landings)
    _points(axes, landings)
    _others(axes, landings)
    axes.set(title=landings.title, xlabel="away from the wall, m", ylabel="along the wall, m", aspect="equal")
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    _write(figure, path)


def save_heights(landings: Landings, path: Path) -> None:
    """Height of the centre of mass against time, one take of each branch; PNG or SVG.

    Raises: UserError for a file that cannot be written.
    """
    figure = Figure(figsize=_SIZE_IN, layout="constrained")
    axes = figure.subplots()
    for index, (branch, (time_s, _, height_m)) in enumerate(landings.paths.items()):
        colour, mark = _MARKS[index % len(_MARKS)]
        dash = ("-", "--", ":")[index // len(_MARKS) % 3]
        axes.plot(time_s, height_m, color=colour, linestyle=dash, marker=mark, markevery=(index, 13), label=branch)
    axes.set(
        title=landings.title,
        xlabel="time from the take-off, s",
        ylabel="height of the centre of mass, m",
        ylim=(0, None),
    )
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    _write(figure, path)


def _ground(axes: Axes, landings: Landings) -> None:
    low_x, high_x, low_y, high_y = landings.outline
    edge = landings.outer_m
    axes.add_patch(Rectangle((low_x, low_y), high_x - low_x, high_y - low_y, facecolor="#E8EEF4", edgecolor="#335577"))
    inner = (high_x - low_x - 2 * edge, high_y - low_y - 2 * edge)
    axes.add_patch(Rectangle((low_x + edge, low_y + edge), *inner, fill=False, edgecolor="#335577", linestyle="--"))
    axes.annotate(landings.catcher, (high_x, high_y), ha="right", va="bottom")
    if landings.wall is not None:
        axes.axvline(0, color="#884433", linewidth=4)
        axes.annotate(f"{landings.wall} wall", (0, low_y), rotation=90, ha="right", va="bottom")
    axes.plot(*(landings.take_off[0], 0), "k+", markersize=12, label="below the take-off")


def _points(axes: Axes, landings: Landings) -> None:
    for index, ending in enumerate(landings.endings):
        here = landings.ending == index
        colour, mark = _MARKS[index % len(_MARKS)]
        if here.any():
            axes.scatter(landings.x_m[here], landings.y_m[here], s=9, c=colour, marker=mark, alpha=0.6, label=ending)


def _others(axes: Axes, landings: Landings) -> None:
    for name, (low_x, high_x, low_y, high_y) in landings.things.items():
        size = (high_x - low_x, high_y - low_y)
        axes.add_patch(Rectangle((low_x, low_y), *size, facecolor="#555555", edgecolor="black", hatch="//"))
        axes.annotate(name, (high_x, high_y), va="bottom")
    for name, points in landings.people.items():
        x, y = zip(*points, strict=True)
        axes.scatter(x, y, s=70, facecolors="none", edgecolors="#0072B2", linewidths=2)
        axes.annotate(name, (x[0], y[0]), xytext=(6, 6), textcoords="offset points")


def _write(figure: Figure, path: Path) -> None:
    image = BytesIO()
    figure.savefig(image, format=path.suffix[1:].lower(), dpi=130)
    try:
        path.write_bytes(image.getvalue())
    except OSError as problem:
        raise UserError(f"{path}: the picture cannot be written ({problem.strerror})") from problem
