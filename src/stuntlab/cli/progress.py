"""How far long work has come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from stuntlab.cli.screen import is_live

COMPILING = "compiling for this machine, once: some 10 s"


@contextmanager
def progress_bar(doing: str, *, compiles: bool = True) -> Iterator[Callable[[int, int], None] | None]:
    """A bar with the time left on standard error, called with (done, in all); None where nobody watches.

    While code is compiled, which happens once on a machine, it says that instead of what is done. compiles: False for
    work that compiles nothing, and answers before a compiler is even loaded.
    """
    if not is_live(sys.stderr):
        yield None
        return

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)

        def compiling(begins: bool) -> None:
            bar.update(task, description=COMPILING if begins else doing)

        with import_module("stuntlab.compiled").when_compiling(compiling) if compiles else nullcontext():
            yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def progress_of_tries() -> Iterator[Callable[[int, int], None]]:
    """The same for versions that are tried; where nobody watches a bar, a line for each on standard error."""
    with progress_bar("trying versions") as tell:
        yield tell or report_tries


def report_tries(done: int, total: int) -> None:
    """Say on standard error how many versions have been tried."""
    print(f"tried {done} of {total}", file=sys.stderr)
