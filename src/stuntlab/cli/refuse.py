"""`stuntlab refuse`: refuse to do it to somebody; no reason is asked.

Group: Say yes or no to it, 2
Example: stuntlab refuse plan.yaml --person lead
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, key_option, signer_of, write
from stuntlab.record.decisions import refuse, take_back


@click.command("refuse")
@decision_options
@key_option
@click.option("--person", required=True, help="Who refuses.")
@click.option("--take-back", "takes_back", is_flag=True, help="Take the refusal back.")
def command(plan: Path, *, record: str | None, as_json: bool, keys: Path | None, person: str, takes_back: bool) -> None:
    """Refuse to do to somebody what PLAN asks. No reason is asked or kept; it holds for every version."""
    signer = signer_of(person, keys) if takes_back else None
    said = "The refusal is taken back." if takes_back else "Refused. Nobody is told who but the coordinator."
    decide = take_back if takes_back else refuse
    write(
        plan,
        lambda history: [decide(history, person)],
        record=record,
        as_json=as_json,
        signer=signer,
        said=lambda _: said,
    )
