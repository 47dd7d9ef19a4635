"""`stuntlab alternatives`: what would bring a plan within limits."""

from __future__ import annotations

import json
from pathlib import Path

import click

from stuntlab.cli.screen import screen
from stuntlab.pipeline.alternatives import alternatives
from stuntlab.plan import read_plan
from stuntlab.report.alternatives_list import alternatives_to_list, render_alternatives


@click.command("alternatives")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of text.")
@click.option("--takes", type=click.IntRange(1, 1_000_000), help="Full-body takes to simulate for each gag.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Which luck to draw.")
def command(plan: Path, *, as_json: bool, takes: int | None, seed: int) -> None:
    """Try changes to PLAN with the same draws, cheapest first, and say which bring everybody within limits."""

    def tell(done: int, total: int) -> None:
        click.echo(f"tried {done} of {total}", err=True)

    found = alternatives(read_plan(plan), seed=seed, takes=takes, progress=tell)
    if as_json:
        click.echo(json.dumps(alternatives_to_list(found), indent=2))
        return
    at_hand = screen()
    click.echo(
        render_alternatives(found, width=at_hand.width, colour=at_hand.colour, unicode=at_hand.unicode), nl=False
    )
