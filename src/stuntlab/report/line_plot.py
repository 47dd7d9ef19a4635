"""A gag on lines: the swing seen at the face with what stands in it, and the pull of each line beside its strength."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from stuntlab.datasets.rigging import LinePicture
from stuntlab.report.landing_plot import MARKS, write_figure

_SIZE_IN = (10.0, 5.6)
_BODY_M = 2.0
_DASHES = ("-", "--")


def save_lines(picture: LinePicture, path: Path) -> None:
    """The swing on the left, the pulls on the right; PNG or SVG, in metres and kN.

    Raises: UserError for a file that cannot be written.
    """
    figure = Figure(figsize=_SIZE_IN, layout="constrained")
    face, pulls = figure.subplots(1, 2)
    _swing(face, picture)
    _pulls(pulls, picture)
    figure.suptitle(f"{picture.title}: the swing at the face, and what the lines carry", x=0.01, ha="left", fontsize=12)
    write_figure(figure, path)


def _swing(axes: Axes, picture: LinePicture) -> None:
    wide, planned = MARKS[1][0], MARKS[0][0]
    axes.plot(picture.widest_across_m, picture.widest_height_m, color=wide, linestyle=":", label="the widest of 1 000")
    axes.plot(picture.across_m, picture.height_m, color=planned, linewidth=2.0, label="as planned")
    start = (picture.across_m[-1], picture.height_m[-1])
    axes.plot(
        [0.0, start[0]], [picture.anchor_m, start[1]], color="black", linewidth=1.0, label="the line at the start"
    )
    axes.plot(0.0, picture.anchor_m, color="black", marker="v", linestyle="none", label="the anchor")
    low = float(picture.widest_height_m.min()) - _BODY_M
    for thing in picture.things:
        (left, right), (bottom, top) = thing.across_m, thing.up_m
        bottom, top = max(bottom, low - _BODY_M), min(top, picture.anchor_m)
        colour = "#0072B2" if thing.person else "#D55E00"
        size = (max(right - left, 0.1), max(top - bottom, 0.2))
        axes.add_patch(Rectangle((left, bottom), *size, facecolor=colour, alpha=0.4))
        axes.annotate(thing.name, (left, bottom + size[1] / 2), fontsize=8, color=colour, ha="right")
    axes.set(
        xlabel="along the face from plumb, m", ylabel="height, m", aspect="equal", ylim=(low, picture.anchor_m + 1.0)
    )
    axes.legend(fontsize=8, frameon=False, loc="upper right")


def _pulls(axes: Axes, picture: LinePicture) -> None:
    for (colour, _), dash, line in zip(MARKS, _DASHES, picture.lines, strict=False):
        axes.plot(line.time_s, line.pull_n / 1000.0, color=colour, linestyle=dash, linewidth=2.0, label=line.name)
        if line.breaks_n is not None:
            allowed = line.breaks_n / picture.trade / 1000.0
            axes.axhline(allowed, color=colour, linestyle=":", label=f"{line.name}: a tenth of what it breaks at")
    axes.axhline(picture.body_n / 1000.0, color="black", linestyle="-.", label="what the body may bear, once")
    axes.set(xlabel="since the line was straight, s", ylabel="pull, kN", ylim=(0.0, None))
    axes.legend(fontsize=8, frameon=False)
