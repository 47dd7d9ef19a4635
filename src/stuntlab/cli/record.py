"""`stuntlab record`: show, verify, merge, export, replay the record of decisions.

Group: Keep the record, 1
Example: stuntlab record verify plan.yaml
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import click

from stuntlab.cli.deciding import key_option, signer_of
from stuntlab.cli.new import write_new
from stuntlab.cli.units import style_for, units_option
from stuntlab.datasets.head_code import head_code, may_be_head
from stuntlab.dates import local_now
from stuntlab.errors import RecordError, SigningError, UserError, in_one_line
from stuntlab.plan import production_file_of
from stuntlab.record import open_record
from stuntlab.record.chain import read_rows
from stuntlab.record.clock import remarks_on_times
from stuntlab.record.keys import Signer
from stuntlab.record.location import place_named
from stuntlab.record.merge import entries_missing
from stuntlab.record.redact import ROLES, entries_for_role
from stuntlab.record.store import Store
from stuntlab.suggestions import suggest
from stuntlab.units import System
from stuntlab.units.counting import agreeing, counted


@click.group("record")
def command() -> None:
    """Show, verify, merge, export and replay the record of decisions."""


@command.command("show")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
@click.option("--role", type=click.Choice(ROLES), default="crew", show_default=True, help="Who looks.")
@click.option("--person", help="Which performer looks: sees what is their own.")
@units_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(plan: Path, *, record: str | None, role: str, person: str | None, units: System | None, as_json: bool) -> None:
    """Print what was decided on PLAN, with what a role may not see left out."""
    history = open_record(plan, record=record).history()
    shown = entries_for_role(history, role, person)
    if as_json:
        click.echo(json.dumps([line.as_data() for line in shown], indent=2, ensure_ascii=False))
        return
    style = style_for(history.plan, units)
    for line in shown:
        click.echo(line.text(style))
    if not shown:
        click.echo("nothing was decided on this plan yet")


@command.command("head")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
def head_(plan: Path, *, record: str | None) -> None:
    """Print a short code of the end of the record of PLAN. Keep it on paper: `verify --head` asks for it."""
    store = open_record(plan, record=record).store
    entries = store.entries()
    if not entries:
        raise RecordError(f"{store.place}: there is no record, so it has no end")
    click.echo(head_code(entries[-1].number, entries[-1].hash))


@command.command("verify")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
@click.option("--head", metavar="CODE", help="The code or hash on a sheet, a report or an export: a cut end shows.")
def verify(plan: Path, *, record: str | None, head: str | None) -> None:
    """Check every entry of the record that PLAN belongs to. Exit code 0 only if it is whole."""
    _check_head(head)
    opened = open_record(plan, record=record)
    entries, faults = read_rows(opened.store.rows(), opened.store.chain_name(), head=head)
    if faults:
        listed = "\n".join(f"entry {fault.number}: {fault.text}" for fault in faults)
        raise RecordError(f"{opened.store.place} is not whole.\n{listed}\nKeep it, and restore the last whole copy")
    if not entries:
        raise RecordError(f"{opened.store.place}: there is no record, so there is nothing to verify")
    signed = sum(entry.key is not None for entry in entries)
    held, last = counted(len(entries), "entry", "entries"), entries[-1]
    code = head_code(last.number, last.hash)
    click.echo(f"whole: {held}, {signed} signed, ends at {code}, the last {last.hash} of {last.at}")
    for remark in remarks_on_times(entries, local_now()):
        click.echo(f"look at: {remark}")


@command.command("merge")
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("other", metavar="FILE|URL")
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
def merge(plan: Path, other: str, *, record: str | None) -> None:
    """Bring what was decided in another copy of the same record, FILE or URL, into the record of PLAN."""
    opened = open_record(plan, record=record)
    place = place_named(other, Path(), opened.store.chain_name())
    if place.file is not None and not place.file.is_file():
        raise UserError(f"{place}: there is no such file; name the copy of the record to bring in")
    theirs = Store(place).entries()
    if not theirs:
        raise RecordError(f'{place} holds nothing of the production "{opened.store.place.production}"')
    added = opened.store.append(lambda ours: entries_missing(ours, theirs))
    brought = f"{counted(len(added), 'entry', 'entries')} {agreeing(len(added), 'was', 'were')} brought in from {place}"
    click.echo(f"{brought}; none of yours was touched")


@command.command("export")
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
@click.option("--takes", type=click.IntRange(1, 1_000_000), help="The most full-body takes to simulate for each gag.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Which luck to draw.")
@click.option("--by", metavar="NAME", help="Who makes it, and signs it with their key.")
@key_option
def export(
    plan: Path, out: Path, *, record: str | None, takes: int | None, seed: int, by: str | None, keys: Path | None
) -> None:
    """Assess PLAN and write OUT: one file with the plan, limits, seed, versions, decisions, the answer, and a seal."""
    opened = open_record(plan, record=record)
    bundling = import_module("stuntlab.pipeline.bundle")
    bundle = bundling.bundle_of(
        plan,
        production_file_of(plan),
        opened.store.rows(),
        opened.history().kept_aside,
        production=opened.store.chain_name(),
        seed=seed,
        takes=takes,
        signer=_seal_with(by, keys),
    )
    write_new(out, json.dumps(bundle, indent=1, ensure_ascii=False) + "\n")
    entries = counted(len(bundle["record"]), "entry", "entries")
    click.echo(f"{out} is written with {entries}: {bundling.answer_told(bundle)}")


@command.command("replay")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option(
    "--head", metavar="CODE", help="The code or hash on a sheet or a report: the bundle must hold that entry."
)
@click.option("--seal", metavar="CODE", help="The code that `record export` printed: the bundle must be that one.")
def replay(bundle: Path, *, head: str | None, seal: str | None) -> None:
    """Assess again from BUNDLE alone. Exit code 0 only if the answer is the same, number by number."""
    _check_head(head)
    bundling = import_module("stuntlab.pipeline.bundle")
    held = bundling.read_bundle(bundle)
    differs = bundling.replay(held, head=head, seal=seal)
    if differs:
        raise RecordError("the answer is another one:\n" + "\n".join(differs))
    click.echo(f"the same answer, number by number: {bundling.answer_told(held)}")


def _check_head(head: str | None) -> None:
    """A code that was misread is no fault of the record.

    Raises: UserError for what is no code.
    """
    if head is not None and not may_be_head(head):
        raise UserError(
            f'"{in_one_line(head[:80])}" is no code of the end of a record, which is like 17-4F7K-9QXM-2HBT, and no '
            "whole hash (sha256:…): read it again"
        )


def _seal_with(by: str | None, keys: Path | None) -> Signer | None:
    signer = signer_of(by, keys) if by is not None else None
    if by is not None and signer is None:
        raise SigningError(
            f"{by} has no key on this machine to seal a bundle with; {suggest('keys', 'new', by)} makes one"
        )
    return signer
