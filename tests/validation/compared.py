"""A comparison of a case with what was measured, to change in one word."""

from __future__ import annotations

from stuntlab.report.validation.comparison import CaseComparison, MeasuredRange


def comparison(
    *,
    model: float = 110.0,
    middle: float = 100.0,
    case: str = "a-case",
    region: str = "chest",
    kind: str = "predicted",
    basis: str = "measured",
    measured_on: str | None = "dummies",
    weak: str = "",
    is_load: bool = True,
) -> CaseComparison:
    return CaseComparison(
        case=case,
        title="A case",
        region=region,
        kind=kind,
        basis=basis,
        quantity="peak force",
        unit="N",
        measured=MeasuredRange(middle, 0.9 * middle, 1.1 * middle, is_range=True),
        model=model,
        source="Somebody 1999",
        tag="V-P",
        measured_on=measured_on,
        weak=weak,
        note="",
        is_load=is_load,
    )
