"""`stuntlab rehearsed`: log what was measured in rehearsals and takes.

Group: Log the day, 1
Example: stuntlab rehearsed plan.yaml --set kick.foot_speed="4.9 m/s"
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click
from click.core import ParameterSource

from stuntlab.cli.deciding import decision_options, write_on_the_day
from stuntlab.cli.units import units_option
from stuntlab.errors import DecisionError
from stuntlab.pipeline.failure_modes import check_went_wrong
from stuntlab.plan import label_meant
from stuntlab.record import Draft, History
from stuntlab.record.day_words import say_runs
from stuntlab.record.decisions import draft_measured, run_of, value_of
from stuntlab.record.rehearsals import FULL
from stuntlab.record.run_log import LoggedRuns, runs_of_log
from stuntlab.units import System

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
@click.option(
    "--motion", type=click.Path(path_type=Path), help="Motion capture of one run, C3D or BVH, with --markers."
)
@click.option("--markers", type=click.Path(path_type=Path), help="Which marker is what, in TOML.")
@click.option("--gag", help="The gag it was, where nothing was measured and the plan has several.")
@click.option("--runs", type=click.IntRange(1, MOST_RUNS), help="How many runs there were, that of --set among them.")
@click.option(
    "--went-wrong",
    "went_wrong",
    multiple=True,
    metavar="FAILURE",
    help="One of the runs went so, such as 'support foot slips'; once for each.",
)
@click.option("--step", default=FULL, show_default=True, help="Step of the gag's ladder, such as 'from a squat'.")
@click.option("--dummy", is_flag=True, help="A dummy stood in for the person at risk.")
@units_option
@click.option("--take", is_flag=True, help="These were takes, not rehearsals.")
def command(
    plan: Path,
    *,
    record: str | None,
    as_json: bool,
    settings: tuple[str, ...],
    log: Path | None,
    motion: Path | None,
    markers: Path | None,
    gag: str | None,
    runs: int | None,
    went_wrong: tuple[str, ...],
    step: str,
    dummy: bool,
    units: System | None,
    take: bool,
) -> None:
    """Log a rehearsal of PLAN (with --take, a take): a run with --set, many from a radar gun's or GPS CSV.

    A run from --motion has the speed, gap or take-off that its markers tell (docs/edit_and_motion.md).
    A take outside the plan's own spread is a near miss by itself, and so is a touch where none was planned. Exit code:
    0 written down, 30 written down and it holds the plan, 2 nothing written, such as a step that is out of order.
    """

    def drafts(history: History) -> list[Draft]:
        logged = runs_of_log(history, log) if log else {}
        _add_motion(history, logged, gag, motion, markers)
        _add_typed(history, logged, settings, gag, runs, went_wrong)
        for name, of in logged.items():
            check_went_wrong(history, name, of.went_wrong)
        return [
            draft
            for name, of in logged.items()
            for draft in draft_measured(
                history, name, of.runs, step=step, dummy=dummy, take=take, went_wrong=of.went_wrong
            )
        ]

    code = write_on_the_day(plan, drafts, record=record, as_json=as_json, units=units, said=say_runs)
    click.get_current_context().exit(code)


def _add_motion(
    history: History, logged: dict[str, LoggedRuns], gag: str | None, motion: Path | None, markers: Path | None
) -> None:
    """A run of one gag as its markers tell it; what each number is from is said on the error stream."""
    if motion is None and markers is None:
        return
    if motion is None or markers is None:
        raise DecisionError("--motion and --markers go together: the file, and which marker in it is what")
    name = _one_gag(history, gag, {})
    if name not in history.gags:
        raise DecisionError(f'"{name}" is no gag of this plan; it has {", ".join(history.gags)}')
    read = import_module("stuntlab.imports.motion_values")
    run = {}
    for value in read.values_of_motion(history.gags[name].kind, motion, read.read_marker_map(markers)):
        run[value.field] = value_of(history, name, value.field, f"{value.value:.4f} {value.unit}")
        click.echo(f"{name}.{value.field}: {value.value:.2f} {value.unit}, {value.said}.", err=True)
    logged.setdefault(name, LoggedRuns()).runs.append(run)


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
    if not logged and not _says_which_run():
        raise DecisionError(
            "say what was rehearsed: which step of the ladder (--step), what was measured (--set or --csv), or --take"
        )
    if not logged:
        logged[_one_gag(history, None, logged)] = LoggedRuns()


def _says_which_run() -> bool:
    """Whether anything is said of a run of which nothing was measured."""
    asked = click.get_current_context()
    return any(asked.get_parameter_source(name) is not ParameterSource.DEFAULT for name in ("step", "take", "dummy"))


def _one_gag(history: History, gag: str | None, logged: dict[str, LoggedRuns]) -> str:
    """The gag that is meant: the one that is named or measured, or the only one of the plan.

    Raises: DecisionError where it could be several.
    """
    named = [label_meant(gag, history.gags)] if gag is not None else list(logged or history.gags)
    if len(named) != 1:
        raise DecisionError(f"say which gag this was, with --gag: {', '.join(named)}")
    return named[0]
