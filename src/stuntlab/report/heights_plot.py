"""How takes come down: height of the hips against time, the whole fall and the stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stuntlab.datasets import Floats
from stuntlab.report.landing_plot import MARKS, count_feet, write_figure
from stuntlab.units import Dimension, UnitStyle, in_units, unit_factor
from stuntlab.units.sentences import METRIC, US

_SIZE_IN = (7.5, 5.2)
_BEFORE_S, _ABOVE_M = 0.06, 0.8
_FEET_APART, _MOST_STEPS, _FOOT_M = (0.5, 1, 2, 5, 10), 8, unit_factor(Dimension.LENGTH, "ft")
_DASHES = ("-", "--", ":")


@dataclass(frozen=True, slots=True)
class Descent:
    """One take that comes down.

    name: which it is and how it goes. time_s, height_m: [point], of the hips above the ground. meets_s: where it meets
    what it lands on. felt: the worst load beside its limit, in words.
    """

    name: str
    time_s: Floats
    height_m: Floats
    meets_s: float
    felt: str


def save_heights(
    title: str, descents: Sequence[Descent], path: Path, *, lands_on: tuple[str, float] | None, feet: bool = False
) -> None:
    """Heights against time; PNG or SVG. lands_on: what catches, and how high its top is, m; None: the ground.

    feet: whether it is drawn in feet.

    Raises: UserError for a file that cannot be written.
    """
    figure = Figure(figsize=_SIZE_IN, layout="constrained")
    unit = "ft" if feet else "m"
    flies = any(descent.meets_s > 0 for descent in descents)
    panels = figure.subplots(ncols=2 if flies else 1, squeeze=False)[0]
    for axes in panels:
        _draw(axes, descents, US if feet else METRIC)
        _below(axes, lands_on, US if feet else METRIC, right=axes is not panels[0])
    panels[0].set(ylim=(_lowest(descents), None))
    panels[0].set(xlabel="time, s" if not flies else "time from the take-off, s", ylabel=f"height of the hips, {unit}")
    if flies:
        panels[0].set_title("the whole fall", loc="left", fontsize=11)
        panels[1].set_title("the stop", loc="left", fontsize=11)
        panels[1].set(xlabel="time from the take-off, s", **_stop(descents, lands_on))
    if feet:
        for axes in panels:
            low_m, high_m = axes.get_ylim()
            steps = (step for step in _FEET_APART if high_m - low_m < _MOST_STEPS * step * _FOOT_M)
            count_feet(axes.yaxis, next(steps, 2 * _FEET_APART[-1]))
    figure.suptitle(title, x=0.01, ha="left", fontsize=12)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower left", ncols=1, frameon=False, fontsize=10)
    write_figure(figure, path)


def _draw(axes: Axes, descents: Sequence[Descent], style: UnitStyle) -> None:
    for index, descent in enumerate(descents):
        colour, mark = MARKS[(3, 2, 4)[index % 3]]
        falls = descent.time_s >= 0
        time_s, height_m = descent.time_s[falls], descent.height_m[falls]
        lowest = int(np.argmin(height_m))
        axes.plot(
            time_s, height_m, color=colour, linestyle=_DASHES[index % len(_DASHES)], linewidth=1.8, marker=mark,
            markersize=8, markevery=[lowest], label=in_units(_legend_words(descent), style),
        )  # fmt: skip
    axes.grid(visible=True, alpha=0.2)


def _legend_words(descent: Descent) -> str:
    return f"{descent.name}; {descent.height_m.min():.1f} m at the lowest\n{descent.felt}"


def _below(axes: Axes, lands_on: tuple[str, float] | None, style: UnitStyle, *, right: bool) -> None:
    """Ground and catcher; the name of the catcher where no line crosses it: right in the stop, else left.

    The ground is named on the other side, so that the names do not run into each other.
    """
    sides = ((0.98, "right"), (0.02, "left"))
    (ours, aligned), (other, aligned_there) = sides if right else reversed(sides)
    axes.axhspan(-5, 0, facecolor="#777777", hatch="///", edgecolor="black", alpha=0.5, linewidth=0)
    if lands_on is not None:
        words, top_m = lands_on
        axes.axhspan(0, top_m, facecolor="#E8EEF4")
        axes.axhline(top_m, color="#335577", linewidth=1.2)
        axes.annotate(
            in_units(f"top of {words}", style),
            (ours, top_m),
            xycoords=("axes fraction", "data"),
            va="bottom",
            ha=aligned,
            color="#335577",
        )
    axes.annotate("ground", (other, 0.0), xycoords=("axes fraction", "data"), va="bottom", ha=aligned_there)


def _stop(descents: Sequence[Descent], lands_on: tuple[str, float] | None) -> dict[str, tuple[float, float]]:
    """What the stop shows: from just before the first meets until the last lies still."""
    begins, ends = min(one.meets_s for one in descents) - _BEFORE_S, max(float(one.time_s[-1]) for one in descents)
    top_m = (lands_on[1] if lands_on else 0.0) + _ABOVE_M
    return {"xlim": (begins, ends), "ylim": (_lowest(descents), top_m)}


def _lowest(descents: Sequence[Descent]) -> float:
    """Where the picture ends below: a little of the ground is in it."""
    return min(-0.12, *(float(one.height_m.min()) - 0.1 for one in descents))
