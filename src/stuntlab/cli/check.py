"""`stuntlab check`: read a plan and say what is wrong with it.

Group: Write a plan, 2
Example: stuntlab check plan.yaml
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from stuntlab.gear.catchers import lacking_behaviour
from stuntlab.plan import as_data, in_words, read_plan
from stuntlab.plan.reading import plan_error


@click.command("check")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was understood as JSON, in SI.")
def command(plan: Path, *, as_json: bool) -> None:
    """Read PLAN; say in words what was understood, or everything that is wrong with it, line by line."""
    understood = read_plan(plan)
    lacking = lacking_behaviour(understood)
    if lacking:
        raise plan_error(plan, {("gear", name): text for name, text in lacking.items()})
    click.echo(json.dumps(as_data(understood), indent=2, ensure_ascii=False) if as_json else in_words(understood))
