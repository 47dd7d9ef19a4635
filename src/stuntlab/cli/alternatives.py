"""`stuntlab alternatives`: what would bring it within limits, and does it still sell.

Group: Judge it, 2
Example: stuntlab alternatives plan.yaml
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.fall_changes import show_fall_changes
from stuntlab.cli.strike_versions import show_strike_versions
from stuntlab.cli.undrawn import select_drawable
from stuntlab.cli.units import style_for, units_option
from stuntlab.errors import UserError
from stuntlab.gags.roles import SeenStrike
from stuntlab.plan import read_plan
from stuntlab.units import System


@click.command("alternatives")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--figure", type=click.Path(path_type=Path), help="Strikes: write risk against sell, as SVG, PNG or PDF.")
@units_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the list.")
@click.option("--takes", type=click.IntRange(1, 1_000_000), help="Full-body takes to simulate for each version.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Which luck to draw.")
def command(
    plan: Path, *, figure: Path | None, units: System | None, as_json: bool, takes: int | None, seed: int
) -> None:
    """List what brings everyone in PLAN within limits, on the same draws.

    Strikes: the version that sells best first. Falls: the cheapest change first.
    """
    intended = read_plan(plan)
    style = style_for(intended, units)
    if any(isinstance(gag, SeenStrike) for gag in select_drawable(intended)):
        show_strike_versions(intended, style, figure=figure, as_json=as_json, takes=takes, seed=seed)
        return
    if figure is not None:
        raise UserError("--figure draws risk against sell, and this plan has no strike; leave it out")
    show_fall_changes(intended, style, as_json=as_json, takes=takes, seed=seed)
