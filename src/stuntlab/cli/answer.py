"""`stuntlab answer`: answer a near miss or a concern, by name.

Group: Log the day, 7
Example: stuntlab answer plan.yaml --entry 7 --by adviser --answer "the floor was dried"
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import AskedOption, decision_options, key_option, signer_of, write_on_the_day
from stuntlab.record.decisions import answer


@click.command("answer")
@decision_options
@key_option
@click.option("--entry", type=click.IntRange(1), required=True, help="Number of the near miss or concern.")
@click.option("--by", cls=AskedOption, help="Who answers for it.")
@click.option("--answer", "text", cls=AskedOption, help="What was done about it.")
def command(
    plan: Path, *, record: str | None, as_json: bool, keys: Path | None, entry: int, by: str, text: str
) -> None:
    """Answer a near miss or a concern of PLAN by name; its gag is free again."""
    write_on_the_day(
        plan,
        lambda history: [answer(history, entry, by, text)],
        record=record,
        as_json=as_json,
        signer=signer_of(by, keys),
        said=lambda added, _: f"Answered by {added[-1].by}.",
    )
