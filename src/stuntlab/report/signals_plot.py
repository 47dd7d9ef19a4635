"""The signals of a recording with the windows and peaks that its criteria come from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stuntlab.criteria.measured import MeasuredCriterion, PersonMeasured, RecordingMeasured
from stuntlab.criteria.signals import RecordedSignal
from stuntlab.errors import RecordingError
from stuntlab.report.recording_table import value_in_words
from stuntlab.report.whole_file import write_whole
from stuntlab.units import Dimension, unit_factor

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
_MARK = "#CC79A7"
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
            first = next(iter(measured.signals))
            panels[first.location, first.quantity].measured.append(measured)
    return list(panels.values())


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
    _mark(axes, panel.measured)
    axes.legend(loc="lower right", fontsize=8, framealpha=0.8)


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
            f"{one.criterion.title} {value_in_words(one)}",
            (end if beside_right else start, height),
            xycoords=across,
            xytext=(6 if beside_right else -6, 0),
            textcoords="offset points",
            ha="left" if beside_right else "right",
            va="center",
            fontsize=8,
        )
