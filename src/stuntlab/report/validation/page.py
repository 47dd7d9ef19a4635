"""What the bench found, as the page docs/validation.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.report.validation.comparison import Comparison, DrawnCurve, Scatter, Validation
from stuntlab.report.validation.wording import (
    error_words,
    groups,
    inside_words,
    measured_words,
    model_words,
    number,
    scatter_words,
    tally,
)

INTRODUCTION = """# Validation

Written by `stuntlab validate --page docs/validation.md`. Every model beside the published cases that it can be compared
with; a row outside its corridor stays here. **Fitted**: a parameter of the model was chosen to meet the case, so
agreement shows only that the model can. **Predicted**: none was; where one was judged with the numbers in sight, the
note at the end of the page says so. Only predicted rows say how far to believe a verdict.

The tag after a source says how far the number itself can be trusted: V-P read in the primary text, V-A in its abstract,
V-S in a secondary source, R-h, R-m and R-l recalled with high, medium and low confidence, C computed, J judgement.
Signals of the models are unfiltered. Each case is a file in `src/stuntlab/validation/cases/` with its set-up;
`stuntlab validate --cases FILE` runs one of your own.
"""

SCATTER = """## How far to believe a load

Scatter of ln(model / measured) over the predicted loads of each region that somebody measured; times, shares, signs,
limits of standards and closed forms are left out. A mean of +0.10 says that the model reads 10 % high. Loads of one
case are not independent, and a corridor counts by its middle, so with a few cases this is a rough figure. A rough
comparison counts as much as a close one: the abdomen's is a bar against belts.
"""


def validation_page(validation: Validation) -> str:
    """The whole page as Markdown."""
    parts = [INTRODUCTION]
    for heading, rows in groups(validation.comparisons):
        parts.append(f"## {heading}\n\n{tally(rows)}.\n\n{_table(rows)}")
    parts.append(_without_model(validation))
    parts.append(SCATTER + "\n" + _scatter(validation.scatter, validation.never_compared))
    parts += [_curve(curve) for curve in validation.curves]
    parts.append(_notes(validation.comparisons))
    return "\n".join(parts)


def _table(rows: Sequence[Comparison]) -> str:
    lines = [
        "| case | quantity | measured | model | error | | kind | source | tag |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cells(row: Comparison) -> Iterator[str]:
    yield f"`{row.case}` {row.title}"
    yield row.quantity
    yield measured_words(row.measured, row.unit)
    yield model_words(row)
    yield error_words(row)
    yield inside_words(row) if row.inside else f"**{inside_words(row)}**"
    yield row.kind
    yield row.source
    yield row.tag


def _notes(rows: Sequence[Comparison]) -> str:
    notes = {row.case: row.note for row in rows if row.note}
    return "\n".join(["## Notes", "", *(f"- `{case}`: {note}" for case, note in notes.items())]) + "\n"


def _without_model(validation: Validation) -> str:
    lines = [
        "## No model: cannot be compared",
        "",
        "| case | published | why not | source | tag |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{case.case}` {case.title} | {case.published} | {case.why} | {case.source} | {case.tag} |"
        for case in validation.not_compared
    ]
    return "\n".join(lines) + "\n"


def _scatter(rows: Sequence[Scatter], never: Sequence[str]) -> str:
    lines = ["| region | loads | mean | standard deviation |", "|---|---|---|---|"]
    lines += [f"| {' | '.join((row.region, *scatter_words(row)))} |" for row in rows]
    return "\n".join([*lines, "", f"No predicted load: {', '.join(never)}."]) + "\n"


def _curve(curve: DrawnCurve) -> str:
    head = [
        f"## Curve: {curve.title}",
        "",
        f"{curve.y_words} over {curve.x_words} while loading, {curve.kind}.",
        "",
        f"| {curve.x_words}, {curve.x_unit} | corridor, {curve.unit} | model, {curve.unit} | |",
        "|---|---|---|---|",
    ]
    points = zip(curve.x, curve.low, curve.high, curve.at_points, strict=True)
    rows = [
        f"| {x:g} | {number(low)} to {number(high)} | {number(model)} | "
        f"{'inside' if low <= model <= high else '**OUTSIDE**'} |"
        for x, low, high, model in points
    ]
    return "\n".join([*head, *rows]) + "\n"
