"""`stuntlab review`: an independent signature where there is power.

Group: Say yes or no to it, 5
Example: stuntlab review plan.yaml --person lead --by adviser
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import AskedOption, decision_options, key_option, signer_of, write
from stuntlab.errors import SigningError
from stuntlab.record.decisions import review
from stuntlab.suggestions import suggest


@click.command("review")
@decision_options
@key_option
@click.option("--person", required=True, help="Who bears the risk and has power over the others.")
@click.option("--by", cls=AskedOption, help="The reviewer: somebody who is not in the plan, and has a key.")
def command(plan: Path, *, record: str | None, as_json: bool, keys: Path | None, person: str, by: str) -> None:
    """Sign, as somebody independent, that a person with power over the others may bear the risk of PLAN."""
    signer = signer_of(by, keys)
    if signer is None:
        raise SigningError(f"a review is signed, and {by} has no key here: make one: {suggest('keys', 'new', by)}")
    write(
        plan,
        lambda history: [review(history, person, by)],
        record=record,
        as_json=as_json,
        signer=signer,
        said=lambda entry: f"{entry.by} reviewed what {entry.body['person']} bears.",
    )
