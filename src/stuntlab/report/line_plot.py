"""A gag on lines: the swing from before the face and from above with what stands in it, and what the lines carry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from stuntlab.datasets.rigging import LinePicture, LinePulled, StandsInArc
from stuntlab.report.landing_plot import MARKS, count_feet, write_figure
from stuntlab.units import Dimension, format_quantity, unit_factor

_SIZE_IN = (14.5, 7.2)
_ROUND_M, _ABOUT_M = 1.5, 4.0
_DASHES = ("-", (0, (5, 2)))
_THING, _PERSON = "#D55E00", "#0072B2"
_WHITE = {"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.85, "linewidth": 0}
_FEET_APART = (1.0, 2.0, 5.0, 10.0, 20.0)
_MARKS_ON_AN_AXIS = 9
_CROWDED = 0.03
_NARROW = 15
"""Letters of the name of a thing on one line."""


def save_lines(picture: LinePicture, path: Path, *, feet: bool = False) -> None:
    """The swing from before the face, from above below it, and the pulls on the right; PNG or SVG.

    feet: in feet and pounds of force, not in metres and kN.

    Raises: UserError for a file that cannot be written.
    """
    figure = Figure(figsize=_SIZE_IN, layout="constrained")
    grid = figure.add_gridspec(2, 2, width_ratios=(1.0, 1.1), height_ratios=(2.2, 1.0))
    face, above, pulls = (
        figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0]), figure.add_subplot(grid[:, 1]),
    )  # fmt: skip
    _Drawn(picture, feet=feet).draw(face, above, pulls)
    figure.suptitle(
        f"{picture.title}: the swing from before the face and from above, and what the lines carry",
        x=0.01, ha="left", fontsize=13,
    )  # fmt: skip
    figure.supxlabel(
        "Computed: a mass on the line that holds, as planned and as the widest of 1 000 draws; pulls of the planned "
        "catch at the stiff end of what is known. No body is simulated here.",
        x=0.01, ha="left", fontsize=9,
    )  # fmt: skip
    write_figure(figure, path)


class _Drawn:
    """One picture in one system of units."""

    def __init__(self, picture: LinePicture, *, feet: bool) -> None:
        self.picture, self.feet = picture, feet
        self.low_m = float(min(picture.height_m.min(), picture.widest_height_m.min())) - 2 * picture.half_m[1]
        widest = float(np.abs(picture.widest_across_m).max())
        beside = [abs(edge) for one in picture.things for edge in one.across_m if abs(edge) < widest + _ABOUT_M]
        self.wide_m = max([widest, *beside]) + _ROUND_M

    def draw(self, face: Axes, above: Axes, pulls: Axes) -> None:
        """All three panels."""
        self._face(face)
        self._above(above)
        self._pulls(pulls)

    def _say(self, value: float, dimension: Dimension) -> str:
        if dimension is Dimension.FORCE and self.feet:
            return f"{value / unit_factor(Dimension.FORCE, 'lbf'):,.0f} lbf".replace(",", " ")
        return format_quantity(value, dimension, imperial=self.feet)

    def _face(self, axes: Axes) -> None:
        """From before it: the arc, the line, the window, what stands there."""
        one = self.picture
        axes.plot(one.widest_across_m, one.widest_height_m, color="0.45", linestyle=":", label="the widest of 1 000")
        axes.plot(one.across_m, one.height_m, color="black", linewidth=2.2, label=self._planned())
        start = (float(one.across_m[-1]), float(one.height_m[-1]))
        axes.plot(
            [0.0, start[0]], [one.anchor_m, start[1]], color="black", linewidth=0.9, label="the line at the start"
        )
        axes.plot(0.0, one.anchor_m, color="black", marker="v", markersize=8, linestyle="none", label="the anchor")
        self._body(axes, start, "who starts here")
        for thing in one.things:
            self._thing(axes, thing, (thing.across_m, thing.up_m))
        self._window(axes)
        axes.set(
            ylabel=self._axis("height"), aspect="equal",
            xlim=(-self.wide_m, self.wide_m), ylim=(self.low_m - 0.5, one.anchor_m + 1.5),
        )  # fmt: skip
        axes.set_title("from before the face", fontsize=11)
        axes.legend(fontsize=9, loc="upper left", bbox_to_anchor=(1.02, 1.0), frameon=False)
        self._number(axes)

    def _body(self, axes: Axes, at: tuple[float, float], words: str) -> None:
        """Who swings, as large as they count: the line is joined to their chest."""
        half_wide, half_high = self.picture.half_m
        corner = (at[0] - half_wide, at[1] - half_high)
        size = (2 * half_wide, 2 * half_high)
        axes.add_patch(Rectangle(corner, *size, fill=False, edgecolor="black", linewidth=1.2, label=words))

    def _planned(self) -> str:
        one = self.picture
        if one.plumb_m_s < 0.05:
            return "as planned"
        where = "at plumb" if one.window is None else "at the window line"
        return f"as planned: {self._say(one.plumb_m_s, Dimension.SPEED)} {where}"

    def _window(self, axes: Axes) -> None:
        """The window, and inside it where the middle of a body has to be."""
        one = self.picture
        if one.window is None or one.free_m is None:
            return
        across, up, wide, high = one.window
        axes.add_patch(Rectangle((across - wide / 2, up - high / 2), wide, high, fill=False, linewidth=2.0))
        free = (2 * one.free_m[0], 2 * one.free_m[1])
        inner = Rectangle(
            (across - one.free_m[0], up - one.free_m[1]), *free, facecolor="0.7", edgecolor="black", linestyle="--",
            label=f"where the middle of a body gets through:\n± {self._say(one.free_m[0], Dimension.LENGTH)} aside, "
            f"± {self._say(one.free_m[1], Dimension.LENGTH)} up",
        )  # fmt: skip
        axes.add_patch(inner)

    def _thing(
        self,
        axes: Axes,
        thing: StandsInArc,
        sides: tuple[tuple[float, float], tuple[float, float]],
        *,
        said: bool = True,
    ) -> None:
        (left, right), (bottom, top) = sides
        (x_low, x_high), (y_low, y_high) = axes.get_xlim(), axes.get_ylim()
        if said:
            x_low, x_high, y_low, y_high = -self.wide_m, self.wide_m, self.low_m - 0.5, self.picture.anchor_m + 1.5
        if right < x_low or left > x_high or top < y_low or bottom > y_high:
            return
        bottom, top = max(bottom, y_low), min(top, y_high)
        colour, hatch = (_PERSON, "...") if thing.person else (_THING, "///")
        size = (max(right - left, 0.1), max(top - bottom, 0.1))
        axes.add_patch(
            Rectangle((left, bottom), *size, facecolor="white", edgecolor=colour, hatch=hatch, linewidth=1.2, alpha=0.9)
        )
        if not said:
            return
        met = f"\nmet at {self._say(thing.met_m_s, Dimension.SPEED)}" if thing.met_m_s else ""
        inwards = "left" if left + right < 0 else "right"
        axes.annotate(
            f"{fill(thing.name, _NARROW)}{met}", ((right if inwards == "left" else left), bottom + 0.6 * size[1]),
            xytext=(5 if inwards == "left" else -5, 0), textcoords="offset points", ha=inwards, va="center",
            fontsize=9, color=colour, bbox=_WHITE,
        )  # fmt: skip

    def _above(self, axes: Axes) -> None:
        """From above: how wide the swing is, what stands out from the face, how far a gust carries somebody out."""
        one = self.picture
        half, off = one.half_m[0], float(np.abs(one.across_m).max())
        widest = float(np.abs(one.widest_across_m).max())
        far = max([one.out_m + 1.5, *([one.blown_m[0] + one.out_m + 0.5] if one.blown_m else [])])
        axes.set(xlim=(-self.wide_m, self.wide_m), ylim=(-0.8, far), aspect="equal")
        axes.add_patch(Rectangle((-self.wide_m, -0.8), 2 * self.wide_m, 0.8, facecolor="0.85", edgecolor="black"))
        axes.annotate("the face", (0.98 * self.wide_m, -0.4), ha="right", va="center", fontsize=9)
        for reach, dash in ((widest, ":"), (off, "-")):
            band = ((-reach - half, one.out_m - half), 2 * (reach + half), 2 * half)
            axes.add_patch(Rectangle(*band, fill=False, edgecolor="black", linestyle=dash, linewidth=1.6))
        for thing in one.things:
            self._thing(axes, thing, (thing.across_m, thing.out_m), said=False)
        if one.window is not None:
            across, _, wide, _ = one.window
            axes.add_patch(Rectangle((across - wide / 2, -0.8), wide, 0.8, facecolor="white", edgecolor="black"))
        blown = ""
        if one.blown_m is not None:
            out, gust = one.blown_m
            axes.annotate(
                "", (0.0, one.out_m + out), xytext=(0.0, one.out_m), arrowprops={"arrowstyle": "->", "linewidth": 1.4}
            )
            blown = (
                f": a gust of {self._say(gust, Dimension.SPEED)} carries them {self._say(out, Dimension.LENGTH)}\n"
                "out from rest, this way or along the face"
            )
        axes.set_title(f"from above{blown}", fontsize=11)
        axes.set(xlabel=self._axis("along the face from plumb"), ylabel=self._axis("out"))
        self._number(axes)

    def _axis(self, words: str) -> str:
        return f"{words}, {'ft' if self.feet else 'm'}"

    def _number(self, axes: Axes) -> None:
        if not self.feet:
            return
        foot = unit_factor(Dimension.LENGTH, "ft")
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            steps = (one for one in _FEET_APART if (high - low) / foot / one <= _MARKS_ON_AN_AXIS)
            count_feet(axis, next(steps, 2 * _FEET_APART[-1]))

    def _pulls(self, axes: Axes) -> None:
        """What each line carries in the planned catch, and everything that it is held against."""
        unit, name = (unit_factor(Dimension.FORCE, "lbf"), "lbf") if self.feet else (1000.0, "kN")
        levels: list[tuple[float, str]] = [(self.picture.body_n, "what a body may bear, once")]
        most = self.picture.body_n
        for line, dash, (colour, _) in zip(self.picture.lines, _DASHES, MARKS, strict=False):
            hardest = self._say(float(line.pull_n.max()), Dimension.FORCE)
            axes.plot(
                line.time_s, line.pull_n / unit, color=colour, linestyle=dash, linewidth=2.2,
                label=f"{line.name}, {hardest} at the hardest",
            )  # fmt: skip
            levels += self._strengths(line)
            most = max(most, float(line.pull_n.max()), *(value for value, _ in levels))
        last = max((float(line.time_s[-1]) for line in self.picture.lines), default=1.0)
        below = -most
        for value, words in _merge(levels):
            axes.axhline(value / unit, color="black", linestyle="-." if "body" in words else ":", linewidth=1.0)
            under = value - below < _CROWDED * most  # a label over the last one would hide it
            axes.annotate(
                f"{words}: {self._say(value, Dimension.FORCE)}", (last, value / unit), xytext=(-3, 13 if under else 2),
                textcoords="offset points", ha="right", va="bottom", fontsize=9, bbox=_WHITE,
            )  # fmt: skip
            below = value
        axes.set(
            xlabel="since the line was straight, s", ylabel=f"pull, {name}", xlim=(0.0, last),
            ylim=(0.0, 1.12 * most / unit),
        )  # fmt: skip
        axes.set_title("line force against time, beside strength", fontsize=11)
        if self.picture.lines:
            axes.legend(fontsize=9, loc="upper left", framealpha=0.85)

    def _strengths(self, line: LinePulled) -> Iterator[tuple[float, str]]:
        """What a line is held against: new, as it is used, what its maker allows, what the trade asks for."""
        if line.new_n is not None:
            yield line.new_n, f"{line.name}: breaks at, new (MBS)"
        if line.breaks_n is not None:
            if line.new_n is None or line.breaks_n < 0.99 * line.new_n:
                yield line.breaks_n, f"{line.name}: breaks at, with its ends"
            yield line.breaks_n / self.picture.trade, f"{line.name}: {self.picture.trade:g} to 1, the trade's rule"
        if line.works_n is not None:
            yield line.works_n, f"{line.name}: its maker allows (WLL)"


def _merge(levels: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Levels that lie on each other under one name."""
    merged: dict[float, list[str]] = {}
    for value, words in levels:
        merged.setdefault(round(value, 1), []).append(words)
    return [(value, "; ".join(dict.fromkeys(words))) for value, words in sorted(merged.items())]
