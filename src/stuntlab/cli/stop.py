"""`stuntlab stop`: stop a plan; anyone may, nobody is named.

Group: Say yes or no to it, 3
Example: stuntlab stop plan.yaml
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from stuntlab.errors import PlanError, RecordError
from stuntlab.plan import read_plan
from stuntlab.record import Draft, open_record
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.location import key_of
from stuntlab.record.pending import keep_aside

SHORT_WAIT_S = 2.0
"""Nobody who stops waits for a machine: after this long the stop is kept on this one."""


@click.command("stop")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--person", help="Who stops. Nobody needs to say, and the name is not kept.")
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(plan: Path, *, person: str | None, record: str | None, as_json: bool) -> None:
    """Stop PLAN, in every version, until somebody who does not wait to go clears it by name with a written reason.

    Works without a network, beside a plan that may only be read, and on a plan that is broken.
    """
    number, why_aside = _stop(plan, record)
    if as_json:
        click.echo(json.dumps({"stopped": str(plan), "entry": number, "kept_on_this_machine": why_aside}, indent=2))
        return
    thanks = f" Thank you, {person}; your name is not kept." if person else ""
    click.echo(f"STOPPED: {plan}. Say it aloud too.{thanks}")
    if why_aside:
        click.echo(
            f"It is kept on this machine and counts here at once, but others do not see it yet: {why_aside}. "
            "It is passed on with the next decision."
        )


def _stop(plan: Path, record: str | None) -> tuple[int | None, str]:
    """Number of the entry, or why there is none yet."""
    key = key_of(plan, None)
    try:
        key = key_of(plan, read_plan(plan))
        opened = open_record(plan, record=record, wait_s=SHORT_WAIT_S)
        added = opened.decide(lambda history: [Draft(STOP, history.key, None, {})])
    except (RecordError, PlanError) as error:
        keep_aside(plan, key, datetime.now().astimezone())
        return None, str(error).partition("\n")[0]
    return added[-1].number, ""
