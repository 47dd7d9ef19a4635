"""`stuntlab completion`: let a shell finish commands, options and files.

Group: Write a plan, 6
Example: stuntlab completion bash
"""

from __future__ import annotations

from importlib import import_module

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script by which SHELL finishes what is typed after "stuntlab": commands, options, files.

    For bash, put eval "$(stuntlab completion bash)" into ~/.bashrc; for zsh, the same with zsh into ~/.zshrc. For fish,
    write what is printed into ~/.config/fish/completions/stuntlab.fish.
    """
    of = get_completion_class(shell)
    if of is None:
        raise click.UsageError(f"{shell} is not known here")
    group = import_module("stuntlab.cli.main")
    click.echo(of(group.stuntlab, {}, "stuntlab", group.COMPLETE).source())
