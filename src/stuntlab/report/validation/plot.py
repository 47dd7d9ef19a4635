"""Curves of the models against their corridors, and every predicted load beside its measured one, as PNG."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.report.validation.comparison import CaseComparison, DrawnCurve, Validation

OVERVIEW = "predicted"
_MODEL, _CORRIDOR, _OUTSIDE = "#0072B2", "#999999", "#D55E00"
_ROW_IN, _WIDTH_IN = 0.24, 9.0


def save_plots(validation: Validation, folder: Path) -> tuple[Path, ...]:
    """Write one picture for each curve and one of all predicted loads, and name them.

    Raises:
        UserError: the folder cannot be made or written.
    """
    figures = {f"{curve.case}-{curve.y_words.replace(' ', '-')}": _curve_figure(curve) for curve in validation.curves}
    loads = [row for row in validation.comparisons if row.kind == "predicted" and row.is_load and row.model > 0]
    if loads:
        figures[OVERVIEW] = _overview(loads)
    written = []
    for name, figure in figures.items():
        image = BytesIO()
        figure.savefig(image, format="png", dpi=130)
        written.append(_write(folder / f"{name}.png", image.getvalue()))
    return tuple(written)


def _write(path: Path, image: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, image)
    except OSError as problem:
        raise UserError(f"{path}: the plot cannot be written ({problem.strerror})") from problem
    return path


def _curve_figure(curve: DrawnCurve) -> Figure:
    figure = Figure(figsize=(7.5, 4.5), layout="constrained")
    axes = figure.add_subplot()
    axes.fill_between(
        curve.x, curve.low, curve.high, color=_CORRIDOR, alpha=0.35, linewidth=0, label="published corridor"
    )
    axes.plot(curve.x, curve.middle, color=_CORRIDOR, linestyle="--", linewidth=1.0, label="its middle")
    axes.plot(curve.model_x, curve.model_y, color=_MODEL, linewidth=1.5, label=f"model, {curve.kind}")
    axes.set_title(curve.title, loc="left", fontsize=10)
    axes.set_xlabel(f"{curve.x_words}, {curve.x_unit}")
    axes.set_ylabel(f"{curve.y_words}, {curve.unit}")
    axes.set_xlim(left=min(0.0, float(curve.x[0])))
    axes.set_ylim(bottom=min(0.0, float(curve.at_points.min())))
    axes.grid(alpha=0.25)
    axes.legend(fontsize=9)
    return figure


def _overview(rows: Sequence[CaseComparison]) -> Figure:
    """Each row a bar from the low to the high end of what was published, and a mark for the model; 1 is the middle."""
    figure = Figure(figsize=(_WIDTH_IN, 1.2 + _ROW_IN * len(rows)), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xscale("log")
    axes.axvline(1.0, color="black", linewidth=0.6)
    for place, row in enumerate(rows):
        _draw_row(axes, place, row)
    axes.set_yticks(range(len(rows)), [f"{row.case}: {row.quantity}" for row in rows], fontsize=7)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xticks([0.5, 0.7, 1.0, 1.5, 2.0, 3.0], ["0.5", "0.7", "1", "1.5", "2", "3"])
    axes.set_xticks([], minor=True)
    axes.set_xlabel("over the middle of what was published; bar: published, mark: model (cross: outside)")
    axes.grid(axis="x", alpha=0.25)
    return figure


def _draw_row(axes: Axes, place: int, row: CaseComparison) -> None:
    low, high, model = (value / row.measured.middle for value in (row.measured.low, row.measured.high, row.model))
    axes.plot([max(low, 0.3), high], [place, place], color=_CORRIDOR, linewidth=6, alpha=0.5, solid_capstyle="butt")
    colour, mark = (_MODEL, "o") if row.inside else (_OUTSIDE, "X")
    axes.plot([model], [place], color=colour, marker=mark, markersize=6, linestyle="none")
