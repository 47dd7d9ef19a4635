"""Which commands there are: what the head of each command's file says, read as text.

A command is a file of this folder with `command` in it and a docstring of four lines::

    `stuntlab check`: read a plan and say what is wrong with it.

    Group: Write a plan, 2
    Example: stuntlab check plan.yaml

Nothing is imported for it, so that `stuntlab --help` is quick.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

GROUPS = (
    "Write a plan",
    "Judge it",
    "See it",
    "Say yes or no to it",
    "Log the day",
    "Keep the record",
    "Check the models",
)
"""In the order a production meets them. A group that is not among them comes last."""

_FOLDER = Path(__file__).parent
_LONGEST_HEAD = 1_000
_HEAD = re.compile(
    r'"""`stuntlab (?P<name>[a-z-]+)`: (?P<does>[^\n]+)\.\n\n'
    r"Group: (?P<group>[^\n,]+), (?P<place>\d+)\n"
    r"Example: (?P<example>stuntlab [^\n]+)\n"
    r'"""\n'
)


@dataclass(frozen=True, slots=True)
class CommandHead:
    """What a command says of itself. does: one line of help. place: in its group. example: a line that can be typed."""

    name: str
    does: str
    group: str
    place: int
    example: str

    @property
    def module(self) -> str:
        """The file it is in, as it is imported."""
        return f"stuntlab.cli.{self.name.replace('-', '_')}"

    @property
    def order(self) -> tuple[int, str, int, str]:
        """Where it stands among all commands."""
        rank = GROUPS.index(self.group) if self.group in GROUPS else len(GROUPS)
        return rank, self.group, self.place, self.name


def command_heads() -> Mapping[str, CommandHead]:
    """The commands by name, in the order of help."""
    heads = [head for file in _FOLDER.glob("*.py") if (head := head_of(file)) is not None]
    return {head.name: head for head in sorted(heads, key=lambda head: head.order)}


def head_of(file: Path) -> CommandHead | None:
    """What a file says of the command in it; None where it says nothing."""
    with file.open(encoding="utf-8") as opened:
        said = _HEAD.match(opened.read(_LONGEST_HEAD))
    if said is None or said["name"].replace("-", "_") != file.stem:
        return None
    return CommandHead(said["name"], said["does"], said["group"], int(said["place"]), said["example"])
