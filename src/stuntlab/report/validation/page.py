"""The comparisons of the models with the published cases, as the page docs/validation.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.report.validation.comparison import CaseComparison, DrawnCurve, Scatter, Validation
from stuntlab.report.validation.wording import (
    error_words,
    groups,
    inside_words,
    model_words,
    number,
    say_measured,
    scatter_words,
    tally,
    tally_of_good,
)

INTRODUCTION = """# Validation

`stuntlab validate --page docs/validation.md` writes this page. It compares every model with the published cases that it
can be compared with. A row outside its corridor stays here.

- **Fitted**: a parameter of the model was chosen to meet the case. Agreement shows only that the model can meet it.
- **Predicted**: no parameter was chosen to meet the case. A note at the end of the page says where one was judged by a
  person who knew the result. Only predicted rows say how far to believe a verdict.

The tag after a source says how far the number itself can be trusted:

- V-P was read in the primary text, V-A in its abstract, V-S in a secondary source.
- R-h, R-m and R-l were recalled with high, medium and low confidence.
- C was computed; J is a judgement of this project.

A reference is **weak** where it is no measurement of what the model sets up: a formula, a wish of a design, or another
kind of test. Such rows stay, and the score is given with and without them. What was measured on people counts apart
from what was measured on cadavers, dummies and catchers.

Signals of the models are unfiltered. Each case is a file in `src/stuntlab/validation/cases/` with its set-up.
`stuntlab validate --cases FILE` runs cases of your own; [own_cases.md](own_cases.md) shows how to write one.
"""

SCATTER = """## How far to believe a load

The table gives the scatter of ln(model / measured) for each body region, over the predicted loads that were measured.
Times, shares, signs, limits of standards and closed forms are left out. A mean of +0.10 says that the model reads 10 %
high. The figure is rough where there are few cases: loads of one case are not independent, and a corridor counts by its
middle. A weak reference counts only where a region has no better one.
"""


def validation_page(validation: Validation) -> str:
    """The whole page as Markdown."""
    parts = [INTRODUCTION]
    for heading, rows in groups(validation.comparisons):
        told = "\n".join(f"- {score}." for score in (tally(rows), tally_of_good(rows)) if score)
        parts.append(f"## {heading}\n\n{told}\n\n{_table(rows)}")
    parts.append(_without_model(validation))
    parts.append(SCATTER + "\n" + _scatter(validation.scatter, validation.never_compared))
    parts += [_curve(curve) for curve in validation.curves]
    parts.append(_notes(validation.comparisons))
    return "\n".join(parts)


def _table(rows: Sequence[CaseComparison]) -> str:
    lines = [
        "| case | quantity | measured | model | error | | kind | source | tag |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cells(row: CaseComparison) -> Iterator[str]:
    yield f"`{row.case}` {row.title}"
    yield row.quantity
    yield say_measured(row.measured, row.unit)
    yield model_words(row)
    yield error_words(row)
    yield inside_words(row) if row.inside else f"**{inside_words(row)}**"
    yield row.kind
    yield row.source
    yield f"{row.tag}, weak" if row.weak else row.tag


def _notes(rows: Sequence[CaseComparison]) -> str:
    told = {row.case: " ".join(filter(None, (row.weak and f"Weak reference. {row.weak}", row.note))) for row in rows}
    notes = {case: note for case, note in told.items() if note}
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
