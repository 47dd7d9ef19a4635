"""Every command on a plan or a folder that is stopped says so first, on the error stream, whatever else it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from stuntlab.errors import in_one_line
from stuntlab.files import is_there

_PLANS = (".yaml", ".yml")
_SAY_IT_THEMSELVES = ("stop", "today")


def tell_of_stops(arguments: Sequence[str]) -> None:
    """Say which of the plans and folders among some arguments are stopped; no fault here ends a command."""
    if arguments[:1] and arguments[0] in _SAY_IT_THEMSELVES:
        return
    with suppress(Exception):
        for plan in dict.fromkeys(_plans_in(arguments)):
            for line in _lines(plan):
                click.echo(in_one_line(line), err=True)


def _plans_in(arguments: Sequence[str]) -> Iterator[Path]:
    for word in arguments:
        path = Path(word)
        if word and not word.startswith("-") and (path.suffix.casefold() in _PLANS or is_there(path)):
            yield path


def _lines(plan: Path) -> list[str]:
    stops_on = import_module("stuntlab.record.plan_record").stops_on
    told: list[str] = stops_on(plan)
    return told
