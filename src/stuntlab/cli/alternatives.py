"""`stuntlab alternatives`: what would bring a plan within limits, and does it still sell."""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.strike_versions import show_strike_versions
from stuntlab.plan import read_plan


@click.command("alternatives")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--figure", type=click.Path(path_type=Path), help="Write risk against sell, as SVG, PNG or PDF.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the list.")
@click.option("--takes", type=click.IntRange(1, 1_000_000), help="Full-body takes to simulate for each version.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Which luck to draw.")
def command(plan: Path, *, figure: Path | None, as_json: bool, takes: int | None, seed: int) -> None:
    """List the versions of PLAN that bring everyone within limits, the one that sells best first."""
    show_strike_versions(read_plan(plan), figure=figure, as_json=as_json, takes=takes, seed=seed)
