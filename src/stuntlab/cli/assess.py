"""`stuntlab assess`: who could be hurt, by whom, how badly, how sure.

Group: Judge it, 1
Example: stuntlab assess plan.yaml --takes 240 --seed 0
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from stuntlab.cli.exit_codes import EXIT_CODE
from stuntlab.cli.progress import progress_bar
from stuntlab.cli.screen import screen
from stuntlab.cli.units import style_asked, units_option
from stuntlab.cli.usable import read_usable_plan
from stuntlab.datasets import NOT_REHEARSED, Assessment
from stuntlab.documents import answer_document
from stuntlab.pipeline.add_record import with_decisions
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.kept_answer import keep_answer
from stuntlab.pipeline.whole_answers import Kept, answers_here, grounds_of, keep
from stuntlab.plan import Plan, ProductionFile, production_file_of, read_production_file
from stuntlab.report.json_result import answer_to_json
from stuntlab.report.terminal import TerminalView, render
from stuntlab.takes.workers import Workers, cluster_at
from stuntlab.units import System
from stuntlab.verdict import read_limits

LARGEST_SEED = 2**63 - 1
MOST_TAKES = 1_000_000
MOST_THREADS = 1024
MOST_WORKERS = 1024


@click.command("assess")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the report.")
@click.option("--why", "view", flag_value=TerminalView.WHY, help="The reasons in full, with their sources.")
@click.option(
    "--full", "view", flag_value=TerminalView.FULL, help="Everything: all numbers with their ends, what it rests on."
)
@units_option
@click.option("--takes", type=click.IntRange(1, MOST_TAKES), help="The most full-body takes to simulate for each gag.")
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), default=0, show_default=True, help="Which luck to draw.")
@click.option(
    "--threads", type=click.IntRange(1, MOST_THREADS), help="Threads to use; the answer does not depend on it."
)
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    default=1,
    show_default=True,
    help="Processes that simulate takes; the answer does not depend on it.",
)
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler whose workers simulate takes, tcp://host:8786.")
@click.option("--body-only", is_flag=True, help="The physics alone: ask no record of decisions.")
@click.option("--record", metavar="FILE|URL", help="Where the record of decisions is, if not beside the plan.")
@click.option(
    "--production",
    "production_file",
    type=click.Path(path_type=Path),
    help="A production.yaml, if not the one beside the plan.",
)
def command(
    plan: Path,
    *,
    as_json: bool,
    view: TerminalView | None,
    units: System | None,
    takes: int | None,
    seed: int,
    threads: int | None,
    workers: int,
    cluster: str | None,
    body_only: bool,
    record: str | None,
    production_file: Path | None,
) -> None:
    """Rehearse PLAN many times and say who bears which risk, made by whom, against which limit; and who said yes or no.

    Exit code: 0 within limits, 20 not within limits, 30 hold, 40 cannot assess; 2 when the plan cannot be used.
    """
    intended, production = read_usable_plan(plan), _production(plan, production_file)
    limits = read_limits(production)
    decided = None
    if not body_only:
        decisions_on = import_module("stuntlab.record").decisions_on
        decided = decisions_on(plan, intended, production=production, record=record)
    rehearsed = decided.rehearsed if decided is not None else NOT_REHEARSED
    with _crew(workers, cluster) as crew, progress_bar("simulating takes") as progress:
        assessment = assess(
            intended,
            seed=seed,
            takes=takes,
            threads=threads,
            workers=crew,
            limits=limits,
            progress=progress,
            rehearsed=rehearsed,
        )
    if decided is not None:
        _keep(plan, assessment, intended, production, record, decided)
        assessment = with_decisions(assessment, decided.standing, decided.findings)
    document = answer_document(assessment, intended, style=style_asked(units))
    if as_json:
        click.echo(answer_to_json(assessment, document), nl=False)
    else:
        shown = render(document, view or TerminalView.SCREEN, **asdict(screen()))
        click.echo(shown, nl=False)
    click.get_current_context().exit(EXIT_CODE[assessment.verdict])


def _keep(
    plan_file: Path,
    assessment: Assessment,
    plan: Plan,
    production: ProductionFile | None,
    record: str | None,
    decided: Any,
) -> None:
    """Keep what the physics said, so that a set can be called and paper be written without simulating again."""
    recording = import_module("stuntlab.record.plan_record")
    opened = recording.open_plan(plan_file, plan, production, record=record)
    why_not = opened.keep_answer(keep_answer(assessment, opened.house.limits, after=decided.standing.entries))
    if why_not:
        click.echo(f"this answer could not be kept ({why_not}): `set-state live` will ask for it again", err=True)
    with suppress(OSError):  # a sheet of paper then simulates again
        keep(answers_here(), Kept(assessment, grounds_of(opened.house.limits, decided.rehearsed)))


@contextmanager
def _crew(workers: int, address: str | None) -> Iterator[Workers | int]:
    """Who simulates takes."""
    if address is None:
        yield workers
        return
    if workers != 1:
        raise click.UsageError("--workers and --cluster: takes are simulated on one or the other, so give one")
    with cluster_at(address) as cluster:
        yield cluster


def _production(plan: Path, named: Path | None) -> ProductionFile | None:
    file = named or production_file_of(plan)
    return read_production_file(file) if file else None
