"""`stuntlab clear`: let a stopped plan go on, by name and with a reason.

Group: Say yes or no to it, 4
Example: stuntlab clear plan.yaml --by adviser --reason "the mat had slipped; it is taped down now"
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import AskedOption, decision_options, key_option, signer_of, write
from stuntlab.record.decisions import clear


@click.command("clear")
@decision_options
@key_option
@click.option("--by", cls=AskedOption, help="Who clears: somebody who is not in the action.")
@click.option("--reason", cls=AskedOption, help="What was found and what was done about it.")
def command(plan: Path, *, record: str | None, as_json: bool, keys: Path | None, by: str, reason: str) -> None:
    """Clear the open stops on PLAN, by name and with a written reason. Who stopped is not known and not to be asked."""
    write(
        plan,
        lambda history: [clear(history, by, reason)],
        record=record,
        as_json=as_json,
        signer=signer_of(by, keys),
        said=lambda entry: f"Cleared by {entry.by}.",
    )
