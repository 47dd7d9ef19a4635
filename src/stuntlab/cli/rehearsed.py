"""`stuntlab rehearsed`: log what was measured in rehearsals and takes.

Group: Log the day, 1
Example: stuntlab rehearsed plan.yaml --set kick.foot_speed="4.9 m/s"
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, write
from stuntlab.errors import DecisionError
from stuntlab.record import Draft, History
from stuntlab.record.decisions import check_modes, draft_measured, run_of
from stuntlab.record.ladder import STEPS
from stuntlab.record.run_log import LoggedRuns, runs_of_log

MOST_RUNS = 10_000


@click.command("rehearsed")
@decision_options
@click.option("--set", "settings", multiple=True, metavar='GAG.FIELD="4.6 m/s"', help="A value measured in one run.")
@click.option(
    "--csv",
    "log",
    type=click.Path(path_type=Path),
    help="A log, one run a line, with columns such as kick.foot_speed [m/s] and kick.went_wrong.",
)
@click.option("--gag", help="The gag that was rehearsed, where nothing was measured.")
@click.option("--runs", type=click.IntRange(1, MOST_RUNS), help="How many runs there were, that of --set among them.")
@click.option(
    "--went-wrong",
    "went_wrong",
    multiple=True,
    metavar="FAILURE",
    help="One of the runs went so, such as 'support foot slips'; once for each.",
)
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
    runs: int | None,
    went_wrong: tuple[str, ...],
    step: str,
    dummy: bool,
    take: bool,
) -> None:
    """Log a rehearsal of PLAN (with --take, a take): a run with --set, many from a radar gun's or GPS CSV."""

    def drafts(history: History) -> list[Draft]:
        logged = runs_of_log(history, log) if log else {}
        _add_typed(history, logged, settings, gag, runs, went_wrong)
        _check_modes(history, logged)
        return [
            draft_measured(history, name, of.runs, step=step, dummy=dummy, take=take, went_wrong=of.went_wrong)
            for name, of in logged.items()
        ]

    said = "Take written down." if take else f"Rehearsal written down ({step})."
    write(plan, drafts, record=record, as_json=as_json, said=lambda _: said)


def _add_typed(
    history: History,
    logged: dict[str, LoggedRuns],
    settings: Sequence[str],
    gag: str | None,
    runs: int | None,
    went_wrong: Sequence[str],
) -> None:
    """What was typed besides a log: a run of each gag that was measured, and what is said of one gag."""
    measured = run_of(history, settings)
    for name, run in measured.items():
        logged.setdefault(name, LoggedRuns()).runs.append(run)
    if gag is not None:
        logged.setdefault(gag, LoggedRuns())
    if runs is not None or went_wrong:
        counts = logged.setdefault(_one_gag(history, gag, logged), LoggedRuns())
        counts.went_wrong.extend(went_wrong)
        missing = (runs or max(1, len(counts.runs))) - len(counts.runs)
        if missing < 0:
            raise DecisionError(f"--runs {runs}: {len(counts.runs)} were measured, and they are among them")
        counts.runs.extend({} for _ in range(missing))
    if not logged:
        raise DecisionError('say what was rehearsed: --set kick.foot_speed="4.6 m/s", --csv FILE, or --gag kick')


def _one_gag(history: History, gag: str | None, logged: dict[str, LoggedRuns]) -> str:
    """The gag that --runs and --went-wrong are about.

    Raises: DecisionError where it could be several.
    """
    named = [gag] if gag is not None else list(logged or history.gags)
    if len(named) != 1:
        raise DecisionError(f"--runs and --went-wrong are about one gag; name it with --gag: {', '.join(named)}")
    return named[0]


def _check_modes(history: History, logged: dict[str, LoggedRuns]) -> None:
    """Failure modes are those of the gag in this plan; gags are loaded only where one is named."""
    for name, of in logged.items():
        if of.went_wrong:
            gag = import_module("stuntlab.gags").gag_by_label(history.plan, name)
            check_modes(name, of.went_wrong, [branch.name for branch in gag.branches()[1:]])
