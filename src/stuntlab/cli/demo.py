"""`stuntlab demo`: the kick that was refused, its sold version, a yes, a stop.

Group: Write a plan, 5
Example: stuntlab demo
"""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from importlib import import_module, resources
from pathlib import Path

import click

from stuntlab.cli.screen import is_live
from stuntlab.suggestions import how_called

STEPS = (
    ("She asked for a real kick in the stomach. He would not do it. What would it have done to her?",
     "assess refused.yaml --body-only --takes 60"),
    ("The same kick a foot short of her, sold to a long lens. The physics alone lets it go ahead:",
     "assess sold.yaml --body-only --takes 60"),
    ("This is how the plan is read back, before anybody is simulated.",
     "check sold.yaml"),
    ("He says yes to this version of the plan.", "consent sold.yaml --person lead --give"),
    ("She says yes, and to no more than four takes. A limit can be lowered by its person, and raised by nobody.",
     'consent sold.yaml --person villain --give --limit "takes <= 4"'),
    ("Both were told what goes wrong, and have read it.",
     "briefed sold.yaml --attended lead --attended villain --read lead --read villain"),
    ("Somebody does not like it. Anyone may stop, and nobody is named.", "stop sold.yaml"),
    ("So the stunt is on hold again, whatever the physics says.", "assess sold.yaml --takes 60"),
    ("Somebody who does not wait to go clears it, by name and with a reason.",
     'clear sold.yaml --by adviser --reason "the cobbles were wet; they are dry now"'),
    ("All of it is in the record, in order, and cannot be changed unseen.", "record show sold.yaml"),
)  # fmt: skip
"""What is said, and the command that follows."""

OWN = ("STUNTLAB_STATE", "STUNTLAB_KEYS")
"""Folders of a machine that a demonstration must not touch."""


@click.command("demo")
@click.option(
    "--pause/--no-pause", default=None, help="Wait for Enter after each step; at a terminal it does unless told not to."
)
def command(*, pause: bool | None) -> None:
    """Walk through the kick that was refused: what it would have done, its sold version, a yes, a stop.

    Every command is printed before it runs, in a folder of its own that is gone afterwards. Takes some two minutes.
    """
    waits = pause if pause is not None else is_live(sys.stdout) and sys.stdin.isatty()
    with _stage():
        for number, (said, line) in enumerate(STEPS, start=1):
            click.echo(f"\n{number} of {len(STEPS)}. {said}\n\n  $ {how_called().program} {line}\n")
            sys.stdout.flush()
            _run(line)
            if waits and number < len(STEPS):
                ask = "\nEnter goes on, Ctrl-C ends"
                click.prompt(ask, default="", show_default=False, prompt_suffix=" ", err=True)
    click.echo(f"\nYour own plan, with every number filled in:\n  {how_called().program} new --units us")


def _run(line: str) -> None:
    """A command as it would be typed; its exit code says what it found and is no fault."""
    code = import_module("stuntlab.cli.main").main(shlex.split(line))
    if code in (1, 130):
        click.get_current_context().exit(code)


@contextmanager
def _stage() -> Iterator[None]:
    """A folder with the plans of the demonstration, and the machine's own record, keys and state out of reach."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="stuntlab-demo-") as folder:
        for plan in ("refused.yaml", "sold.yaml"):
            text = resources.files("stuntlab.cli").joinpath("demo_plans", plan).read_text(encoding="utf-8")
            (Path(folder) / plan).write_text(text, encoding="utf-8")
        os.environ.update({name: str(Path(folder) / name.lower()) for name in OWN})
        os.environ.pop("STUNTLAB_RECORD", None)
        try:
            with chdir(folder):
                yield
        finally:
            os.environ.clear()
            os.environ.update(before)
