"""Run cases: set each rig up once, compare every quantity, and sum up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.report.validation.comparison import CaseComparison, DrawnCurve, MeasuredRange, NotCompared, Validation
from stuntlab.validation.case import Case, Published, PublishedCurve
from stuntlab.validation.quantities import quantities, si_along
from stuntlab.validation.rigs import Answer, answer
from stuntlab.validation.scatter import find_uncompared_regions, scatter

WORST_POINT = MeasuredRange(middle=0.0, low=-1.0, high=1.0, is_range=True)
"""A curve agrees where its worst point lies no further than half a width from the middle of its corridor."""


def validate(cases: Sequence[Case], *, progress: Callable[[int, int], None] | None = None) -> Validation:
    """Every case beside what the models answer, in the order given. progress: told (done, in all).

    Raises:
        UserError: a case asks for a rig, a setting or a quantity that there is not.
    """
    comparisons: list[CaseComparison] = []
    curves: list[DrawnCurve] = []
    without: list[NotCompared] = []
    answers: dict[str, Answer] = {}
    for number, case in enumerate(cases):
        if progress:
            progress(number, len(cases))
        if case.no_model:
            without.append(_without_model(case))
            continue
        setup = _setup_of(case)
        if setup not in answers:
            answers[setup] = answer(case)
        told = answers[setup]
        drawn = [_draw_curve(case, curve, told) for curve in case.curve]
        comparisons += _compare(case, told, drawn)
        curves += drawn
    found = scatter(comparisons)
    return Validation(tuple(comparisons), tuple(without), tuple(curves), found, find_uncompared_regions(found))


def _setup_of(case: Case) -> str:
    return json.dumps([case.rig, case.setup], sort_keys=True, default=str)


def _without_model(case: Case) -> NotCompared:
    return NotCompared(case.name, case.title, case.region, case.published, case.no_model, case.source, case.tag)


def _compare(case: Case, told: Answer, drawn: Iterable[DrawnCurve]) -> Iterator[CaseComparison]:
    for published in case.quantity:
        known = quantities()[published.name]
        model = _answer_value(case, published, told) / known.si(published.unit)
        yield _comparison(case, known.words, published.unit, published.measured, model, is_load=known.is_load)
    for curve in drawn:
        words = f"{curve.y_words} curve, worst point, half widths"
        yield _comparison(case, words, "1", WORST_POINT, _worst(curve), is_load=False)


def _answer_value(case: Case, published: Published, told: Answer) -> float:
    if published.name not in told.quantities:
        raise UserError(
            f"case {case.name}: the rig {case.rig} does not answer {published.name}; "
            f"it answers {', '.join(told.quantities)}"
        )
    return told.quantities[published.name]


def _comparison(
    case: Case, words: str, unit: str, measured: MeasuredRange, model: float, *, is_load: bool
) -> CaseComparison:
    return CaseComparison(
        case=case.name,
        title=case.title,
        region=case.region,
        kind=case.kind,
        basis=case.basis,
        quantity=words,
        unit=unit,
        measured=measured,
        model=model,
        source=case.source,
        tag=case.tag,
        measured_on=case.measured_on,
        weak=case.weak,
        note=case.note,
        is_load=is_load,
    )


def _draw_curve(case: Case, curve: PublishedCurve, told: Answer) -> DrawnCurve:
    if curve.name not in told.curves:
        raise UserError(
            f"case {case.name}: the rig {case.rig} does not draw {curve.name}; "
            f"it draws {', '.join(told.curves) or 'no curve'}"
        )
    trace = told.curves[curve.name]
    x, (low, high) = np.array(curve.x), (np.array(end) for end in curve.corridor)
    model_x, model_y = trace.x / si_along(curve.x_unit), trace.y / quantities()[curve.name].si(curve.unit)
    return DrawnCurve(
        case=case.name,
        title=case.title,
        kind=case.kind,
        x_words=trace.x_words,
        y_words=quantities()[curve.name].words,
        x_unit=curve.x_unit,
        unit=curve.unit,
        x=x,
        low=low,
        high=high,
        middle=(low + high) / 2,
        model_x=model_x,
        model_y=model_y,
        at_points=_while_loading(model_x, model_y, x),
    )


def _while_loading(x: Floats, y: Floats, points: Floats) -> Floats:
    """The curve at some points of its axis on the way up, [point]; nothing is felt beyond where it turns."""
    turn = int(x.argmax()) + 1
    rising = np.maximum.accumulate(x[:turn])
    return np.asarray(np.interp(points, rising, y[:turn], right=0.0))


def _worst(curve: DrawnCurve) -> float:
    """Distance of the worst point from the middle of its corridor, in half widths."""
    offset = (curve.at_points - curve.middle) / ((curve.high - curve.low) / 2)
    return float(offset[np.abs(offset).argmax()])
