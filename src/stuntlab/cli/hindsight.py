"""`stuntlab hindsight`: accidents of the past, and whether it refuses their plans.

Group: Check the models, 3
Example: stuntlab hindsight --case case-1994-airbag
"""

from __future__ import annotations

import json

import click

from stuntlab.cli.assess import LARGEST_SEED, MOST_TAKES
from stuntlab.cli.progress import progress_bar
from stuntlab.cli.screen import screen
from stuntlab.hindsight import accident_cases, look_back, select_accidents
from stuntlab.report.hindsight_table import hindsight_to_dict, render_hindsight

NOT_AS_WANTED = 1


@click.command("hindsight")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--case", "names", multiple=True, metavar="NAME", help="Only this case; may be given again.")
@click.option("--takes", type=click.IntRange(1, MOST_TAKES), help="Full-body takes to simulate for each gag.")
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), default=0, show_default=True, help="Which luck to draw.")
@click.pass_context
def command(context: click.Context, *, as_json: bool, names: tuple[str, ...], takes: int | None, seed: int) -> None:
    """Assess accidents of the past as they were planned, each beside a sound look-alike.

    A plan holds only what could be known that day. Ends with 1 where an accident is not refused, or a look-alike is.
    """
    cases = select_accidents(accident_cases(), names)
    found = []
    for case in cases:
        with progress_bar(case.accident.name) as progress:
            found.append(look_back(case, seed=seed, takes=takes, progress=progress))
    if as_json:
        click.echo(json.dumps(hindsight_to_dict(found), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        at_hand = screen()
        table = render_hindsight(
            found, width=at_hand.width, colour=at_hand.colour, unicode=at_hand.unicode, details=bool(names)
        )
        click.echo(table, nl=False)
    if not all(one.refused and one.passed for one in found):
        context.exit(NOT_AS_WANTED)
