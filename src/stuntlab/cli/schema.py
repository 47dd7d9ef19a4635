"""`stuntlab schema`: the JSON Schema of a plan, for editors.

Group: Write a plan, 4
Example: stuntlab schema
"""

from __future__ import annotations

import json
from importlib import import_module

import click

from stuntlab.plan.schema import plan_schema


@click.command("schema")
@click.option("--answer", "of_answer", is_flag=True, help="That of what assess --json prints instead.")
def command(*, of_answer: bool) -> None:
    """Print the JSON Schema of a plan. Editors that read it complete the words of a plan and mark the wrong ones."""
    schema = import_module("stuntlab.report.json_result").result_schema() if of_answer else plan_schema()
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
