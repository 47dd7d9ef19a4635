"""`stuntlab schedule`: what must be done by when, and what is late.

Group: Log the day, 9
Example: stuntlab schedule tuesday/ --ics tuesday.ics
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from stuntlab.cli.exit_codes import EXIT_CODE
from stuntlab.cli.screen import screen
from stuntlab.datasets import Verdict
from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.record.day_rows import plan_files
from stuntlab.record.plan_record import open_record
from stuntlab.record.schedule import schedule_of
from stuntlab.report.schedule import PlanSchedule, calendar_of, render_schedule, schedule_to_dict

_MOST_BYTES = 20_000_000


@click.command("schedule")
@click.argument("plans", metavar="[PLAN…]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--ics", type=click.Path(path_type=Path), help="Write a calendar as well; one that is there is updated.")
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plans.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(plans: tuple[Path, ...], *, ics: Path | None, record: str | None, as_json: bool) -> None:
    """Print what must be done by when for each PLAN, or each plan in a folder: from its dates and its record.

    Without PLAN, those in this folder. Exit code: 30 something is late, 2 a plan cannot be read, 0 nothing is late.
    """
    files, _ = plan_files(plans or (Path(),))
    schedules = [_schedule_of(file, record) for file in files]
    if ics is not None:
        _write(ics, schedules)
    if as_json:
        click.echo(json.dumps(schedule_to_dict(schedules), indent=2, ensure_ascii=False))
    else:
        at_hand = screen()
        width, colour, signs = at_hand.width, at_hand.colour, at_hand.unicode
        click.echo(render_schedule(schedules, width=width, colour=colour, unicode=signs), nl=False)
        if ics is not None:
            click.echo(f"The calendar is in {ics}.")
    late = any(one.late for one in schedules)
    click.get_current_context().exit(EXIT_CODE[Verdict.HOLD] if late else 0)


def _schedule_of(file: Path, record: str | None) -> PlanSchedule:
    history = open_record(file, record=record).history()
    plan = history.plan
    return PlanSchedule(
        str(file), plan.stunt, plan.production or "", plan.scene or "", history.today, schedule_of(history)
    )


def _write(ics: Path, schedules: list[PlanSchedule]) -> None:
    try:
        with ics.open("rb") as file:
            before = file.read(_MOST_BYTES)
    except FileNotFoundError:
        before = None
    except OSError as problem:
        raise UserError(f"{ics} cannot be read: {problem.strerror}") from None
    try:
        write_whole(ics, calendar_of(schedules, before=before))
    except OSError as problem:
        raise UserError(f"{ics} cannot be written: {problem.strerror}") from None
