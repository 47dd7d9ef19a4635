"""A jump from an edge: all ways against the profile, the ground from above, and how speed keeps the wall away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from stuntlab.datasets import Flags
from stuntlab.datasets.jump import JumpPicture, JumpWay
from stuntlab.report.landing_plot import MARKS, count_feet, write_figure
from stuntlab.units import Dimension, format_quantity, unit_factor
from stuntlab.verdict.words import amount, chance

_SIZE_IN = (15.0, 10.5)
_DASHES = ("--", ":", "-.", (0, (5, 2)), (0, (1, 1)), (0, (7, 2, 1, 2)))
_PERSON, _BIKE, _PLANNED = "#0072B2", "#D55E00", "black"
_WHITE = {"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.85, "linewidth": 0}
_FEET_APART = (20, 50, 100, 200, 500, 1000)
_MARKS_ON_AN_AXIS = 9
_ROUND = 0.06
_NEVER_M = 9000.0
"""A distance to the wall that stands for none in reach."""


def save_jump(picture: JumpPicture, path: Path, *, feet: bool = False) -> None:
    """The side view on the left; from above, and speed against wall distance or height left, on the right; PNG or SVG.

    feet: in feet and miles an hour, not in metres.

    Raises: UserError for a file that cannot be written.
    """
    figure = Figure(figsize=_SIZE_IN, layout="constrained")
    grid = figure.add_gridspec(2, 2, width_ratios=(1.15, 1.0))
    side, above, last = figure.add_subplot(grid[:, 0]), figure.add_subplot(grid[0, 1]), figure.add_subplot(grid[1, 1])
    drawn = _Drawn(picture, feet=feet)
    drawn.side(side)
    drawn.above(above)
    if picture.lands_m is not None:
        drawn.speed_and_landing(last)
    elif len(picture.wall_m):
        drawn.speed_and_wall(last)
    else:
        drawn.heights_left(last)
    figure.suptitle(
        f"{picture.title}: ways of the middle take of each branch, seen from aside and from above",
        x=0.01, ha="left", fontsize=13,
    )  # fmt: skip
    figure.supxlabel(
        "Computed: one point a draw. A branch is drawn as it is with every number at its middle; grey: more takes as "
        "planned. Which way the canopy is steered, and what a body feels, is not in this picture.",
        x=0.01, ha="left", fontsize=9,
    )  # fmt: skip
    write_figure(figure, path)


class _Drawn:
    """One picture in one system of units."""

    def __init__(self, picture: JumpPicture, *, feet: bool) -> None:
        self.picture, self.feet = picture, feet
        self.around = self._around()

    def side(self, axes: Axes) -> None:
        """All ways against the profile with its wall; where they pull, where the canopy is full; the vehicle."""
        one, (left, right, low, high) = self.picture, self.around
        axes.set(xlim=(left, right), ylim=(low, high), aspect="equal")
        self._ground(axes)
        for more in one.spread:
            axes.plot(more[:, 0], more[:, 2], color="0.7", linewidth=0.6, zorder=1)
        for number, way in reversed(list(enumerate(one.ways))):
            self._way(axes, number, way)
        if one.bike is not None:
            places = one.bike.places_m
            axes.plot(places[:, 0], places[:, 2], color=_BIKE, linewidth=2.0, label="the vehicle, as planned")
            axes.plot(*places[-1, [0, 2]], color=_BIKE, marker="s", markersize=7, linestyle="none")
        self._planned(axes, one.ways[0])
        for name, at in self._heights():
            self._person(axes, name, at)
        axes.set(xlabel=self._axis(f"out from {one.begins}"), ylabel=self._axis(f"above {one.begins}"))
        axes.set_title("from aside", fontsize=11)
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(
            handles[::-1], labels[::-1], fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=2,
            frameon=False,
        )  # fmt: skip
        self._number(axes)

    def _around(self) -> tuple[float, float, float, float]:
        """What the side view holds: all ways, everybody, and the profile as far as any of them."""
        one = self.picture
        places = [way.places_m for way in one.ways] + ([one.bike.places_m] if one.bike is not None else [])
        x, z = (np.concatenate([place[:, axis] for place in places]) for axis in (0, 2))
        people = [at for _, at in self._heights()]
        right = max([float(x.max()), 20.0, *(at[0] for at in people)])
        if one.area is not None and not one.no_survey:
            right = max(right, one.area[0] + one.area[2])
        low = min(float(z.min()), 0.0)
        near = [up for out, up in one.ground_m.tolist() if out <= right]
        low = min([low, *near])
        high = max([float(z.max()), 0.0, *(at[1] for at in people)])
        margin = _ROUND * max(right, high - low)
        return -2.0 * margin, right + margin, low - margin, high + margin

    def _heights(self) -> Iterator[tuple[str, tuple[float, float]]]:
        """Everybody from aside; nobody without a survey, since heights are counted from the ground below."""
        for name, places in self.picture.people.items() if len(self.picture.ground_m) else ():
            for x, _, z in places:
                yield name, (x, self._ground_at(x) + z)

    def _ground_at(self, out: float) -> float:
        """Height of the ground; without a survey that of the edge."""
        corners = self.picture.ground_m
        return float(np.interp(out, corners[:, 0], corners[:, 1])) if len(corners) else 0.0

    def _ground(self, axes: Axes) -> None:
        left, right, low, _ = self.around
        corners = self.picture.ground_m
        if not len(corners):
            words = f"the ground is not drawn: the plan\n{self.picture.no_survey}"
            axes.annotate(words, (0.5, 0.03), xycoords="axes fraction", ha="center", fontsize=10, bbox=_WHITE)
            axes.plot([left, 0.0], [0.0, 0.0], color="black", linewidth=2.0)
            return
        # rock behind the edge, level; beyond the last corner the ground goes on level
        first, last = corners[0], corners[-1]
        edge = [(left, max(first[1], 0.0)), (min(first[0], 0.0), max(first[1], 0.0))]
        line = np.array([*(edge if left <= first[0] <= 0.0 and first[1] <= 0.0 else []), *corners, (right, last[1])])
        axes.fill_between(line[:, 0], line[:, 1], low, facecolor="#E7DFD3", zorder=0)
        axes.plot(line[:, 0], line[:, 1], color="black", linewidth=1.6, zorder=2, label="the profile as surveyed")
        named = False
        for start, end in pairwise(line):
            if abs(end[1] - start[1]) > abs(end[0] - start[0]):
                said = "" if named else "steeper than 45 degrees: the wall"
                pair = np.array([start, end])
                axes.plot(pair[:, 0], pair[:, 1], color="#884433", linewidth=4.0, zorder=2, label=said or None)
                named = True

    def _way(self, axes: Axes, number: int, way: JumpWay) -> None:
        if not number:
            return
        colour, dash = MARKS[number % len(MARKS)][0], _DASHES[number % len(_DASHES)]
        said = f"{way.name} ({chance(way.rate)})"
        x, z = way.places_m[:, 0], way.places_m[:, 2]
        axes.plot(x, z, color=colour, linestyle=dash, linewidth=1.4, label=said, zorder=3)
        if way.pulled_m is not None:
            axes.plot(way.pulled_m[0], way.pulled_m[2], color=colour, marker="v", markersize=5, zorder=3)
        if way.opened_m is None:
            axes.plot(x[-1], z[-1], color=colour, marker="X", markersize=9, zorder=4)

    def _planned(self, axes: Axes, way: JumpWay) -> None:
        one = self.picture
        x, z = way.places_m[:, 0], way.places_m[:, 2]
        axes.plot(x, z, color=_PLANNED, linewidth=2.4, label=f"{way.name} ({chance(way.rate)})", zorder=5)
        if one.area is not None and way.opened_m is not None and not one.no_survey:
            ends = [x[-1], one.area[0]], [z[-1], self._ground_at(one.area[0])]
            axes.plot(*ends, color=_PLANNED, linewidth=1.0, linestyle=":", label="steered to the landing area, drawn")
        for place, mark, words in ((way.pulled_m, "v", "the pull"), (way.opened_m, "o", "the canopy is full")):
            if place is None:
                continue
            over = place[2] - self._ground_at(float(place[0]))
            height = f", {self._say(float(over))} over the ground" if len(one.ground_m) else ""
            below = f"{words} {self._say(max(float(-place[2]), 0.0))} below {one.begins}{height}"
            axes.plot(
                place[0], place[2], color=_PLANNED, marker=mark, markersize=8, linestyle="none", zorder=6, label=below
            )

    def _person(self, axes: Axes, name: str, at: tuple[float, float]) -> None:
        axes.plot(*at, marker="o", markersize=8, markerfacecolor="white", markeredgecolor=_PERSON, zorder=7)
        axes.annotate(
            name, at, xytext=(0, 8), textcoords="offset points", ha="center", fontsize=9, color=_PERSON, bbox=_WHITE,
            zorder=7,
        )  # fmt: skip

    def above(self, axes: Axes) -> None:
        """Where canopies open and land, where the vehicle comes down, and who is there."""
        one = self.picture
        axes.plot(0.0, 0.0, color="black", marker="+", markersize=12, linestyle="none", label=one.begins)
        if len(one.bike_lands_m):
            axes.plot(*one.bike_lands_m.T, color=_BIKE, marker="s", markersize=2, linestyle="none", alpha=0.5)
        if one.disc is not None:
            words = f"the vehicle comes down: nobody within {self._say(one.disc[2])}"
            axes.add_patch(Circle(one.disc[:2], one.disc[2], fill=False, edgecolor=_BIKE, linewidth=1.8, label=words))
        if len(one.opens_m):
            axes.plot(
                *one.opens_m.T, color="0.55", marker=".", markersize=2, linestyle="none", label="a canopy is full"
            )
        for number, way in enumerate(one.ways):
            colour = MARKS[number % len(MARKS)][0] if number else _PLANNED
            axes.plot(way.places_m[:, 0], way.places_m[:, 1], color=colour, linewidth=1.0 if number else 2.0)
        if one.area is not None:
            words = f"the landing area, {self._say(one.area[2])} round"
            axes.add_patch(
                Circle(
                    one.area[:2], one.area[2], facecolor="#009E7333", edgecolor="#009E73", linewidth=1.8, label=words
                )
            )
        for name, places in one.people.items():
            for x, y, _ in places:
                self._person(axes, name, (x, y))
        axes.set(xlabel=self._axis(f"out from {one.begins}"), ylabel=self._axis("to the left"))
        axes.set_aspect("equal", adjustable="datalim")
        axes.margins(_ROUND)
        axes.set_title("from above", fontsize=11)
        axes.legend(fontsize=8, loc="best", framealpha=0.85)
        self._number(axes)

    def speed_and_wall(self, axes: Axes) -> None:
        """What a slow exit costs: speed at the edge against distance to the wall as the canopy is full."""
        one = self.picture
        shown = one.wall_m < _NEVER_M
        unit, pace = self._scatter(axes, shown)
        axes.axhline(one.near_m / unit, color="#884433", linewidth=2.0, label=f"a strike: {self._say(one.near_m)}")
        if one.needs_m_s is not None:
            said = f"least speed at the gate, from the draws: {self._say(one.needs_m_s, Dimension.SPEED)}"
            axes.axvline(one.needs_m_s / pace, color="black", linestyle="--", linewidth=1.2, label=said)
        axes.set(
            xlabel=f"speed at {one.begins}, {'mph' if self.feet else 'm/s'}",
            ylabel=f"from the wall as the canopy is full, {'ft' if self.feet else 'm'}",
        )
        axes.set_ylim(bottom=0.0)
        axes.set_title("speed is distance from the wall", fontsize=11)
        axes.legend(fontsize=8, loc="upper left", framealpha=0.85)

    def _scatter(self, axes: Axes, shown: Flags) -> tuple[float, float]:
        """Draws by their speed at the edge; the unit of length and that of speed."""
        one = self.picture
        unit = unit_factor(Dimension.LENGTH, "ft") if self.feet else 1.0
        pace = unit_factor(Dimension.SPEED, "mph") if self.feet else 1.0
        for planned, colour, words in ((False, "#D55E00", "something goes wrong"), (True, "black", "as planned")):
            mine = shown & (one.planned == planned)
            axes.plot(
                one.speed_m_s[mine] / pace, one.wall_m[mine] / unit, color=colour, marker=".", markersize=3,
                linestyle="none", alpha=0.6, label=words,
            )  # fmt: skip
        return unit, pace

    def speed_and_landing(self, axes: Axes) -> None:
        """Where each speed at the lip comes down, beside where the landing is."""
        one = self.picture
        unit, _ = self._scatter(axes, np.isfinite(one.wall_m))
        if one.lands_m is not None and np.isfinite(one.lands_m).all() and one.lands_m[1] > one.lands_m[0]:
            low, high = (edge / unit for edge in one.lands_m)
            axes.axhspan(low, high, facecolor="#009E7333", label="the landing")
        axes.set(
            xlabel=f"speed at {one.begins}, {'mph' if self.feet else 'm/s'}",
            ylabel=f"comes down so far out, {'ft' if self.feet else 'm'}",
        )
        axes.set_title("speed is where it comes down", fontsize=11)
        axes.legend(fontsize=8, loc="upper left", framealpha=0.85)

    def heights_left(self, axes: Axes) -> None:
        """Of each branch, the height left; where nobody surveyed the ground, that it is not known."""
        one = self.picture
        axes.set_title("height left, middle and worst of 1 000 of each branch", fontsize=11)
        if not one.left_m:
            axes.annotate("not known without a survey", (0.5, 0.5), xycoords="axes fraction", ha="center", fontsize=12)
            axes.set(xticks=[], yticks=[])
            return
        unit = unit_factor(Dimension.LENGTH, "ft") if self.feet else 1.0
        for row, (middle, worst) in enumerate(one.left_m.values()):
            axes.plot([worst / unit, middle / unit], [row, row], color="black", linewidth=1.2)
            axes.plot(middle / unit, row, color="black", marker="o")
            axes.plot(worst / unit, row, color="#D55E00", marker="X")
        axes.axvline(one.asked_m / unit, color="#884433", linestyle="--", label=f"asked for: {self._say(one.asked_m)}")
        axes.set(yticks=range(len(one.left_m)), yticklabels=list(one.left_m), xlabel=self._axis("left"))
        axes.set_xlim(left=0.0)
        axes.invert_yaxis()
        axes.legend(fontsize=8, loc="best")

    def _say(self, value: float, dimension: Dimension = Dimension.LENGTH) -> str:
        if dimension is Dimension.LENGTH:
            unit = unit_factor(Dimension.LENGTH, "ft") if self.feet else 1.0
            return f"{amount(value / unit, 3)} {'ft' if self.feet else 'm'}"
        return format_quantity(value, dimension, imperial=self.feet)

    def _axis(self, words: str) -> str:
        return f"{words}, {'ft' if self.feet else 'm'}"

    def _number(self, axes: Axes) -> None:
        if not self.feet:
            return
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            count_feet(axis, next(self._steps((high - low) / unit_factor(Dimension.LENGTH, "ft"))))

    @staticmethod
    def _steps(wide_ft: float) -> Iterator[float]:
        yield from (one for one in _FEET_APART if wide_ft / one <= _MARKS_ON_AN_AXIS)
        yield 2.0 * _FEET_APART[-1]
