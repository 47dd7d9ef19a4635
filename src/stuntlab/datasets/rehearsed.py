"""What the record holds of the runs of a plan's gags: what was measured in them, and how they went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from stuntlab.datasets.arrays import Floats
from stuntlab.errors import DatasetError
from stuntlab.units.counting import counted
from stuntlab.units.quantity import Quantity


@dataclass(frozen=True, slots=True)
class GagRuns:
    """Full runs and takes of one gag by the people who are in it. Pairs, so that it can be sent and looked up.

    measured: (field of the plan, its value in each run in which it was measured, SI). runs: how many there were.
    went_wrong: (failure mode, in how many of them).
    """

    measured: tuple[tuple[str, tuple[float, ...]], ...] = ()
    runs: int = 0
    went_wrong: tuple[tuple[str, int], ...] = ()

    def check(self) -> None:
        if self.runs < 0 or any(not 0 <= times <= self.runs for _, times in self.went_wrong):
            raise DatasetError(f"of {counted(self.runs, 'run')} cannot have gone wrong: {dict(self.went_wrong)}")
        for name, values in self.measured:
            if not np.all(np.isfinite(values)):
                raise DatasetError(f"{name} holds a value that is no number")

    def values_of(self, name: str) -> Floats:
        """What was measured of a field, [run]."""
        return np.array(dict(self.measured).get(name, ()), dtype=float)

    def times(self, failure: str) -> int:
        """In how many runs it went wrong so."""
        return dict(self.went_wrong).get(failure, 0)


NO_RUNS = GagRuns()


@dataclass(frozen=True, slots=True)
class Consented:
    """Somebody whose consent to this version is valid, the day they gave it, and what had been run by then of a gag."""

    person: str
    day: str
    known: Mapping[str, GagRuns]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The runs of a plan: gag label -> what is known of it now, and what those who consented could know."""

    gags: Mapping[str, GagRuns] = field(default_factory=dict)
    consented: tuple[Consented, ...] = ()


NOT_REHEARSED = Rehearsed()


@dataclass(frozen=True, slots=True)
class LearntQuantity:
    """A quantity of the plan, what was measured of it (mean and standard deviation), and what takes are drawn from."""

    field: str
    planned: Quantity
    measured: Quantity
    runs: int
    in_takes: Quantity


@dataclass(frozen=True, slots=True)
class LearntRate:
    """How often a failure mode happens per take: before any run and after; times: in how many runs it did."""

    name: str
    times: int
    planned: float
    in_takes: float


@dataclass(frozen=True, slots=True)
class LearntGag:
    """What its runs changed of a gag.

    touches: how often a take touches somebody, before any run and after; None where every take does, or none can.
    more_runs: how many more runs like these would settle whether a limit is passed too often: 0 where nothing is open,
    None where no number would. text: all of it in a sentence or two; short: the same in one line.
    """

    gag: str
    runs: int
    quantities: tuple[LearntQuantity, ...]
    rates: tuple[LearntRate, ...]
    touches: tuple[float, float] | None
    more_runs: int | None
    text: str
    short: str
