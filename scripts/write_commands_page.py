"""Write the table of commands of README.md from the heads of their files, between its two markers."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from stuntlab.cli.commands import command_heads

PAGE = Path(__file__).parents[1] / "README.md"
START, END = "<!-- commands: written by scripts/write_commands_page.py -->\n", "<!-- end of commands -->\n"


def table() -> str:
    rows = ["| | `stuntlab` … |", "|---|---|"]
    for group, heads in groupby(command_heads().values(), key=lambda head: head.group):
        rows.append(f"| {group} | {'<br>'.join(f'`{head.name}`: {head.does}' for head in heads)} |")
    return "\n".join(rows)


def with_table(page: str) -> str:
    before, rest = page.split(START)
    after = rest.split(END)[1]
    return f"{before}{START}\n{table()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
