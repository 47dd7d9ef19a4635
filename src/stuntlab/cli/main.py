"""The command line: which commands there are, and what a user sees when something goes wrong.

A command is a module of this package that exposes `command`; it is imported only when it runs, so that `--help` is
quick. Exit codes: 0 done, 2 something given cannot be used, 1 our fault, 130 stopped from the keyboard, 141 nobody
reads the output any more; `assess` has its own for its verdicts.
"""

from __future__ import annotations

import io
import os
import pkgutil
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import click

from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean

# In the order a production meets them. One line each, here and not in the module, so that --help imports none of them.
COMMANDS = {
    "new": "write a filled-in plan to edit",
    "check": "read a plan and say what is wrong with it",
    "assess": "who could be hurt, by whom, how badly, how sure",
    "alternatives": "what would bring it within limits, and does it still sell",
    "camera": "does it sell, and where may the lens stand",
    "still": "what each camera sees: stills, a contact sheet, a clip",
    "report": "pictures of a plan: where falls come down",
    "export": "people in motion, cameras and zones for other programs (glTF, USD)",
    "consent": "say yes to this version, take it back, lower a limit",
    "refuse": "refuse to do it to somebody; no reason is asked",
    "stop": "stop a plan; anyone may, nobody is named",
    "clear": "let a stopped plan go on, by name and with a reason",
    "near-miss": "something went wrong and hurt nobody",
    "concern": "something worries somebody",
    "answer": "answer a near miss or a concern, by name",
    "review": "an independent signature where there is power",
    "rehearsed": "log what was measured in rehearsals and takes",
    "briefed": "log who was told and who has read it",
    "set-state": "call the set cold, rehearsal or live",
    "done": "log what somebody was put through today",
    "record": "show, verify, export, replay the record of decisions",
    "keys": "make and list keys to sign with",
    "injury": "injury criteria from recorded signals",
    "validate": "every model against its published cases",
    "kinds": "the kinds of gag and gear this version knows",
    "limits": "the table of limits, with its sources",
    "schema": "the JSON Schema of a plan, for editors",
}

USER_FAULT, OUR_FAULT, INTERRUPTED, NO_READER = 2, 1, 130, 141


class _LazyGroup(click.Group):
    """A group of names with a line of help each; the module of a command is imported when the command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(super().list_commands(ctx), key=list(COMMANDS).index)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-"):
            names = self.list_commands(ctx)
            ctx.fail(f'there is no command "{args[0]}"{did_you_mean(args[0], names)}; there are {", ".join(names)}')
        name, _, rest = super().resolve_command(ctx, args)
        return name, import_module(f"stuntlab.cli.{_module(name)}").command, rest


def _names() -> dict[str, click.Command]:
    present = {module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])}
    return {name: click.Command(name, short_help=COMMANDS[name]) for name in COMMANDS if _module(name) in present}


def _module(command: str | None) -> str:
    return (command or "").replace("-", "_")


@click.group(cls=_LazyGroup, commands=_names(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stuntlab", message="stuntlab %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, help="Show where in the program an error arose.")
def stuntlab() -> None:
    """Rehearse a stunt thousands of times before anyone does it: who could be hurt, by whom, how badly, how sure."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    _write_any_letter()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the engine has threads of its own; sums depend on their number
    try:
        code = _run([argument for argument in given if argument != "--debug"])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it flushes
        return NO_READER
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped from the keyboard", err=True)
        return INTERRUPTED
    except Exception as error:
        return _report(error, debug=debug)
    return code


def _run(arguments: list[str]) -> int:
    try:
        with _drawing_set_aside(), stuntlab.make_context("stuntlab", arguments) as context:
            stuntlab.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    return 0


def _report(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exception(error)
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, UserError):
        click.echo(str(error), err=True)
        return USER_FAULT
    if not debug:
        click.echo(
            f"stuntlab failed, and that is our fault, not yours ({type(error).__name__}: {error}). "
            "Run the same with --debug to see where.",
            err=True,
        )
    return OUR_FAULT


def _write_any_letter() -> None:
    """A terminal that has no "±" shows "?" instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def _drawing_set_aside() -> Iterator[None]:
    """The engine loads what MUJOCO_GL names when it is imported, and ends if it is not there; only pictures need it.

    Left unset, it loads a library of windows, which takes longer than anything else of it.
    """
    asked = os.environ.get("MUJOCO_GL")
    os.environ |= {"STUNTLAB_GL": asked or "", "MUJOCO_GL": "disable"}
    try:
        yield
    finally:
        del os.environ["STUNTLAB_GL"], os.environ["MUJOCO_GL"]
        if asked is not None:
            os.environ["MUJOCO_GL"] = asked
