"""`stuntlab done`: log what somebody was put through today.

Group: Log the day, 4
Example: stuntlab done plan.yaml --person villain --strikes 4
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, write_on_the_day
from stuntlab.record.day_words import say_done
from stuntlab.record.decisions import log_dose

_COUNT = click.IntRange(0, 10_000)


@click.command("done")
@decision_options
@click.option("--person", required=True, help="Who.")
@click.option("--strikes", type=_COUNT, default=0, help="Strikes borne, sold ones included.")
@click.option("--head-whips", type=_COUNT, default=0, help="Times a fall, a jerk or a blow whipped the head.")
@click.option("--head-snaps", type=_COUNT, default=0, help="Blows at the head sold without contact.")
@click.option("--falls", type=_COUNT, default=0, help="Falls.")
@click.option("--burns", type=_COUNT, default=0, help="Burns.")
@click.option("--rested", is_flag=True, help="They come from rest just now.")
def command(
    plan: Path,
    *,
    record: str | None,
    as_json: bool,
    person: str,
    strikes: int,
    head_whips: int,
    head_snaps: int,
    falls: int,
    burns: int,
    rested: bool,
) -> None:
    """Log what a person did in PLAN just now; the day is counted over all plans of the production.

    Exit code: 0 written down, 30 written down and the day now holds more than the person may be put through, 2 nothing
    written.
    """
    counts = {"strikes": strikes, "head_whips": head_whips, "head_snaps": head_snaps, "falls": falls, "burns": burns}
    given = {name: count for name, count in counts.items() if count}
    code = write_on_the_day(
        plan,
        lambda history: [log_dose(history, person, given, rested=rested)],
        record=record,
        as_json=as_json,
        said=say_done,
    )
    click.get_current_context().exit(code)
