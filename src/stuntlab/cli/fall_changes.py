"""What `stuntlab alternatives` does for falls."""

from __future__ import annotations

import json

import click

from stuntlab.alternatives.fall_alternatives import alternatives
from stuntlab.cli.progress import progress_of_tries
from stuntlab.cli.screen import screen
from stuntlab.plan import Plan
from stuntlab.report.alternatives_list import alternatives_to_list, render_alternatives


def show_fall_changes(plan: Plan, *, as_json: bool, takes: int | None, seed: int) -> None:
    """Print the changes to a plan's falls, cheapest first, and which bring everybody within limits."""
    with progress_of_tries() as told:
        found = alternatives(plan, seed=seed, takes=takes, progress=told)
    if as_json:
        click.echo(json.dumps(alternatives_to_list(found), indent=2))
        return
    at_hand = screen()
    click.echo(
        render_alternatives(found, width=at_hand.width, colour=at_hand.colour, unicode=at_hand.unicode), nl=False
    )
