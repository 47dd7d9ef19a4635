"""`stuntlab set-state`: call the set cold, rehearsal or live.

Group: Log the day, 3
Example: stuntlab set-state plan.yaml rehearsal --by "first assistant"
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, write
from stuntlab.record.decisions import call_set


@click.command("set-state")
@decision_options
@click.argument("state")
@click.option("--by", help="Who calls it.")
def command(plan: Path, *, state: str, record: str | None, as_json: bool, by: str | None) -> None:
    """Call the set of PLAN cold, rehearsal or live. A stop makes it cold, and a new version of the plan does."""
    write(
        plan,
        lambda history: [call_set(history, state, by)],
        record=record,
        as_json=as_json,
        said=lambda _: f"The set is {state}.",
    )
