"""`stuntlab compare`: two plans on the same draws, take by take.

Group: Judge it, 3
Example: stuntlab compare plan.yaml plan_2.yaml
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import click

from stuntlab.alternatives.compare import compare, worse_for
from stuntlab.cli.assess import LARGEST_SEED, MOST_TAKES
from stuntlab.cli.progress import progress_bar
from stuntlab.cli.screen import screen
from stuntlab.cli.units import style_for, units_option
from stuntlab.plan import Plan, people_in, production_file_of, read_plan, read_production_file
from stuntlab.record import open_record
from stuntlab.record.consent import valid_consent
from stuntlab.report.comparison_table import comparison_to_dict, render_comparison, void_in_words
from stuntlab.units import System
from stuntlab.verdict import Limits, read_limits

WORSE = 10


@click.command("compare")
@click.argument("plan_a", type=click.Path(path_type=Path))
@click.argument("plan_b", type=click.Path(path_type=Path))
@units_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--takes", type=click.IntRange(1, MOST_TAKES), help="The most full-body takes of each gag of each plan.")
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), default=0, show_default=True, help="Which luck to draw.")
@click.option("--record", metavar="FILE|URL", help="Where the record of PLAN_A is, if not beside it.")
def command(
    plan_a: Path,
    plan_b: Path,
    *,
    units: System | None,
    as_json: bool,
    takes: int | None,
    seed: int,
    record: str | None,
) -> None:
    """Say what PLAN_B changes in PLAN_A, what that does to each person take by take, and whose consent it voids.

    Exit code: 0 nobody is worse off in PLAN_B, 10 somebody is; 2 when a plan cannot be used.
    """
    plans = read_plan(plan_a), read_plan(plan_b)
    consented = _who_consented(plan_a, record)
    limits = _limits_of(plan_a), _limits_of(plan_b)
    with ExitStack() as bars:
        told = _teller(bars)
        found = compare(plans, limits, seed=seed, takes=takes, progress=told)
    worse = worse_for(found)
    void = consented if found.changes else ()
    if as_json:
        click.echo(json.dumps(comparison_to_dict(found, void, worse), indent=2, ensure_ascii=False))
    else:
        to_ask = _in_action(plans[1]) if found.changes else ()
        shown = render_comparison(
            found,
            (str(plan_a), str(plan_b)),
            void_in_words(void, [name for name in to_ask if name not in void]),
            worse,
            **asdict(screen()),
            style=style_for(plans[1], units),
        )
        click.echo(shown, nl=False)
    click.get_current_context().exit(WORSE if worse else 0)


def _teller(bars: ExitStack) -> Callable[[str], Callable[[int, int], None] | None]:
    """One bar after the other: the one before ends where the next begins."""

    def tell_progress(doing: str) -> Callable[[int, int], None] | None:
        bars.close()
        return bars.enter_context(progress_bar(doing))

    return tell_progress


def _limits_of(plan: Path) -> Limits:
    beside = production_file_of(plan)
    return read_limits(read_production_file(beside) if beside else None)


def _who_consented(plan: Path, record: str | None) -> tuple[str, ...]:
    """Who has said yes to a plan, in a way that counts today."""
    history = open_record(plan, record=record).history()
    return tuple(person for person in history.in_action if valid_consent(history, person) is not None)


def _in_action(plan: Plan) -> tuple[str, ...]:
    from_actions = (name for action in plan.action for name in people_in(action))
    return tuple(dict.fromkeys(from_actions))
