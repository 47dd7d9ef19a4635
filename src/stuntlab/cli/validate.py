"""`stuntlab validate`: every model against its published cases.

Group: Check the models, 2
Example: stuntlab validate --kind predicted
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import click

from stuntlab.cli.progress import progress_bar
from stuntlab.cli.screen import screen
from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.report.validation.as_data import validation_to_dict
from stuntlab.report.validation.comparison import Kind
from stuntlab.report.validation.page import validation_page
from stuntlab.report.validation.table import render_validation
from stuntlab.validation import read_cases, select, validate

FITTED_CASE_OUTSIDE = 1


@click.command("validate")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--case", "names", multiple=True, metavar="NAME", help="Only this case; may be given again.")
@click.option("--kind", type=click.Choice(["fitted", "predicted"]), help="Only cases of this kind.")
@click.option(
    "--cases",
    "own",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Your own cases instead of the published.",
)
@click.option("--plot", type=click.Path(path_type=Path), metavar="DIR", help="Draw curves against corridors, as PNG.")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE.md", help="Write the table as a Markdown page.")
@click.pass_context
def command(
    context: click.Context,
    *,
    as_json: bool,
    names: tuple[str, ...],
    kind: Kind | None,
    own: Path | None,
    plot: Path | None,
    page: Path | None,
) -> None:
    """Compare every model with the published cases it can be compared with, and show all of them.

    Predicted cases may lie outside: they stay in the table. Ends with 1 where a case that a model was fitted to, or a
    check of the code, lies outside, because that is our fault.
    """
    with progress_bar("comparing cases") as tell:
        found = validate(select(read_cases(own), names=names, kind=kind), progress=tell)
    if plot is not None:
        # matplotlib takes half a second to import, which only those who want a picture should wait for.
        for path in import_module("stuntlab.report.validation.plot").save_plots(found, plot):
            click.echo(str(path), err=True)
    if page is not None:
        _write(page, validation_page(found))
    if as_json:
        click.echo(json.dumps(validation_to_dict(found), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        at_hand = screen()
        table = render_validation(
            found, width=at_hand.width, colour=at_hand.colour, unicode=at_hand.unicode, notes=bool(names or own)
        )
        click.echo(table, nl=False)
    if any(row.kind == "fitted" and not row.inside for row in found.comparisons):
        context.exit(FITTED_CASE_OUTSIDE)


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except OSError as problem:
        raise UserError(f"{path}: the page cannot be written ({problem.strerror})") from problem
