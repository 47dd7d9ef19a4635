"""`stuntlab schema`: the JSON Schema of a plan, for editors.

Group: Write a plan, 4
Example: stuntlab schema
"""

from __future__ import annotations

import json

import click

from stuntlab.plan.schema import plan_schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a plan. Editors that read it complete the words of a plan and mark the wrong ones."""
    click.echo(json.dumps(plan_schema(), indent=2, ensure_ascii=False))
