"""`stuntlab briefed`: log who was told and who has read it.

Group: Log the day, 2
Example: stuntlab briefed plan.yaml --attended villain --read villain
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, write_on_the_day
from stuntlab.record.day_words import say_briefing
from stuntlab.record.decisions import draft_briefing


@click.command("briefed")
@decision_options
@click.option("--attended", multiple=True, metavar="NAME", help='Attended a briefing on this version, or "everyone".')
@click.option("--read", multiple=True, metavar="NAME", help='Has read this version, or "everyone".')
@click.option("--about", multiple=True, metavar="GAG.FIELD", help="A change everybody was told of, as in kick.gap.")
def command(
    plan: Path,
    *,
    record: str | None,
    as_json: bool,
    attended: tuple[str, ...],
    read: tuple[str, ...],
    about: tuple[str, ...],
) -> None:
    """Log who attended a briefing on this version of PLAN, what change it was about, and who has read the plan.

    Exit code: 0 written down, 2 nothing written, such as a name that is not in the plan.
    """
    code = write_on_the_day(
        plan,
        lambda history: draft_briefing(history, attended, read, about),
        record=record,
        as_json=as_json,
        said=say_briefing,
    )
    click.get_current_context().exit(code)
