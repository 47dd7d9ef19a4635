"""What the bench found, for people at a terminal: every case, the bad rows included, predicted ones first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from stuntlab.report.page import Page
from stuntlab.report.validation.comparison import Comparison, Validation
from stuntlab.report.validation.wording import (
    error_words,
    groups,
    inside_words,
    measured_words,
    model_words,
    scatter_words,
    tally,
)

BESIDE = 76
"""From this width on a quantity, its numbers and its verdict share a line."""


def render_validation(validation: Validation, *, width: int = 80, colour: bool = False, unicode: bool = True) -> str:
    """The table as text, every line at most `width` cells (40 at least).

    colour: ANSI styles; colour is never the only sign. unicode: False gives plain ASCII.
    """
    page = Page(width=width, colour=colour, unicode=unicode)
    for heading, rows in groups(validation.comparisons):
        page.add(f"{heading} ({tally(rows)})", style="bold")
        for _, of_case in groupby(rows, key=lambda row: row.case):
            _add_case(page, list(of_case))
        page.blank()
    _add_without_model(page, validation)
    _add_scatter(page, validation)
    return page.render()


def _add_case(page: Page, rows: Sequence[Comparison]) -> None:
    first = rows[0]
    page.add(f"{first.case}: {first.title}. {first.source} [{first.tag}]", indent=2, hang=2, style="dim")
    for row in rows:
        _add_row(page, row)


def _add_row(page: Page, row: Comparison) -> None:
    verdict = inside_words(row)
    told = f"measured {measured_words(row.measured, row.unit)}, model {model_words(row)}"
    error = error_words(row)
    text = f"{row.quantity}: {told}{f' ({error})' if error else ''}, {row.kind}"
    if page.width >= BESIDE:
        page.add_marked(verdict.ljust(8), text, style="green" if row.inside else "bold red", indent=4)
    else:
        page.add(f"{verdict} {text}", indent=4, hang=2, style="" if row.inside else "bold red")


def _add_without_model(page: Page, validation: Validation) -> None:
    if not validation.not_compared:
        return
    page.add(f"No model: cannot be compared ({len(validation.not_compared)})", style="bold")
    for case in validation.not_compared:
        page.add(
            f"{case.case}: {case.title}. Published: {case.published}. {case.why[:1].upper()}{case.why[1:]}. "
            f"{case.source} [{case.tag}]",
            indent=2,
            hang=2,
        )
    page.blank()


def _add_scatter(page: Page, validation: Validation) -> None:
    if not validation.scatter:
        return
    page.add("Scatter of predicted loads, ln(model / measured): mean, standard deviation", style="bold")
    for row in validation.scatter:
        count, mean, spread = scatter_words(row)
        page.add_labelled(row.region, f"{mean}, {spread} ({count})", indent=2)
    page.add(f"never compared: {', '.join(validation.never_compared)}", indent=2, hang=2)
