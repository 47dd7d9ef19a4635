"""`stuntlab stop`: stop a plan; anyone may, nobody is named.

Group: Say yes or no to it, 3
Example: stuntlab stop plan.yaml
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from stuntlab.errors import in_one_line
from stuntlab.nearest import nearest_word
from stuntlab.plan.production import FILE_NAME
from stuntlab.record.address import may_be_address
from stuntlab.record.location import SUFFIX
from stuntlab.record.stopping import NOWHERE, StoppedPlan, stop_plan

_ASKS_FOR_HELP = ("--help", "-h", "-?")


class _StopCommand(click.Command):
    """A command that no mistyped option keeps from stopping."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is typed; where options cannot be understood, the words among them alone."""
        try:
            return super().parse_args(ctx, list(args))
        except click.UsageError:
            return super().parse_args(ctx, [word for word in args if not word.startswith("-")])


@click.command("stop", cls=_StopCommand, context_settings={"ignore_unknown_options": True})
@click.argument("plans", metavar="PLAN", nargs=-1, type=click.UNPROCESSED)
@click.option("--person", help="Who stops. Nobody needs to say, and the name is not kept.")
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(plans: tuple[str, ...], *, person: str | None, record: str | None, as_json: bool) -> None:
    """Stop PLAN, in every version, until somebody who does not wait to go clears it by name with a written reason.

    Works without a network, a home, a whole record, room on the disk or a plan that can be read. A folder, or no PLAN
    at all, stops every plan of the folder. Exit code: 0 it is in the record, 3 it is kept aside, 1 it is nowhere.
    """
    stopped = [stop_plan(plan, record) for plan in _plans(plans)]
    if as_json:
        _say("\n".join(_as_json(one) for one in stopped))
    else:
        thanks = f" Thank you, {person}; your name is not kept." if person else ""
        for one in stopped:
            _say(_in_words(one, thanks))
    click.get_current_context().exit(max((one.code for one in stopped), key=(0, 3, 1).index))


def _plans(words: Sequence[str]) -> list[Path]:
    """Every word that is a file; else all of them as one name; the folder one is in where there is none.

    A production file or a record is of a whole folder. The address of a database is no plan, and may hold a password.

    Raises: click.NoSuchOption for what is much like --help and nothing else; any other option is no reason not to stop.
    """
    words = [word for word in words if not may_be_address(word)]
    there = [Path(word) for word in words if _is_plan(word)]
    unknown = [word for word in words if word.startswith("-") and word != "-" and not _is_plan(word)]
    named = " ".join(word for word in words if word not in unknown)
    if len(words) == 1 and unknown and nearest_word(unknown[0], _ASKS_FOR_HELP):
        raise click.NoSuchOption(unknown[0], possibilities=["--help"])
    return list(dict.fromkeys(map(_plan_or_folder, there or [Path(named or ".")])))


def _plan_or_folder(path: Path) -> Path:
    name = path.name.casefold()
    return path.parent if name == FILE_NAME or name.endswith(SUFFIX) else path


def _is_plan(word: str) -> bool:
    try:
        return bool(word) and (Path(word).exists() or Path(word).suffix.casefold() in (".yaml", ".yml"))
    except (OSError, ValueError):
        return False


def _in_words(one: StoppedPlan, thanks: str) -> str:
    if one.code == NOWHERE:
        return f"SAY IT ALOUD, NOW, TO EVERYBODY: the stop of {one.plan} could be kept nowhere: {one.why}"
    head = f"STOPPED: {one.plan}. Say it aloud too.{thanks}"
    if one.entry is not None:
        return f"{head}\nIt is entry {one.entry} of the record {one.where}."
    return (
        f"{head}\nIt is kept on this machine ({one.where}) and counts here at once, but others do not see it yet: "
        f"{one.why}. It is passed on with the next decision."
    )


def _as_json(one: StoppedPlan) -> str:
    fields = {"stopped": str(one.plan), "entry": one.entry, "kept_on_this_machine": one.why, "where": one.where}
    return json.dumps(fields, indent=2)


def _say(text: str) -> None:
    """Say it where somebody can hear it: a stream that takes nothing more loses no stop."""
    shown = "\n".join(map(in_one_line, text.split("\n")))
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.write(f"{shown}\n")
            stream.flush()
            return
        except (OSError, ValueError, AttributeError):
            with contextlib.suppress(Exception):  # or the interpreter tries again when it ends
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
