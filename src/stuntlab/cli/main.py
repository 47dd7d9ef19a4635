"""The command line: which commands there are, and what a user sees when something goes wrong.

`commands.py` finds the commands; one is imported only when it runs, so that `--help` is quick. Exit codes: 0 done, 2
something given cannot be used, 1 our fault, 130 stopped from the keyboard, 141 nobody reads the output any more;
`exit_codes.py` has those for verdicts.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

import click
from click.shell_completion import shell_complete

from stuntlab.cli.called import describe_call
from stuntlab.cli.commands import CommandHead, command_heads
from stuntlab.cli.standing_stops import tell_of_stops
from stuntlab.errors import UserError, in_one_line
from stuntlab.files import files_written
from stuntlab.nearest import did_you_mean
from stuntlab.suggestions import how_called, name_caller

COMPLETE = "_STUNTLAB_COMPLETE"
"""What a shell sets when it asks how a line may go on (cli/completion.py)."""

USER_FAULT, OUR_FAULT, INTERRUPTED, NO_READER = 2, 1, 130, 141

_MEANT = {
    **dict.fromkeys(("gags", "list", "gear"), "kinds"),
    **dict.fromkeys(("run", "simulate", "rehearse", "judge", "evaluate", "risk"), "assess"),
    **dict.fromkeys(("init", "create", "template"), "new"),
    **dict.fromkeys(("picture", "pictures", "render", "draw", "image", "clip", "sheet", "gif"), "still"),
    **dict.fromkeys(("shot", "lens", "sell", "sells"), "camera"),
    **dict.fromkeys(("board", "day", "status"), "today"),
    **dict.fromkeys(("brief", "briefing"), "briefed"),
    **dict.fromkeys(("live", "set", "state"), "set-state"),
    **dict.fromkeys(("diff",), "compare"),
    **dict.fromkeys(("alternative", "fix", "suggest"), "alternatives"),
    **dict.fromkeys(("tutorial", "example", "start"), "demo"),
    **dict.fromkeys(("log", "history"), "record"),
}
"""Words that people type for a command whose letters are others (J)."""

_OF_A_STREAM = (errno.ENOSPC, errno.EIO, errno.EBADF)
"""What writing to a full or closed stream says, without the name of a file."""


class _LazyGroup(click.Group):
    """A group of names with a line of help each; the module of a command is imported when the command runs."""

    def __init__(self, **settings: Any) -> None:
        self.heads = command_heads()
        commands = {name: click.Command(name, short_help=head.does) for name, head in self.heads.items()}
        super().__init__(commands=commands, **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(super().list_commands(ctx), key=list(self.heads).index)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under the title of their group."""
        names = self.list_commands(ctx)
        widest = max(map(len, names))
        for title, group in groupby(names, key=lambda name: self.heads[name].group):
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), self.heads[name].does) for name in group])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-"):
            names = self.list_commands(ctx)
            meant = _MEANT.get(args[0].casefold())
            hint = f' (did you mean "{meant}"?)' if meant else did_you_mean(args[0], names)
            ctx.fail(f'there is no command "{args[0]}"{hint}; there are {", ".join(names)}')
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(self.heads[name or ""]), rest


def load(head: CommandHead) -> click.Command:
    """Import a command; its help ends with its example."""
    with _without_collecting():
        command: click.Command = import_module(head.module).command
    command.epilog = f"\b\nExample:\n  {head.example}"  # \b: the line is not broken
    for one in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
        one.context_class = _PlanContext
    return command


