"""`stuntlab rehearsed`: log what was measured in rehearsals and takes.

Group: Log the day, 1
Example: stuntlab rehearsed plan.yaml --set kick.foot_speed="4.9 m/s"
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, write
from stuntlab.errors import DecisionError
from stuntlab.record import Draft, History
from stuntlab.record.decisions import draft_measured, run_of
from stuntlab.record.ladder import STEPS
from stuntlab.record.run_log import runs_of_log


@click.command("rehearsed")
@decision_options
@click.option("--set", "settings", multiple=True, metavar='GAG.FIELD="4.6 m/s"', help="A value measured in one run.")
@click.option(
    "--csv",
    "log",
    type=click.Path(path_type=Path),
    help="A log, one run a line, with columns such as kick.foot_speed [m/s].",
)
@click.option("--gag", help="The gag that was rehearsed, where nothing was measured.")
@click.option("--step", type=click.Choice(STEPS), default="full", show_default=True, help="Step of the ladder.")
@click.option("--dummy", is_flag=True, help="A dummy stood in for the person at risk.")
@click.option("--take", is_flag=True, help="These were takes, not rehearsals.")
def command(
    plan: Path,
    *,
    record: str | None,
    as_json: bool,
    settings: tuple[str, ...],
    log: Path | None,
    gag: str | None,
    step: str,
    dummy: bool,
    take: bool,
) -> None:
    """Log a rehearsal of PLAN (with --take, a take): a run with --set, many from a radar gun's or GPS CSV."""

    def drafts(history: History) -> list[Draft]:
        runs = _runs(history, settings, log, gag)
        return [draft_measured(history, name, done, step=step, dummy=dummy, take=take) for name, done in runs.items()]

    said = "Take written down." if take else f"Rehearsal written down ({step})."
    write(plan, drafts, record=record, as_json=as_json, said=lambda _: said)


def _runs(
    history: History, settings: Sequence[str], log: Path | None, gag: str | None
) -> dict[str, list[dict[str, float]]]:
    runs = {name: [run] for name, run in run_of(history, settings).items()}
    for name, logged in (runs_of_log(history, log) if log else {}).items():
        runs.setdefault(name, []).extend(logged)
    if gag is not None:
        runs.setdefault(gag, [])
    if not runs:
        raise DecisionError('say what was rehearsed: --set kick.foot_speed="4.6 m/s", --csv FILE, or --gag kick')
    return runs
