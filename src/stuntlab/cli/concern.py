"""`stuntlab concern PLAN --what "..."`: something that worries somebody."""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, write
from stuntlab.record import Kind
from stuntlab.record.decisions import report


@click.command("concern")
@decision_options
@click.option("--gag", help="The gag it is about; the whole stunt where none is named.")
@click.option("--what", required=True, help="In a few words. No names, and nothing about anybody's health.")
def command(plan: Path, *, record: str | None, as_json: bool, gag: str | None, what: str) -> None:
    """Write down what worries somebody in PLAN. It blocks its gag until somebody answers it by name."""
    write(
        plan,
        lambda history: [report(history, Kind.CONCERN, gag, what)],
        record=record,
        as_json=as_json,
        said="Concern written down, without a name.",
    )
