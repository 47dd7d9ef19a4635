"""`stuntlab today`: the day's board, each plan with its state and what is missing.

Group: Log the day, 8
Example: stuntlab today tuesday/ pickups/balcony.yaml
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

import click

from stuntlab.cli.exit_codes import EXIT_CODE, UNREADABLE
from stuntlab.cli.progress import progress_bar
from stuntlab.cli.screen import screen
from stuntlab.cli.units import style_for, units_option
from stuntlab.datasets import Verdict
from stuntlab.dates import local_now
from stuntlab.record.board import BoardRow
from stuntlab.record.day_rows import plan_files, rows_of_day
from stuntlab.units import System


@click.command("today")
@click.argument("plans", metavar="[PLAN…]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plans.")
@units_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(plans: tuple[Path, ...], *, record: str | None, units: System | None, as_json: bool) -> None:
    """Print the day's board: each PLAN, or each plan in a folder, with its state and what is missing. Stops are on top.

    Without PLAN, those in this folder.

    Nothing is simulated: what counts is the last `assess` of each version and what people decided since. Exit code, of
    the worst: 20 not within limits, 40 cannot assess, 30 hold or stopped, 2 a plan that cannot be read, 0 within
    limits.
    """
    files, left_out = plan_files(plans or (Path(),))
    board = import_module("stuntlab.report.board")
    with progress_bar("reading plans", compiles=False) as tell:
        read = rows_of_day(files, record, lambda plan: style_for(plan, units))
        rows = board.worst_first(_counted(read, len(files), tell))
    now = local_now()
    if as_json:
        shown = board.board_to_dict(rows, when=now.isoformat(timespec="seconds"), left_out=left_out)
        click.echo(json.dumps(shown, indent=2, ensure_ascii=False))
    else:
        at_hand, when = screen(), f"{now:%A} {now.day} {now:%b %Y, %H:%M}"
        fits = {"width": at_hand.width, "colour": at_hand.colour, "unicode": at_hand.unicode}
        click.echo(board.render_board(rows, when=when, left_out=left_out, **fits), nl=False)
    click.get_current_context().exit(_code(rows))


def _counted(rows: Iterable[BoardRow], total: int, tell: Callable[[int, int], None] | None) -> Iterator[BoardRow]:
    """The rows as they are read, each told to whoever watches."""
    for done, row in enumerate(rows, start=1):
        if tell is not None:
            tell(done, total)
        yield row


def _code(rows: Sequence[BoardRow]) -> int:
    """That of the worst row: a plan that cannot be read hides no worse one."""
    verdicts = {Verdict.HOLD if row.stopped and row.verdict is None else row.verdict for row in rows}
    worst = next((verdict for verdict in EXIT_CODE if verdict in verdicts), Verdict.WITHIN_LIMITS)
    return UNREADABLE if worst is Verdict.WITHIN_LIMITS and None in verdicts else EXIT_CODE[worst]
