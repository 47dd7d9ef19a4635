"""What the bench found, for people at a terminal: every case, the bad rows included, predicted ones first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from stuntlab.report.page import Page
from stuntlab.report.validation.comparison import CaseComparison, Validation
from stuntlab.report.validation.wording import (
    error_words,
    groups,
    inside_words,
    model_words,
    say_measured,
    scatter_words,
    tally,
    tally_of_good,
)

BESIDE = 76
"""From this width on a quantity, its numbers and its verdict share a line."""
INDENT, MODEL, ERROR, VERDICT = 4, 14, 9, 7
"""Cells before a row, and of its columns."""


def render_validation(
    validation: Validation, *, width: int = 80, colour: bool = False, unicode: bool = True, notes: bool = False
) -> str:
    """The table as text, every line at most `width` cells (40 at least).

    colour: ANSI styles; colour is never the only sign. unicode: False gives plain ASCII. notes: with what a reader
    should know about each case.
    """
    page = Page(width=width, colour=colour, unicode=unicode)
    for heading, rows in groups(validation.comparisons):
        page.add(f"{heading} ({tally(rows)})", style="bold")
        if good := tally_of_good(rows):
            page.add(good, indent=2, hang=2)
        page.add("measured, model, error", indent=2, style="dim")
        for _, of_case in groupby(rows, key=lambda row: row.case):
            _add_case(page, list(of_case), notes=notes)
        page.blank()
    _add_without_model(page, validation)
    _add_scatter(page, validation)
    return page.render()


def _add_case(page: Page, rows: Sequence[CaseComparison], *, notes: bool) -> None:
    first = rows[0]
    weak = f". Weak reference. {first.weak}" if first.weak else ""
    page.add(f"{first.case}: {first.title}. {first.source} [{first.tag}]{weak}", indent=2, hang=2, style="dim")
    for row in rows:
        _add_row(page, row)
    if notes and first.note:
        page.add(first.note, indent=INDENT, style="dim")


def _add_row(page: Page, row: CaseComparison) -> None:
    verdict, style = inside_words(row), "" if row.inside else "bold red"
    measured, model, error = say_measured(row.measured, row.unit), model_words(row), error_words(row)
    if page.width < BESIDE:
        told = f"measured {measured}, model {model}{f' ({error})' if error else ''}"
        page.add(f"{verdict} {row.quantity}: {told}", indent=4, hang=2, style=style)
        return
    ends = f"{_dot_leader(model, MODEL)} {_dot_leader(error, ERROR)} {verdict}"
    room = page.width - INDENT - MODEL - ERROR - VERDICT - 3
    quantity = row.quantity
    if len(quantity) + len(measured) + len(" . ") > room:
        page.add(quantity, indent=INDENT, style=style)
        quantity = ".."
    page.add(f"{quantity} {_dot_leader(measured, room - len(quantity) - 1)} {ends}", indent=INDENT, hang=2, style=style)


def _dot_leader(text: str, width: int) -> str:
    """Dots up to a number, so that a column keeps its place on a page that closes up spaces."""
    return f" {text}".rjust(width, ".") if text else "." * width


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
    if validation.never_compared:
        page.add(f"no predicted load here: {', '.join(validation.never_compared)}", indent=2, hang=2)
