"""`stuntlab alternatives`: what would bring it within limits, and does it still sell."""

from __future__ import annotations

import json
from pathlib import Path

import click

from stuntlab.cli.assess import LARGEST_SEED, MOST_TAKES
from stuntlab.cli.screen import screen
from stuntlab.errors import UserError
from stuntlab.pipeline.alternatives.strikes import strike_versions
from stuntlab.plan import read_plan
from stuntlab.report.versions_list import render_versions, save_versions_figure, versions_to_dict
from stuntlab.verdict import read_limits

USUAL_TAKES = 48


@click.command("alternatives")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--figure", type=click.Path(path_type=Path), help="Write risk against sell, as SVG, PNG or PDF.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the list.")
@click.option(
    "--takes", type=click.IntRange(1, MOST_TAKES), default=USUAL_TAKES, show_default=True,
    help="Full-body takes for each version.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), default=0, show_default=True, help="Which luck to draw.")
def command(plan: Path, *, figure: Path | None, as_json: bool, takes: int, seed: int) -> None:
    """List the versions of PLAN that bring everyone within limits, the one that sells best first."""
    intended, limits = read_plan(plan), read_limits()
    versions = strike_versions(intended, seed=seed, takes=takes, limits=limits)
    if not versions:
        raise UserError(f"{intended.stunt}: no action of this plan has versions this program can try; kicks have")
    if figure is not None:
        save_versions_figure(versions, limits.allowance("imposed_exceedance"), figure)
    if as_json:
        click.echo(json.dumps(versions_to_dict(intended.stunt, intended.hash, seed, versions), indent=2))
        return
    at_hand = screen()
    listed = render_versions(
        intended.stunt, versions, width=at_hand.width, colour=at_hand.colour, unicode=at_hand.unicode
    )
    click.echo(listed, nl=False)
