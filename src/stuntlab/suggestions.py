"""Commands that a text suggests, written so that they work when they are pasted.

A room that wants to say what to type next calls `suggest`, and gets the command in backticks: `stuntlab consent
kick.yaml --person "Ana O'Neill" --give`. How the program was called, and for which file, only the command line knows;
it says so with `called`, and every text that is made meanwhile names them. Where nobody said, a command begins with
`stuntlab`, and the file is PLAN.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Called:
    """How the program was called.

    program: what to type for it, quoted where it has to be. adds: the command that adds an {extra}. plan: the file, as
    it was given. record: where the record of decisions is, where that was said.
    """

    program: str = "stuntlab"
    adds: str = 'pip install "stuntlab[{extra}]"'
    plan: str = "PLAN"
    record: str | None = None


class GivenWord(Enum):
    """What a suggestion takes over from the call that it answers."""

    PLAN = "the plan"
    DECIDED_PLAN = "the plan, and where its record is"


PLAN, DECIDED_PLAN = GivenWord.PLAN, GivenWord.DECIDED_PLAN

_CALLED: ContextVar[Called | None] = ContextVar("called", default=None)
_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_TOUCHED_IN_DOUBLE_QUOTES = re.compile(r'["$`\\!\n]')


def how_called() -> Called:
    """How the program was called, as far as anybody said."""
    return _CALLED.get() or Called()


@contextmanager
def name_caller(now: Called) -> Iterator[None]:
    """While this lasts, suggestions name this program and this plan."""
    token = _CALLED.set(now)
    try:
        yield
    finally:
        _CALLED.reset(token)


def suggest(command: str, *words: str | GivenWord) -> str:
    """A command in backticks that can be pasted. words: as the program shall get them; quotes are put where needed."""
    now = how_called()
    return f"`{' '.join((now.program, command, *(word for given in words for word in _type_out(given, now))))}`"


def suggest_extra(extra: str) -> str:
    """The command that adds an extra to the program, in backticks."""
    return f"`{how_called().adds.format(extra=extra)}`"


def quote(word: str) -> str:
    """A word as it is typed: double quotes where they do, since every shell has those."""
    if _PLAIN.fullmatch(word):
        return word
    return shlex.quote(word) if _TOUCHED_IN_DOUBLE_QUOTES.search(word) else f'"{word}"'


def split_commands(text: str) -> list[tuple[str, bool]]:
    """The parts of a text in order, each with whether it is a command that `suggest` made; those without backticks.

    The mark that ends a sentence after a command is left out: it is not to be typed.
    """
    begins = "|".join(re.escape(word) for word in (how_called().program, how_called().adds.partition("{")[0].strip()))
    command = re.compile(rf"`((?:{begins}) [^`]+)`[.,;]?")
    parts = [(part.strip(), bool(place % 2)) for place, part in enumerate(command.split(text))]
    return [part for part in parts if part[0]]


def first_command(text: str) -> str:
    """The first command in a text that `suggest` made, in backticks again; "" where there is none."""
    return next((f"`{part}`" for part, is_command in split_commands(text) if is_command), "")


def _type_out(given: str | GivenWord, now: Called) -> Iterator[str]:
    if isinstance(given, str):
        yield quote(given)
        return
    yield quote(f"./{now.plan}" if now.plan.startswith("-") else now.plan)
    if given is DECIDED_PLAN and now.record is not None:
        yield from ("--record", quote(now.record))
