"""What the bench found, for programs."""

from __future__ import annotations

from typing import Any

from stuntlab.report.validation.comparison import CaseComparison, MeasuredRange, Validation


def validation_to_dict(validation: Validation) -> dict[str, Any]:
    """One object with every comparison; cases without a model are on the page and in the table only."""
    return {"cases": [_row(comparison) for comparison in validation.comparisons]}


def _row(comparison: CaseComparison) -> dict[str, Any]:
    return {
        "name": comparison.case,
        "kind": comparison.kind,
        "inside": comparison.inside,
        "measured_on": comparison.measured_on,
        "weak_reference": comparison.weak or None,
        "quantity": comparison.quantity,
        "unit": comparison.unit,
        "measured": _measured_value(comparison.measured),
        "model": comparison.model,
        "source": f"{comparison.source} [{comparison.tag}]",
    }


def _measured_value(measured: MeasuredRange) -> float | list[float]:
    return [measured.low, measured.high] if measured.is_range else measured.middle
