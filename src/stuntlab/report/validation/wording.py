"""Numbers of a comparison in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from stuntlab.report.validation.comparison import Basis, CaseComparison, Kind, MeasuredRange, Scatter, Subject
from stuntlab.units.counting import counted

HEADINGS: dict[tuple[Kind, bool], str] = {
    ("predicted", False): "Predicted: no parameter was fitted to these",
    ("fitted", False): "Fitted: a parameter was chosen to meet these, so agreement predicts nothing",
    ("fitted", True): "Code checks: closed forms, which say nothing about bodies",
    ("predicted", True): "Code checks against other formulas",
}
"""By kind, and whether the basis is a closed form, in the order they are shown."""


def groups(comparisons: Sequence[CaseComparison]) -> list[tuple[str, list[CaseComparison]]]:
    """Heading and rows of each group that has any, predicted first."""
    found = []
    for (kind, is_form), heading in HEADINGS.items():
        rows = [row for row in comparisons if row.kind == kind and _is_form(row.basis) == is_form]
        if rows:
            found.append((heading, rows))
    return found


def _is_form(basis: Basis) -> bool:
    return basis == "closed form"


def number(value: float) -> str:
    """Four significant digits, nothing for what is far below every tolerance."""
    return "0" if abs(value) < 1e-9 else f"{value:.4g}"


def say_measured(measured: MeasuredRange, unit: str) -> str:
    """A corridor, or a number with its tolerance."""
    suffix = "" if unit == "1" else f" {unit}"
    if measured.is_range:
        return f"{number(measured.low)} to {number(measured.high)}{suffix}"
    reach = measured.high - measured.middle
    return f"{number(measured.middle)}{f' ± {number(reach)}' if reach else ''}{suffix}"


def model_words(comparison: CaseComparison) -> str:
    """What the model answers."""
    return number(comparison.model) + ("" if comparison.unit == "1" else f" {comparison.unit}")


def error_words(comparison: CaseComparison) -> str:
    """Signed, of the published middle: "+14 %"; nothing for a sign, or where no less than nothing is an upper bound."""
    error, measured = comparison.error, comparison.measured
    if error is None or measured.low <= 0 or measured.low == measured.high:
        return ""
    return f"{100 * error:+.0f} %" if abs(error) >= 0.005 else f"{100 * error:+.1f} %"


def inside_words(comparison: CaseComparison) -> str:
    """Inside or outside."""
    return "inside" if comparison.inside else "OUTSIDE"


def tally(rows: Sequence[CaseComparison]) -> str:
    """How many are inside: "18 of 40 inside"."""
    return f"{sum(row.inside for row in rows)} of {len(rows)} inside"


def tally_of_good(rows: Sequence[CaseComparison]) -> str:
    """How many are inside of those with a good reference, and of these by whom they were measured on.

    Empty where no reference is weak and nothing was measured on anybody.
    """
    good = [row for row in rows if not row.weak and row.measured_on]
    subjects = (subject for subject in get_args(Subject) if any(row.measured_on == subject for row in good))
    parts = [f"{tally([row for row in good if row.measured_on == subject])} on {subject}" for subject in subjects]
    weak = counted(sum(bool(row.weak) for row in rows), "row")
    return f"Without {weak} of a weak reference: {tally(good)} ({'; '.join(parts)})" if parts else ""


def scatter_words(row: Scatter) -> tuple[str, str, str]:
    """Loads and cases, mean and deviation of the log ratio."""
    spread = "one load only" if row.sd_log_ratio is None else f"{row.sd_log_ratio:.2f}"
    counts = f"{counted(row.count, 'load')} of {counted(row.case_count, 'case')}"
    return counts, f"{row.mean_log_ratio:+.2f}", spread
