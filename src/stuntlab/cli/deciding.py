"""What the commands that write a decision down have in common: the record, the key, and what it means at once."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from stuntlab.cli.units import style_for
from stuntlab.datasets.head_code import head_code
from stuntlab.record import Draft, Entry, History, PlanRecord, open_record
from stuntlab.record.elsewhere import lines_on_others
from stuntlab.record.keys import Signer, default_key_folder, key_file, unlock
from stuntlab.record.written import write_down
from stuntlab.units import System, in_units

Command = TypeVar("Command", bound=Callable[..., Any])
Make = Callable[[History], Sequence[Draft]]

HOLD_CODE = 30
"""What was written down holds the plan."""


def decision_options(command: Command) -> Command:
    """The plan, and where its record is."""
    for decorate in (
        click.option("--json", "as_json", is_flag=True, help="Print the entries written as JSON."),
        click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan."),
        click.argument("plan", type=click.Path(path_type=Path)),
    ):
        command = decorate(command)
    return command


def key_option(command: Command) -> Command:
    """The folder of keys."""
    option = click.option("--keys", type=click.Path(path_type=Path), help="Folder of keys, if not your own.")
    return option(command)


class AskedOption(click.Option):
    """An option that must be given: asked for where somebody sits at a terminal, and refused where nobody does."""

    def __init__(self, names: Sequence[str], *, help: str, **settings: Any) -> None:
        super().__init__(names, help=help, prompt=help.rstrip("."), **settings)

    def prompt_for_value(self, ctx: click.Context) -> Any:
        if not sys.stdin.isatty():
            raise click.MissingParameter(ctx=ctx, param=self)
        return super().prompt_for_value(ctx)


def write(
    plan: Path,
    make: Make,
    *,
    record: str | None,
    as_json: bool,
    signer: Signer | None = None,
    said: Callable[[Entry], str],
) -> None:
    """Write decisions down and say so, with the code that proves it later. said: what the last entry comes to."""
    opened = open_record(plan, record=record)
    added = _decide(opened, make, signer)
    show(opened, added, as_json=as_json, said=said(added[-1]))


def _decide(opened: PlanRecord, make: Make, signer: Signer | None) -> tuple[Entry, ...]:
    """Write decisions down; where that begins a record, say so, and what others on this machine hold on the plan."""
    others = _others_on(opened)
    added = opened.decide(make, signer=signer)
    _tell_where_new(opened, added, others)
    return added


def _others_on(opened: PlanRecord) -> Sequence[str]:
    """What others on this machine hold on a plan whose record is not begun yet."""
    return [] if opened.store.rows() else lines_on_others(opened.history())


def _tell_where_new(opened: PlanRecord, added: Sequence[Entry], others: Sequence[str]) -> None:
    if added[0].number == 1:
        tell_of_new(opened, others)


def tell_of_new(opened: PlanRecord, others: Sequence[str]) -> None:
    """Say that a record is new, and what others on this machine hold on the plan."""
    click.echo(f"A new record is begun: {opened.store.place}.", err=True)
    for line in others:
        click.echo(f"{line[0].upper()}{line[1:]}.", err=True)


def write_on_the_day(
    plan: Path,
    make: Make,
    *,
    record: str | None,
    as_json: bool,
    signer: Signer | None = None,
    units: System | None = None,
    said: Callable[[Sequence[Entry], History], str],
) -> int:
    """The same, and what it means: what it holds, where the plan stands now. The exit code: 30 where it holds
    something.

    units: to say it in; those of the plan where none are asked for. said: what the entries come to, with the history
    that has them.
    """
    opened = open_record(plan, record=record)
    others = _others_on(opened)
    written = write_down(opened, make, signer=signer)
    _tell_where_new(opened, written.added, others)
    style = style_for(written.after.plan, units)
    show(opened, written.added, as_json=as_json, said=in_units(said(written.added, written.after), style))
    if not as_json:
        for line in written.meaning(str(plan)):
            click.echo(in_units(line, style))
    return HOLD_CODE if written.holds else 0


def show(opened: PlanRecord, added: Sequence[Entry], *, as_json: bool, said: str) -> None:
    """Say what was written."""
    if as_json:
        click.echo(json.dumps([json.loads(entry.content) | {"hash": entry.hash} for entry in added], indent=2))
        return
    last = added[-1]
    signed = ", signed" if last.key else ""
    click.echo(f"{said} Entry {head_code(last.number, last.hash)}{signed}, in {opened.store.place}")


def signer_of(name: str, keys: Path | None) -> Signer | None:
    """The key of somebody who has one on this machine, unlocked with $STUNTLAB_PASSPHRASE or by asking."""
    folder = keys or default_key_folder()
    if not key_file(folder, name).exists():
        return None
    return unlock(folder, name, passphrase(f"Passphrase of {name}"))


def passphrase(prompt: str, *, twice: bool = False) -> str:
    """$STUNTLAB_PASSPHRASE, or what is typed unseen."""
    given = os.environ.get("STUNTLAB_PASSPHRASE")
    return given or str(click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))
