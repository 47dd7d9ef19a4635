"""The signals of a recording with the windows and peaks that its criteria come from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stuntlab.criteria.criterion import as_recorded
from stuntlab.criteria.measured import MeasuredCriterion, PersonMeasured, RecordingMeasured
from stuntlab.criteria.methods import SI_OF_UNIT
from stuntlab.criteria.signals import Need, RecordedSignal
from stuntlab.errors import RecordingError
from stuntlab.files import write_whole
from stuntlab.loads import Method, catalogue
from stuntlab.report.recording_table import value_in_words
from stuntlab.units import Dimension, unit_factor
from stuntlab.verdict.words import with_unit

# How a quantity is drawn: what it measures, and the unit of the axis.
_SHOWN: Mapping[str, tuple[Dimension, str]] = {
    "acceleration": (Dimension.ACCELERATION, "g"),
    "angular velocity": (Dimension.ANGULAR_SPEED, "rad/s"),
    "force": (Dimension.FORCE, "kN"),
    "moment": (Dimension.MOMENT, "N·m"),
    "displacement": (Dimension.LENGTH, "mm"),
    "pressure": (Dimension.PRESSURE, "kPa"),
    "heat flux": (Dimension.HEAT_FLUX, "kW/m²"),
}
# Told apart by dash as well as by colour (Okabe and Ito's palette, which survives colour blindness and grey printing).
_LINES = {"x": ("#0072B2", "-"), "y": ("#D55E00", "--"), "z": ("#009E73", "-."), "resultant": ("#000000", "-")}
_MARK, _LIMIT = "#CC79A7", "#B22222"
_NEAR = 1.0
"""A limit so many times the height of the signals away from them is drawn."""
_LEVEL_UNITS: Mapping[str, str] = {
    "acceleration": "g", "angular velocity": "", "force": "N", "moment": "N·m", "displacement": "mm", "pressure": "",
    "heat flux": "",
}  # fmt: skip
"""Of each quantity, the unit of criteria that are levels of its signals."""
_SIDES = {Method.LARGEST_NEGATIVE: -1.0, Method.LARGEST_POSITIVE: 1.0}
_WIDTH_IN, _HEIGHT_IN = 7.5, 2.6
_ROW = 0.11


@dataclass(slots=True)
class _Panel:
    """One place and quantity: its signals by axis, and the criteria that come from them."""

    title: str
    quantity: str
    signals: dict[str, RecordedSignal] = field(default_factory=dict)
    measured: list[MeasuredCriterion] = field(default_factory=list)


def save_plot(recording: RecordingMeasured, path: Path, *, mark: str = "") -> None:
    """Draw every signal that a criterion was made from and write it as PNG or SVG, by the ending of the name.

    mark: words to keep in a PNG file, which no picture shows.

    Raises: RecordingError for a recording without any criterion, or a file that cannot be written.
    """
    panels = [panel for person in recording.people for panel in _panels(person, named=len(recording.people) > 1)]
    if not panels:
        raise RecordingError(f"{recording.source}: no criterion could be computed, so there is nothing to draw")
    image = BytesIO()
    _figure(recording, panels).savefig(
        image, format=path.suffix[1:].lower(), dpi=130, metadata={"stuntlab": mark} if mark else None
    )
    try:
        write_whole(path, image.getvalue())
    except OSError as problem:
        raise RecordingError(f"{path}: the plot cannot be written ({problem.strerror})") from problem


def _panels(person: PersonMeasured, *, named: bool) -> list[_Panel]:
    panels: dict[tuple[str, str], _Panel] = {}
    for measured in person.measured:
        for need, signal in measured.signals.items():
            prefix = f"Person {person.person}: " if named else ""
            title = f"{prefix}{need.location} {need.quantity}"
            panel = panels.setdefault((need.location, need.quantity), _Panel(title, need.quantity))
            drawn = panel.signals.get(need.axis)
            if drawn is None or (signal.channel_class or 0) > (drawn.channel_class or 0):
                panel.signals[need.axis] = signal
        if not math.isnan(measured.start_s):
            home = _home_of(measured)
            panels[home.location, home.quantity].measured.append(measured)
    return list(panels.values())


def _home_of(measured: MeasuredCriterion) -> Need:
    """The signal that a criterion is read on: one of its own unit, or else its first."""
    own = [need for need in measured.signals if _LEVEL_UNITS[need.quantity] == measured.criterion.unit]
    return own[0] if own else next(iter(measured.signals))


def _figure(recording: RecordingMeasured, panels: list[_Panel]) -> Figure:
    columns = 1 if len(panels) <= 4 else 2
    rows = math.ceil(len(panels) / columns)
    figure = Figure(figsize=(_WIDTH_IN * columns, _HEIGHT_IN * rows + 0.5), layout="constrained")
    figure.suptitle(recording.title or recording.source, fontweight="bold")
    for place, panel in enumerate(panels, start=1):
        _draw(figure.add_subplot(rows, columns, place), panel)
    return figure


def _draw(axes: Axes, panel: _Panel) -> None:
    dimension, unit = _SHOWN[panel.quantity]
    factor = 1 / unit_factor(dimension, unit)
    for axis, signal in panel.signals.items():
        colour, dash = _LINES.get(axis, _LINES["resultant"])
        name = f"{axis or panel.quantity}{f', CFC {signal.channel_class}' if signal.channel_class else ''}"
        axes.plot(signal.time_s * 1e3, signal.values * factor, color=colour, linestyle=dash, linewidth=1.2, label=name)
    axes.set_title(panel.title, loc="left", fontsize=10)
    axes.set_xlabel("time, ms", fontsize=9)
    axes.set_ylabel(f"{panel.quantity}, {unit}", fontsize=9)
    axes.margins(x=0)
    axes.grid(alpha=0.25)
    for one in panel.measured:
        _draw_limit(axes, one, factor)
    _mark(axes, panel.measured)
    axes.legend(loc="lower right", fontsize=8, framealpha=0.8)


def _draw_limit(axes: Axes, measured: MeasuredCriterion, factor: float) -> None:
    """The nearest published limit as the edge of a corridor, on the side of the peak, if it is not far off the signal.

    factor: from SI to the unit of the panel. A limit that falls with duration stands at the level that may be touched.
    """
    home = _home_of(measured)
    signal = measured.signals[home].values
    if not measured.limits or _LEVEL_UNITS[home.quantity] != measured.criterion.unit:
        return
    limit = measured.limits[0].limit
    side = float(np.sign(signal[np.abs(signal).argmax()]))
    if measured.criterion.turned is as_recorded:
        side = _SIDES.get(catalogue()[measured.criterion.load].method, side)
    level = side * limit.value * SI_OF_UNIT[limit.unit] * factor
    low, high = axes.get_ylim()
    if not low - _NEAR * (high - low) < level < high + _NEAR * (high - low):
        return
    held = ", not to be held" if limit.levels else ""
    name = f"limit {limit.rule} {with_unit(limit.value, limit.unit)}{held}"
    axes.axhline(level, color=_LIMIT, linewidth=1.0, linestyle=(0, (6, 2)), label=name)
    far = max(high, level) if side > 0 else min(low, level)
    far += side * 0.05 * (high - low)
    axes.axhspan(level, far, color=_LIMIT, alpha=0.08, linewidth=0)
    axes.set_ylim(min(low, far), max(high, far))


def _mark(axes: Axes, measured: list[MeasuredCriterion]) -> None:
    """A bar for each window and a stroke for each peak, one under the other above the signal, with their values."""
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + (high - low) * _ROW * (len(measured) + 0.5))
    left, right = axes.get_xlim()
    for row, one in enumerate(measured):
        height = 1 - _ROW * (row + 0.75) / (1 + _ROW * (len(measured) + 0.5))
        start, end = one.start_s * 1e3, one.end_s * 1e3
        across = axes.get_xaxis_transform()
        if end > start:
            axes.axvspan(start, end, color=_MARK, alpha=0.10, linewidth=0)
            axes.plot([start, end], [height, height], color=_MARK, linewidth=4, transform=across, solid_capstyle="butt")
        else:
            axes.plot([start], [height], color=_MARK, marker="v", markersize=6, transform=across, linestyle="none")
            axes.axvline(start, color=_MARK, linewidth=0.6, alpha=0.6)
        beside_right = end < left + 0.55 * (right - left)
        axes.annotate(
            f"{one.criterion.title} {value_in_words(one)}{_share(one)}",
            (end if beside_right else start, height),
            xycoords=across,
            xytext=(6 if beside_right else -6, 0),
            textcoords="offset points",
            ha="left" if beside_right else "right",
            va="center",
            fontsize=8,
        )


def _share(measured: MeasuredCriterion) -> str:
    """How near a value comes to its nearest limit, behind it."""
    if not measured.limits:
        return ""
    nearest = measured.limits[0]
    return f", {100 * nearest.share:.0f} % of {nearest.limit.rule}"
