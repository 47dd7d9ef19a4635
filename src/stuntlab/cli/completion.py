"""`stuntlab completion`: let a shell finish commands, options and files.

Group: Write a plan, 6
Example: stuntlab completion bash
"""

from __future__ import annotations

from importlib import import_module

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")

_BEGINS_ZSH = "\n(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }\n"
"""A zsh that nobody has set up knows no completion at all; -i: it asks nothing about folders that others may write."""


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
    script = of(group.stuntlab, {}, "stuntlab", group.COMPLETE).source()
    click.echo(script.replace("\n", _BEGINS_ZSH, 1) if shell == "zsh" else script)
