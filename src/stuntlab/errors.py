"""Every error stuntlab raises on purpose.

::

    StuntlabError
    ├── UserError            what was given cannot be used: what, where, what is allowed, what next (exit 2)
    │   ├── UnitError            "5 kg" where a speed belongs, a bare number, an unknown unit
    │   ├── PlanError            all problems of one plan, each with its line
    │   ├── SignalError          an array no criterion can be computed from: wrong shape, too coarse, not a number
    │   ├── CriterionError       a dummy, risk curve, contact site or harness that is in no table
    │   ├── RecordingError       a file of measured signals that cannot be read
    │   ├── ScriptError          a screenplay, or a list of words for one, that cannot be read
    │   ├── DecisionError        a decision the rule does not allow: a limit raised, a stop cleared by who wants to go
    │   │   └── HeldError            a set called live on a plan that something holds (exit 20, 30 or 40)
    │   ├── SigningError         a key that is missing, open to others, locked, or not the person's own
    │   ├── RecordError          the record of decisions cannot be read or written, or is not whole
    │   ├── CameraError          a camera that stands in somebody, or looks away from all there is to see
    │   └── WorkerError          processes or a cluster that takes were given to, and that do not bring them back
    └── ModelError           a model was driven outside what it can answer; our fault if a user ever sees one (exit 1)
        ├── DatasetError         arrays between two stages do not fit together
        ├── TableError           a table of the program has a wrong key or value, with its file and line
        └── UnstableSetting      a contact or solver setting outside its stable range

A take that diverges is not an error: it is a take with a status.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""Breaks of lines, what a terminal obeys, and marks of direction."""


def in_one_line(text: str) -> str:
    """What somebody gave, so that it can be repeated in a message and changes nothing else on a screen."""
    return _OBEYED.sub(" ", text)


class StuntlabError(Exception):
    """Base of everything stuntlab raises on purpose."""


class UserError(StuntlabError):
    """Something the user gave cannot be used. The message is a whole answer: what, where, allowed, what next."""


class UnitError(UserError):
    """A quantity that is not one, or is one of another kind."""


class SignalError(UserError, ValueError):
    """A signal that a filter or a criterion cannot be computed from."""


class CriterionError(UserError):
    """A criterion asked for what its tables do not hold: a dummy, a risk curve, a severity, a contact site."""


class RecordingError(UserError):
    """A file of measured signals that cannot be read."""


class ScriptError(UserError):
    """A screenplay, or a list of words for one, that cannot be read."""


class CameraError(UserError):
    """A camera that no picture can be taken from: inside a person, or looking away from every strike."""


class WorkerError(UserError):
    """Workers that keep dying, differ from this program, or cannot be reached."""


class DecisionError(UserError):
    """A decision that the rule does not allow."""


class HeldError(DecisionError):
    """A set that is called live while something holds the plan. verdict: where it stands; missing: what holds it."""

    def __init__(self, text: str, verdict: str, missing: Sequence[str]) -> None:
        super().__init__(text)
        self.verdict = verdict
        self.missing = tuple(missing)

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, tuple[str, ...]]]:
        """An error of a worker is sent to whoever asked."""
        return type(self), (str(self), self.verdict, self.missing)


class SigningError(UserError):
    """A key that cannot sign: missing, readable by others, locked, or somebody else's."""


class RecordError(UserError):
    """The record of decisions cannot be read or written, or is not whole. Nothing acknowledged is ever lost by it."""


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """One thing wrong with a plan.

    `line` and `column` count from 1, and are 0 where the file as a whole is meant; `where` is the path of keys
    ("action 1, kick, foot_speed").
    """

    line: int
    column: int
    where: str
    message: str


class PlanError(UserError):
    """Everything that is wrong with one plan, listed at once."""

    def __init__(self, source: str, problems: Sequence[PlanProblem]) -> None:
        self.source = source
        in_order = sorted(problems, key=lambda problem: (problem.line, problem.column))
        self.problems = tuple(
            replace(problem, where=in_one_line(problem.where), message=in_one_line(problem.message))
            for problem in in_order
        )
        super().__init__("\n".join(self._lines()))

    def __reduce__(self) -> tuple[type[PlanError], tuple[str, tuple[PlanProblem, ...]]]:
        """What it is made of: an error that arose in a worker travels to who asked for the work."""
        return type(self), (self.source, self.problems)

    def _lines(self) -> list[str]:
        return [
            f"{self.source}{f':{problem.line}' if problem.line else ''}: "
            f"{problem.where + ': ' if problem.where else ''}{problem.message}"
            for problem in self.problems
        ]


class ModelError(StuntlabError):
    """A model was driven outside what it can answer."""


class DatasetError(ModelError):
    """Arrays that pass between two stages do not fit together."""


class TableError(ModelError):
    """A table of the program cannot be read: every fault, with its file, line and path."""


class UnstableSetting(ModelError):
    """A contact or solver setting outside its stable range."""
