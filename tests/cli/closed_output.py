"""Runs every command in a process of its own whose output takes nothing: a pipe nobody reads, or a full disk.

Started by test_closed_output.py. Each process is a fork of one that has imported everything, so that it starts at once.
Prints one JSON object: what was asked -> exit code, what was said on the error stream, whether anything was left over.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from pathlib import Path

from stuntlab.cli.commands import command_heads
from stuntlab.cli.main import load, main


def output_that_takes_nothing(kind: str) -> int:
    """A descriptor to write to."""
    if kind == "full":
        return os.open("/dev/full", os.O_WRONLY)
    reads, writes = os.pipe()
    os.close(reads)
    return writes


def run(words: list[str], kind: str, said: Path) -> int:
    """The exit code of a command; 99 where the interpreter would complain when it ends."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.dup2(output_that_takes_nothing(kind), 1)
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT), 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
    code = main(words)
    sys.stderr.flush()
    try:
        sys.stdout.flush()
    except OSError:
        code = 99
    os._exit(code)


def run_all(asked: dict[str, list[str]], folder: Path) -> dict[str, tuple[int, str, float]]:
    """Every command with each output."""
    for head in command_heads().values():
        load(head)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        main(["compare", "quick.yaml", "quick.yaml"])  # imports what they have in common
        main(["today", "."])
    told = {}
    for kind, matter in (("closed", "4"), ("full", "5")):  # the numbers of a concern and of a near miss
        for name, words in asked.items():
            typed = [word.replace("{kind}", kind).replace("{4 or 5}", matter) for word in words]
            began, said = time.monotonic(), folder / f"{kind}.{len(told)}"
            code = run(typed, kind, said)
            told[f"{name}, {kind}"] = (code, said.read_text(encoding="utf-8"), time.monotonic() - began)
    return told


if __name__ == "__main__":
    print(json.dumps(run_all(json.loads(sys.argv[1]), Path(sys.argv[2]))))
