"""What `stuntlab injury` does with many recordings: one table, in whatever form it is wanted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from stuntlab.cli.exit_codes import UNREADABLE
from stuntlab.cli.progress import progress_bar
from stuntlab.cli.screen import screen
from stuntlab.pipeline.recordings import Asked, Found, MeasuredTest, measure_all
from stuntlab.report.table_file import check_table_file, write_table
from stuntlab.report.tests_table import render_tests, table_of_tests
from stuntlab.takes.workers import workers_of
from stuntlab.takes.workers.base import processors
from stuntlab.units.counting import counted

_FEW = 3
"""So many tests are measured before a second process has started (J)."""
_OUR_FAULT = 1


def measure_many(
    found: Sequence[Found],
    asked: Asked,
    *,
    table: Path | None,
    pages: Path | None,
    again: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Measure, write what is wanted, print the table or JSON, and end with 2 where a recording could not be read."""
    if table is not None:
        check_table_file(table)
    count = workers or (1 if len(found) <= _FEW else min(processors(), len(found)))
    with workers_of(count) as crew, progress_bar("measuring tests") as tell:
        ended: list[str] = []

        def count_one(name: str) -> None:
            ended.append(name)
            if tell is not None:
                tell(len(ended), len(found))

        tests = measure_all(found, asked, workers=crew, pages=pages, again=again, done=count_one)
    made = table_of_tests([(test.name, test.result, test.why) for test in tests])
    if table is not None:
        write_table(made, table)
    if as_json:
        click.echo(json.dumps({"tests": [_to_dict(one) for one in tests]}, indent=2, ensure_ascii=False))
    else:
        shown = screen()
        click.echo(render_tests(made, width=shown.width, colour=shown.colour, unicode=shown.unicode), nl=False)
    _tell_files(tests, table, pages)
    _end(tests)


def _to_dict(test: MeasuredTest) -> dict[str, object]:
    return {
        "test": test.name,
        "result": test.result,
        "why": test.why or None,
        "page": str(test.page) if test.page else None,
    }


def _tell_files(tests: Sequence[MeasuredTest], table: Path | None, pages: Path | None) -> None:
    """What was written and what was kept, on standard error: the table may go into a pipe."""
    kept = sum(test.kept for test in tests)
    if kept:
        click.echo(f"{counted(kept, 'test')} of {len(tests)} measured before and not again (--again does)", err=True)
    if table is not None:
        click.echo(f"Wrote {table}", err=True)
    drawn = sum(test.page is not None for test in tests)
    if pages is not None:
        click.echo(f"Wrote {counted(drawn, 'page')} to {pages}", err=True)


def _end(tests: Sequence[MeasuredTest]) -> None:
    lost = [test for test in tests if test.result is None]
    if not lost:
        return
    click.echo(f"{counted(len(lost), 'test')} of {len(tests)} could not be read, {lost[0].name} first", err=True)
    raise click.exceptions.Exit(_OUR_FAULT if any(test.our_fault for test in lost) else UNREADABLE)