@contextmanager
def _without_collecting() -> Iterator[None]:
    """What a command imports stays: to look through it for garbage takes a sixth of the time until it starts."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _PlanContext(click.Context):
    """While a command runs, what it suggests names the plan and the record that it was given."""

    def invoke(self, callback: Any, /, *args: Any, **kwargs: Any) -> Any:
        plan, record = self.params.get("plan"), self.params.get("record")
        now = how_called()
        before = len(files_written())
        with name_caller(replace(now, plan=str(plan) if plan else now.plan, record=record)):
            try:
                return super().invoke(callback, *args, **kwargs)
            except (KeyboardInterrupt, click.Abort) as stop:
                if not hasattr(stop, "__notes__"):  # the command itself knows, not the group that it is in
                    stop.add_note(_what_was_kept(files_written()[before:]))
                raise


def _what_was_kept(files: Sequence[Path]) -> str:
    if not files:
        return "nothing was written"
    return f"written whole: {', '.join(map(str, files))}; nothing else"


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stuntlab", message="stuntlab %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, help="Show where in the program an error arose.")
def stuntlab() -> None:
    """Rehearse a stunt thousands of times before anyone does it: who could be hurt, by whom, how badly, how sure."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    _hold_streams_open()
    _write_any_letter()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the engine has threads of its own; sums depend on their number
    words = [argument for argument in given if argument != "--debug"]
    try:
        tell_of_stops(words)
        code = _run(words)
    except BrokenPipeError:
        _let_go(sys.stdout)
        return NO_READER
    except (KeyboardInterrupt, click.Abort) as stop:
        click.echo("; ".join(["stopped from the keyboard", *getattr(stop, "__notes__", ())]), err=True)
        return INTERRUPTED
    except OSError as error:
        if _flush(sys.stdout) and (error.errno not in _OF_A_STREAM or error.filename is not None):
            return _report(error, words, debug=debug)
        return _report(UserError(f"the output could not be written: {error.strerror}"), words, debug=debug)
    except Exception as error:
        return _report(error, words, debug=debug)
    return code if _flush(sys.stdout) or code else NO_READER


def _run(arguments: list[str]) -> int:
    if asked := os.environ.get(COMPLETE):
        return shell_complete(stuntlab, {}, "stuntlab", COMPLETE, asked)
    try:
        with (
            _drawing_set_aside(),
            name_caller(describe_call(arguments)),
            stuntlab.make_context("stuntlab", arguments) as context,
        ):
            stuntlab.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    return 0


def _flush(stream: TextIO | None) -> bool:
    """Whether all that was written went out."""
    try:
        if stream is not None:
            stream.flush()
    except (OSError, ValueError):
        _let_go(stream)
        return False
    return True


def _let_go(stream: TextIO | None) -> None:
    """Send what is left of a stream nowhere, or the interpreter complains when it flushes."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def _hold_streams_open() -> None:
    """A stream that was closed before the start lends its number to no file, or a warning would be written into it."""
    with suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
            continue
        os.close(number)


def _report(error: Exception, words: Sequence[str], *, debug: bool) -> int:
    """Say what went wrong, with no password of an address among the words of the command in it."""
    hidden = _addresses_in(words)

    def say(text: str) -> None:
        for word, shown in hidden.items():
            text = text.replace(word, shown)
        click.echo(text, err=True)

    if debug:
        say("".join(traceback.format_exception(error)).rstrip())
    if isinstance(error, click.ClickException):
        shown = io.StringIO()
        error.show(shown)
        say(shown.getvalue().rstrip())
        return error.exit_code
    if isinstance(error, UserError):
        say("\n".join(map(in_one_line, str(error).split("\n"))))
        return USER_FAULT
    if not debug:
        say(
            f"stuntlab failed, and that is our fault, not yours ({type(error).__name__}: {error}). "
            "Run the same with --debug to see where."
        )
    return OUR_FAULT


def _addresses_in(words: Sequence[str]) -> dict[str, str]:
    """What may be the address of a database among the words of a command, as typed and as a path -> as to be shown."""
    address = import_module("stuntlab.record.address")  # heavy, and only for what went wrong
    values = [word.partition("=")[2] if word.startswith("--") else word for word in words]
    found = filter(address.may_be_address, values)
    return {form: address.show_address(form) for value in found for form in (value, str(Path(value)))}


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
