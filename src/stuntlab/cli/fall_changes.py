"""What `stuntlab alternatives` does for falls."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from stuntlab.alternatives.fall_alternatives import alternatives
from stuntlab.cli.progress import progress_of_tries
from stuntlab.cli.screen import screen
from stuntlab.plan import Plan
from stuntlab.report.alternatives_list import alternatives_to_list, render_alternatives
from stuntlab.units import UnitStyle


def show_fall_changes(plan: Plan, style: UnitStyle, *, as_json: bool, takes: int | None, seed: int) -> None:
    """Print the changes to a plan's falls, cheapest first, and which bring everybody within limits; in some units."""
    with progress_of_tries() as told:
        found = alternatives(plan, seed=seed, takes=takes, progress=told)
    if as_json:
        click.echo(json.dumps(alternatives_to_list(found), indent=2))
        return
    click.echo(render_alternatives(found, **asdict(screen()), style=style), nl=False)
