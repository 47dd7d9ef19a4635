"""What `stuntlab concern` and `stuntlab near-miss` have in common: something is written down and blocks its gag."""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, write_on_the_day
from stuntlab.record import EntryKind
from stuntlab.record.decisions import report


def report_command(name: str, kind: EntryKind, *, about: str, said: str) -> click.Command:
    """A command that writes a report of one kind down without a name. about: its help; said: what it answers."""

    @click.command(name, help=f"{about} It blocks its gag until somebody answers it by name.")
    @decision_options
    @click.option("--gag", help="The gag it is about; the whole stunt where none is named.")
    @click.option("--what", required=True, help="In a few words. No names, and nothing about anybody's health.")
    def command(plan: Path, *, record: str | None, as_json: bool, gag: str | None, what: str) -> None:
        write_on_the_day(
            plan,
            lambda history: [report(history, kind, gag, what)],
            record=record,
            as_json=as_json,
            said=lambda *_: said,
        )

    return command
