"""Runs of a plan that its record holds: pictures and shots are drawn from the same numbers as the answer."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from stuntlab.datasets import NOT_REHEARSED, Rehearsed
from stuntlab.errors import UserError
from stuntlab.plan import Plan, production_file_of, read_production_file
from stuntlab.units.counting import counted


def read_runs_so_far(plan_file: Path, plan: Plan) -> Rehearsed:
    """The runs that `assess` takes into account too, where its record is to be found; said on standard error."""
    file = production_file_of(plan_file)
    production = read_production_file(file) if file else None
    try:
        decided = import_module("stuntlab.record").decisions_on(plan_file, plan, production=production, record=None)
    except UserError as problem:
        click.echo(f"Drawn without the runs in the record: {problem}", err=True)
        return NOT_REHEARSED
    rehearsed: Rehearsed = decided.rehearsed
    runs = sum(one.runs for one in rehearsed.gags.values())
    if runs:
        click.echo(f"Drawn with {counted(runs, 'run')} in the record, as stuntlab assess does.", err=True)
    return rehearsed
