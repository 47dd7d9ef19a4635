"""`stuntlab limits`: the table of limits, with its sources.

Group: Judge it, 4
Example: stuntlab limits --production production.yaml
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from stuntlab.cli.screen import screen
from stuntlab.cli.units import style_asked, units_option
from stuntlab.report.limits_table import limits_to_dict, render_limits
from stuntlab.units import System
from stuntlab.verdict import read_limits


@click.command("limits")
@units_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--production",
    "production_file",
    type=click.Path(path_type=Path),
    help="With the limits of a production.yaml.",
)
def command(*, units: System | None, as_json: bool, production_file: Path | None) -> None:
    """Print the limits table: every load, who may bear how much of it, and who says so."""
    limits = read_limits(production_file)
    if as_json:
        click.echo(json.dumps(limits_to_dict(limits), indent=2, allow_nan=False))
        return
    click.echo(render_limits(limits, **asdict(screen()), style=style_asked(units)), nl=False)
